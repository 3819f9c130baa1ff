"""How long a run takes that finds nothing new in a large mailbox, beside a bare login and UID SEARCH.

    .venv/bin/python benchmarks/mailbox.py [MESSAGES]

Starts a Dovecot of its own (packages dovecot-core and dovecot-imapd) with so many old messages, 100,000 by default, all
of them concluded in the ledger. Each time is the median of several; the server has read the folder once before. `run`
is the whole process, `run, marking` the same with something configured to be done with each message, which was done;
`run, few` is one that knows two messages: what starting Python and opening everything takes.
"""

from __future__ import annotations

import imaplib
import ssl
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.known_mail import AFTER, knowing_office
from pipeline.config import MailboxSettings
from pipeline.credentials import Credential
from pipeline.intake.imap_mailbox import ImapMailbox
from pipeline.intake.imap_url import parse_imap_url
from tests.mail.dovecot import PASSWORD, dovecot_missing, running_dovecot
from tests.mail.proxy import proxy_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.mail.office import Office

    Look = Callable[[Office, int], None]

TIMES = 5


def bare(office: Office, port: int) -> None:
    """What any program would have to do at least."""
    context = ssl.create_default_context()  # verified against the system's authorities, which takes 20 ms to load
    context.load_verify_locations(office.server.certificates.ca)
    client = imaplib.IMAP4_SSL("localhost", port, ssl_context=context)
    imaplib._MAXLINE = 1 << 24  # type: ignore[attr-defined]  # noqa: SLF001 - else 100,000 numbers are too many for it
    client.login(office.user, PASSWORD)
    client.select("INBOX", readonly=True)
    client.uid("SEARCH", "ALL")
    client.logout()


def listing(office: Office, port: int) -> None:
    """The look of a run into the mailbox."""
    settings = MailboxSettings(ca_file=office.server.certificates.ca)
    address = parse_imap_url(f"imaps://{office.user}@localhost:{port}/INBOX")
    with ImapMailbox(address, settings, lambda: Credential(office.user, PASSWORD)) as mailbox:
        mailbox.listing()


def run(office: Office, port: int) -> None:
    """The whole program, with nothing to do in the mailbox."""
    office.configure("after = { question = {}, ignored = {} }", port=port)
    office.run().ok()


def run_marking(office: Office, port: int) -> None:
    """The same, where something was done with each message."""
    office.configure(AFTER, port=port)
    office.run().ok()


def main() -> None:
    """Fill, measure, compare."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if dovecot_missing:
        sys.exit(dovecot_missing)
    with running_dovecot() as server, tempfile.TemporaryDirectory() as folder:
        few = knowing_office(server, Path(folder) / "few", 2)
        many = knowing_office(server, Path(folder) / "many", count)
        looks: dict[str, tuple[Look, Office]] = {
            "bare": (bare, many),
            "listing": (listing, many),
            "run, few": (run, few),
            "run": (run, many),
            "run, marking": (run_marking, many),
        }
        seconds = measure(looks)
        for name, (look, office) in looks.items():
            ratio = seconds[name] / seconds["bare"]
            print(f"{name:13} {seconds[name] * 1000:8.0f} ms {ratio:7.1f} x {transferred(look, office):12,} bytes")


def measure(looks: dict[str, tuple[Look, Office]]) -> dict[str, float]:
    """Median seconds of each, taken in turns, so that what else the machine does troubles all alike."""
    times: dict[str, list[float]] = {name: [] for name in looks}
    for _ in range(TIMES):
        for name, (look, office) in looks.items():
            started = time.perf_counter()
            look(office, office.server.imaps)
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(taken) for name, taken in times.items()}


def transferred(look: Look, office: Office) -> int:
    """How many bytes come from the server for it."""
    with proxy_to(office.server.imaps) as proxy:
        look(office, proxy.port)
        return proxy.said


if __name__ == "__main__":
    main()
