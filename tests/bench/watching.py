"""Many open pages, in a process of its own: each hears of a change, and fetches itself again as browsers do.

`python -m tests.bench.watching` reads a Watch as JSON from its standard input, says "open" once every page is, and
prints a Seen as JSON when it is over.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field

PATIENCE_SECONDS = 20
PROBE_SECONDS = 0.05


@dataclass
class Watch:
    port: int
    paths: list[str]
    """One for each open page."""
    seconds: float
    """Time to listen."""
    probe: str = ""
    """The page that a new visitor opens, again and again, meanwhile."""


@dataclass
class Seen:
    at: list[float] = field(default_factory=list)
    """Times at which each page had its newer state, by the clock of the system."""
    probed_ms: list[float] = field(default_factory=list)
    """Times that the new visitor waited."""


async def fetch(port: int, path: str) -> None:
    """A page over a connection of its own, whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip", "Cookie: device=x"]
    writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
    await reader.read()
    writer.close()


async def page(watch: Watch, path: str, seen: Seen, opened: asyncio.Semaphore) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", watch.port)
    writer.write(f"GET {path}/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    first = True
    with suppress(asyncio.CancelledError):
        async for line in reader:
            if not line.startswith(b"data:"):
                continue
            if first:  # the version that there was
                first = False
                opened.release()
                continue
            await fetch(watch.port, path)
            seen.at.append(time.time())
    writer.close()


async def probe(watch: Watch, seen: Seen) -> None:
    while True:
        begun = time.perf_counter()
        await fetch(watch.port, watch.probe)
        seen.probed_ms.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(PROBE_SECONDS)


async def run(watch: Watch) -> Seen:
    seen, opened = Seen(), asyncio.Semaphore(0)
    tasks = [asyncio.create_task(page(watch, path, seen, opened)) for path in watch.paths]
    for _ in watch.paths:
        await asyncio.wait_for(opened.acquire(), PATIENCE_SECONDS)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    if watch.probe:
        tasks.append(asyncio.create_task(probe(watch, seen)))
    await asyncio.sleep(watch.seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return seen


if __name__ == "__main__":
    found = asyncio.run(run(Watch(**json.load(sys.stdin))))
    sys.stdout.write(json.dumps(asdict(found)) + "\n")
