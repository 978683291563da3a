"""compose.yaml says nothing that the image, the settings or the documentation do not know."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from service.commands import serve
from service.mail import worker
from service.settings import Settings, read_settings
from tests.container.containerfile import HOME, read_stages

COMPOSE: dict[str, Any] = YAML(typ="safe").load(HOME / "compose.yaml")
APP, DATABASE = COMPOSE["services"]["manyhands"], COMPOSE["services"]["database"]
LAST = read_stages()[-1]
DOCS = (HOME / "docs" / "running.md").read_text()
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


def filled(text: str, variables: dict[str, str]) -> str:
    """Put the variables into a value, as Compose does."""
    return VARIABLE.sub(lambda found: variables.get(found[1]) or found[2] or "", text)


def settings(variables: dict[str, str]) -> Settings:
    """Read the settings of a container, where `.env` holds these variables."""
    environment = {name: filled(value, variables) for name, value in APP["environment"].items()}
    return read_settings(**{name.removeprefix("MANYHANDS_").lower(): value for name, value in environment.items()})


def documented(first: str) -> dict[str, str]:
    """Read the `.env` in the documentation that begins with this variable."""
    [block] = re.findall(rf"^    {first}=.*\n(?:    .*\n)*", DOCS, re.MULTILINE)
    variables: dict[str, str] = {}
    for line in block.splitlines():
        name, value = line.strip().split("=", 1)
        variables[name] = filled(value, variables)
    return variables


def seconds(text: str) -> float:
    match = re.fullmatch(r"(\d+)([sm])", text)
    assert match, text
    number, unit = match.groups()
    return float(number) * {"s": 1, "m": 60}[unit]


def test_every_setting_is_either_fixed_by_the_image_or_passed_on() -> None:
    fixed = {name for name in LAST.only("ENV").pairs if name != "PATH"}
    assert fixed == {"MANYHANDS_DATA", "MANYHANDS_HOST", "MANYHANDS_PORT"}
    assert fixed | set(APP["environment"]) == {f"MANYHANDS_{name.upper()}" for name in Settings.model_fields}
    for name, value in APP["environment"].items():
        assert [found[0] for found in VARIABLE.findall(value)] == [name]


def test_without_a_file_of_settings_all_are_what_they_are_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in APP["environment"]:
        monkeypatch.delenv(name, raising=False)
    assert settings({}) == Settings()


def test_the_documented_settings_can_be_used() -> None:
    behind_a_proxy = settings(documented("MANYHANDS_PUBLIC_URL"))
    assert behind_a_proxy.address == "https://move.example.org"
    assert behind_a_proxy.trusted_proxies


def test_the_documented_settings_lead_to_the_postgresql_beside_it() -> None:
    variables = documented("COMPOSE_PROFILES")
    assert [variables["COMPOSE_PROFILES"]] == DATABASE["profiles"]
    own = {name: filled(value, variables) for name, value in DATABASE["environment"].items()}
    user, password, name = (own[f"POSTGRES_{each}"] for each in ("USER", "PASSWORD", "DB"))
    assert password
    assert settings(variables).database_url == f"postgresql://{user}:{password}@database/{name}"


def test_every_variable_is_a_setting_or_documented() -> None:
    used = {name for name, _ in VARIABLE.findall((HOME / "compose.yaml").read_text())}
    others = used - set(APP["environment"])
    assert others == {"PUBLISH", "POSTGRES_PASSWORD"}
    assert all(f"{name}=" in DOCS for name in others)


def test_it_fits_the_image() -> None:
    assert (HOME / APP["build"]["dockerfile"]).is_file()
    [volume] = APP["volumes"]
    assert volume.split(":") == ["data", LAST.only("VOLUME").text]
    [port] = APP["ports"]
    assert filled(port, {}) == f"127.0.0.1:8000:{LAST.only('EXPOSE').text}"
    assert f"--tag {APP['image']} " in (HOME / "Makefile").read_text()
    assert Path(LAST.only("VOLUME").text) not in map(Path, APP["tmpfs"])


def test_the_program_has_the_time_that_it_may_take_to_end() -> None:
    assert seconds(APP["stop_grace_period"]) > serve.GRACE_SECONDS + worker.GRACE_SECONDS


def test_the_program_can_write_nowhere_else_and_do_nothing_more() -> None:
    assert APP["read_only"] is True
    assert APP["cap_drop"] == ["ALL"]
    assert "privileged" not in APP
    assert "cap_add" not in APP


def test_it_starts_without_postgresql_and_waits_for_it_where_it_is_wanted() -> None:
    assert APP["depends_on"] == {"database": {"condition": "service_healthy", "required": False}}
    assert DATABASE["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert "profiles" not in APP
    named = {volume.split(":")[0] for service in (APP, DATABASE) for volume in service["volumes"]}
    assert named == set(COMPOSE["volumes"])
