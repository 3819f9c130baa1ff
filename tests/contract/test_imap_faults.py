"""What a mail server or the way to it does wrong: each ends in a named error with a next step, and soon."""

from __future__ import annotations

import datetime as dt
import socket
from typing import TYPE_CHECKING

import pytest

from pipeline.config import MailboxSettings
from pipeline.credentials import Credential
from pipeline.errors import CannotDoError, DefinitionError, LoginRefusedError, MailboxUnreachableError
from pipeline.intake.imap_mailbox import ImapMailbox
from pipeline.intake.imap_url import parse_imap_url
from pipeline.intake.mailbox import Unfetched
from pipeline.model import RawMessage
from tests.contract.adapters import ImapAdapter
from tests.mail.dovecot import PASSWORD, Dovecot, free_port, token
from tests.mail.proxy import Proxy, proxy_to
from tests.mail.scripted import Scripted, scripted_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.mail.certificates import Certificates

SOON = 2.0
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
MAIL = b"Message-ID: <1@city.example>\r\nSubject: Secret matter\r\n\r\n" + b"Nadia Ferro\r\n" * 5000


@pytest.fixture
def office(dovecot: Dovecot) -> Iterator[ImapAdapter]:
    adapter = ImapAdapter(dovecot)
    yield adapter
    adapter.close()


def opened(
    url: str, ca: Path | None, secret: str = PASSWORD, *, oauth: bool = False, seconds: float = SOON
) -> ImapMailbox:
    settings = MailboxSettings(ca_file=ca, timeout_seconds=seconds)
    return ImapMailbox(parse_imap_url(url), settings, lambda: Credential("office@mail.example", secret, oauth))


def sentence(mailbox: ImapMailbox, kind: type[Exception] = MailboxUnreachableError) -> str:
    """What the error says, which never holds the secret nor anything of a message."""
    with pytest.raises(kind) as raised:
        mailbox.listing()
    mailbox.close()
    said = str(raised.value)
    assert PASSWORD not in said
    assert raised.value.__cause__ is None or kind is DefinitionError
    return said


# --- the door --------------------------------------------------------------------------------------


def test_a_wrong_password_is_a_refused_login(dovecot: Dovecot) -> None:
    """And says where the password comes from."""
    url = f"imaps://office@localhost:{dovecot.imaps}/"
    assert "password_env" in sentence(opened(url, dovecot.certificates.ca, "wrong"), LoginRefusedError)


@pytest.mark.parametrize("secret", ["wrörd", "two\r\nA1 LOGOUT", 'quo"te\\', ""])
def test_odd_passwords_are_refused_like_any_other(dovecot: Dovecot, secret: str) -> None:
    """Letters that LOGIN does not have, and line breaks, which would be commands of their own."""
    url = f"imap://office@localhost:{dovecot.imap}/"
    assert sentence(opened(url, dovecot.certificates.ca, secret), LoginRefusedError)


def test_a_bad_token_is_a_refused_login(dovecot: Dovecot) -> None:
    """Also one that has run out."""
    url = f"imaps://office@localhost:{dovecot.imaps}/"
    for secret in ("nonsense", token("office@mail.example", seconds=-60)):
        said = sentence(opened(url, dovecot.certificates.ca, secret, oauth=True), LoginRefusedError)
        assert "token" in said
        assert secret not in said


def test_an_unknown_authority_is_never_trusted(dovecot: Dovecot) -> None:
    """Neither with TLS at once nor with STARTTLS; the error names the setting for a private one."""
    for url in (f"imaps://office@localhost:{dovecot.imaps}/", f"imap://office@localhost:{dovecot.imap}/"):
        assert "mailbox.ca_file" in sentence(opened(url, None))


def test_a_certificate_of_another_host_is_never_trusted(dovecot: Dovecot) -> None:
    """127.0.0.2 is no name in it."""
    with proxy_to(dovecot.imaps, host="127.0.0.2") as proxy:
        url = f"imaps://office@127.0.0.2:{proxy.port}/"
        assert "not trusted" in sentence(opened(url, dovecot.certificates.ca))


def test_a_broken_authority_file_is_a_mistake_of_the_configuration(dovecot: Dovecot, tmp_path: Path) -> None:
    """Missing, or no certificate."""
    (tmp_path / "no.pem").write_text("nothing")
    url = f"imaps://office@localhost:{dovecot.imaps}/"
    for file in (tmp_path / "missing.pem", tmp_path / "no.pem"):
        assert "mailbox.ca_file" in sentence(opened(url, file), DefinitionError)


def test_a_dead_server_is_unreachable() -> None:
    """Nobody listens there, or there is no such host."""
    assert "refuses connections" in sentence(opened(f"imaps://office@localhost:{free_port()}/", None))
    assert "not found" in sentence(opened("imaps://office@nobody.invalid/", None))


def test_a_missing_folder_is_named_with_those_that_there_are(dovecot: Dovecot) -> None:
    """So that the right one can be copied from the error."""
    said = sentence(opened(f"imaps://o@localhost:{dovecot.imaps}/Adhesions", dovecot.certificates.ca))
    assert '"Adhesions"' in said
    assert '"Drafts"' in said


def test_tls_is_never_left_out(certificates: Certificates) -> None:
    """A server without STARTTLS gets no password, whatever it says."""
    with scripted_server(certificates, [b"* OK hello\r\n"], tls=False) as server:
        assert "STARTTLS" in sentence(opened(f"imap://office@localhost:{server.port}/", certificates.ca))
        assert not any(b"LOGIN" in line or b"AUTH" in line for line in server.heard)


def test_what_comes_before_tls_is_not_believed(certificates: Certificates) -> None:
    """Text behind the answer to STARTTLS, put there by somebody on the way."""
    script = Scripted(answers={b"STARTTLS": b"{tag} OK go\r\n* CAPABILITY IMAP4rev1 EVIL\r\n"})
    with scripted_server(certificates, [b"* OK hello\r\n"], tls=False, script=script) as server:
        assert sentence(opened(f"imap://office@localhost:{server.port}/", certificates.ca))
        assert not any(b"LOGIN" in line for line in server.heard)


# --- servers that are none -------------------------------------------------------------------------


def test_a_server_that_never_answers_is_given_up() -> None:
    """It takes the connection, and says nothing, with and without TLS."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for scheme in ("imaps", "imap"):
            assert "in time" in sentence(opened(f"{scheme}://office@127.0.0.1:{port}/", None, seconds=0.3))


@pytest.mark.parametrize(
    "greeting",
    [
        b"220 smtp.example ESMTP\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00\xff\xfe\r\n" * 10,
        b"* BYE full\r\n",
        b"* OK \xff\xff\r\n* CAPABILITY {3}\r\nabc\r\n",
        b"* OK hello\r\n* 1 \xe9\r\n",
        b"",
        b"* OK " + b"x" * 3_000_000,
        b"* OK hello\r\n" * 200_000,
    ],
)
def test_what_is_no_imap_is_unreachable(certificates: Certificates, greeting: bytes) -> None:
    """Another protocol, rubbish, nothing, or more than anybody asked for."""
    with scripted_server(certificates, [greeting], hang_up=True) as server:
        assert sentence(opened(f"imaps://office@localhost:{server.port}/", certificates.ca))


def test_a_server_that_drips_is_given_up(certificates: Certificates) -> None:
    """One letter at a time never lets a wait for the next one run out; the time of the whole command does."""
    with scripted_server(certificates, [b"*", b" ", *[b"x"] * 2000], pause=0.05) as server:
        assert "in time" in sentence(opened(f"imaps://office@localhost:{server.port}/", certificates.ca, seconds=0.5))


@pytest.mark.parametrize("size", ["10737418240", "9" * 30])
def test_a_literal_without_end_is_not_read(certificates: Certificates, size: str) -> None:
    """A server announces ten gigabytes for a message of which it said that it had a hundred bytes."""
    script = Scripted.of_one_message(b"* 1 FETCH (UID 1 BODY[] {" + size.encode() + b"}\r\n" + b"x" * 1000)
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        mailbox = opened(f"imaps://office@localhost:{server.port}/", certificates.ca)
        places = mailbox.listing().places
        assert [type(each) for each in mailbox.fetch(places)] == [Unfetched]
        mailbox.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"* SEARCH 1 two 3\r\n",
        b"* SEARCH -1\r\n",
        b"* SEARCH 99999999999\r\n",
        b"* SEARCH " + b"9" * 5000 + b"\r\n",
        b"* SEARCH {" + b"9" * 5000 + b"}\r\n",
        b"* SEARCH {5}\r\n1 2 3\r\n\xff\xff\r\n",
        b"rubbish\r\n",
        b"{tag} BAD what?\r\n",
        b"{tag} NO not today\r\n",
        b"* BYE shutting down\r\n",
        b"x1 OK done\r\n",
    ],
)
def test_rubbish_for_a_listing_is_never_a_listing(certificates: Certificates, answer: bytes) -> None:
    """An empty one would look as if all mail were gone."""
    script = Scripted.of_one_message(b"", {b"UID SEARCH": answer + b"{tag} OK done\r\n"})
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        assert sentence(opened(f"imaps://office@localhost:{server.port}/", certificates.ca))


@pytest.mark.parametrize(
    "answer",
    [
        b"{tag} NO cannot render it\r\n",
        b"{tag} BAD internal error 12\r\n",
        b"* 1 FETCH (UID 1 BODY[] NIL)\r\n{tag} OK done\r\n",
    ],
)
def test_a_message_that_the_server_does_not_give_is_told(certificates: Certificates, answer: bytes) -> None:
    """As long as the server answers other questions about it."""
    script = Scripted.of_one_message(answer)
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        mailbox = opened(f"imaps://office@localhost:{server.port}/", certificates.ca)
        places = mailbox.listing().places
        assert [type(each) for each in mailbox.fetch(places)] == [Unfetched]
        assert mailbox.listing().places == places
        mailbox.close()


# --- the way between -------------------------------------------------------------------------------


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with proxy_to(dovecot.imaps) as proxy:
        yield proxy


def through(proxy: Proxy, office: ImapAdapter, seconds: float = SOON) -> ImapMailbox:
    url = f"imaps://{office.user}@localhost:{proxy.port}/"
    settings = MailboxSettings(ca_file=office.settings.ca_file, timeout_seconds=seconds)
    return ImapMailbox(parse_imap_url(url), settings, lambda: office.credential)


@pytest.mark.parametrize("fault", ["cut", "stall", "garbage"])
def test_a_fault_in_the_middle_of_a_body_is_told_and_mended(office: ImapAdapter, proxy: Proxy, fault: str) -> None:
    """The connection is given up; the next call makes another one, and nothing is missing."""
    office.deliver(MAIL)
    mailbox = through(proxy, office)
    places = mailbox.listing().places
    proxy.fault(fault, after=20_000)
    with pytest.raises(MailboxUnreachableError) as raised:
        list(mailbox.fetch(places))
    assert "Nadia" not in str(raised.value)
    proxy.mend()
    (found,) = mailbox.fetch(places)
    assert isinstance(found, RawMessage)
    assert found.data == MAIL
    mailbox.close()


@pytest.mark.parametrize("fault", ["cut", "stall", "garbage"])
@pytest.mark.parametrize("method", ["listing", "sizes", "head", "move", "flag", "look", "append", "login"])
def test_a_fault_anywhere_is_unreachable(office: ImapAdapter, proxy: Proxy, method: str, fault: str) -> None:
    """Whatever was being done; and it can be done again afterwards."""
    office.deliver(MAIL)
    mailbox = through(proxy, office, seconds=0.5)
    (place,) = mailbox.listing().places
    calls: dict[str, Callable[[], object]] = {
        "listing": mailbox.listing,
        "login": mailbox.listing,
        "sizes": lambda: mailbox.sizes([place]),
        "head": lambda: mailbox.head(place),
        "move": lambda: mailbox.move([place], "Adhesion"),
        "flag": lambda: mailbox.flag([place], "$Adhesion"),
        "look": lambda: mailbox.look(["<a@b>"], []),
        "append": lambda: mailbox.append(MAIL, NOW),
    }
    if method == "login":
        mailbox.close()
    proxy.fault(fault, after=10)
    with pytest.raises(MailboxUnreachableError):
        calls[method]()
    proxy.mend()
    calls[method]()
    mailbox.close()


def test_a_connection_that_was_cut_while_idle_is_made_anew(office: ImapAdapter, proxy: Proxy) -> None:
    """The call after the cut may fail; the one after that does not."""
    office.deliver(MAIL)
    mailbox = through(proxy, office)
    places = mailbox.listing().places
    proxy.cut_all()
    with pytest.raises(MailboxUnreachableError):
        mailbox.listing()
    assert mailbox.listing().places == places
    mailbox.close()


def test_closing_a_dead_connection_raises_nothing(office: ImapAdapter, proxy: Proxy) -> None:
    """Nor does it wait long."""
    mailbox = through(proxy, office, seconds=0.3)
    mailbox.listing()
    proxy.fault("stall", after=0)
    mailbox.close()


def test_a_paused_server_is_given_up_and_used_again(office: ImapAdapter) -> None:
    """Its machine is busy, or its disk is."""
    office.settings = MailboxSettings(ca_file=office.settings.ca_file, timeout_seconds=0.5)
    office.deliver(MAIL)
    mailbox = office.mailbox()
    mailbox.listing()
    office.server.pause()
    try:
        with pytest.raises(MailboxUnreachableError, match="in time"):
            mailbox.listing()
    finally:
        office.server.go_on()
    assert len(mailbox.listing().places) == 1


# --- what a server refuses -------------------------------------------------------------------------


def test_a_full_mailbox_takes_no_draft(dovecot_small: Dovecot) -> None:
    """It says so, nothing was stored, and the rest goes on."""
    office = ImapAdapter(dovecot_small)
    mailbox = office.mailbox()
    with pytest.raises(CannotDoError, match="full"):
        mailbox.append(MAIL, NOW)
    assert office.contents("Drafts") == []
    assert mailbox.append(b"Message-ID: <a@b>\r\n\r\nshort\r\n", NOW)
    office.close()


def test_a_folder_that_opens_for_reading_only_is_read(certificates: Certificates) -> None:
    """What would change it is refused, and the rest goes on."""
    script = Scripted.of_one_message(
        b"",
        {
            b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK [READ-ONLY] done\r\n",
            b"LIST": b'* LIST () "/" Adhesion\r\n{tag} OK done\r\n',
        },
    )
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        mailbox = opened(f"imaps://office@localhost:{server.port}/", certificates.ca)
        places = mailbox.listing().places
        with pytest.raises(CannotDoError, match="reading only"):
            mailbox.flag(places, "$Adhesion")
        with pytest.raises(CannotDoError, match="reading only"):
            mailbox.move(places, "Adhesion")
        assert mailbox.listing().places == places
        mailbox.close()


def test_a_folder_that_keeps_no_keywords_is_left_as_it_is(certificates: Certificates) -> None:
    """Its PERMANENTFLAGS say so; a keyword would be gone with the connection."""
    selected = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [PERMANENTFLAGS (\\Seen $Known)] x\r\n{tag} OK done\r\n"
    script = Scripted.of_one_message(b"", {b"SELECT": selected})
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        mailbox = opened(f"imaps://office@localhost:{server.port}/", certificates.ca)
        places = mailbox.listing().places
        mailbox.flag(places, "$known")
        with pytest.raises(CannotDoError, match="keeps no keyword"):
            mailbox.flag(places, "$Adhesion")
        mailbox.close()
        assert sum(line.split(b" ", 1)[1].startswith(b"UID STORE") for line in server.heard) == 1


def test_a_server_that_cannot_sign_in_anybody_just_now_is_no_refusal(certificates: Certificates) -> None:
    """RFC 5530: nobody should be told to look for another password."""
    script = Scripted(answers={b"LOGIN": b"{tag} NO [UNAVAILABLE] later\r\n"})
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        assert "just now" in sentence(opened(f"imaps://office@localhost:{server.port}/", certificates.ca))


def test_drafts_that_the_server_does_not_show_are_not_taken_for_gone(certificates: Certificates) -> None:
    """They would be written again."""
    answers = {
        b"LIST": b'* LIST (\\Drafts) "/" Drafts\r\n{tag} OK done\r\n',
        b"UID FETCH 1 (UID BODY.PEEK[HEADER.FIELDS": b"{tag} NO not today\r\n",
    }
    script = Scripted.of_one_message(b"", answers)
    with scripted_server(certificates, [b"* OK hello\r\n"], script=script) as server:
        mailbox = opened(f"imaps://office@localhost:{server.port}/", certificates.ca)
        with pytest.raises(MailboxUnreachableError):
            mailbox.look(["<a@b>"], [])
        mailbox.close()
