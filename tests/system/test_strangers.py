"""Who writes in the name of a member without being known to write for it learns nothing that others gave."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.answering.requests import given_values, known_from, reply_request
from pipeline.records import DraftKind, DraftState
from pipeline.run import Run
from tests.mail.crashing import CrashingLedger
from tests.mail.fake import DRAFT, SEEN, Held
from tests.mail.small_office import CAMPAIGN, FORM, SmallOffice
from tests.quiet import Quiet

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.drafts.request import Applicant
    from pipeline.model import FieldValue

TELEPHONE = "+35391000001"


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """An office that has the form of a city, with a telephone, without its contact person."""
    office = SmallOffice(tmp_path)
    office.mail(form("Title: Mayor", f"Telephone: {TELEPHONE}", without="Name of the contact"), "rights@ennis.example")
    office.run()
    return office


def form(*more: str, without: str = "Title", domain: str = "ennis") -> str:
    text = FORM.format(name="Ennis", kind="municipality", mayor="Maeve Walsh", domain=domain)
    return "\n".join([*(line for line in text.splitlines() if not line.startswith(without)), *more])


def told(office: SmallOffice, kind: DraftKind | None = None) -> tuple[set[FieldValue], Applicant]:
    """The values that the newest reply tells, or would if it were of that kind, and what it is made of."""
    with CrashingLedger.open(office.url) as ledger:
        run = Run(office.settings, CAMPAIGN, ledger, ledger.begin_run(office.day, "t"), office.day, Quiet())
        known = known_from(ledger.view(CAMPAIGN))
        draft = max(ledger.drafts(), key=lambda each: each.id)
        newest = replace(draft, kind=kind, message=max(known.messages)) if kind else draft
        request = reply_request(run, newest, known)
        (applicant,) = request.applicants
        before = {value for _, value in applicant.before}
        return {*given_values(applicant.member, request, known).values(), *before}, applicant


def test_a_stranger_is_not_told_what_a_member_gave(office: SmallOffice) -> None:
    """Neither what stood there before his form, nor what it did not give."""
    office.mail(form(without="Population", domain="elsewhere"), "una@elsewhere.example")
    office.run(days=1)
    values, applicant = told(office)

    assert "unknown-writer" in {each.code for row in office.view().submissions for each in row.findings}
    assert "contact_email" in applicant.changed
    assert "una@elsewhere.example" in str(office.drafts()[-1]["To"])
    assert not [each["Cc"] for each in office.drafts() if each["Cc"]]
    assert not values & {TELEPHONE, 12345, "rights@ennis.example"}


def test_a_member_is_told_what_it_gave_before(office: SmallOffice) -> None:
    """From where it always wrote it hears what changed, and its form comes back with all that is known."""
    office.mail(form(without="Population").replace("rights@", "mayor@"), "rights@ennis.example")
    office.run(days=1)
    values, applicant = told(office)

    assert applicant.was("contact_email") == "rights@ennis.example"
    assert {TELEPHONE, 12345} <= values


@pytest.mark.parametrize(
    "head", ["Reply-To: una@elsewhere.example", "Authentication-Results: mx.office.example; dmarc=fail"]
)
def test_who_borrows_a_members_address_is_not_told_what_it_gave(office: SmallOffice, head: str) -> None:
    """Neither where the answer is asked for elsewhere, nor where our provider found the sender forged."""
    office.mail(form(without="Population").replace("rights@", "mayor@"), f"rights@ennis.example\r\n{head}")
    office.run(days=1)
    values, applicant = told(office)

    assert applicant.before == ()
    assert not values & {TELEPHONE, 12345, "rights@ennis.example"}


def test_an_answer_to_another_address_of_the_same_house_is_told_all(office: SmallOffice) -> None:
    """A Reply-To in the sender's own domain is no reason for doubt."""
    office.mail(form(without="Population"), "rights@ennis.example\r\nReply-To: clerk@mail.ennis.example")
    office.run(days=1)

    assert told(office)[0] >= {TELEPHONE, 12345}


def test_a_writer_whom_staff_looked_at_is_no_stranger(office: SmallOffice) -> None:
    """Where staff ticked off that the writer was unknown, he is told all, and his address is the member's."""
    office.mail(form(without="Population", domain="elsewhere"), "una@elsewhere.example")
    office.run(days=1)
    office.say(settled=("finding S0002 unknown-writer",))
    values, applicant = told(office)

    assert applicant.strangers == ()
    assert values >= {TELEPHONE, 12345, "rights@ennis.example"}


@pytest.mark.parametrize(("sender", "knows"), [("rights@ennis.example", True), ("una@elsewhere.example", False)])
def test_who_sends_a_copy_of_a_form_is_not_told_the_rest(office: SmallOffice, sender: str, *, knows: bool) -> None:
    """A form that somebody got hold of and sends once more brings him nothing that it does not say."""
    first = form("Title: Mayor", f"Telephone: {TELEPHONE}", without="Name of the contact")
    office.mail(f"Once more:\n\n{first}", sender)
    office.decide("M0001", "postal_address", "1 Quay Street")
    office.run(days=1)

    assert ("1 Quay Street" in told(office, DraftKind.DUPLICATE)[0]) is knows


@pytest.mark.parametrize("given", [form(without="E-mail"), form(domain="elsewhere")])
def test_nobody_but_a_sure_contact_is_told_what_the_register_holds(office: SmallOffice, given: str) -> None:
    """The yearly question goes to no address that a stranger gave, and is no draft where there is none: staff ask."""
    office.replies["confirm_after_months"] = 12
    office.decide("M0001", "contact_email", None)
    office.mail(given, "una@elsewhere.example")
    office.decide("M0001", "status", "accepted")
    office.run(days=1)
    done = office.run(days=400)

    assert done is not None
    assert "confirmation" not in office.waiting()
    assert [each.code for each in done.problems] == ["confirm-by-hand"]

    office.decide("M0001", "contact_email", "rights@ennis.example")
    office.run(days=1)
    office.run(days=400)
    (asked,) = [each for each in office.drafts() if "confirmation" in str(each["Message-ID"])]
    assert (asked["To"], asked["Cc"]) == ("rights@ennis.example", None)


def test_the_yearly_question_is_known_again_when_its_id_changed(office: SmallOffice) -> None:
    """Thunderbird gives a draft that is changed a new id; the question answers nothing, and is known by its former."""
    office.replies["confirm_after_months"] = 12
    office.decide("M0001", "status", "accepted")
    office.run(days=1)
    office.run(days=400)
    held = office.mailbox.folders["Drafts"].held
    (uid,) = [uid for uid, each in held.items() if b"<adhesion.confirmation" in each.data]
    changed = re.sub(rb"(?m)^Message-ID: \S+", b"Message-ID: <new@mail.example>", held.pop(uid).data)
    office.mailbox.folders["Drafts"].add(Held(changed, office.day, {DRAFT, SEEN}))
    office.run(days=1)
    office.run(days=800)

    assert [each.state for each in office.ledger_drafts() if each.kind is DraftKind.CONFIRMATION] == [DraftState.EDITED]
