"""What the same framework gives at best: routes without any rules, to measure ours against.

`python -m tests.bench.limits PORT FILE DATABASE_URL` serves them. The claims write as many rows as ours do, with the
same dispatch (a plain `def` in the thread pool), the same lock before BEGIN IMMEDIATE, and the same pragmas.
"""

import sqlite3
import sys
import threading
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

TABLES = (
    "CREATE TABLE move (id text PRIMARY KEY, version integer, last_n integer)",
    "CREATE TABLE helper (move_id text, n integer, name text, PRIMARY KEY (move_id, n))",
    "CREATE TABLE claim (move_id text, n integer, task_n integer, helper_n integer, quantity integer)",
    "CREATE UNIQUE INDEX uq_claim ON claim (move_id, n)",
    "CREATE INDEX ix_claim ON claim (move_id, task_n)",
    "CREATE TABLE happening (move_id text, version integer, line integer, about text)",
    "CREATE UNIQUE INDEX uq_happening ON happening (move_id, version, line)",
    "INSERT INTO move VALUES ('abcdefghjk', 1, 0)",
)
MOVE = "abcdefghjk"
MOST = 10_000_000


class Claim(BaseModel):
    task: int
    name: str
    quantity: int = 1


def claim_in(execute: Any, mark: str, claim: Claim) -> dict[str, Any]:
    """One claim, in an open transaction: six rows, as ours; `mark` is the driver's placeholder."""

    def run(statement: str, *values: Any) -> Any:
        return execute(statement.replace("?", mark), values)

    version, n = run(
        "UPDATE move SET version = version + 1, last_n = last_n + 2 WHERE id = ? RETURNING version, last_n", MOVE
    ).fetchone()
    (taken,) = run(
        "SELECT coalesce(sum(quantity), 0) FROM claim WHERE move_id = ? AND task_n = ?", MOVE, claim.task
    ).fetchone()
    if taken + claim.quantity > MOST:
        raise ValueError
    run("INSERT INTO helper VALUES (?, ?, ?)", MOVE, n - 1, claim.name)
    run("INSERT INTO claim VALUES (?, ?, ?, ?, ?)", MOVE, n, claim.task, n - 1, claim.quantity)
    for line in (1, 2):
        run("INSERT INTO happening VALUES (?, ?, ?, ?)", MOVE, version, line, '{"task": 1}')
    run("UPDATE move SET last_n = ? WHERE id = ?", n, MOVE)
    return {"claim": {"n": n, "task": claim.task}, "helper": {"n": n - 1, "name": claim.name}, "version": version}


def create_app(file: str, url: str) -> FastAPI:
    app, lock, own = FastAPI(), threading.Lock(), threading.local()
    constant: dict[str, bytes] = {}

    def lite() -> sqlite3.Connection:
        if not hasattr(own, "lite"):
            own.lite = sqlite3.connect(file, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
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

    @app.post("/tables")
    def tables() -> None:
        for statement in TABLES:
            lite().execute(statement)
            if url:
                with post().transaction():
                    post().execute(statement)

    @app.post("/sqlite/claims", status_code=201)
    def claim_sqlite(claim: Claim) -> dict[str, Any]:
        with lock:
            lite().execute("BEGIN IMMEDIATE")
            made = claim_in(lite().execute, "?", claim)
            lite().execute("COMMIT")
            return made

    @app.post("/sqlite/insert", status_code=201)
    def insert_sqlite(claim: Claim) -> dict[str, Any]:
        with lock:
            lite().execute("BEGIN IMMEDIATE")
            row = lite().execute(
                "INSERT INTO claim SELECT ?, coalesce(max(n), 0) + 1, ?, 1, ? FROM claim WHERE move_id = ? RETURNING n",
                ("one insert", claim.task, claim.quantity, "one insert"),
            )
            n = row.fetchone()[0]
            lite().execute("COMMIT")
            return {"n": n}

    @app.post("/postgresql/claims", status_code=201)
    def claim_postgresql(claim: Claim) -> dict[str, Any]:
        with post().transaction():
            return claim_in(post().execute, "%s", claim)

    return app


if __name__ == "__main__":
    port, file, url = sys.argv[1:]
    uvicorn.run(create_app(file, url), port=int(port), access_log=False, log_level="warning")
