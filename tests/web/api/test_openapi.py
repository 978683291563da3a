"""The OpenAPI document: complete, and enough by itself to plan a move and to end it with thanks."""

import re
from typing import Any

import httpx
import pytest

from tests.web.api.caller import API

CONTRACT = [
    "POST /moves",
    "GET /moves/{}",
    "PATCH /moves/{}",
    "DELETE /moves/{}",
    "GET /moves/{}/board",
    "GET /moves/{}/history",
    "POST /moves/{}/tasks",
    "PATCH /moves/{}/tasks/{}",
    "DELETE /moves/{}/tasks/{}",
    "POST /moves/{}/tasks/{}/claims",
    "DELETE /moves/{}/claims/{}",
    "GET /moves/{}/helpers",
    "POST /moves/{}/helpers",
    "PATCH /moves/{}/helpers/{}",
    "DELETE /moves/{}/helpers/{}",
    "GET /signup/{}",
    "POST /signup/{}/claims",
    "GET /helper/{}",
    "PATCH /helper/{}",
    "DELETE /helper/{}",
    "POST /helper/{}/claims",
    "DELETE /helper/{}/claims/{}",
    "POST /signup/{}/offers",
    "GET /moves/{}/offers",
    "POST /moves/{}/offers",
    "POST /moves/{}/offers/{}/accept",
    "GET /moves/{}/thanks",
    "PATCH /moves/{}/thanks/{}",
]


class Document:
    """An OpenAPI document as a program reads it: operations by path, bodies by the names a schema requires."""

    def __init__(self, document: dict[str, Any]):
        self.document = document
        prefix = httpx.URL(document.get("servers", [{"url": ""}])[0]["url"]).path.rstrip("/")
        self.operations = {
            f"{method.upper()} {re.sub('{[^}]*}', '{}', (prefix + path).removeprefix(API))}": (operation, prefix + path)
            for path, item in document["paths"].items()
            for method, operation in item.items()
            if method in ("get", "post", "put", "patch", "delete")
        }

    def look_up(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follows a reference, and takes the first of several shapes that is not null."""
        while True:
            if "$ref" in schema:
                found = self.document
                for part in schema["$ref"].removeprefix("#/").split("/"):
                    found = found[part]
                schema = found
            elif shapes := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
                schema = next(shape for shape in shapes if shape.get("type") != "null")
            else:
                return schema

    def fill(self, schema: dict[str, Any], words: dict[str, Any]) -> object:
        """A value for a schema: an object of the required names and of those in `words` it knows."""
        schema = self.look_up(schema)
        if schema.get("type") == "array":
            return [self.fill(schema["items"], words)]
        assert schema.get("type") == "object", schema
        known, required = schema["properties"], schema.get("required", [])
        filled = {}
        for name, inner in known.items():
            plain = self.look_up(inner)
            if name in words:
                filled[name] = words[name]
            elif name in required:
                assert plain.get("type") in ("object", "array"), f"no word for {name}"
                filled[name] = self.fill(plain, words)
        return filled


@pytest.fixture
def document(client):
    answer = client.get(f"{API}/openapi.json")
    assert answer.status_code == 200
    return Document(answer.json())


@pytest.mark.sampled
@pytest.mark.parametrize("operation", CONTRACT)
def test_the_document_describes_each_call_of_the_contract(document, operation):
    assert operation in document.operations


def test_the_document_has_its_version_and_title(document):
    assert document.document["openapi"].startswith("3.")
    assert document.document["info"]["title"]
    assert document.document["info"]["version"]


def test_operations_have_names_of_their_own(document):
    names = [operation["operationId"] for operation, _ in document.operations.values()]

    assert len(set(names)) == len(names)


def test_the_document_says_how_an_organizer_proves_to_be_one(document):
    assert "bearer" in str(document.document).lower()


def test_refusals_are_described_as_problem_json(document):
    for operation in CONTRACT:
        described, _ = document.operations[operation]
        refusals = {status: answer for status, answer in described["responses"].items() if status[0] in "45d"}
        assert refusals, operation
        for status, answer in refusals.items():
            assert set(answer.get("content", {})) == {"application/problem+json"}, f"{operation} {status}"


def test_the_document_knows_that_a_claim_may_be_new_or_set_anew(document):
    for operation in ("POST /helper/{}/claims", "POST /moves/{}/tasks/{}/claims"):
        described, _ = document.operations[operation]
        assert {"200", "201"} <= set(described["responses"]), operation


class Script:
    """A program that knows the document and nothing else."""

    def __init__(self, client: httpx.Client, document: Document):
        self.client = client
        self.document = document
        self.headers: dict[str, str] = {}

    def call(self, operation: str, *numbers: object, **words: object) -> dict[str, Any]:
        described, path = self.document.operations[operation]
        for number in numbers:
            path = re.sub("{[^}]*}", str(number), path, count=1)
        body = None
        if "requestBody" in described:
            schema = described["requestBody"]["content"]["application/json"]["schema"]
            body = self.document.fill(schema, words)
        method, _ = operation.split()
        answer = self.client.request(method, path, json=body, headers=self.headers)
        assert answer.is_success, f"{operation} {body} {answer.status_code} {answer.text}"
        assert str(answer.status_code) in described["responses"], operation
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told


def test_a_program_that_knows_only_the_document_gets_from_plan_to_thanks(client, document):
    script = Script(client, document)

    planned = script.call("POST /moves", title="Olive moves", name="Olive", zone="Europe/Vienna", day="2026-12-05")
    move = planned["id"]
    organizer, signup = (planned["links"][door].rsplit("/", 1)[1] for door in ("organizer", "signup"))
    script.headers = {"Authorization": f"Bearer {organizer}"}

    (boxes,) = script.call("POST /moves/{}/tasks", move, kind="box_load", title="Books", needed=12)["tasks"]
    (soup,) = script.call("POST /moves/{}/tasks", move, kind="care", title="Soup", needed=1)["tasks"]

    public = script.call("GET /signup/{}", signup)
    assert [task["n"] for task in public["tasks"]] == [boxes["n"], soup["n"]]
    claimed = script.call("POST /signup/{}/claims", signup, task=boxes["n"], name="Hana", quantity=12)
    hana = claimed["helper_link"].rsplit("/", 1)[1]
    assert script.call("GET /helper/{}", hana)["helper"]["name"] == "Hana"

    offered = script.call("POST /signup/{}/offers", signup, name="Tom", words="Tell me if I can do something")
    accepted = script.call("POST /moves/{}/offers/{}/accept", move, offered["offer"]["n"], task=soup["n"], quantity=1)
    assert accepted["offer"]["state"] == "accepted"

    covers = {task["n"]: task["cover"] for task in script.call("GET /moves/{}/board", move)["tasks"]}
    assert covers == {boxes["n"]: "covered", soup["n"]: "covered"}
    for task in (boxes, soup):
        script.call("PATCH /moves/{}/tasks/{}", move, task["n"], state="done")

    for entry in script.call("GET /moves/{}/thanks", move)["thanks"]:
        script.call("PATCH /moves/{}/thanks/{}", move, entry["n"], note=f"Thank you, {entry['name']}.")
        script.call("PATCH /moves/{}/thanks/{}", move, entry["n"], state="given", way="card")
    assert script.call("GET /moves/{}/thanks", move)["complete"] is True

    script.call("PATCH /moves/{}", move, state="closed")
    script.call("DELETE /moves/{}", move)
