"""The alarm's draft on a real mail server, where the office looks for its drafts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.alarm.draft import leave_draft
from pipeline.alarm.news import Kind, News, Trouble
from pipeline.config import read_settings
from pipeline.ledger.store import Ledger
from pipeline.storage import ledger_url
from tests.mail.dovecot import PASSWORD, Dovecot, Setup, dovecot_missing, running_dovecot
from tests.mail.office import Office, header
from tests.program import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.config import MailboxSettings

pytestmark = pytest.mark.skipif(bool(dovecot_missing), reason=dovecot_missing)

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NEWS = News(Kind.ALARM, Trouble.QUIET, dt.datetime.fromisoformat(NOW), LONG_AGO, LONG_AGO)
ALARM, RECOVERED = "Adhesion forms: the mail is not being read", "Adhesion forms: the mail is being read again"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with running_dovecot() as running:
        yield running


def note_run(office: Office, ended: dt.datetime) -> None:
    """Note a good run in the ledger, as a run does itself."""
    with Ledger.open(ledger_url(read_settings(office.config))) as ledger:
        ledger.finish_run(ledger.begin_run(ended, "0"), ended, 0, 0, 0, {})


def subjects(office: Office) -> list[str]:
    return [header(each, "subject") for each in office.contents("Drafts")]


def files(office: Office) -> list[Path]:
    return sorted((office.outputs / "drafts").glob("*"))


def late_office(server: Dovecot, folder: Path) -> Office:
    """An office whose last good run is years ago."""
    office = Office.open(server, folder)
    note_run(office, LONG_AGO)
    return office


def test_an_outage_and_its_end_are_drafts_in_the_mailbox(server: Dovecot, tmp_path: Path) -> None:
    """Each is put there once, as an unsent draft, and leaves no file behind."""
    office = late_office(server, tmp_path)
    for _ in range(2):
        assert office.command("alarm").ok().err == ""
    assert subjects(office) == [ALARM]
    with server.opened(office.user, "Drafts") as client:
        assert client.search(None, "DRAFT SEEN")[1] == [b"1"]
    note_run(office, dt.datetime.now(dt.UTC))
    for _ in range(2):
        office.command("alarm").ok()
    assert subjects(office) == [ALARM, RECOVERED]
    assert files(office) == []


def test_the_draft_is_never_put_there_twice(server: Dovecot, tmp_path: Path) -> None:
    """A crash before it was noted makes the same news come again: it is found in Drafts, or in Sent."""
    office = Office.open(server, tmp_path)
    settings = read_settings(office.config).model_copy(update={"mailbox": with_password_file(office)})
    for _ in range(2):
        assert leave_draft(settings, NEWS) is None
    assert len(office.contents("Drafts")) == 1
    with server.opened(office.user, "Drafts") as client:
        client.copy("1", "Sent")
        client.store("1", "+FLAGS", r"(\Deleted)")
        client.expunge()
    assert leave_draft(settings, NEWS) is None
    assert (office.contents("Drafts"), files(office)) == ([], [])


def with_password_file(office: Office) -> MailboxSettings:
    """The office's mailbox with the password in a file: this process has no variable for it."""
    file = office.folder / "password"
    file.write_text(PASSWORD)
    file.chmod(0o600)
    mailbox = read_settings(office.config).mailbox
    return mailbox.model_copy(update={"password_env": None, "password_file": file})


@pytest.mark.parametrize("trouble", ["gone", "password", "folder"])
def test_a_mailbox_that_is_out_of_order_keeps_no_word_from_staff(server: Dovecot, tmp_path: Path, trouble: str) -> None:
    """The draft is a file then, told on standard error with the reason; it is not put into the mailbox later."""
    office = late_office(server, tmp_path)
    healthy = office.config.read_text()
    changes = {"gone": (str(server.imaps), "9"), "folder": ("timeout_seconds", 'drafts_folder = "X"\ntimeout_seconds')}
    office.config.write_text(healthy.replace(*changes.get(trouble, ("", ""))))

    looked = office.command("alarm", **({"password": "wrong"} if trouble == "password" else {})).ok()

    (file,) = files(office)
    assert str(file) in looked.err
    assert b"Subject: " + ALARM.encode() in file.read_bytes()
    office.config.write_text(healthy)
    assert office.command("alarm").ok().err == ""
    assert (subjects(office), files(office)) == ([], [file])


def test_a_full_mailbox_leaves_a_file(tmp_path: Path) -> None:
    """Over quota the server refuses the draft; the file says what is wrong all the same."""
    with running_dovecot(Setup(quota_kb=20)) as server:
        office = late_office(server, tmp_path)
        office.deliver([b"Subject: large\r\n\r\n" + b"x" * 60 * 400])
        assert "the mailbox is full" in office.command("alarm").ok().err
        assert len(files(office)) == 1


def test_a_mailbox_of_files_has_no_drafts(tmp_path: Path) -> None:
    """There `target = "mailbox"` means the outputs folder, as for replies; that is no trouble worth a word."""
    config = tmp_path / "adhesion.toml"
    config.write_text(
        f'mailbox.source = "{tmp_path}"\ndrafts.target = "mailbox"\noutputs.dir = "{tmp_path / "outputs"}"\n'
    )
    assert leave_draft(read_settings(config), NEWS) is None
    assert len(list((tmp_path / "outputs" / "drafts").iterdir())) == 1
