"""`manyhands serve`: the pages and the API, and beside them a worker for the letters."""

import argparse
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence

import uvicorn
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from service import logs
from service.app import create_app
from service.commands.connections import MANY, Config, Deadlines, raise_bound_of_files
from service.commands.workers import Workers
from service.installation import Installation, open_installation
from service.mail.sweeper import Sweeper
from service.mail.worker import Worker
from service.settings import BrokenSetup, Settings
from service.storage.neighbours import Neighbours
from service.text.language import shipped

log = logging.getLogger("manyhands")
DEADLINES = Deadlines()
SWITCH_SECONDS = 0.002
"""Time after which a thread that computes lets another on. With the usual 5 ms, each of the dozen times that a request
waits for the database or the network costs it as much again for each that computes; half a millisecond costs a tenth of
the claims a second."""
GRACE_SECONDS = 5
"""Time that requests in progress have to end after Ctrl+C or SIGTERM."""

GARBAGE = 5_000
"""Objects that come and stay before some are looked through: a page has thousands, all gone with its answer."""


def run(settings: Settings, arguments: argparse.Namespace) -> None:
    with listen(settings) as listener:
        installation = open_installation(settings)
        if settings.workers == 1:
            serve(installation, listener, letters=not arguments.without_letters)
        else:
            installation.database.close()  # no connection goes through a fork
            _serve_together(settings, listener, letters=not arguments.without_letters)


def listen(settings: Settings) -> socket.socket:
    """Take the port and set it in `settings`; before anything else, so that a taken port is told at once.

    Raises BrokenSetup.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()  # from here on visitors wait for the start instead of being turned away
    except OSError as error:
        listener.close()
        raise BrokenSetup(
            f"Cannot listen on {settings.host} port {settings.port} ({os.strerror(error.errno or 0)}): "
            "stop the other program, or choose another with --port."
        ) from None
    settings.port = listener.getsockname()[1]
    return listener


def serve(
    installation: Installation, listener: socket.socket, lines: Sequence[str] = (), *, letters: bool = True
) -> None:
    """Serve until interrupted, then close the installation. `lines`: printed below the address.

    `letters`: whether this process sends them, too.
    """
    # A shell may have started this with interrupts ignored. uvicorn listens only while it serves, and sends itself the
    # signal once more at its end: SIGTERM, too, has to arrive as an exception, or nothing is closed.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    _begin(installation.settings, lines)
    _work(installation, listener, letters=letters)


def _serve_together(settings: Settings, listener: socket.socket, *, letters: bool) -> None:
    """Serve with several processes; the first of them does what only one has to."""

    def work(number: int, neighbours: Neighbours) -> None:
        installation = open_installation(settings, neighbours)
        _work(installation, listener, letters=letters and number == 0, sweeps=number == 0)

    _begin(settings)
    Workers(settings.workers, work).run()


def _begin(settings: Settings, lines: Sequence[str] = ()) -> None:
    logs.configure_logging()
    sys.stdout.write("\n".join([f"Many Hands is at {settings.address} (Ctrl+C ends it)", *lines]) + "\n")
    sys.stdout.flush()
    gc.freeze()  # what is loaded stays, in memory that several processes share: nobody looks through it again
    gc.set_threshold(GARBAGE)


def _work(installation: Installation, listener: socket.socket, *, letters: bool, sweeps: bool = True) -> None:
    """Serve until interrupted, and close the installation. `sweeps`: whether this process removes what is gone."""
    worker, sweeper = Worker(installation), Sweeper(installation)
    try:
        if letters:
            worker.start()
        sweeper.start(sweeps=sweeps)
        sys.setswitchinterval(SWITCH_SECONDS)
        most = raise_bound_of_files()
        app = create_app(installation, connections=most)
        gc.freeze()  # what is loaded stays: to look through it again stops everything for 80 ms
        log.info("Up to %s connections at once, %s of them pages that listen", most, app.state.live.most)
        server_of(installation, app, most=most).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        worker.close()
        sweeper.close()
        installation.side.close()
        installation.database.close()


class _Server(uvicorn.Server):
    """Has its threads and what all pages name ready before the first request, and at its end closes the event streams
    first: uvicorn would wait for them as for any other response.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await run_in_threadpool(shipped)
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.config.app.state.live.close()  # pyrefly: ignore[missing-attribute]  # made by server_of, over an app
        await super().shutdown(sockets)


def server_of(
    installation: Installation, app: FastAPI, *, deadlines: Deadlines = DEADLINES, most: int = MANY
) -> uvicorn.Server:
    """Make the server of the program, here and in tests. `most`: connections at once."""
    config = Config(
        app,
        deadlines=deadlines,
        most=most,
        access_log=False,  # paths hold secret links
        log_level="warning",
        server_header=False,
        # With no proxy named, nobody is believed about where a request comes from.
        proxy_headers=bool(installation.settings.trusted_proxies),
        forwarded_allow_ips=installation.settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Server(config)
