"""Letters as files in the data folder, where no mail server is set: an organizer hands them on."""

from collections.abc import Collection
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from service.mail.transports.base import DeliveryResult, DeliveryStatus

LETTERS = "letters"
"""Name of the folder for letters in the data folder."""


class Folder:
    """Puts letters into the data folder, one folder a move, for an organizer to hand on."""

    def __init__(self, data: Path) -> None:
        self._folder = data / LETTERS

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        """Write a file whose name begins with the date; the same letter again is the same file."""
        folder = self._folder / of_move
        letter = mail["Message-ID"].strip("<>").partition("@")[0]
        written = parsedate_to_datetime(mail["Date"]).strftime("%Y-%m-%d-%H%M")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = folder / f".{letter}"
            unfinished.write_bytes(mail.as_bytes())
            unfinished.rename(folder / f"{written}-{letter}.eml")
        except OSError as error:
            return DeliveryResult(DeliveryStatus.AWAY, error.strerror or "")
        return DeliveryResult(DeliveryStatus.SENT)

    def close(self) -> None:
        """Do nothing: no connection is open."""

    def moves(self) -> list[str]:
        """List the moves that have letters here."""
        return [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []

    def keep_only(self, of_move: str, letters: Collection[str]) -> None:
        """Delete the other letters of a move: their receivers have been forgotten, or the whole move."""
        folder = self._folder / of_move
        for path in (*folder.glob("*.eml"), *folder.glob(".*")):
            if path.stem.rpartition("-")[2].removeprefix(".") not in letters:
                path.unlink(missing_ok=True)
        if not letters and folder.is_dir():
            with suppress(OSError):  # something else was put there
                folder.rmdir()
