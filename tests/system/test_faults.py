"""The real program when the mail server, or the way to it, fails in the middle: a named end, and nothing is lost by it.

Between the program and Dovecot is a proxy that breaks at a chosen byte. What is said goes under TLS, so the moments are
told by how much was said; each is far from the next one.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.mail.certificates import make_certificates
from tests.mail.dovecot import PASSWORD, Dovecot, dovecot_missing, running_dovecot
from tests.mail.office import Office
from tests.mail.proxy import proxy_to
from tests.program import INBOX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.mail.proxy import Proxy

pytestmark = pytest.mark.skipif(bool(dovecot_missing), reason=dovecot_missing)

PATIENCE = 2  # seconds for an answer of the server
BOUND = 60  # three attempts at what waits in vain, in each of the few steps, on a machine with other work to do
BOUNCE = (
    b"From: MAILER-DAEMON@mail.example\r\nSubject: Undelivered\r\nAuto-Submitted: auto-replied\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"It did not arrive.\r\n" * 10_000 + b"\r\n--b--\r\n"
)
IN_A_BODY = 50_000  # bytes of the server: all before it fetches messages is less, this bounce alone is more
IN_A_DRAFT = 12_000  # bytes of the program: its commands together are less, a draft with its letter is more


def mail() -> list[bytes]:
    """A complete form, which is answered with a letter, and a large bounce."""
    (form,) = INBOX.glob("04-*.eml")
    return [BOUNCE, form.read_bytes()]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with running_dovecot() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(server: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a run leaves that nothing got in the way of."""
    office = Office.open(server, tmp_path_factory.mktemp("calm"))
    office.deliver(mail())
    office.run().ok()
    return office.state()


@pytest.fixture
def proxy(server: Dovecot) -> Iterator[Proxy]:
    with proxy_to(server.imaps) as running:
        yield running


@pytest.fixture
def office(server: Dovecot, proxy: Proxy, tmp_path: Path) -> Office:
    """An office whose mail goes through the proxy."""
    office = Office.open(server, tmp_path, port=proxy.port)
    configure(office, proxy)
    office.deliver(mail())
    return office


def configure(office: Office, proxy: Proxy, more: str = "") -> None:
    office.configure(more, port=proxy.port)
    change(office, "timeout_seconds = 5", f"timeout_seconds = {PATIENCE}")


def change(office: Office, old: str, new: str) -> None:
    text = office.config.read_text()
    assert old in text
    office.config.write_text(text.replace(old, new))


def ended(office: Office) -> int:
    """The exit code of a run; one that hangs fails the test."""
    with office.start() as process:
        try:
            _, said = process.communicate(timeout=BOUND)
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail(f"the run hangs: no end in {BOUND} seconds")
        assert b"Traceback" not in said
        assert PASSWORD.encode() not in said
        return process.returncode


@pytest.mark.parametrize("kind", ["cut", "stall", "garbage"])
def test_a_fault_that_stays_ends_the_run_and_the_next_one_goes_on(
    office: Office, proxy: Proxy, undisturbed: dict[str, object], kind: str
) -> None:
    """In the middle of a message: exit 4. Once it is over one run ends where an undisturbed one does."""
    proxy.fault(kind, IN_A_BODY)
    assert ended(office) == 4
    proxy.mend()
    assert ended(office) == 0
    assert office.state() == undisturbed


@pytest.mark.parametrize(("after", "of_server"), [(IN_A_BODY, True), (IN_A_DRAFT, False)])
def test_a_fault_that_passes_is_overcome_by_the_same_run(
    office: Office, proxy: Proxy, undisturbed: dict[str, object], after: int, *, of_server: bool
) -> None:
    """Cut in a message that comes, or in a draft that goes: it is tried again, the draft is there once, exit 0."""
    proxy.cut_once(after, of_server=of_server)
    assert ended(office) == 0
    assert proxy.struck
    assert office.state() == undisturbed


def test_a_cut_while_drafts_are_stored_leaves_each_once(
    office: Office, proxy: Proxy, undisturbed: dict[str, object]
) -> None:
    """And stays so: exit 4. Then the next run brings what is missing."""
    proxy.fault("cut", IN_A_DRAFT, of_server=False)
    assert ended(office) == 4
    proxy.mend()
    assert ended(office) == 0
    assert office.state() == undisturbed


@pytest.mark.parametrize("more", [40, 400])
def test_a_cut_while_messages_are_moved_loses_none(
    office: Office, proxy: Proxy, undisturbed: dict[str, object], more: int
) -> None:
    """All else was done by a run before; this one has to move, and is cut once while it does."""
    configure(office, proxy, "after = { submission = {}, ignored = {} }")
    assert ended(office) == 0
    before = proxy.said
    assert ended(office) == 0  # says what a run says that has nothing to move
    nothing = proxy.said - before
    configure(office, proxy)
    proxy.cut_once(nothing + more)
    assert ended(office) == 0
    assert proxy.struck
    assert office.state() == undisturbed


def test_a_refused_login_and_a_foreign_certificate_change_nothing(
    office: Office, undisturbed: dict[str, object], tmp_path: Path
) -> None:
    """Exit 5, and exit 4; after they are mended one run does all of it."""
    assert office.run(password="no-" + PASSWORD).code == 5
    (tmp_path / "foreign").mkdir()
    foreign = make_certificates(tmp_path / "foreign").ca
    ours = str(office.server.certificates.ca)
    change(office, ours, str(foreign))
    assert ended(office) == 4
    change(office, str(foreign), ours)
    assert ended(office) == 0
    assert office.state() == undisturbed
