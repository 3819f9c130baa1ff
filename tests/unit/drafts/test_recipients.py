from __future__ import annotations

import pytest

from pipeline.drafts.recipients import ascii_address, may_reply, reply_to
from pipeline.model import Mailbox
from tests.unit.drafts.people import mail

OWN = "office@committee.example"


def test_mail_from_a_person_may_be_answered() -> None:
    """An ordinary message has no reason against a reply."""
    assert may_reply(mail(), OWN) is None


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("return-path", "<>", "bounce"),
        ("x-failed-recipients", "a@b.example", "bounce"),
        ("content-type", "multipart/report; report-type=delivery-status", "report"),
        ("auto-submitted", "auto-replied", "automatically"),
        ("auto-submitted", "Auto-Generated; owner-email=x", "automatically"),
        ("list-id", "<cities.lists.example>", "list"),
        ("list-unsubscribe", "<mailto:leave@lists.example>", "list"),
        ("precedence", "Bulk", "list"),
    ],
)
def test_machines_get_no_reply(name: str, value: str, word: str) -> None:
    """Reports, automatic mail and lists are told by their headers (RFC 3834, 2369, 2919, 5321)."""
    reason = may_reply(mail(headers=(("from", "x"), (name, value))), OWN)

    assert word in (reason or "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auto-submitted", "no"),
        ("return-path", "<a@b.example>"),
        ("content-type", "multipart/mixed"),
        ("precedence", ""),
    ],
)
def test_harmless_headers(name: str, value: str) -> None:
    """Headers that say nothing against a reply."""
    assert may_reply(mail(headers=((name, value),)), OWN) is None


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@town.example",
        "noreply+7@town.example",
        "DoNotReply@town.example",
        "ne-pas-repondre@ville.example",
        "no-responder@ciudad.example",
        "MAILER-DAEMON@town.example",
        "postmaster@town.example",
        "bounce-123@town.example",
    ],
)
def test_addresses_that_take_no_replies(address: str) -> None:
    """A robot's address gets no reply."""
    assert "no replies" in (may_reply(mail(sender=Mailbox(address)), OWN) or "")


@pytest.mark.parametrize("address", ["noelia@town.example", "norma.reply@town.example", "bouncy.castle@town.example"])
def test_people_with_such_names(address: str) -> None:
    """A name that begins alike is a person's."""
    assert may_reply(mail(sender=Mailbox(address)), OWN) is None


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c.example", "x y@town.example", "jörg@town.example"])
def test_no_address_no_reply(address: str) -> None:
    """Without an address that a header can carry there is no reply."""
    assert "no address" in (may_reply(mail(sender=Mailbox(address)), OWN) or "")


def test_our_own_mail() -> None:
    """Our own address is never written to, however it is written."""
    assert "own address" in (may_reply(mail(sender=Mailbox("Office@Committee.example")), OWN) or "")


def test_reply_to_goes_first() -> None:
    """Reply-To is answered rather than the sender, unless it is our own address or none."""
    elsewhere, sender = Mailbox("mayor@town.example"), Mailbox("clerk@town.example")

    assert reply_to(mail(sender=sender, reply_to=elsewhere), OWN) == elsewhere
    assert reply_to(mail(sender=sender, reply_to=Mailbox(OWN)), OWN) == sender
    assert reply_to(mail(sender=sender, reply_to=Mailbox("rubbish")), OWN) == sender
    assert reply_to(mail(sender=Mailbox(OWN)), OWN) is None


def test_test_domains_are_addresses() -> None:
    """An address needs a local part and a domain; domains of test networks count."""
    assert ascii_address("a@town.example") == "a@town.example"
    assert ascii_address("a@") is None


def test_an_address_in_other_letters_is_written_in_ascii() -> None:
    """A header can hold ASCII only; a letter that it cannot hold must not become another address."""
    target = reply_to(mail(sender=Mailbox("a@m\u00fcnchen.example", "A")), OWN)
    assert target == Mailbox("a@xn--mnchen-3ya.example", "A")


def test_our_own_address_with_a_mark_is_our_own() -> None:
    """What stands behind a plus changes nothing: such mail would come back to us."""
    assert reply_to(mail(sender=Mailbox("Office+form@committee.example")), OWN) is None
    assert may_reply(mail(sender=Mailbox("office+form@committee.example")), OWN)
