"""The examples in the API's description, and the session in docs/api.md: both are played, word for word."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema_rs import validator_for

from service.web.base.status import STATUS
from tests.conftest import Server, serving
from tests.web.api.examples import FILE, play

API = "/api/v1"


@pytest.fixture
def document(client: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return document


@pytest.mark.one_database
def test_every_example_is_what_really_comes_back(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert play(server.url) == json.loads(FILE.read_text(encoding="utf-8"))


def test_every_call_has_an_example(document: dict[str, Any]) -> None:
    without = []
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            if "requestBody" in call and "example" not in call["requestBody"]["content"]["application/json"]:
                without.append(f"{method} {path}: to send")
            fine = [answer for code, answer in call["responses"].items() if code in ("200", "201")]
            contents = [answer["content"]["application/json"] for answer in fine if "content" in answer]
            if contents and not any("example" in content for content in contents):
                without.append(f"{method} {path}: to get")
            without += [
                f"{method} {path}: {parameter['name']}"
                for parameter in call.get("parameters", [])
                if parameter["name"] == "n" and "example" not in parameter
            ]
    assert without == []


def test_examples_fit_their_schemas(document: dict[str, Any]) -> None:
    # One schema with all of them as its parts: each validator compiles all components.
    schemas, given = [], []
    for calls in document["paths"].values():
        for call in calls.values():
            bodies = [call["requestBody"]] if "requestBody" in call else []
            for body in [*bodies, *call["responses"].values()]:
                for content in body.get("content", {}).values():
                    examples = [each["value"] for each in content.get("examples", {}).values()]
                    for example in [content["example"]] if "example" in content else examples:
                        schemas.append(content["schema"])
                        given.append(example)
    assert len(given) > len(document["paths"])
    validator_for({"type": "array", "prefixItems": schemas, "components": document["components"]}).validate(given)


def test_every_refusal_is_documented_with_its_code(document: dict[str, Any]) -> None:
    call = document["paths"][f"{API}/signup/{{link}}/claims"]["post"]
    codes = {
        code
        for status, answer in call["responses"].items()
        for code in answer["content"].get("application/problem+json", {}).get("examples", {})
        if status >= "400"
    }
    reads = {"broken", "unavailable"}  # the server's own troubles have no refusal
    assert codes == set(STATUS) - reads - {"not_allowed"}


def documented_session() -> str:
    sessions: list[str] = re.findall(r"```sh\n(.*?)```", Path("docs/api.md").read_text(encoding="utf-8"), re.S)
    [session] = sessions
    return session


def test_the_session_in_the_documents_runs(server: Server, tmp_path: Path) -> None:
    session = documented_session()
    assert "http://127.0.0.1:8000" in session
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", session.replace("http://127.0.0.1:8000", server.url)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"name":"Hana"' in done.stdout
    assert '"left":4' in done.stdout
