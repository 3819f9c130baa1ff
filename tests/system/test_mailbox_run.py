"""The real program on a real mailbox, with staff who work in it."""

from __future__ import annotations

import imaplib
import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.mail.dovecot import PASSWORD, Dovecot, Setup, dovecot_missing, running_dovecot, token
from tests.mail.office import PROCESSED, Office, hashes, header
from tests.program import INBOX
from tests.unit.review.editing import edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(dovecot_missing), reason=dovecot_missing)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with running_dovecot() as running:
        yield running


def sample(name: str) -> bytes:
    (file,) = INBOX.glob(f"{name}*.eml")
    return file.read_bytes()


FORM = sample("04-")  # a complete form: welcome with a letter
QUESTION = b"From: a@b.example\r\nSubject: When?\r\nMessage-ID: <q@b.example>\r\n\r\nWhen does the next wave open?\r\n"


def test_a_form_becomes_a_draft_and_is_moved_and_nothing_happens_twice(server: Dovecot, tmp_path: Path) -> None:
    """The reply waits in Drafts in the thread of the form; the form lies in the processed folder, still unread."""
    office = Office.open(server, tmp_path)
    office.deliver([FORM, QUESTION])

    office.run().ok()
    first = office.state()
    office.run().ok()

    assert office.state() == first
    assert office.contents("INBOX") == []
    assert hashes(office.contents(PROCESSED)) == hashes([FORM, QUESTION])
    (draft,) = office.contents("Drafts")
    assert header(draft, "in-reply-to") == header(FORM, "message-id")
    with server.opened(office.user, f'"{PROCESSED}"') as client:
        assert client.search(None, "SEEN")[1] == [b""]
    with server.opened(office.user, "Drafts") as client:
        assert client.search(None, "DRAFT SEEN")[1] == [b"1"]


def test_what_staff_do_with_a_draft_is_learnt_and_never_undone(server: Dovecot, tmp_path: Path) -> None:
    """Edited, sent and thrown away: the ledger knows each, and no run writes one again."""
    office = Office.open(server, tmp_path)
    office.deliver([sample(name) for name in ("01-", "03-", "04-")])
    office.run().ok()
    with server.opened(office.user, "Drafts") as client:
        drafts = dict(zip((b"1", b"2", b"3"), office.contents("Drafts"), strict=True))
        client.append("Drafts", r"(\Draft)", imaplib.Time2Internaldate(time.time()), drafts[b"1"] + b"PS: bye\r\n")
        client.append("Sent", r"(\Seen)", imaplib.Time2Internaldate(time.time()), drafts[b"2"])
        client.store("1:3", "+FLAGS", r"(\Deleted)")
        client.expunge()

    for _ in range(2):
        office.run().ok()

    states = {row["message_id"]: row["draft_state"] for row in office.export("messages")}
    answered = {number: header(draft, "in-reply-to") for number, draft in drafts.items()}
    assert states == {answered[b"1"]: "edited", answered[b"2"]: "sent on", answered[b"3"]: "discarded"}
    assert len(office.contents("Drafts")) == 1


def test_a_word_of_staff_in_the_workbook_draws_the_reply_in_drafts_anew(server: Dovecot, tmp_path: Path) -> None:
    """An untouched one is replaced; an edited one stays and is told; what others marked as deleted stays."""
    office = Office.open(server, tmp_path)
    office.deliver([sample(name) for name in ("03-", "04-")])
    office.run().ok()
    with server.opened(office.user, "Drafts") as client:
        for flags, text in ((r"(\Draft \Deleted)", b"old"), (r"(\Draft)", b"mine")):
            own = b"Message-ID: <" + text + b"@office.example>\r\n\r\n" + text + b"\r\n"
            client.append("Drafts", flags, imaplib.Time2Internaldate(time.time()), own)
    first, second, *others = office.contents("Drafts")
    office.edit_draft("2", second + b"PS: bye\r\n")
    for member in ("M0001", "M0002"):
        edit(office.outputs / "ledger.xlsx", member, "field:leader_name", "Robin Newmayor")

    for _ in range(2):
        office.run().ok()

    drafts = office.contents("Drafts")
    assert (first in drafts, second in drafts) == (False, False)
    assert {*others, second + b"PS: bye\r\n"} <= set(drafts)
    (new,) = [each for each in drafts if header(each, "in-reply-to") == header(first, "in-reply-to")]
    assert header(new, "message-id") != header(first, "message-id")
    assert len(drafts) == 4
    asked = load_workbook(office.outputs / "ledger.xlsx")["To review"].iter_rows(values_only=True)
    assert any("A draft that you edited is out of date" in str(row) for row in asked)


def test_what_was_erased_is_never_taken_in_again_from_the_mailbox(server: Dovecot, tmp_path: Path) -> None:
    """What the office has to delete itself is told; moved back into the inbox, the mail counts as known."""
    office = Office.open(server, tmp_path)
    office.deliver([FORM, QUESTION])
    office.run().ok()
    said = office.command("person", "erase", "M0001", "--yes").ok().out
    assert f"mail: {PROCESSED} (moved there from INBOX" in said
    assert "reply in Drafts: " in said
    with server.opened(office.user, f'"{PROCESSED}"') as client:
        client.copy("1:*", "INBOX")
        client.store("1:*", "+FLAGS", r"(\Deleted)")
        client.expunge()

    for _ in range(2):
        office.run().ok()
    assert office.export("members") == []
    assert len(office.export("messages")) == 2
    assert FORM in office.contents("INBOX")
    assert len(office.contents("Drafts")) == 1


def test_messages_that_staff_have_marked_as_deleted_survive_every_run(server: Dovecot, tmp_path: Path) -> None:
    """They are not read, not moved and not expunged, whatever else is done in the folder."""
    office = Office.open(server, tmp_path)
    office.deliver([QUESTION, FORM, QUESTION.replace(b"q@", b"r@")])
    with server.opened(office.user) as client:
        client.store("1", "+FLAGS", r"(\Deleted)")

    for _ in range(2):
        office.run().ok()

    assert hashes(office.contents("INBOX")) == hashes([QUESTION])
    assert len(office.export("messages")) == 2


def test_a_message_is_treated_as_its_outcome_asks(server: Dovecot, tmp_path: Path) -> None:
    """Questions stay with a label, forms go to their own folder, all else to the processed folder."""
    after = """
            [mailbox.after]
            question = { flag = "AdhesionQuestion" }
            submission = { move = "Members/Formulários" }
    """
    office = Office.open(server, tmp_path, after)
    bounce = sample("05-")
    office.deliver([FORM, QUESTION, bounce])

    office.run().ok()

    assert hashes(office.contents("INBOX")) == hashes([QUESTION])
    assert hashes(office.contents(PROCESSED)) == hashes([bounce])
    assert hashes(office.contents("Members/Formul&AOE-rios")) == hashes([FORM])
    with server.opened(office.user) as client:
        assert client.search(None, "KEYWORD", "AdhesionQuestion")[1] == [b"1"]


def test_a_mailbox_that_was_reset_stops_the_run_until_it_is_accepted(server: Dovecot, tmp_path: Path) -> None:
    """Exit 8 with the way out; afterwards what is known is recognised and drafted no second time."""
    office = Office.open(server, tmp_path)
    office.configure("after = { submission = {}, question = {} }")
    office.deliver([FORM, QUESTION])
    office.run().ok()
    before = office.state()
    server.renumber(office.user)

    stopped = office.run()
    accepted = office.command("accept-reset")
    office.run().ok()

    assert stopped.code == 8
    assert "adhesion accept-reset" in stopped.err
    assert accepted.code == 0
    after = office.state()
    assert after["drafts"] == before["drafts"]
    assert len(office.export("messages")) == 2


@pytest.mark.parametrize(
    ("trouble", "code", "says"),
    [
        ("password", 5, "refuse"),
        ("port", 4, "refuses connections"),
        ("certificate", 4, "ca_file"),
        ("folder", 4, "folder"),
    ],
)
def test_every_trouble_has_its_exit_code_and_its_way_out(
    server: Dovecot, tmp_path: Path, trouble: str, code: int, says: str
) -> None:
    """Nothing is written, and the sentence names neither the password nor a traceback."""
    office = Office.open(server, tmp_path)
    text = office.config.read_text()
    changes = {
        "port": (str(server.imaps), "9"),
        "certificate": (f'ca_file = "{server.certificates.ca}"', ""),
        "folder": ("/INBOX", "/Nowhere"),
    }
    if trouble in changes:
        office.config.write_text(text.replace(*changes[trouble]))

    failed = office.run(password="wrong-" + PASSWORD if trouble == "password" else PASSWORD)
    checked = office.command("check", password="wrong-" + PASSWORD if trouble == "password" else PASSWORD)

    assert failed.code == code
    assert checked.code == code
    assert says in failed.err
    assert PASSWORD not in failed.err + checked.out + checked.err


def test_a_full_mailbox_gets_its_drafts_later(tmp_path: Path) -> None:
    """Over quota nothing is lost: the run says so (exit 10), and the reply comes when there is room again."""
    with running_dovecot(Setup(quota_kb=len(FORM) // 1024 + 70)) as server:
        office = Office.open(server, tmp_path)
        office.configure("after = { submission = {} }")
        office.deliver([FORM])
        refused = office.run()
        assert refused.code == 10
        assert office.contents("Drafts") == []
        with server.opened(office.user) as client:
            client.store("1", "+FLAGS", r"(\Deleted)")
            client.expunge()

        office.configure("may_be_empty = true")
        office.run().ok()
        assert len(office.contents("Drafts")) == 1


def test_a_dry_run_leaves_the_mailbox_as_it_is(server: Dovecot, tmp_path: Path) -> None:
    """Nothing is moved, nothing drafted, nothing kept."""
    office = Office.open(server, tmp_path)
    office.deliver([FORM])

    office.run("--dry-run").ok()

    assert hashes(office.contents("INBOX")) == hashes([FORM])
    assert office.contents("Drafts") == []
    assert not office.outputs.exists()


def test_a_token_opens_the_mailbox_too(server: Dovecot, tmp_path: Path) -> None:
    """XOAUTH2 with the token that a program of one's own prints; a token that has ended is refused with exit 5."""
    office = Office.open(server, tmp_path)
    printed = tmp_path / "token"
    oauth = f'auth = "xoauth2"\n[mailbox.oauth]\nprovider = "command"\ntoken_command = "cat {printed}"'
    office.configure(oauth)
    office.config.write_text(office.config.read_text().replace('password_env = "ADHESION_PASSWORD"', ""))
    office.deliver([FORM])

    printed.write_text(token(office.user, seconds=-600))
    refused = office.run()
    printed.write_text(token(office.user))
    office.run().ok()

    assert refused.code == 5
    assert printed.read_text() not in refused.err
    assert len(office.contents("Drafts")) == 1


def test_a_run_that_is_asked_to_end_ends_in_order(server: Dovecot, tmp_path: Path) -> None:
    """SIGTERM is what a service manager sends: exit 130, the lock let go of, the end noted; the next run goes on."""
    office = Office.open(server, tmp_path)
    office.deliver([FORM, QUESTION])
    with office.start() as process:
        assert process.stderr
        for line in process.stderr:
            if b"message.stored" in line:
                process.terminate()
                break
        rest = process.stderr.read()

    assert process.returncode == 130
    assert b"Traceback" not in rest
    assert not (office.outputs / "state" / "run.lock.json").exists()
    office.run().ok()
    assert len(office.export("messages")) == 2
