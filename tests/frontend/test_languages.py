"""The catalogues that ship: complete, with nothing left over, and with the same placeholders as the source."""

import ast
import re
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from service.domain.figures.catalogue import items
from service.domain.models import Place
from service.domain.reading.views import Part, When
from service.domain.reading.views.stretches import Stretch
from service.paths import LOCALES
from service.text.catalogues import FILE
from service.text.language import SOURCE, language, shipped
from service.text.sentences import Sentences
from service.text.task_titles import item_name

TRANSLATED = sorted(set(shipped()) - {SOURCE})
NUMBERS = ("%(n)s", "%(count)s", "%(people)s")
"""The placeholders that plurals are chosen by."""
FORMS_OF_MANY = 4
"""More forms than these have ones for none, one and two, which each stand for a single number."""
PARTS = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|\{\w+\}|\n|^\s|\s$")


@cache
def source() -> Catalog:
    """Gather the texts of the source, as `make messages` does: it takes longer than all that is done with them."""
    extract = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "-F", "pyproject.toml"]
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        subprocess.run([*extract, "-o", file.name, "."], check=True, capture_output=True)
        return read_po(file)


@cache
def read(code: str) -> Catalog:
    with (LOCALES / code / FILE).open("rb") as file:
        return read_po(file, locale=code)


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(each.context, texts(each.id)[0]) for each in catalogue if each.id}


def texts(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def test_these_languages_ship() -> None:
    own = {"en": "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fr": "Français"}
    assert shipped().items() >= own.items()


def test_french_has_its_own_spaces_and_signs() -> None:
    """Narrow spaces that do not break before double signs, such spaces within quotation marks, no typewriter signs."""
    said = [text for each in read("fr") if each.id for text in texts(each.string)]
    plain = [re.sub(r"<[^>]+>|https?://\S+|\w+/\w+:|\d\d:\d\d", "", text) for text in said]
    assert [
        text for text in plain if re.search(r"(?<!\u202f)[;:?]|[«] |[«](?!\u00a0)|(?<!\u00a0)»|['\"“”]", text)
    ] == []


def test_nothing_is_missing_and_nothing_left_over() -> None:
    wanted = keys(source())
    for code in TRANSLATED:
        catalogue = read(code)
        assert (code, keys(catalogue) ^ wanted) == (code, set())
        assert not catalogue.obsolete
        assert [(code, each.id) for each in catalogue if each.id and not all(texts(each.string))] == []
        assert [(code, each.id) for each in catalogue if each.fuzzy and each.id] == []


def unlike(each: Message) -> bool:
    """Tell whether a translation has other placeholders, tags or edges than its source. A singular may say "one"; in
    languages that have them, so may the forms for none, one and two."""
    wanted = [Counter(PARTS.findall(text)) for text in texts(each.id)]
    said = texts(each.string)
    in_words = [Counter(wanted[-1] - Counter([number])) for number in NUMBERS if len(said) > FORMS_OF_MANY]
    return any(
        Counter(PARTS.findall(text)) not in (*wanted, *(in_words if at < 3 else ())) for at, text in enumerate(said)
    )


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_and_tags_are_those_of_the_source(code: str) -> None:
    assert [each.id for each in read(code) if each.id and unlike(each)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    catalogue = read(code)
    assert [
        each.id for each in catalogue if each.pluralizable and len(texts(each.string)) != catalogue.num_plurals
    ] == []


@pytest.mark.parametrize("code", [SOURCE, *TRANSLATED])
def test_no_language_raises_its_voice(code: str) -> None:
    catalogue = source() if code == SOURCE else read(code)
    said = [text for each in catalogue if each.id for text in texts(each.id if code == SOURCE else each.string)]
    assert [text for text in said if re.search(r"[!¡]|[\U0001F000-\U0001FAFF☀-➿]", text)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_thing_has_a_name_and_a_plural(code: str) -> None:
    lang = language(code)
    named = {key: (item_name(key, lang), item_name(key, lang, 2)) for key in items()}
    assert all(one.strip() and many.strip() for one, many in named.values())
    assert item_name("office_chair", language("de"), 2) == "Bürostühle"
    assert item_name("office_chair", language("es")) == "silla de oficina"
    assert item_name("office_chair", language("fr"), 2) == "chaises de bureau"
    chairs = [item_name("armchair", language("ar"), count) for count in (1, 2, 3, 11, 100)]
    assert chairs == ["كرسي بذراعين", "كرسيان بذراعين", "كراسي بذراعين", "كرسيًا بذراعين", "كرسي بذراعين"]


def test_beside_a_count_an_arabic_word_holds_no_second_one() -> None:
    arabic, german = language("ar"), language("de")
    assert item_name("bicycle", arabic, arabic.beside_count(2)) == item_name("bicycle", arabic, 3)
    assert item_name("bicycle", arabic, arabic.beside_count(1)) == item_name("bicycle", arabic)
    assert german.beside_count(2) == 2


def test_arabic_counts_of_eleven_to_ninety_nine_have_their_own_form() -> None:
    """A masculine noun stands in the accusative there, and as it is from a hundred on; none is no figure."""
    arabic = language("ar")
    for noun, plural in (("box", "boxes"), ("person", "people"), ("seat", "seats")):
        none, eleven, hundred = (arabic.ngettext(f"%(n)s {noun}", f"%(n)s {plural}", n) for n in (0, 11, 100))
        assert eleven.endswith("ًا")
        assert hundred == eleven.replace("11", "100").removesuffix("ًا")
        assert "0" not in none
    forms = [texts(each.string) for each in read("ar") if isinstance(each.id, tuple)]
    assert [each for each in forms if re.search(r"%\(\w+\)s \S+ًا\b", each[4])] == []


def test_arabic_facts_are_joined_by_an_arabic_comma() -> None:
    heads = [Sentences(language("ar")).stretch(Stretch(When(None, Part.MORNING), home, ())) for home in Place]
    assert [head for head in heads if "," in head] == []
    assert any("، " in head for head in heads)


def test_no_text_is_hidden_in_another_where_it_would_stay_english() -> None:
    said = [(path, path.read_text(encoding="utf-8")) for path in (LOCALES.parents[1] / "service").rglob("*.py")]
    hidden = [
        (path.name, call.args[0].value)
        for path, code in said
        if re.search(r"\b(_|n?gettext)\s*\(", code)  # in few: walking takes long
        for text in ast.walk(ast.parse(code))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in {"_", "gettext", "ngettext"}
    ]
    assert hidden == []


def test_a_wrong_placeholder_is_found() -> None:
    assert unlike(Message("%(n)s more", string="%(m)s mehr"))
    assert unlike(Message("<b>%(n)s</b>", string="%(n)s"))
    assert unlike(Message("Thank you. ", string="Danke."))
    assert not unlike(Message(("One.", "%(n)s."), string=("Eins.", "%(n)s.")))
    assert unlike(Message(("%(n)s, %(m)s", "%(n)s, %(m)s"), string=("واحد، %(m)s", "%(n)s، %(m)s")))
    assert not unlike(
        Message(("%(n)s box", "%(n)s boxes"), string=("صندوق", "صندوق", "صندوقان", *3 * ("%(n)s صناديق",)))
    )
    assert unlike(Message(("%(n)s box", "%(n)s boxes"), string=(*5 * ("%(n)s صناديق",), "صناديق")))


def test_a_language_is_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / FILE).write_text('msgid ""\nmsgstr ""\n\nmsgid "Saved."\nmsgstr "Enregistré."\n')
    monkeypatch.setattr("service.text.language.LOCALES", tmp_path)
    language.cache_clear()
    try:
        assert shipped() == {"en": "English", "fr": "Français"}
        assert language("fr-CA").gettext("Saved.") == "Enregistré."
    finally:
        language.cache_clear()
