from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.definition import Field, FieldType
from pipeline.drafts.addressing import addressed
from pipeline.drafts.request import Applicant
from pipeline.model import Mailbox
from pipeline.records import DraftKind, MemberValue
from tests.unit.drafts.people import VALUES, campaign, mail, member, request

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.drafts.request import ReplyRequest
    from pipeline.records import Member

SENDER = "registry@vallclara.example"
CONTACT = "joan.mostra@vallclara.example"
OFFICE = "alcaldia@vallclara.example"
OURS = "office@committee.example"


def with_office() -> Campaign:
    """The campaign, asking for an address of the leader's office as well."""
    office = Field("leader_email", FieldType.EMAIL, {"en": ("E-mail of the office",)}, section="leader")
    return replace(campaign(), fields=(office, *campaign().fields))


def reply(kind: DraftKind, who: Member | None = None, **more: object) -> ReplyRequest:
    """A reply about one member, who gave an address of the office, too."""
    known = who or member(VALUES | {"leader_email": OFFICE})
    return replace(request(kind, applicants=(Applicant(known),)), campaign=with_office(), **more)  # type: ignore[arg-type] # of whatever field


def people(reply: ReplyRequest) -> tuple[str | None, list[str]]:
    who = addressed(reply)
    return (who.to.address if who.to else None), [each.address for each in who.copies]


@pytest.mark.parametrize(
    ("kind", "to", "copies"),
    [
        (DraftKind.WELCOME, SENDER, [CONTACT, OFFICE]),
        (DraftKind.UPDATE, SENDER, [CONTACT, OFFICE]),
        (DraftKind.MISSING, SENDER, [CONTACT]),
        (DraftKind.UNREADABLE, SENDER, []),
        (DraftKind.PLEDGE, SENDER, []),
        (DraftKind.DUPLICATE, SENDER, []),
        (DraftKind.HELD, SENDER, []),
        (DraftKind.REMINDER, SENDER, []),
        (DraftKind.CONFIRMATION, CONTACT, [OFFICE]),
    ],
)
def test_who_gets_each_kind(kind: DraftKind, to: str, copies: list[str]) -> None:
    """The sender; contact and office know of what is registered; a confirmation asks the contact."""
    assert people(reply(kind)) == (to, copies)


def test_the_contact_is_reminded_of_what_is_missing() -> None:
    """A reminder of what a form lacks goes to its contact, too."""
    assert people(reply(DraftKind.REMINDER, reminds=DraftKind.MISSING)) == (SENDER, [CONTACT])
    assert people(reply(DraftKind.REMINDER, reminds=DraftKind.PLEDGE)) == (SENDER, [])


def test_nobody_is_written_to_twice() -> None:
    """One who is the sender, the contact and the office gets one mail."""
    same = member(VALUES | {"contact_email": SENDER.upper(), "leader_email": CONTACT})
    assert people(reply(DraftKind.WELCOME, same)) == (SENDER, [CONTACT])
    both = member(VALUES | {"leader_email": CONTACT})
    assert people(reply(DraftKind.CONFIRMATION, both)) == (CONTACT, [])


@pytest.mark.parametrize(
    "address", [OURS, "office+x@committee.example", "no-reply@vallclara.example", "nobody", "jörg@vallclara.example"]
)
def test_addresses_that_never_get_a_copy(address: str) -> None:
    """Our own, those that take no mail, and what is no address."""
    odd = member(VALUES | {"contact_email": address, "leader_email": address})
    assert people(reply(DraftKind.WELCOME, odd)) == (SENDER, [])
    assert people(reply(DraftKind.CONFIRMATION, odd)) == (None, [])


def test_an_address_read_with_doubt_gets_no_copy_until_staff_set_it() -> None:
    """A letter that was misread is somebody else's mailbox."""
    sure = member()

    def read(confidence: float, origin: str) -> Member:
        value = MemberValue("contact_email", CONTACT, origin, confidence=confidence)
        return replace(sure, values=(*(each for each in sure.values if each.field != "contact_email"), value))

    assert people(reply(DraftKind.WELCOME, read(0.85, "form"))) == (SENDER, [])
    assert people(reply(DraftKind.WELCOME, read(0.95, "form"))) == (SENDER, [CONTACT])
    assert people(reply(DraftKind.WELCOME, read(0.85, "staff"))) == (SENDER, [CONTACT])
    noted = replace(request(DraftKind.WELCOME), applicants=(Applicant(sure, doubtful=("contact_email",)),))
    assert people(noted) == (SENDER, [])


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    """A header holds ASCII only (RFC 5891)."""
    assert people(reply(DraftKind.WELCOME, member(VALUES | {"contact_email": "a@vallçlara.example"}))) == (
        SENDER,
        ["a@xn--valllara-v0a.example"],
    )


def test_those_in_copy_of_the_original_are_not() -> None:
    """Whom the sender had in copy is the sender's matter."""
    answered = replace(mail(), recipients=(Mailbox(OURS), Mailbox("press@paper.example")))
    assert people(reply(DraftKind.MISSING, mail=answered)) == (SENDER, [CONTACT])


def test_a_form_with_one_address_in_the_leaders_part_has_a_contact() -> None:
    """Where a campaign asks for one address alone, it is the contact's, whatever part it stands in."""
    fields = tuple(
        replace(each, section="leader") if each.key == "contact_email" else each for each in campaign().fields
    )
    other = replace(request(DraftKind.MISSING), campaign=replace(campaign(), fields=fields))
    assert people(other) == (SENDER, [CONTACT])


def test_several_governments_have_no_copies() -> None:
    """Their contacts need not know each other."""
    two = (Applicant(member()), Applicant(member(VALUES | {"contact_email": "b@x.example"}, number=2)))
    assert people(request(DraftKind.WELCOME, applicants=two)) == (SENDER, [])
