"""Chat, SMS and push services, for people who left no mail address."""

from urllib.parse import quote

from service.mail.addresses import number_of
from service.mail.transports.base import DeliveryResult, DeliveryStatus

PHONE = "{phone}"


class Channels:
    """Chat, SMS and push services, for those who left no mail address: only what the installation has set."""

    def __init__(self, addresses: str) -> None:
        both = addresses.split()
        self._personal = [each for each in both if PHONE in each]
        self._common = [each for each in both if PHONE not in each]

    def reaches(self, phone: str, *, organizer: bool) -> bool:
        """Whether there is a way to this person at all."""
        return bool((self._personal and number_of(phone)) or (organizer and self._common))

    def tell(self, phone: str, personal: str, common: str) -> DeliveryResult:
        """`personal` goes to the own number only; `common`, which names nobody, wherever the installation says.

        Services do not say whether what they did not confirm was sent: it is told as it is, and not tried again.
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
