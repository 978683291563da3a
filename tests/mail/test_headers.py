"""Subjects and names of letters: whoever reads the mail reads what was written, to the last space."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mail.mime import MAX_HEADER_LENGTH, MAX_NAME_LENGTH, MAX_SUBJECT_LENGTH, POLICY, SENDER, header_text

FOLD = re.compile(r"\r?\n(?=[ \t])")
BETWEEN = re.compile(r"\?=\s+=\?")
LONG = {
    "ar": "مرحبًا، ترتيبات يوم السبت للانتقال إلى الطابق الذي تحتنا، ومعنا الأصدقاء والجيران كلهم من أجل الكتب والأثاث",
    "de": "Für Samstag: die Bücher aus dem Wohnzimmer, die großen Schränke und Mittagessen für alle, die da sind",
    "fr": "Samedi : les livres du salon, l’armoire à deux portes et le repas de midi pour tout le monde, dès 8 h",
    "en": "Saturday: the books from the living room, the wardrobe with two doors, and lunch for everybody who is there",
    "mixed": "Hana: غدًا في التاسعة، Lindengasse 12، والكتب من غرفة الجلوس مع Tomás و Wei إلى الطابق الثالث، door 13",
    "emoji": "🎉 Sofa 🛋️ and piano 🎹 👩‍👩‍👧‍👦 to the attic 🏠 with friends 🎉 and 🍰 for all who come 🎹",
    "spaces": "two  spaces in Grüße  here and there  and غدًا  twice  so that it is  long enough to be  folded",
    "endless": "غ" * 140,
    "one sign": "Olive has thought again about all of what stands in the attic and the cellar · and of the bench",
    "signs": 'Mr. "Berger" (from the 2nd floor), Wei & Amina; <Tomás>, =?utf-8?q?no=0d=0a?= and @ all who come',
}
WORDS = [
    "Hana",
    "Bücher",
    "الطابق",
    "الذي",
    "🛋️",
    "·",
    "l’armoire",
    "=?utf-8?q?=0d=0aX:1?=",
    "a,b",
    '"',
    "(",
    "x" * 40,
    "É",
]


def mailed(words: str, name: str) -> bytes:
    mail = EmailMessage(policy=POLICY)
    mail["Subject"], mail["From"] = words, Address(name, "letters", "move.example.org")
    mail["To"] = Address("", "hana", "example.org")
    return mail.as_bytes()


def assert_read_as_written(words: str, name: str) -> None:
    sent = mailed(words, name)
    lines = sent.decode("ascii").split("\r\n")
    assert max(map(len, lines)) <= MAX_HEADER_LENGTH
    assert not [line for line in lines if line.rstrip() == "Subject:"] or not words.strip()
    assert {line.partition(":")[0] for line in lines if line and line[0] != " "} == {"Subject", "From", "To"}
    subject, sender = (FOLD.sub("", message_from_bytes(sent)[header]) for header in ("Subject", "From"))
    assert str(make_header(decode_header(subject))) == words
    shown = str(make_header(decode_header(sender))).rpartition(" <")[0]
    assert (shown if "=?" in sender else re.sub(r'^"|"$|\\(.)', r"\1", shown)) == name
    read = message_from_bytes(sent, policy=default)
    assert read["Subject"] == words
    [address] = read["From"].addresses
    assert address.addr_spec == "letters@move.example.org"
    if not BETWEEN.search(sender):  # Python before 3.12.9 and 3.13.2 reads a space there: gh-128110
        assert address.display_name == name


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_long_words_are_read_as_they_were_written(words: str) -> None:
    name = header_text(words, MAX_NAME_LENGTH)
    assert_read_as_written(header_text(words, MAX_SUBJECT_LENGTH), f"{name} · {SENDER}")
    if "=?" not in words:
        assert_read_as_written(words, words)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), st.sampled_from([" ", "  "]))
def test_any_words_beside_each_other_are_read_as_they_were_written(words: list[str], between: str) -> None:
    typed = between.join(words)
    assert_read_as_written(header_text(typed, MAX_SUBJECT_LENGTH), header_text(typed, MAX_NAME_LENGTH))


def test_one_endless_plain_word_fits_its_lines() -> None:
    assert_read_as_written("x" * 140, "Olive")
