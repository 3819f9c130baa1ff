"""How long a look into a large mailbox takes, beside a bare login and UID SEARCH, and how much is transferred for it.

    .venv/bin/python benchmarks/mailbox.py [MESSAGES]

Starts a Dovecot of its own (packages dovecot-core and dovecot-imapd) with so many old messages, 100,000 by default.
Each time is the median of several; the server has read the folder once before.
"""

from __future__ import annotations

import imaplib
import ssl
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.config import MailboxSettings
from pipeline.credentials import Credential
from pipeline.intake.imap_mailbox import ImapMailbox
from pipeline.intake.imap_url import parse_imap_url
from tests.mail.dovecot import PASSWORD, Dovecot, dovecot_missing, running_dovecot
from tests.mail.proxy import proxy_to

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIMES = 15
BODY = (
    b"Date: Mon, 2 Feb 2026 10:00:00 +0000\r\nFrom: a@b.example\r\nMessage-ID: <%d@b.example>\r\n\r\n"
    + b"old\r\n" * 300
)


def fill(server: Dovecot, user: str, count: int) -> None:
    """Write old messages where the server keeps them, and let it number them."""
    with server.opened(user):
        pass
    folder = server.maildir(user) / "cur"
    for number in range(count):
        server.place(folder / f"{1_700_000_000 + number}.M{number}.old:2,S", BODY % number)
    with server.opened(user):
        pass


def bare(server: Dovecot, user: str, port: int) -> int:
    """What any program would have to do at least."""
    context = ssl.create_default_context()  # verified against the system's authorities, which takes 20 ms to load
    context.load_verify_locations(server.certificates.ca)
    client = imaplib.IMAP4_SSL("localhost", port, ssl_context=context)
    imaplib._MAXLINE = 1 << 24  # type: ignore[attr-defined]  # noqa: SLF001 - else 100,000 numbers are too many for it
    client.login(user, PASSWORD)
    client.select("INBOX", readonly=True)
    _, found = client.uid("SEARCH", "ALL")
    client.logout()
    return len(found[0].split())


def listing(server: Dovecot, user: str, port: int) -> int:
    """What a run does that finds nothing new."""
    settings = MailboxSettings(ca_file=server.certificates.ca)
    address = parse_imap_url(f"imaps://{user}@localhost:{port}/INBOX")
    with ImapMailbox(address, settings, lambda: Credential(user, PASSWORD)) as mailbox:
        return len(mailbox.listing().places)


def measure(server: Dovecot, user: str, looks: Sequence[Callable[[Dovecot, str, int], int]]) -> list[float]:
    """Median seconds of each, taken in turns, so that what else the machine does troubles all alike."""
    times: list[list[float]] = [[] for _ in looks]
    for _ in range(TIMES):
        for look, taken in zip(looks, times, strict=True):
            started = time.perf_counter()
            look(server, user, server.imaps)
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def transferred(look: Callable[[Dovecot, str, int], int], server: Dovecot, user: str) -> str:
    """How many messages were found, and how many bytes came from the server for that."""
    with proxy_to(server.imaps) as proxy:
        found = look(server, user, proxy.port)
        return f"{proxy.said:10,} bytes   {found:,} messages"


def main() -> None:
    """Fill, measure, compare."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if dovecot_missing:
        sys.exit(dovecot_missing)
    looks = (bare, listing)
    with running_dovecot() as server:
        user = server.new_user()
        fill(server, user, count)
        seconds = measure(server, user, looks)
        for look, taken in zip(looks, seconds, strict=True):
            print(f"{look.__name__:8} {taken * 1000:8.1f} ms   {transferred(look, server, user)}")
        print(f"ratio    {seconds[1] / seconds[0]:8.2f}")


main()
