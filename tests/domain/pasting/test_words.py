"""Nothing that somebody wrote is passed over: each line, and each word that names something, has its place."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.models import Kind
from service.domain.pasting import Quote, Understood, understand
from service.domain.pasting.languages import speaking
from service.domain.pasting.layout import read_lines
from service.domain.pasting.reading import NAME_NOTHING
from service.domain.pasting.splitting import SOFT, WITH
from service.domain.pasting.tokens import normal, tokens
from service.domain.pasting.vocabulary import NOT_ROOMS
from tests.sizes import size

LISTS = sorted(path for each in (".", "short") for path in (Path(__file__).with_name("lists") / each).glob("*.txt"))
OTHERS = sorted(Path(__file__).with_name("other_languages").glob("*.txt"))
"""Lists in German, Spanish, French and Arabic, with what is in them behind an arrow."""
BETWEEN = NAME_NOTHING | SOFT | WITH | NOT_ROOMS
"""Words that stand between things and name none: "and", "also:", "etc"."""


def words(text: str) -> set[str]:
    return {token.low for token in tokens(normal(text)) if token.low[0].isalpha() and len(token.low) > 1}


def passed_over(text: str, understood: Understood) -> dict[int, set[str]]:
    """The words of each line that stand nowhere in what was understood."""
    found: dict[int, set[str]] = {}
    for thing in understood.things:
        found.setdefault(thing.line, set()).update(words(thing.words), words(thing.room))
    for quote in (*understood.unclear, *understood.staying, *understood.done):
        found.setdefault(quote.line, set()).update(words(quote.text))
    written = text.split("\n")
    lines = [line for line in read_lines(text) if not line.is_heading]
    for line in lines:
        found.setdefault(line.n, set()).update(words(line.room), words(line.taken), BETWEEN)
    left = {line.n: words(written[line.n - 1]) - found[line.n] for line in lines}
    return {n: names for n, names in left.items() if names}


def places(text: str, understood: Understood) -> None:
    written = {n for n, line in enumerate(text.split("\n"), start=1) if line.strip()}
    in_tasks = {line for task in understood.tasks for line in task.lines}
    quoted = {quote.line for quote in (*understood.unclear, *understood.staying, *understood.done)}
    assert in_tasks | quoted == written
    assert not passed_over(text, understood)


def test_there_are_twelve_lists_and_ten_short_ones() -> None:
    assert len(LISTS) == 22


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_word_of_a_list_has_its_place(path: Path) -> None:
    text = path.read_bytes().decode()
    places(text, understand(text))


@pytest.mark.sampled
@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_every_word_of_a_list_in_another_language_has_its_place(path: Path) -> None:
    text = "\n".join(row.partition(" => ")[0] for row in path.read_text(encoding="utf-8").splitlines())
    with speaking(text):
        places(text, understand(text))


LINES = [line for path in LISTS for line in path.read_bytes().decode().split("\n") if line.strip()]
SIGNS = st.sampled_from([", ", " and ", " + ", " - ", " with ", "; ", ". ", " (", ") "])


@pytest.mark.long
@given(st.lists(st.tuples(st.sampled_from(LINES), SIGNS), max_size=4).map(lambda each: "".join(map("".join, each))))
@settings(max_examples=size("LINES", 30, 400))
@example("There will be 30 to 35 boxes in the end. Subject: Help on the 28th?")
def test_every_word_of_lines_that_are_mixed_has_its_place(text: str) -> None:
    places(text, understand(text))


@pytest.mark.parametrize(
    "line",
    [
        "Handover of keys to owner by 6 pm and * dining table, seats 6 (glass top), ",
        "Keys to the agent by 5 pm and * table (oak, very old)",
        "Schlüssel an den Vermieter bis 18 Uhr + * Esstisch (Glasplatte)",
        "llaves al dueño antes de las 18 h y * mesa grande (cristal)",
    ],
)
def test_an_errand_that_ends_by_some_time_keeps_the_words_behind_it(line: str) -> None:
    places(line, understand(line))


@pytest.mark.parametrize("line", ["sofa, see you all on Saturday", "armchair, we love you very much"])
def test_a_line_may_be_understood_in_part(line: str) -> None:
    understood = understand(line)
    assert [thing.words for thing in understood.things] == [line.split(",", maxsplit=1)[0]]
    assert understood.unclear == [Quote(1, line.split(", ", 1)[1])]


def test_what_is_left_of_a_line_stands_together() -> None:
    understood = understand("see you soon and bring your friends, a sofa")
    assert [thing.words for thing in understood.things] == ["a sofa"]
    assert [each.text for each in understood.unclear] == ["see you soon and bring your friends"]


def test_a_thing_keeps_all_that_is_said_of_it() -> None:
    [sofa, lamp] = understand("the big sofa (needs to come apart), a floor lamp").things
    assert (sofa.words, lamp.words) == ("the big sofa (needs to come apart)", "a floor lamp")
    [boxes] = understand("vessels - 8 to 10 cartons").things
    assert boxes.words == "vessels - 8 to 10 cartons"


@pytest.mark.parametrize(
    ("text", "staying", "carried"),
    [
        ("the fridge stays", ["the fridge stays"], []),
        ("sofa, armchair - sold, desk", ["armchair - sold"], ["sofa", "desk"]),
        ("2 shelves, leaving them for the tenants", ["2 shelves, leaving them for the tenants"], []),
        ("organ? no longer ours", ["organ? no longer ours"], []),
        ("piano? we don't own one", ["piano? we don't own one"], []),
        ("NOT going: the ugly cabinet, a lamp", ["NOT going: the ugly cabinet, a lamp"], []),
        ("To sell or give away:\n3 chairs", ["To sell or give away:", "3 chairs"], []),
    ],
)
def test_what_stays_behind_is_said(text: str, staying: list[str], carried: list[str]) -> None:
    understood = understand(text)
    assert [each.text for each in understood.staying] == staying
    assert [each.words for each in understood.things] == carried
    assert understood.unclear == []


@pytest.mark.parametrize(
    "mark", ["[x] {}", "- [X] {}", "☑ {}", "✔ {}", "✅ {}", "~~{}~~", "{} ✓", "- {} (done)", "{} - done"]
)
def test_what_is_ticked_off_is_done(mark: str) -> None:
    text = "\n".join([mark.format("book the van"), mark.format("6 boxes of books"), "sofa"])
    understood = understand(text)
    assert [each.line for each in understood.done] == [1, 2]
    assert [(each.kind, each.line) for each in understood.things] == [(Kind.HEAVY_ITEM, 3)]


@pytest.mark.parametrize("text", ["no smoking in the house", "we've gone from 3 units to 2"])
def test_talk_does_not_stay_behind(text: str) -> None:
    assert understand(text).unclear == [Quote(1, text)]


def test_ticks_before_every_line_are_bullets() -> None:
    assert understand("✓ pizza\n✓ sofa\n✓ 3 boxes").done == []
    assert len(understand("☐ pizza\n✓ sofa\n✓ 3 boxes").done) == 2
