"""The best that the same framework gives: routes without any rules, to measure ours against.

`python -m tests.bench.limits PORT FILE DATABASE_URL MOVE` serves them, over a migrated database with one move. A claim
writes the same rows into the same tables as ours, with the same dispatch (a plain `def` in the thread pool), the
same lock before BEGIN IMMEDIATE, and the same pragmas; it asks no more than whether there is room.
"""

import gzip
import sqlite3
import sys
import threading
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

from service.web.base.pages import PACKED_LEVEL

NOW = "2026-11-23 12:00:00.000000"
HELPER = (
    "INSERT INTO helper (move_id, n, name, email, phone, language, epoch, muted_kinds, plan, no_thanks,"
    " by_hand, came_at, proven, met, visitor, device)"
    " VALUES (?, ?, ?, '', '', 'en', 1, '[]', '', FALSE, ?, ?, '', '', '', '')"
)
CLAIM = (
    "INSERT INTO claim"
    " (move_id, n, task_n, helper_n, quantity, standing, vehicle_kind, note, since, claimed_at, taken_off, revision)"
    " VALUES (?, ?, ?, ?, ?, 'firm', '', '', ?, ?, FALSE, 0)"
)
LINE = (
    "INSERT INTO happening (move_id, version, line, at, by_role, by_n, what, about)"
    " VALUES (?, ?, ?, ?, 'signup', 0, 'claimed', ?)"
)
TAKEN = (
    "SELECT t.needed, coalesce(sum(c.quantity), 0) FROM task t LEFT JOIN claim c"
    " ON c.move_id = t.move_id AND c.task_n = t.n AND c.released_at IS NULL WHERE t.move_id = ? AND t.n = ?"
    " GROUP BY t.needed"
)


ONE_INSERT = (
    "INSERT INTO helper (move_id, n, name, email, phone, language, epoch, muted_kinds, plan, no_thanks,"
    " by_hand, came_at, proven, met, visitor, device)"
    " SELECT ?, coalesce(max(h.n), 1000) + 1, ?, '', '', 'en', 1, '[]', '', FALSE, ?, ?, '', '', '', '' FROM helper h"
    " WHERE h.move_id = ?"
    " AND EXISTS (SELECT 1 FROM task WHERE n = ?) RETURNING n"
)
"""The least that takes a place at all: one row, if a condition holds."""

ROWS = (
    "SELECT * FROM move WHERE id = ?",
    "SELECT * FROM organizer WHERE move_id = ?",
    "SELECT * FROM helper WHERE move_id = ?",
    "SELECT * FROM task WHERE move_id = ?",
    "SELECT * FROM claim WHERE move_id = ? AND released_at IS NULL",
)
"""What a page of a move has to read at least."""


class Claim(BaseModel):
    task: int
    name: str
    quantity: int = 1


def claim_in(execute: Any, mark: str, move: str, claim: Claim) -> dict[str, Any]:
    """One claim, in an open transaction; `mark` is the driver's placeholder."""

    def run(statement: str, *values: Any) -> Any:
        return execute(statement.replace("?", mark), values)

    version, last = run("UPDATE move SET version = version + 1 WHERE id = ? RETURNING version, last_n", move).fetchone()
    needed, taken = run(TAKEN, move, claim.task).fetchone()
    if taken + claim.quantity > needed:
        raise ValueError
    helper, n = last + 1, last + 2
    run(HELPER, move, helper, claim.name, False, NOW)
    run(CLAIM, move, n, claim.task, helper, claim.quantity, version, NOW)
    for line in (1, 2):
        run(LINE, move, version, line, NOW, '{"task": 1, "helper": 2, "claim": 3, "quantity": 1, "standing": "firm"}')
    run("UPDATE move SET last_n = ? WHERE id = ?", n, move)
    return {"claim": {"n": n, "task": claim.task}, "helper": {"n": helper, "name": claim.name}, "version": version}


def create_app(file: str, url: str, move: str) -> FastAPI:
    app, lock, own = FastAPI(), threading.Lock(), threading.local()
    constant: dict[str, bytes] = {}

    def lite() -> sqlite3.Connection:
        if not hasattr(own, "lite"):
            own.lite = sqlite3.connect(file, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=FAST"):
                own.lite.execute(f"PRAGMA {pragma}")
        connection: sqlite3.Connection = own.lite
        return connection

    def post() -> Any:
        if not hasattr(own, "post"):
            own.post = psycopg.connect(url)
        return own.post

    @app.post("/constant")
    async def keep(request: Request) -> None:
        constant["body"] = await request.body()

    @app.get("/constant")
    async def give() -> Response:
        return Response(constant["body"], headers={"Content-Encoding": "gzip"}, media_type="text/html")

    @app.get("/read")
    def read() -> Response:
        for rows in ROWS:
            lite().execute(rows, (move,)).fetchall()
        body = gzip.compress(gzip.decompress(constant["body"]), PACKED_LEVEL, mtime=0)
        return Response(body, headers={"Content-Encoding": "gzip"}, media_type="text/html")

    @app.post("/sqlite/claims", status_code=201)
    def claim_sqlite(claim: Claim) -> dict[str, Any]:
        with lock:
            lite().execute("BEGIN IMMEDIATE")
            made = claim_in(lite().execute, "?", move, claim)
            lite().execute("COMMIT")
            return made

    @app.post("/sqlite/insert", status_code=201)
    def insert_sqlite(claim: Claim) -> dict[str, Any]:
        with lock:
            lite().execute("BEGIN IMMEDIATE")
            added = lite().execute(ONE_INSERT, (move, claim.name, False, NOW, move, claim.task))
            n = added.fetchone()[0]
            lite().execute("COMMIT")
            return {"n": n}

    @app.post("/postgresql/claims", status_code=201)
    def claim_postgresql(claim: Claim) -> dict[str, Any]:
        with post().transaction():
            return claim_in(post().execute, "%s", move, claim)

    return app


if __name__ == "__main__":
    port, file, url, move = sys.argv[1:]
    uvicorn.run(create_app(file, url, move), port=int(port), access_log=False, log_level="warning")
