"""The least program on the same libraries: a start of ours is measured against its start.

`python -m tests.bench.bare` serves one page that never changes, on a free port, and prints its address first.
"""

import socket
import subprocess
import sys

import httpx
import psutil
import uvicorn
from fastapi import FastAPI, Response
from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "row"
    n: Mapped[int] = mapped_column(primary_key=True)


def create_app() -> FastAPI:
    app, engine = FastAPI(), create_engine("sqlite://")

    @app.get("/")
    def page() -> Response:
        with Session(engine) as session:
            session.execute(text("SELECT 1"))
        return Response("<!doctype html><title>Nothing</title>", media_type="text/html")

    return app


def to_its_page() -> float:
    """Start it, and measure the processor time that it has taken once its page is there."""
    process = subprocess.Popen([sys.executable, "-m", __name__], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        httpx.get(process.stdout.readline().strip(), timeout=30).raise_for_status()
        return taken(process)
    finally:
        process.kill()
        process.communicate()


def taken(process: subprocess.Popen[str]) -> float:
    """Return the processor time that a process has taken so far, in seconds."""
    spent = psutil.Process(process.pid).cpu_times()
    return float(spent.user + spent.system)


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()
    uvicorn.Server(uvicorn.Config(create_app(), log_level="warning")).run(sockets=[listener])
