"""Chat, SMS and push services, for people who left no mail address."""

from urllib.parse import quote

from service.mail.addresses import number_of
from service.mail.transports.base import DeliveryResult, DeliveryStatus

PHONE = "{phone}"


class Channels:
    """Sends by the chat, SMS and push services that the installation has set."""

    def __init__(self, addresses: str) -> None:
        both = addresses.split()
        self._personal = [each for each in both if PHONE in each]
        self._common = [each for each in both if PHONE not in each]

    def reaches(self, phone: str, *, organizer: bool) -> bool:
        """Tell whether a channel reaches this person."""
        return bool((self._personal and number_of(phone)) or (organizer and self._common))

    def tell(self, phone: str, personal: str, common: str) -> DeliveryResult:
        """Send `personal` to the own number, or `common` to the installation's common channels.

        Many people may read a common channel, so `common` names nobody and says only that something is on a board. A
        message that a service does not confirm may have been sent: it counts as perhaps, and is not tried again.
        """
        import apprise  # noqa: PLC0415  # 9 MB

        number = number_of(phone)
        if self._personal and number:
            ways = [[each.replace(PHONE, quote(number))] for each in self._personal]
            words = personal
        else:
            ways, words = [self._common], common
        for way in ways:
            found = apprise.Apprise()
            if not all(found.add(each) for each in way):
                return DeliveryResult(
                    DeliveryStatus.REFUSED, "MANYHANDS_CHANNELS holds an address that apprise does not know"
                )
            if found.notify(body=words):
                return DeliveryResult(DeliveryStatus.SENT)
        return DeliveryResult(DeliveryStatus.PERHAPS, "The channel did not confirm it")
