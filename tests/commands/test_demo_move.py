"""The example move: typed in the language of its viewer, and few tasks, as a pasted list becomes."""

import re
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import String, select

from service.commands.demo import SAID_BY, chosen_language
from service.commands.demo_move import ZONE, plan_demo
from service.domain.figures.catalogue import items
from service.domain.models import Carrying, Kind, Organizer, Place, Task, Thing
from service.domain.models.base import Base
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import database_of
from service.text.language import SOURCE, language, shipped
from service.text.task_titles import item_name
from tests.conftest import NOON, Engine

TRANSLATED = sorted(set(shipped()) - {SOURCE})
IN_EVERY_LANGUAGE = {
    *("Olive", "Hana", "Wei", "Amina", "Tomás", "Ifeoma", "Marek", "Yusuf", "Nkechi", "Priya"),
    *("Jonas", "Ich helfe gern, sag mir einfach, was ihr braucht."),
    *("Lucía", "Avísame si puedo hacer algo. Entiendo de enchufes."),
    *("Camille", "Je suis libre samedi après-midi, dis-moi ce qui t’arrange."),
    *("ليلى", "يسعدني أن أساعد يوم السبت، وأحبّ إعداد الشاي."),
    *("hana@example.org", "+34 600 555 014", "+43 660 555 0117", "+43 660 555 0142"),
    ZONE,
}
"""Names, mail addresses, and what friends wrote in a language of their own."""


def typed(database: Database) -> set[str]:
    """All words in all rows, but for ids, tags of languages, names in the catalogue of things, and the program's own
    words, such as "offer_accepted"."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and (table.name, column.name) != (Thing.__tablename__, "name")
    ]
    with database.reading() as session:
        words = {word for column in columns for word in session.scalars(select(column)) if word}
    return {str(word) for word in words if not re.fullmatch("[a-z0-9_]+(?:-[A-Z]+)?", word)}


@pytest.fixture(scope="module")
def in_english(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    with ExitStack() as stack:
        chosen = stack.enter_context(engine.settings(tmp_path_factory.mktemp("english")))
        database = stack.enter_context(closing(database_of(Settings(**chosen))))
        plan_demo(database, now=NOON)
        return typed(database)


@pytest.mark.one_database
@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_that_somebody_typed_is_left_in_english(database: Database, in_english: set[str], code: str) -> None:
    first = plan_demo(database, now=NOON, lang=language(code, zone=ZONE))
    own = typed(database)
    assert own & in_english == IN_EVERY_LANGUAGE
    assert len(own) == len(in_english), "no two tasks or people have become one"
    assert plan_demo(database, now=NOON) == first, "one that is there is found whatever its language"
    assert typed(database) == own


@pytest.mark.one_database
@pytest.mark.parametrize("code", [SOURCE, *TRANSLATED])
def test_things_are_those_of_the_catalogue_in_its_language(database: Database, code: str) -> None:
    lang = language(code, zone=ZONE)
    plan_demo(database, now=NOON, lang=lang)
    with database.reading() as session:
        for thing in session.scalars(select(Thing)):
            assert thing.item in items()
            assert thing.name == item_name(thing.item, lang, lang.beside_count(thing.count))
            assert thing.room


@pytest.mark.one_database
def test_heavy_things_are_the_work_of_crews(database: Database) -> None:
    plan_demo(database, now=NOON)
    with database.reading() as session:
        carried = select(Carrying.task_n, Carrying.thing_n)
        pairs = [(task_n, thing_n) for task_n, thing_n in session.execute(carried)]
        heavy = session.scalars(select(Task).where(Task.kind == Kind.HEAVY_ITEM)).all()
        things = {task.n: {thing_n for task_n, thing_n in pairs if task_n == task.n} for task in heavy}
        assert all(len(each) > 2 for each in things.values()), "no piece stands alone"
        out, into = ([things[task.n] for task in heavy if task.place is place] for place in (Place.OLD, Place.NEW))
        assert out == into, "who carries out carries in"
        assert len(out) == 2
        assert [task.title for task in heavy if task.place is Place.BOTH] == ["Lamps, chairs and plants"]


@pytest.mark.one_database
def test_it_is_few_tasks_and_each_has_its_place(database: Database) -> None:
    plan_demo(database, now=NOON)
    with database.reading() as session:
        places = session.scalars(select(Task.place)).all()
    assert None not in places
    assert len(places) <= 15


@pytest.mark.one_database
def test_letters_to_its_organizer_are_in_its_language(database: Database) -> None:
    plan_demo(database, now=NOON, lang=language("fr", zone=ZONE))
    with database.reading() as session:
        assert session.scalars(select(Organizer.language)).all() == ["fr"]


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "sr_RS@latin"}, "en"),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "es"}, "es"),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "es", "LC_ALL": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C"}, "en"),
    ],
)
def test_it_speaks_as_the_terminal_does(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], code: str) -> None:
    for name in SAID_BY:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(None).code == code
    assert chosen_language("es").code == "es", "what is typed comes first"
