"""Any sequence of actions, by two organizers, a keeper, helpers and a stranger, gives the state of the simple model."""

import os
from copy import deepcopy
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import Server
from tests.model.rules import (
    DONE,
    GONE,
    MADE,
    NOT_THERE,
    SEEN,
    Answer,
    Ask,
    Claim,
    Helper,
    Hours,
    Model,
    Offer,
    Task,
    Thing,
    no,
)
from tests.sizes import size
from tests.web.api.caller import API, Move, bearer, plan, token_of, worked

EXAMPLES = size("MODEL_EXAMPLES", 2, 50)
STEPS = 40
MAX_TASKS = 6
HIDDEN = ("hana-is-private@example.org", "Lindengasse 7/23", "0660 1234567")
"""Words that no stranger may ever see."""

quantities = st.sampled_from([1, 1, 1, 2, 2, 3])
standings = st.sampled_from(["firm", "firm", "firm", "standby", "standby", "standby", "if_needed"])
roles = st.sampled_from([None, "driver", "rider"])
numbers = st.integers(0, 30)
hours = st.sampled_from([None, Hours(9, 11), Hours(10, 12), Hours(9, 11, 60), Hours(10, 12, 60), Hours(10, 11, 45)])
counts = st.sampled_from([1, 1, 2, 3])
weights = st.sampled_from([None, 10, 45, 60, 80])
kinds = st.sampled_from(["box_load", "heavy_item", "trip", "care"])


class Moving(RuleBasedStateMachine):
    """Each rule is somebody's action: the program must answer as the model does, and be in the same state then."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self.http = httpx.Client(base_url=server.url, timeout=20)
        self.desk = httpx.Client(base_url=server.url, timeout=20, headers={"Origin": server.url})
        """Olive's browser, for what is done by forms alone."""
        self.links: dict[int, str] = {}
        self.revoked: list[str] = []
        self.keyed: tuple[tuple[Any, ...], dict[str, Any], int, Any] | None = None
        self.key = 0
        self.states: list[Model] = []
        """The model after the last two steps."""

    def teardown(self) -> None:
        if hasattr(self, "move"):
            versions = [line["version"] for line in self.move.history()]
            assert sorted(set(versions)) == list(range(1, self.model.version + 1))
        self.http.close()
        self.desk.close()

    @initialize()
    def plan(self) -> None:
        self.move: Move = plan(self.http, **{"from": {"area": "Neubau", "address": HIDDEN[1]}})
        self.other: Move = plan(self.http, title="Mallory's own")
        made = worked(self.move.ask("POST", "/organizers", json={"name": "Ana", "may": "suggest"}), 201)
        self.keeper = token_of(made["link"])
        self.model = Model(version=2)
        self.add_one("care", 1, Hours(9, 11))
        self.add_one("box_load", 3, Hours(10, 12, 60))
        self.add_one("trip", 1, Hours(9, 11, 60))
        self.add_one("heavy_item", 2, None)
        self.add_one("heavy_item", 4, Hours(10, 12, 60))
        self.desk.get(f"/o/{self.move.organizer_token}")
        for weight in (60, None):
            self.carry_one(5, [], 1, weight, adds=True)

    # What everybody does with the same few words.

    def ask(self, method: str, path: str, expected: Answer, body: Any = None, token: str = "") -> Any:
        """Send it once; the answer is what the model expects."""
        headers = bearer(token) if token else {}
        sent = self.http.request(method, f"{API}{path}", json=body, headers=headers)
        status, values = expected
        assert sent.status_code == status, (method, path, body, sent.status_code, sent.text, expected)
        said = sent.json() if sent.content else {}
        assert {name: said.get(name) for name in values} == values, (path, body, said, expected)
        return said

    def olive(self, method: str, path: str, expected: Answer, body: Any = None) -> Any:
        return self.ask(method, f"/moves/{self.move.id}{path}", expected, body, self.move.organizer_token)

    def pick(self, rows: dict[int, Any], number: int) -> Any:
        return list(rows.values())[number % len(rows)] if rows else None

    def helper(self, number: int) -> Helper | None:
        known = {each.n: each for each in self.model.known()}
        picked: Helper | None = self.pick(known, number)
        return picked

    def body_of(self, wish: Claim) -> dict[str, Any]:
        body: dict[str, Any] = {"task": wish.task, "quantity": wish.quantity, "standing": wish.standing}
        if wish.role:
            body["role"] = wish.role
        if wish.role == "driver":
            body |= {"quantity": 1, "vehicle": {"kind": "small van", "seats": 3}}
            wish.quantity = 1
        return body

    # The organizers: two people who hold the same link.

    @rule(kind=kinds, needed=st.integers(1, 4), at=hours)
    def add_task(self, kind: str, needed: int, at: Hours | None) -> None:
        if len(self.model.tasks) < MAX_TASKS:  # more of them, and nobody would meet anybody
            self.add_one(kind, needed, at)

    def add_one(self, kind: str, needed: int, at: Hours | None) -> None:
        unknown = kind == "heavy_item" and needed > 3
        body: dict[str, Any] = {"kind": kind, "title": "Something to do"} | ({} if unknown else {"needed": needed})
        if at:
            body |= {"starts": f"{at.starts:02}:00", "ends": f"{at.ends:02}:00", "minutes": at.minutes}
        expected = MADE if self.model.state == "open" else no(409, "move_closed")
        said = self.olive("POST", "/tasks", expected, body)
        if expected == MADE:
            n = said["tasks"][0]["n"]
            self.model.tasks[n] = Task(n, kind, None if unknown else needed, hours=at)
            self.model.version += 1

    @rule(number=numbers, which=st.lists(numbers, max_size=3), count=counts, weight=weights, adds=st.booleans())
    def carry_other_things(self, number: int, which: list[int], count: int, weight: int | None, *, adds: bool) -> None:
        """A crew's task carries some of all things there are, the first of them corrected, and one more."""
        crews = [n for n, each in self.model.tasks.items() if each.kind == "heavy_item" and each.state != "proposed"]
        if crews:
            self.carry_one(crews[number % len(crews)], which, count, weight, adds=adds)

    def carry_one(self, n: int, which: list[int], count: int, weight: int | None, *, adds: bool) -> None:
        known = {each.n: each for task in self.model.tasks.values() for each in task.things.values()}
        those = [deepcopy(self.pick(known, each)) for each in which] if known else []
        wanted = {each.n: each for each in those} or deepcopy(self.model.tasks[n].things)
        for each in list(wanted.values())[: len(those[:1])]:
            each.count, each.weight_kg = count, weight
        new = [Thing(0, count, weight)] if adds else []
        body = [{"n": each.n, "count": each.count, "weight_kg": each.weight_kg} for each in wanted.values()]
        body += [{"name": "Something", "count": each.count, "weight_kg": each.weight_kg} for each in new]
        expected = self.model.carry(n, [*wanted.values(), *new])
        said = self.olive("PATCH", f"/tasks/{n}", expected, {"things": body})
        if expected == DONE and new:
            [made] = [each["n"] for each in said["things"] if each["n"] not in known]
            task = self.model.tasks[n]
            new[0].n = made
            task.things = {each.n: each for each in task.things.values()}

    @rule(number=numbers, going=st.lists(numbers, max_size=2), quantity=st.integers(0, 3))
    def split(self, number: int, going: list[int], quantity: int) -> None:
        """By the form of its page, which alone can."""
        task = self.pick(self.model.tasks, number)
        if task is None or len(self.model.tasks) >= MAX_TASKS + 2:
            return
        is_crew = task.kind == "heavy_item"
        goes = {each.n for number in going if is_crew and (each := self.pick(task.things, number))}
        form = {
            "title": "Part of it",
            "quantity": str(quantity or ""),
            **{f"goes-{n}": str(task.things[n].count) for n in goes},
        }
        expected = self.model.may_split(task.n, goes, quantity)
        sent = self.desk.post(f"/m/{self.move.id}/tasks/{task.n}/split", data=form)
        assert sent.status_code == expected[0], (task, form, expected, sent.status_code)
        if expected == SEEN:
            part = int(sent.headers["location"].partition("?")[0].rsplit("/", 1)[1])
            self.model.split(task.n, part, goes, quantity)

    @rule(kind=kinds, needed=st.integers(1, 4))
    def suggest(self, kind: str, needed: int) -> None:
        if len(self.model.tasks) < MAX_TASKS + 2:
            body = {"kind": kind, "title": "Something to do", "needed": needed}
            expected = MADE if self.model.state == "open" else no(409, "move_closed")
            said = self.ask("POST", f"/moves/{self.move.id}/tasks", expected, body, self.keeper)
            if expected == MADE:
                n = said["tasks"][0]["n"]
                self.model.tasks[n] = Task(n, kind, needed, state="proposed")
                self.model.version += 1

    @rule(number=numbers, needed=st.integers(1, 4), takes_back=st.booleans())
    def change_a_suggestion(self, number: int, needed: int, *, takes_back: bool) -> None:
        if task := self.pick(self.model.tasks, number):
            path, expected = f"/moves/{self.move.id}/tasks/{task.n}", self.model.keeper_changes(task.n, needed=needed)
            self.ask("PATCH", path, expected, {"needed": needed}, self.keeper)
            if takes_back:
                gone = NOT_THERE if expected == NOT_THERE else self.model.delete_task(task.n)
                self.ask("DELETE", path, gone, token=self.keeper)
                self.states = []  # two steps in one: what was before the second is not kept

    @rule(number=numbers, needed=st.integers(1, 4))
    def change_places(self, number: int, needed: int) -> None:
        if task := self.pick(self.model.tasks, number):
            self.olive("PATCH", f"/tasks/{task.n}", self.model.set_task(task.n, needed=needed), {"needed": needed})

    @rule(number=numbers, needed=st.integers(1, 4), stay=st.lists(numbers, max_size=3))
    def fewer_places_and_who_stays(self, number: int, needed: int, stay: list[int]) -> None:
        if task := self.pick(self.model.tasks, number):
            firm = [each.helper for each in self.model.of(task.n) if each.standing == "firm"]
            chosen = sorted({firm[each % len(firm)] for each in stay}) if firm else []
            expected = self.model.who_stays(task.n, needed, chosen)
            self.olive("PATCH", f"/tasks/{task.n}", expected, {"needed": needed, "stay": chosen})

    @rule(number=numbers, anyway=st.booleans())
    def this_one_first(self, number: int, anyway: bool) -> None:
        waiting = {n: each for n, each in self.model.claims.items() if each.standing != "firm"}
        if claim := self.pick(waiting, number):
            expected = self.model.first(claim, anyway=anyway)
            self.olive("PATCH", f"/claims/{claim.n}", expected, {"standing": "firm", "anyway": anyway})

    @rule(number=numbers, state=st.sampled_from(["open", "under_way", "done", "cancelled"]))
    def change_task(self, number: int, state: str) -> None:
        if task := self.pick(self.model.tasks, number):
            self.olive("PATCH", f"/tasks/{task.n}", self.model.set_task(task.n, state=state), {"state": state})

    @rule(number=numbers, kept=st.booleans())
    def keep_task(self, number: int, kept: bool) -> None:
        if task := self.pick(self.model.tasks, number):
            self.olive("PATCH", f"/tasks/{task.n}", self.model.set_task(task.n, kept=kept), {"kept": kept})

    @rule(number=numbers, people=st.lists(numbers, max_size=2))
    def choose_who_sees(self, number: int, people: list[int]) -> None:
        if task := self.pick(self.model.tasks, number):
            named = sorted({helper.n for each in people if (helper := self.helper(each))})
            expected = self.model.set_task(task.n, only_for=named)
            self.olive("PATCH", f"/tasks/{task.n}", expected, {"for": named})

    @rule(number=numbers)
    def delete_task(self, number: int) -> None:
        if task := self.pick(self.model.tasks, number):
            self.olive("DELETE", f"/tasks/{task.n}", self.model.delete_task(task.n))

    @rule(state=st.sampled_from(["open", "closed", "called_off"]), claim=numbers)
    def change_move(self, state: str, claim: int) -> None:
        """Also while it is not open somebody gives a place back; it mostly opens again soon."""
        self.olive("PATCH", "", self.model.set_move(state), {"state": state})
        self.take_off_one(claim)
        if claim % 4:
            self.olive("PATCH", "", self.model.set_move("open"), {"state": "open"})

    @rule(name=st.sampled_from(["Wei", "Ada"]))
    def add_helper(self, name: str) -> None:
        said = self.olive("POST", "/helpers", MADE, {"name": name})
        n = said["helper"]["n"]
        self.model.helpers[n] = Helper(n, name, by_hand=True, trusted=True)
        self.links[n] = token_of(said["helper"]["link"])
        self.model.version += 1

    @rule(discreet=st.sampled_from([True, True, True, False]))
    def be_discreet(self, *, discreet: bool) -> None:
        self.olive("PATCH", "", self.model.set_discreet(discreet=discreet), {"discreet": discreet})

    @rule(number=numbers, trusted=st.booleans())
    def trust(self, number: int, *, trusted: bool) -> None:
        if helper := self.helper(number):
            expected = self.model.trust(helper.n, trusted=trusted)
            self.olive("PATCH", f"/helpers/{helper.n}", expected, {"trusted": trusted})

    @rule(number=numbers, name=st.sampled_from(["Hana", "Hanna"]))
    def rename(self, number: int, name: str) -> None:
        if helper := self.helper(number):
            self.olive("PATCH", f"/helpers/{helper.n}", DONE, {"name": name})
            self.model.version += helper.name != name
            helper.name = name

    @rule(number=numbers, task=numbers, quantity=quantities, standing=standings, role=roles)
    def write_down_a_yes(self, number: int, task: int, quantity: int, standing: str, role: str | None) -> None:
        helper, wanted = self.helper(number), self.pick(self.model.tasks, task)
        if helper and wanted:
            wish = Claim(0, wanted.n, helper.n, quantity, standing, role, 0)
            body = {**self.body_of(wish), "helper": helper.n}
            del body["task"]
            if wanted.kind == "trip" and role is None:
                wish.role = "rider"
            expected = self.model.claim(wish, organizer=True)
            said = self.olive("POST", f"/tasks/{wanted.n}/claims", expected, body)
            self.made(expected, wish, said)

    @rule(number=numbers)
    def take_off(self, number: int) -> None:
        self.take_off_one(number)

    def take_off_one(self, number: int) -> None:
        if claim := self.pick(self.model.claims, number):
            self.olive("DELETE", f"/claims/{claim.n}", GONE)
            self.model.release(claim.n)
            self.olive("DELETE", f"/claims/{claim.n}", GONE)  # a second time is nothing new

    @rule(
        number=numbers,
        note=st.sampled_from([None, "", "You carried the piano"]),
        state=st.sampled_from([None, "to_write", "written", "given", "resting"]),
    )
    def thank(self, number: int, note: str | None, state: str | None) -> None:
        if helper := self.helper(number):
            listed = helper.n in self.model.to_thank()
            body = {name: value for name, value in (("note", note), ("state", state)) if value is not None}
            expected = self.model.thank(helper.n, note, state)
            if not listed and expected == DONE and helper.n not in self.model.to_thank():
                expected = NOT_THERE  # nothing was said, and there is nothing to show
            self.olive("PATCH", f"/thanks/{helper.n}", expected, body)

    # The friends.

    @rule(task=numbers, quantity=quantities, standing=standings, role=roles)
    def claim_as_new(self, task: int, quantity: int, standing: str, role: str | None) -> None:
        if wanted := self.pick(self.model.tasks, task):
            self.claim_by_new(wanted, quantity, standing, role)

    @rule(task=numbers, crowd=st.lists(quantities, min_size=2, max_size=6), gone=numbers)
    def crowd_around(self, task: int, crowd: list[int], gone: int) -> None:
        """Many want the same: those who come too late stand by, and somebody gives a place back."""
        wanted = self.pick(self.model.tasks, task)
        if wanted is None:
            return
        for quantity in crowd:
            self.claim_by_new(wanted, quantity, "standby", None)
        firm = {each.n: each for each in self.model.of(wanted.n) if each.standing == "firm"}
        if claim := self.pick(firm, gone):
            self.ask("DELETE", f"/helper/{self.links[claim.helper]}/claims/{claim.n}", GONE)
            self.model.release(claim.n)

    def claim_by_new(self, wanted: Task, quantity: int, standing: str, role: str | None) -> None:
        wish = Claim(0, wanted.n, 0, quantity, standing, role, 0)
        body = {**self.body_of(wish), "name": "Hana", "email": HIDDEN[0], "phone": HIDDEN[2]}
        if wanted.kind == "trip" and role is None:
            wish.role = "rider"
        expected = self.model.claim(wish)
        self.key += 1
        path = f"{API}/signup/{self.move.signup_token}/claims"
        headers = {"Idempotency-Key": f"{self.move.id}-{self.key:08}"}
        sent = self.http.post(path, json=body, headers=headers)
        assert sent.status_code == expected[0], (body, sent.text, expected)
        said = sent.json()
        assert {name: said.get(name) for name in expected[1]} == expected[1]
        if expected == MADE:
            wish.helper = said["helper"]["n"]
            self.model.helpers[wish.helper] = Helper(wish.helper, "Hana")
            self.links[wish.helper] = token_of(said["helper_link"])
            self.keyed = ((path, body), headers, wish.helper, said["claim"]["n"])
            self.made(expected, wish, said)

    @precondition(lambda self: self.keyed is not None)
    @rule()
    def send_it_again(self) -> None:
        """The same key: the same claim once more, and nothing changes."""
        assert self.keyed
        (path, body), headers, helper, claim = self.keyed
        again = self.http.post(path, json=body, headers=headers)
        assert again.status_code == 201, again.text
        assert again.json()["claim"]["n"] == claim
        assert again.json()["helper"]["n"] == helper
        reused = self.http.post(path, json={**body, "name": "Somebody else"}, headers=headers)
        assert (reused.status_code, reused.json()["code"]) == (422, "key_reused")

    @rule(number=numbers, task=numbers, quantity=quantities, standing=standings, role=roles, anyway=st.booleans())
    def claim_more(
        self, number: int, task: int, quantity: int, standing: str, role: str | None, *, anyway: bool
    ) -> None:
        helper, wanted = self.helper(number), self.pick(self.model.tasks, task)
        if helper and wanted:
            wish = Claim(0, wanted.n, helper.n, quantity, standing, role, 0)
            body = {**self.body_of(wish), "anyway": anyway}
            if wanted.kind == "trip" and role is None:
                wish.role = "rider"
            expected = self.model.claim(wish, anyway=anyway)
            self.made(expected, wish, self.ask("POST", f"/helper/{self.links[helper.n]}/claims", expected, body))

    @rule(
        number=numbers,
        tasks=st.lists(numbers, min_size=1, max_size=3),
        quantity=quantities,
        standing=standings,
        new=st.booleans(),
        anyway=st.booleans(),
    )
    def claim_several(
        self, number: int, tasks: list[int], quantity: int, standing: str, *, new: bool, anyway: bool
    ) -> None:
        """All of them or none, by somebody new or somebody who is here."""
        if not self.model.tasks:
            return
        wanted = {each.n: each for task in tasks if (each := self.pick(self.model.tasks, task))}.values()
        helper = None if new else self.helper(number)
        who = helper.n if helper else 0
        wishes = [Claim(0, each.n, who, quantity, standing, "rider", 0) for each in wanted]
        body: dict[str, Any] = {"claims": [self.body_of(wish) for wish in wishes], "anyway": anyway}
        expected, after = self.model.several(wishes, anyway=anyway)
        if helper:
            said = self.ask("POST", f"/helper/{self.links[who]}/claims", expected, body)
        else:
            said = self.ask("POST", f"/signup/{self.move.signup_token}/claims", expected, {**body, "name": "Hana"})
        if expected not in (MADE, DONE):
            return
        self.model = after
        if not helper:
            who = said["helper"]["n"]
            self.model.helpers[who] = Helper(who, "Hana")
            self.links[who] = token_of(said["helper_link"])
        self.model.helpers[who].ever_took = True
        assert [each["task"] for each in said["claims"]] == [wish.task for wish in wishes]
        for each, wish in zip(said["claims"], wishes, strict=True):
            if wish.n < 0:
                wish.n, wish.helper = each["n"], who
        self.model.claims = {each.n: each for each in self.model.claims.values()}
        assert [each["standing"] for each in said["claims"]] == [
            self.model.claims[each["n"]].standing for each in said["claims"]
        ]

    def made(self, expected: Answer, wish: Claim, said: Any) -> None:
        if expected == MADE:
            wish.n = said["claim"]["n"]
            self.model.claimed(wish)
        if expected in (MADE, DONE):
            now = self.model.claims[said["claim"]["n"]]
            assert said["claim"]["standing"] == now.standing
            waiting = [each.n for each in self.model.standbys(wish.task)]
            assert said["claim"]["position"] == (waiting.index(now.n) + 1 if now.n in waiting else None)

    @rule(number=numbers, other=numbers)
    def release(self, number: int, other: int) -> None:
        claim = self.pick(self.model.claims, other)
        helper = self.helper(number) if number % 4 == 0 or claim is None else self.model.helpers[claim.helper]
        if helper and claim:
            mine = claim.helper == helper.n
            self.ask("DELETE", f"/helper/{self.links[helper.n]}/claims/{claim.n}", GONE if mine else NOT_THERE)
            if mine:
                self.model.release(claim.n)

    @rule(number=numbers)
    def forget_me(self, number: int) -> None:
        if helper := self.helper(number):
            self.ask("DELETE", f"/helper/{self.links[helper.n]}", self.model.forget(helper.n))
            self.revoked.append(self.links.pop(helper.n))
            if self.keyed and self.keyed[2] == helper.n:
                self.keyed = None

    @rule()
    def offer(self) -> None:
        expected = MADE if self.model.state == "open" else no(409, "move_closed")
        body = {"name": "Tom", "words": "Tell me if I can do something", "email": HIDDEN[0]}
        said = self.ask("POST", f"/signup/{self.move.signup_token}/offers", expected, body)
        if expected == MADE:
            helper, n = said["offer"]["helper"]["n"], said["offer"]["n"]
            self.model.helpers[helper] = Helper(helper, "Tom")
            self.links[helper] = token_of(said["helper_link"])
            self.model.offers[n] = Offer(n, helper)
            self.model.version += 1

    @rule(number=numbers, state=st.sampled_from(["waiting", "resting"]))
    def rest(self, number: int, state: str) -> None:
        offers = {n: each for n, each in self.model.offers.items() if not self.model.helpers[each.helper].forgotten}
        if offer := self.pick(offers, number):
            self.olive("PATCH", f"/offers/{offer.n}", DONE, {"state": state})
            self.model.version += offer.state != state
            offer.state = state

    @rule(number=numbers, task=numbers)
    def accept(self, number: int, task: int) -> None:
        offers = {n: each for n, each in self.model.offers.items() if not self.model.helpers[each.helper].forgotten}
        offer, wanted = self.pick(offers, number), self.pick(self.model.tasks, task)
        if not offer or not wanted:
            return
        own = next((each for each in self.model.of(wanted.n) if each.helper == offer.helper), None)
        if own is not None:
            return  # a yes never lowers what they have: told in tests/web
        wish = Claim(0, wanted.n, offer.helper, 1, "firm", "rider" if wanted.kind == "trip" else None, 0)
        expected = self.model.claim(wish, organizer=True)
        said = self.olive(
            "POST",
            f"/offers/{offer.n}/accept",
            DONE if expected == MADE else expected,
            {"tasks": [{"task": wanted.n, "quantity": 1}]},
        )
        if expected == MADE:
            wish.n = said["claims"][0]["n"]
            self.model.claimed(wish)
            offer.state = "accepted"

    # Asking one person, and the answers.

    @rule(number=numbers, task=numbers, new=st.booleans())
    def ask_someone(self, number: int, task: int, *, new: bool) -> None:
        helper, wanted = self.helper(number), self.pick(self.model.tasks, task)
        if not wanted or len(self.model.asks) > MAX_TASKS:
            return
        expected = self.model.may_ask(wanted.n)
        whom: dict[str, Any] = {"name": "Wei"} if new or helper is None else {"helper": helper.n}
        said = self.olive("POST", "/asks", expected, {**whom, "tasks": [wanted.n]})
        if expected == MADE:
            ask = said["ask"]
            if "name" in whom:
                self.model.helpers[ask["helper"]["n"]] = Helper(ask["helper"]["n"], "Wei")
                self.meet_new()
            self.model.asked(Ask(ask["n"], ask["helper"]["n"], wanted.n))

    @rule(
        places=st.lists(numbers, min_size=1, max_size=4),
        name=st.sampled_from(["Hana", "Uma"]),
        role=roles,
        yes=st.booleans(),
        anyway=st.booleans(),
    )
    def hand_on(self, places: list[int], name: str, role: str | None, *, yes: bool, anyway: bool) -> None:
        """Friends are asked to take over a place each, which stays where it is until then; the last may at once."""
        for place in places:
            claim = self.pick(self.model.claims, place)
            helper = self.helper(place) if place % 8 == 0 or claim is None else self.model.helpers[claim.helper]
            if claim and helper and len(self.model.asks) <= MAX_TASKS:
                self.hand_one_on(helper, claim, name)
        if yes:
            self.answer(next(reversed(self.model.asks.values()), None), 1, "firm", role, anyway=anyway)

    def hand_one_on(self, helper: Helper, claim: Claim, name: str) -> None:
        expected = self.model.may_hand_on(claim, name) if claim.helper == helper.n else NOT_THERE
        path = f"/helper/{self.links[helper.n]}/claims/{claim.n}/hand-on"
        said = self.ask("POST", path, expected, {"name": name})
        if expected == MADE:
            asks = self.olive("GET", "/asks", DONE)["asks"]
            [ask] = [each for each in asks if each["n"] not in self.model.asks]
            assert ask["link"] == said["link"]
            n = ask["helper"]["n"]
            self.model.helpers[n] = Helper(n, name)
            self.meet_new()
            self.model.asked(Ask(ask["n"], n, claim.task, hands_on=claim.n))

    def meet_new(self) -> None:
        """Note the links of people that an organizer alone is told."""
        people = self.olive("GET", "/helpers", DONE)["helpers"]
        self.links |= {each["n"]: token_of(each["link"]) for each in people if each["n"] not in self.links}

    @rule(number=numbers)
    def hand_on_no_more(self, number: int) -> None:
        if claim := self.pick(self.model.claims, number):
            path = f"/helper/{self.links[claim.helper]}/claims/{claim.n}/hand-on"
            for ask in self.model.handing_on(claim):
                self.model.take_back(ask)
            for _ in range(2):  # a second time is nothing new
                self.ask("DELETE", path, GONE)
            self.drop_links()

    @rule(number=numbers, quantity=quantities, standing=standings, role=roles, anyway=st.booleans())
    def say_yes(self, number: int, quantity: int, standing: str, role: str | None, *, anyway: bool) -> None:
        self.answer(self.pick(self.model.asks, number), quantity, standing, role, anyway=anyway)

    def answer(self, ask: Ask | None, quantity: int, standing: str, role: str | None, *, anyway: bool) -> None:
        if ask is None:
            return
        wish = Claim(0, ask.task, ask.helper, quantity, standing, role, 0)
        body = {**self.body_of(wish), "anyway": anyway}
        if ask.task in self.model.tasks and self.model.tasks[ask.task].kind == "trip" and role is None:
            wish.role = "rider"
        version, link, given = self.model.version, self.ask_link(ask.n), self.model.handed(ask)
        if given:
            expected = self.model.take_over(given, wish, anyway=anyway)
        else:
            expected = self.model.yes_again(ask, wish) or self.model.claim(wish, anyway=anyway)
        said = self.ask("POST", f"/asks/{link}/claims", expected, body)
        self.made(expected, wish, said)
        if expected in (MADE, DONE):
            self.model.version += self.model.version == version and not ask.said_yes
            ask.said_yes = True
            self.model.settle(ask)

    @rule(number=numbers)
    def say_not_this_time(self, number: int) -> None:
        """Nothing anywhere tells it: the model does not know of it."""
        if ask := self.pick(self.model.asks, number):
            self.ask("POST", f"/asks/{self.ask_link(ask.n)}/not-this-time", GONE)

    @rule(number=numbers, state=st.sampled_from(["asked", "resting"]))
    def let_an_ask_rest(self, number: int, state: str) -> None:
        if ask := self.pick(self.model.asks, number):
            self.model.version += ask.rests is not (state == "resting")
            ask.rests = state == "resting"
            self.olive("PATCH", f"/asks/{ask.n}", DONE, {"state": state})

    @rule(number=numbers)
    def take_an_ask_back(self, number: int) -> None:
        if ask := self.pick(self.model.asks, number):
            link = self.ask_link(ask.n)
            self.olive("DELETE", f"/asks/{ask.n}", self.model.take_back(ask))
            self.drop_links()
            self.ask("GET", f"/asks/{link}", NOT_THERE)

    def ask_link(self, n: int) -> str:
        [link] = [ask["link"] for ask in self.olive("GET", "/asks", DONE)["asks"] if ask["n"] == n]
        return token_of(link)

    def drop_links(self) -> None:
        """Those of people who are not there any more open nothing."""
        for n in [n for n in self.links if n not in self.model.helpers]:
            self.revoked.append(self.links.pop(n))

    @invariant()
    def the_asks_are_the_model(self) -> None:
        if hasattr(self, "model"):
            said = {ask["n"]: ask["state"] for ask in self.olive("GET", "/asks", DONE)["asks"]}
            assert said == {ask.n: self.model.state_of(ask) for ask in self.model.asks.values()}

    # Second thoughts, right away.

    @rule()
    def undo_what_was_just_done(self) -> None:
        """Whatever an organizer's one change did: everything is as before, and once more as after."""
        if len(self.states) < 2 or self.model.version != self.states[-2].version + 1:
            return
        last = [line for line in self.move.history() if line["version"] == self.model.version]
        if last[0]["by"]["role"] != "organizer":
            self.olive("POST", "/undo", NOT_THERE, {"version": self.model.version})
            return
        undone, before = self.model.version, deepcopy(self.states[-2])
        for _ in range(2):
            self.olive("POST", "/undo", (200, {"version": undone + 1}), {"version": undone})
        self.model = self.model.undone(before, undone + 1)
        self.drop_links()
        for helper in self.olive("GET", "/helpers", DONE)["helpers"]:
            old, self.links[helper["n"]] = self.links.get(helper["n"]), token_of(helper["link"])
            if old is not None and old != self.links[helper["n"]]:
                self.revoked.append(old)  # who comes back has another link

    @rule()
    def take_again_what_was_just_given_back(self) -> None:
        """A helper has it again, if nobody has moved up."""
        if len(self.states) < 2 or self.model.version != self.states[-2].version + 1:
            return
        last = [line for line in self.move.history() if line["version"] == self.model.version]
        by, about = last[0]["by"], last[0]["about"]
        if (
            by["role"] != "helper"
            or by["n"] not in self.links  # they gave it back by being forgotten
            or last[0]["what"] != "released"
            or self.model.may_claim(about["task"], by["n"], organizer=False)
        ):
            return
        undone, before = self.model.version, deepcopy(self.states[-2])
        firm = before.claims[about["claim"]].standing == "firm"
        gone = firm and before.claims[about["claim"]].quantity > self.model.room(before.claims[about["claim"]])
        expected: Answer = no(409, "too_late") if gone else (200, {"version": undone + 1})
        self.ask("POST", f"/helper/{self.links[by['n']]}/undo", expected, {"version": undone})
        if not gone:
            before.version = undone + 1
            self.model = before

    # The stranger: another move's links, links that ended, and nonsense.

    @rule(path=st.sampled_from(["", "/board", "/history", "/helpers", "/offers", "/thanks"]), number=numbers)
    def stranger_looks(self, path: str, number: int) -> None:
        tokens = [self.other.organizer_token, self.move.signup_token, "", "x" * 60, *self.revoked]
        self.ask("GET", f"/moves/{self.move.id}{path}", NOT_THERE, token=tokens[number % len(tokens)])

    @rule(number=numbers, which=numbers)
    def stranger_acts(self, number: int, which: int) -> None:
        tokens = [self.other.organizer_token, *self.revoked, self.move.signup_token[:-1] + "_"]
        token, move = tokens[which % len(tokens)], f"/moves/{self.move.id}"
        calls: list[tuple[str, str, Any]] = [
            ("PATCH", move, {"state": "closed"}),
            ("DELETE", move, None),
            ("POST", f"{move}/tasks", {"kind": "care", "title": "Mine"}),
            ("DELETE", f"{move}/tasks/{number}", None),
            ("DELETE", f"{move}/claims/{number}", None),
            ("POST", f"{move}/undo", {"version": max(1, number)}),
            ("POST", f"/helper/{token}/undo", {"version": max(1, number)}),
            ("DELETE", f"{move}/helpers/{number}", None),
            ("PATCH", f"{move}/thanks/{number}", {"note": "Hm"}),
            ("GET", f"/helper/{token}", None),
            ("DELETE", f"/helper/{token}", None),
            ("POST", f"/helper/{token}/claims", {"task": 1}),
            ("POST", f"/signup/{token}/claims", {"task": 1, "name": "Mallory"}),
            ("POST", f"/signup/{token}/offers", {"name": "Mallory"}),
        ]
        method, path, body = calls[number % len(calls)]
        self.ask(method, path, NOT_THERE, body, token)

    # What holds after every step.

    @invariant()
    def the_model_is_kept_as_it_was(self) -> None:
        if hasattr(self, "model"):
            self.states = [*self.states[-1:], deepcopy(self.model)]

    @invariant()
    def the_board_is_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        model, board = self.model, self.move.board()
        assert board["version"] == model.version
        assert board["move"]["state"] == model.state
        seen = {
            task["n"]: (
                task["state"],
                task["kept"],
                task["for"] or [],
                task["taken"],
                task["left"],
                task["cover"],
                {each["n"]: (each["count"], each["weight_kg"]) for each in task["things"]},
                self.claims_in(task),
            )
            for task in board["tasks"]
        }
        assert seen == {
            n: (
                task.state,
                task.kept,
                task.only_for,
                model.taken(n),
                model.left(n),
                model.cover(n),
                {each.n: (each.count, each.weight_kg) for each in task.things.values()},
                self.claims_of(n),
            )
            for n, task in model.tasks.items()
        }
        # A crew that carries less by now may be more than it needs.
        assert all(model.taken(n) <= task.places for n, task in model.tasks.items() if task.needed is not None)
        offers = {offer["n"]: offer["state"] for offer in board["offers"]}
        assert offers == {n: each.state for n, each in model.offers.items() if not model.helpers[each.helper].forgotten}

    @staticmethod
    def claims_in(task: Any) -> dict[int, tuple[Any, ...]]:
        return {
            claim["n"]: (
                claim["helper"]["n"],
                claim["helper"]["name"],
                claim["quantity"],
                claim["standing"],
                claim["role"],
            )
            for claim in task["claims"]
        }

    def claims_of(self, task: int) -> dict[int, tuple[Any, ...]]:
        return {
            each.n: (each.helper, self.model.helpers[each.helper].name, each.quantity, each.standing, each.role)
            for each in self.model.of(task)
        }

    @invariant()
    def strangers_see_what_is_open_and_nothing_else(self) -> None:
        if not hasattr(self, "model"):
            return
        sent = self.http.get(f"{API}/signup/{self.move.signup_token}")
        assert not [word for word in HIDDEN if word in sent.text]
        seen = {task["n"]: (self.claims_in(task), task["starts"]) for task in sent.json()["tasks"]}
        assert seen == {
            n: self.as_told({m: claim for m, claim in self.claims_of(n).items() if claim[3] != "if_needed"}, task, 0)
            for n, task in self.model.tasks.items()
            if not task.kept and not task.only_for and task.state not in ("cancelled", "proposed")
        }

    def as_told(self, claims: dict[int, tuple[Any, ...]], task: Task, helper: int) -> tuple[Any, str | None]:
        """Leave out what a discreet move tells nobody but those who are trusted."""
        if self.model.lets_know(helper):
            return claims, f"{task.hours.starts:02}:00" if task.hours else None
        return {n: claim for n, claim in claims.items() if claim[0] == helper}, None

    @invariant()
    def the_keeper_sees_what_friends_may_and_what_they_drafted(self) -> None:
        if not hasattr(self, "model"):
            return
        sent = self.http.get(f"{API}/moves/{self.move.id}/board", headers=bearer(self.keeper))
        assert not [word for word in HIDDEN if word in sent.text]
        assert sent.json()["offers"] == []
        seen = {task["n"]: (task["state"], task["for"], self.claims_in(task)) for task in sent.json()["tasks"]}
        assert seen == {
            n: (task.state, None, {m: claim for m, claim in self.claims_of(n).items() if claim[3] != "if_needed"})
            for n, task in self.model.tasks.items()
            if self.model.keeper_sees(task)
        }

    @invariant()
    def the_thanks_are_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        said = self.move.thanks()
        listed = {entry["n"]: (entry["note"], entry["state"]) for entry in said["thanks"]}
        assert listed == self.model.to_thank()
        over = [state in ("given", "resting") for _, state in listed.values()]
        assert said["complete"] == (bool(over) and all(over))

    @invariant()
    def helpers_see_their_own(self) -> None:
        for n, token in list(self.links.items())[-2:]:
            page = self.http.get(f"{API}/helper/{token}").json()
            own = {claim["n"]: (claim["task"], claim["quantity"], claim["standing"]) for claim in page["claims"]}
            assert own == {
                each.n: (each.task, each.quantity, each.standing)
                for each in self.model.claims.values()
                if each.helper == n
            }
            told = {task["n"]: (self.claims_in(task), task["starts"]) for task in page["tasks"]}
            assert told == {
                task: self.as_told(
                    {m: c for m, c in self.claims_of(task).items() if c[3] != "if_needed" or c[0] == n},
                    self.model.tasks[task],
                    n,
                )
                for task in told
            }
            seen = {task["n"] for task in page["tasks"] if task["for"]}
            tasks = self.model.tasks.values()
            listed = {each.n for each in tasks if not each.kept and each.state not in ("cancelled", "proposed")} | {
                each.task for each in self.model.claims.values() if each.helper == n
            }
            assert seen == {
                each.n for each in tasks if each.only_for and each.n in listed and self.model.sees(each.n, n)
            }


@pytest.mark.long
@pytest.mark.divided
def test_any_sequence_of_actions_gives_the_state_of_the_model(server: Server) -> None:
    """MANYHANDS_HOLD_MODEL_EXAMPLES asks for more of them, at random."""
    at_random = "MANYHANDS_HOLD_MODEL_EXAMPLES" in os.environ
    run_state_machine_as_test(
        lambda: Moving(server),  # pyrefly: ignore[bad-argument-type]  # it only calls it, as its documentation says
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=not at_random,
            database=None,
            # To make a failing sequence shorter takes minutes: a run at random does, the test command says it as it is.
            phases=[Phase.generate, Phase.shrink] if at_random else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
