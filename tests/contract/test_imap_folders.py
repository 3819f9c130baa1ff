"""Moving, folders and Drafts on servers that can do less, or call things otherwise."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.config import MailboxSettings
from pipeline.credentials import Credential
from pipeline.errors import CannotDoError
from pipeline.intake.imap_mailbox import ImapMailbox
from pipeline.intake.imap_url import parse_imap_url
from tests.contract.adapters import ImapAdapter
from tests.mail.proxy import proxy_to
from tests.mail.scripted import Scripted, scripted_server

if TYPE_CHECKING:
    from tests.mail.certificates import Certificates
    from tests.mail.dovecot import Dovecot

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SELECTED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-WRITE] done\r\n"
FOLDERS = b'* LIST (\\Drafts) "/" Drafts\r\n* LIST () "/" Adhesion\r\n* LIST () "/" INBOX\r\n{tag} OK done\r\n'
DRAFT = b"Message-ID: <d@adhesion.example>\r\n\r\nDear Mayor\r\n"


def mail(number: int) -> bytes:
    return b"Message-ID: <%d@city.example>\r\nSubject: Form\r\n\r\nGood day\r\n" % number


def adapter_on(server: Dovecot, request: pytest.FixtureRequest) -> ImapAdapter:
    adapter = ImapAdapter(server)
    request.addfinalizer(adapter.close)
    return adapter


@pytest.fixture
def office(dovecot: Dovecot, request: pytest.FixtureRequest) -> ImapAdapter:
    return adapter_on(dovecot, request)


@pytest.fixture
def old(dovecot_without_move: Dovecot, request: pytest.FixtureRequest) -> ImapAdapter:
    return adapter_on(dovecot_without_move, request)


# --- moving without MOVE ---------------------------------------------------------------------------


def test_a_server_that_cannot_move_one_message_moves_none(
    dovecot_without_uidplus: Dovecot, request: pytest.FixtureRequest
) -> None:
    """With a plain EXPUNGE, messages would go that staff marked as deleted."""
    office = adapter_on(dovecot_without_uidplus, request)
    office.deliver(mail(1))
    mailbox = office.mailbox()
    places = mailbox.listing().places
    with pytest.raises(CannotDoError, match="keyword"):
        mailbox.move(places, "Adhesion")
    assert mailbox.listing().places == places
    assert office.contents("Adhesion") == []


def test_without_uidplus_a_draft_that_is_taken_back_is_only_marked(
    dovecot_without_uidplus: Dovecot, request: pytest.FixtureRequest
) -> None:
    """It is not listed any more, and what staff have marked is still there: only a person cleans up."""
    office = adapter_on(dovecot_without_uidplus, request)
    other = DRAFT.replace(b"<d@", b"<staff@")
    office.put("Drafts", other)
    office.mark("Drafts", "\\Deleted")
    mailbox = office.mailbox()
    mailbox.append(DRAFT, NOW)
    own = "<d@adhesion.example>"
    for _ in range(2):
        assert mailbox.take_back({own: hashlib.sha256(DRAFT).hexdigest()}) == frozenset()
        assert mailbox.look([own], []).drafts == ()
        assert office.contents("Drafts") == [other, DRAFT]
    assert ["\\Deleted" in marks for marks in office.marks("Drafts")] == [True, True]


@pytest.mark.parametrize("marked", [False, True])
def test_a_move_that_was_interrupted_is_finished(old: ImapAdapter, marked: bool) -> None:  # noqa: FBT001 - a parameter
    """After the copy, or after the copy and our own mark on the original: the message ends up moved, once."""
    old.deliver(mail(1))
    old.deliver(mail(2))
    mailbox = old.mailbox()
    places = mailbox.listing().places
    mailbox.move(places[:0], "Adhesion")
    with old.server.opened(old.user) as client:
        client.copy("1", "Adhesion")
    if marked:
        old.mark_deleted(places[0])
    mailbox.move(places, "Adhesion")
    assert sorted(old.contents("Adhesion")) == [mail(1), mail(2)]
    assert old.contents() == []


def test_another_message_of_the_same_size_is_no_copy(old: ImapAdapter) -> None:
    """Only equal bytes are."""
    old.deliver(mail(1))
    mailbox = old.mailbox()
    mailbox.move(mailbox.listing().places, "Adhesion")
    old.deliver(mail(2))
    mailbox.move(mailbox.listing().places, "Adhesion")
    assert sorted(old.contents("Adhesion")) == [mail(1), mail(2)]


def test_a_full_mailbox_keeps_what_cannot_be_moved(dovecot_small: Dovecot, request: pytest.FixtureRequest) -> None:
    """Copies need room; the messages stay where they are, unmarked."""
    office = adapter_on(dovecot_small, request)
    office.deliver(mail(1) + b"x" * 12_000)
    mailbox = office.mailbox()
    places = mailbox.listing().places
    with pytest.raises(CannotDoError, match="full"):
        mailbox.move(places, "Adhesion")
    assert mailbox.listing().places == places
    assert (len(office.contents()), office.contents("Adhesion")) == (1, [])


# --- folders ---------------------------------------------------------------------------------------


def test_messages_are_not_moved_to_where_they_are(office: ImapAdapter) -> None:
    """That would give them new numbers, in each run."""
    office.deliver(mail(1))
    mailbox = office.mailbox()
    places = mailbox.listing().places
    mailbox.move(places, "Inbox")
    assert mailbox.listing().places == places


@pytest.mark.parametrize("folder", ['a "quoted" \\ name', "R&D", "Élus/한국", "100%", "a;b", "-", "{5}", "x" * 100])
def test_folders_have_any_name(office: ImapAdapter, folder: str) -> None:
    """As target of a move, and as the mailbox itself, whose places can be told apart again."""
    office.deliver(mail(1))
    mailbox = office.mailbox()
    mailbox.move(mailbox.listing().places, folder)
    mailbox.close()
    assert office.contents() == []
    address = parse_imap_url(office.url)
    other = ImapMailbox(replace(address, folder=folder), office.settings, lambda: office.credential)
    (found,) = other.fetch(other.listing().places)
    assert getattr(found, "data", None) == mail(1)
    other.close()


def test_a_name_that_cannot_be_a_folder_is_refused(office: ImapAdapter) -> None:
    """The server says no; nothing is moved."""
    office.deliver(mail(1))
    mailbox = office.mailbox()
    places = mailbox.listing().places
    for folder in ("a//b", "x" * 2000, "/"):
        with pytest.raises(CannotDoError):
            mailbox.move(places, folder)
    assert mailbox.listing().places == places


def test_a_new_folder_is_shown_to_mail_programs(office: ImapAdapter) -> None:
    """They show those that one has subscribed to."""
    office.mailbox().move([], "Adhesion/Processed")
    with office.server.staff(office.user) as client:
        _, found = client.lsub()
    assert any(b"Adhesion/Processed" in line for line in found if isinstance(line, bytes))


def test_the_mailbox_may_be_a_folder_below_inbox(dovecot_below_inbox: Dovecot, request: pytest.FixtureRequest) -> None:
    """It is named with `/` and without the server's prefix, and found."""
    office = adapter_on(dovecot_below_inbox, request)
    office.mailbox().move([], "Adhesion/Demandes")
    office.put("Adhesion/Demandes", mail(1))
    office.url = office.url.replace("INBOX", "Adhesion/Demandes")
    assert len(office.mailbox().listing().places) == 1


def test_older_mail_is_not_looked_at(office: ImapAdapter) -> None:
    """By the day on which the server got it."""
    with office.server.staff(office.user) as client:
        for number, day in enumerate((1, 2, 3)):
            client.append("INBOX", "", dt.datetime(2026, 2, day, 12, tzinfo=dt.UTC), mail(number))
    mailbox = office.mailbox(since="2026-02-02")
    assert [getattr(each, "data", None) for each in mailbox.fetch(mailbox.listing().places)] == [mail(1), mail(2)]
    assert mailbox.listing().highest == 3
    mailbox.close()


# --- Drafts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Drafts", "Brouillons", "borradores", "Entw&APw-rfe", "&x4TC3Lz0rQDVaA-"])
def test_drafts_are_found_by_a_usual_name(dovecot_unmarked: Dovecot, request: pytest.FixtureRequest, name: str) -> None:
    """In many languages, where the server does not say which folder it is."""
    office = adapter_on(dovecot_unmarked, request)
    with office.server.staff(office.user) as client:
        client.create(name)
    mailbox = office.mailbox()
    assert mailbox.append(DRAFT, NOW)
    assert len(mailbox.look(["<d@adhesion.example>"], []).drafts) == 1


def test_no_drafts_folder_is_said_and_can_be_named(dovecot_unmarked: Dovecot, request: pytest.FixtureRequest) -> None:
    """Nothing is guessed: the error says which folders there are, and the setting names one."""
    office = adapter_on(dovecot_unmarked, request)
    office.put("INBOX", mail(1))
    with pytest.raises(CannotDoError, match="drafts_folder"):
        office.mailbox().append(DRAFT, NOW)
    with office.server.staff(office.user) as client:
        client.create("Ours/Waiting")
    mailbox = office.mailbox(drafts_folder="Ours/Waiting")
    assert mailbox.append(DRAFT, NOW)
    mailbox.close()
    with pytest.raises(CannotDoError, match='"Elsewhere"'):
        office.mailbox(drafts_folder="Elsewhere").append(DRAFT, NOW)


def test_ours_are_found_in_a_large_folder(office: ImapAdapter) -> None:
    """Where it has more than a thousand messages, the server searches."""
    mailbox = office.mailbox()
    mailbox.append(DRAFT, NOW)
    folder = office.server.maildir(office.user) / ".Drafts" / "cur"
    for number in range(1200):
        office.server.place(folder / f"{1_700_000_000 + number}.x.y:2,", mail(number))
    mailbox.close()
    odd = '<"é"@x.example>'
    office.put("Drafts", f"Message-ID: <z>\r\nIn-Reply-To: {odd}\r\n\r\n".encode())
    seen = mailbox.look(["<d@adhesion.example>", "<7@city.example>"], ["<no@x.example>", odd])
    assert {each.message_id for each in seen.drafts} == {"<d@adhesion.example>", "<7@city.example>", "<z>"}


# --- what is said ----------------------------------------------------------------------------------


def test_no_command_removes_or_marks_more_than_it_must(certificates: Certificates) -> None:
    r"""Of all that is said: no plain EXPUNGE, no CLOSE (it expunges), no UNSEEN, no `\Seen`, no body without PEEK."""
    script = Scripted.of_one_message(
        b"* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n{tag} OK done\r\n",
        {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 UIDPLUS\r\n{tag} OK done\r\n", b"LIST": FOLDERS, b"SELECT": SELECTED},
    )
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        url = f"imaps://office@localhost:{server.port}/"
        settings = MailboxSettings(ca_file=certificates.ca)
        with ImapMailbox(parse_imap_url(url), settings, lambda: Credential("office", "secret")) as mailbox:
            places = mailbox.listing().places
            mailbox.head(*places)
            assert len(list(mailbox.fetch(places))) == 1
            mailbox.flag(places, "$Adhesion")
            mailbox.look(["<a@b>"], [])
            mailbox.move(places, "Adhesion")
    said = [line.split(b" ", 1)[1].strip() for line in server.heard]
    assert b"UID EXPUNGE 1" in said
    assert said[-1] == b"LOGOUT"
    for line in said:
        assert not line.startswith((b"EXPUNGE", b"CLOSE", b"STORE", b"FETCH"))
        assert b"UNSEEN" not in line
        assert b"\\Seen" not in line
        assert b"BODY[" not in line.replace(b"BODY.PEEK[", b"")


def test_nothing_new_means_no_message_is_transferred(office: ImapAdapter) -> None:
    """A listing is numbers; a thousand old messages cost a few kilobytes."""
    office.deliver(mail(0))
    folder = office.server.maildir(office.user) / "cur"
    for number in range(1000):
        office.server.place(folder / f"{1_700_000_000 + number}.x.old:2,S", mail(number) + b"x" * 1000)
    with proxy_to(office.server.imaps) as proxy:
        office.url = f"imaps://{office.user}@localhost:{proxy.port}/"
        assert len(office.mailbox().listing().places) == 1001
        assert proxy.said < 20_000
        office.close()
