"""A chat service of this machine, which keeps what it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Chat(ThreadingHTTPServer):
    """Takes what apprise posts as JSON."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Takes)
        self.told: list[tuple[str, str]] = []


class _Takes(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Chat)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.path, json.loads(body)["message"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: Any, **_named: Any) -> None:
        """Quiet."""


@contextmanager
def chat_service() -> Iterator[Chat]:
    server = Chat()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
