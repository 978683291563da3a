"""A load from a process of its own: so many connections, each sends its next request when the last was answered.

`python -m tests.bench.load` reads a Plan as JSON from its standard input and prints a Result as JSON. Plain sockets
and no parser, so that the load is never what limits: it reaches more than any route here gives.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

CONNECTIONS = 16


@dataclass
class Plan:
    """The requests to send: `bodies` in turn, with `{i}` replaced by a number that no other request has, here and in
    `headers`."""

    port: int
    path: str
    seconds: float
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    every: float = 0
    """Seconds between two requests of all connections; 0: as fast as they are answered."""
    connections: int = CONNECTIONS
    first: int = 0


@dataclass
class Result:
    per_second: float
    p50_ms: float
    p99_ms: float
    count: int
    statuses: dict[str, int]
    bytes: int
    """Of the last answer's body."""


def run(plan: Plan) -> Result:
    """Send it from a process of its own, so that it shares nothing with the one that measures."""
    return Result(**json.loads(finish(start(plan))))


def start(plan: Plan) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(plan)))
    process.stdin.close()
    return process


def finish(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    if process.wait() != 0:
        raise RuntimeError("the load could not be sent")
    return said


@dataclass
class Phone:
    """One connection that waits for an answer."""

    socket: socket.socket
    sent: float = 0
    got: bytes = b""


class Load:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.number = plan.first
        self.took: list[float] = []
        self.statuses: dict[str, int] = {}
        self.bytes = 0

    def send(self, phone: Phone) -> None:
        plan, body = self.plan, b""
        if plan.bodies:
            body = plan.bodies[self.number % len(plan.bodies)].replace("{i}", str(self.number)).encode()
        self.number += 1
        lines = [f"{plan.method} {plan.path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value.replace('{i}', str(self.number))}" for name, value in plan.headers.items()]
        phone.sent, phone.got = time.perf_counter(), b""
        phone.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def read(self, phone: Phone) -> bool:
        """Tell whether the answer is whole."""
        phone.got += phone.socket.recv(262_144)
        head, found, body = phone.got.partition(b"\r\n\r\n")
        if not found:
            return False
        low = head.lower()
        at = low.find(b"content-length:")
        length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) < length:
            return False
        self.took.append(time.perf_counter() - phone.sent)
        status = head[9:12].decode()
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.bytes = length
        return True

    def go(self) -> Result:
        phones = selectors.DefaultSelector()
        begun = time.perf_counter()
        ends, next_at = begun + self.plan.seconds, begun
        for _ in range(self.plan.connections):
            opened = socket.create_connection(("127.0.0.1", self.plan.port))
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            phone = Phone(opened)
            phones.register(opened, selectors.EVENT_READ, phone)
            if not self.plan.every:
                self.send(phone)
        idle = [key.data for key in phones.get_map().values()] if self.plan.every else []
        while (now := time.perf_counter()) < ends:
            if self.plan.every and idle and now >= next_at:
                self.send(idle.pop())
                next_at += self.plan.every
            for key, _ in phones.select(0.02 if self.plan.every else 1):
                if self.read(key.data):
                    idle.append(key.data) if self.plan.every else self.send(key.data)
        return self.result(time.perf_counter() - begun)

    def result(self, seconds: float) -> Result:
        took = sorted(self.took) or [0.0]
        return Result(
            per_second=len(self.took) / seconds,
            p50_ms=took[len(took) // 2] * 1000,
            p99_ms=took[int(len(took) * 0.99)] * 1000,
            count=len(self.took),
            statuses=self.statuses,
            bytes=self.bytes,
        )


if __name__ == "__main__":
    result: Any = Load(Plan(**json.load(sys.stdin))).go()
    sys.stdout.write(json.dumps(asdict(result)))
