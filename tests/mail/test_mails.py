"""The letters as they are read, per language: a change in wording shows in tests/mail/letters/."""

from pathlib import Path

import pytest

from service.storage.database import Database
from service.text.language import shipped
from tests.mail.mails import MAILS, letters


@pytest.mark.one_database  # words are the same over any
@pytest.mark.parametrize("code", [pytest.param(each, marks=[pytest.mark.held] * (each != "en")) for each in shipped()])
def test_the_letters_read_as_they_did(database: Database, tmp_path: Path, code: str) -> None:
    written = MAILS / f"{code}.txt"
    assert letters(database, tmp_path, code) == written.read_text(encoding="utf-8"), (
        "If the new words are meant: .venv/bin/python -m tests.mail.mails"
    )


def test_no_letter_hurries_or_blames() -> None:
    for file in MAILS.glob("*.txt"):
        words = file.read_text(encoding="utf-8").lower()
        assert "!" not in words
        for word in ("overdue", "failed", "hurry", "asap", "reminder", "you haven't", "slot", "volunteer"):
            assert word not in words, (file.name, word)


def test_no_line_of_text_is_longer_than_mail_programs_show_but_for_a_link() -> None:
    for file in MAILS.glob("*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            is_header = line.startswith(("From: ", "To: ", "Reply-To: ", "Content-Language: ", "Subject: "))
            assert len(line) <= 76 or is_header or line.startswith("https://"), (file.name, line)
