"""`python -m tests.bench.sink`: a mail server that takes everything, until its standard input ends."""

import sys

from tests.mail.server import mail_server

if __name__ == "__main__":
    with mail_server() as server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()
