"""A phone with Firefox or with WebKitGTK: opens pages, taps and types as a person does, and is asked what it shows.

Both are driven through what their makers offer for it: WebDriver BiDi and WebDriver. Elements are named by a selector.
"""

import itertools
import json
import os
import re
import subprocess
import tempfile
from abc import ABC, abstractmethod
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websocket
from selenium.common import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.browser.visiting import PHONE
from tests.engines.installing import firefox, missing, webkit

PATIENCE_SECONDS = 20
"""Only a test that fails waits so long."""
LEFT = "was interrupted while the page was loading"
"""Part of what Firefox logs for each stream that was open when one goes on to another page: nothing is wrong then."""
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Trouble(Exception):
    """A browser could not do what it was asked for: often only because the next page is on its way."""


class Phone(ABC):
    """One person's browser, with nothing kept from before."""

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address, and wait for the page."""

    @abstractmethod
    def back(self) -> None: ...

    @abstractmethod
    def forward(self) -> None: ...

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page, as JSON has it, also where pages may run no scripts."""

    @abstractmethod
    def run(self, script: str) -> None:
        """Run statements in the page, as if they were ours."""

    @abstractmethod
    def press(self, selector: str) -> None:
        """Press the mouse or a finger in the middle of what is found first."""

    @abstractmethod
    def type(self, selector: str, words: str) -> None:
        """Write into a field with the keyboard."""

    @abstractmethod
    def close(self) -> None:
        """End the browser, and raise AssertionError if it had something to complain of."""

    def until(self, expression: str) -> Any:
        """Wait until an expression in the page is true, and return it."""
        patient = Retrying(
            stop=stop_after_delay(PATIENCE_SECONDS),
            wait=wait_fixed(0.05),
            retry=retry_if_exception_type((Trouble, AssertionError)),
            reraise=True,
        )
        return patient(self._true, expression)

    def _true(self, expression: str) -> Any:
        found = self.evaluate(expression)
        assert found, f"{expression}, on {self.evaluate('location.href')}: {self.evaluate('document.body.innerText')}"
        return found

    def reads(self, selector: str, words: str) -> None:
        """Wait until the words can be read there."""
        self.until(f"document.querySelector({json.dumps(selector)})?.innerText.includes({json.dumps(words)})")

    def tap(self, selector: str) -> None:
        """Press what is found first, once it is there to be pressed."""
        there = f"document.querySelector({json.dumps(selector)})?.checkVisibility()"
        self.until(f"document.readyState === 'complete' && {there}")
        self.press(selector)


@dataclass
class Firefox(Phone):
    """Debian's Firefox, without a window."""

    scripts: bool = True
    dark: bool = False
    complaints: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        program = firefox()
        assert program, missing("Firefox")
        self.count = itertools.count()
        with ExitStack() as stack:
            profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            (profile / "user.js").write_text("".join(self._preferences()))
            command = [program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            stack.enter_context(running)
            stack.callback(running.kill)
            assert running.stderr
            said = next(filter(None, map(LISTENING.search, running.stderr)), None)
            assert said, "Firefox has ended before it listened."
            self.line = websocket.create_connection(f"{said[1]}/session", PATIENCE_SECONDS, suppress_origin=True)
            stack.callback(self.line.close)
            self.ask("session.new", capabilities={})
            self.page = self.ask("browsingContext.getTree")["contexts"][0]["context"]
            self.ask("session.subscribe", events=["log.entryAdded"])
            viewport = {"width": PHONE[0], "height": PHONE[1]}
            self.ask("browsingContext.setViewport", context=self.page, viewport=viewport)
            self.opened = stack.pop_all()

    def _preferences(self) -> list[str]:
        chosen: dict[str, bool | int | str] = {
            "javascript.enabled": self.scripts,
            "layout.css.prefers-color-scheme.content-override": 0 if self.dark else 1,
            "ui.prefersReducedMotion": 1,
            "intl.accept_languages": "en-GB",
        }
        return [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in chosen.items()]

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and wait for its answer; keep what the pages complain of in between."""
        number = next(self.count)
        self.line.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.line.recv())).get("id") != number:
            self._heard(answer)
        if "error" in answer:
            raise Trouble(f"{method}: {answer['message']}")
        return answer["result"]

    def _heard(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        if event.get("method") == "log.entryAdded" and told["level"] == "error" and LEFT not in told["text"]:
            self.complaints.append(f"{told['type']}: {told['text']}")

    def go(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def back(self) -> None:
        self.ask("browsingContext.traverseHistory", context=self.page, delta=-1)

    def forward(self) -> None:
        self.ask("browsingContext.traverseHistory", context=self.page, delta=1)

    def evaluate(self, expression: str) -> Any:
        return json.loads(self._find(f"JSON.stringify(({expression}) ?? null)")["value"])

    def run(self, script: str) -> None:
        self._find(f"{script}; null")

    def _find(self, expression: str) -> Any:
        # In a world of its own, which is there also where pages may run no scripts.
        target = {"context": self.page, "sandbox": "tests"}
        options = {"maxDomDepth": 0}
        found = self.ask(
            "script.evaluate",
            expression=expression,
            target=target,
            awaitPromise=False,
            serializationOptions=options,
        )
        if found["type"] == "exception":
            raise Trouble(f"{expression}: {found['exceptionDetails']['text']}")
        return found["result"]

    def press(self, selector: str) -> None:
        where = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{where}.scrollIntoView({{ block: 'center', behavior: 'instant' }})")
        origin = {"type": "element", "element": {"sharedId": self._find(where)["sharedId"]}}
        press = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.ask(
            "input.performActions", context=self.page, actions=[{"type": "pointer", "id": "finger", "actions": press}]
        )

    def type(self, selector: str, words: str) -> None:
        self.press(selector)
        keys = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", context=self.page, actions=[{"type": "key", "id": "keys", "actions": keys}])

    def close(self) -> None:
        self.opened.close()
        assert not self.complaints, "\n".join(self.complaints)


@dataclass
class WebKit(Phone):
    """WebKitGTK's own small browser, which fills a screen of a phone's size."""

    scripts: bool = True
    dark: bool = False

    def __post_init__(self) -> None:
        found = webkit()
        assert found, missing("WebKitGTK")
        driver, browser, screen = found
        with ExitStack() as stack:
            options = Options()
            options.binary_location = browser
            for argument in self._arguments():
                options.add_argument(argument)
            surroundings = {**os.environ, "DISPLAY": f":{self._display(stack, screen)}", "NO_AT_BRIDGE": "1"}
            service = Service(driver, log_output=subprocess.DEVNULL, env=surroundings)
            self.driver = WebKitGTK(options, service)
            stack.callback(self.driver.quit)
            self.driver.set_window_size(*PHONE)
            self.driver.set_page_load_timeout(PATIENCE_SECONDS)
            self.opened = stack.pop_all()

    def _arguments(self) -> list[str]:
        dark = ["--dark-mode"] if self.dark else []
        return ["--automation", "--full-screen", f"--enable-javascript={str(self.scripts).lower()}", *dark]

    def _display(self, stack: ExitStack, screen: str) -> str:
        reader, writer = os.pipe()
        command = [screen, "-displayfd", str(writer), "-screen", "0", f"{PHONE[0]}x{PHONE[1]}x24", "-nolisten", "tcp"]
        running = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        stack.enter_context(running)
        stack.callback(running.terminate)
        os.close(writer)
        with os.fdopen(reader) as said:
            return said.readline().strip()

    def go(self, url: str) -> None:
        self.driver.get(url)

    def back(self) -> None:
        self.driver.back()

    def forward(self) -> None:
        self.driver.forward()

    def evaluate(self, expression: str) -> Any:
        try:
            return json.loads(self.driver.execute_script(f"return JSON.stringify(({expression}) ?? null)"))
        except WebDriverException as fault:
            raise Trouble(f"{expression}: {fault.msg}") from fault

    def run(self, script: str) -> None:
        self.driver.execute_script(script)

    def press(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector: str, words: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(words)

    def close(self) -> None:
        self.opened.close()


ENGINES: dict[str, type[Firefox | WebKit]] = {"Firefox": Firefox, "WebKitGTK": WebKit}
