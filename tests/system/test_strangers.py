"""Who writes in the name of a member without being known to write for it learns nothing that others gave."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.records import DraftKind, DraftState
from pipeline.replying import applicants_of, given_values, known_from
from tests.mail.fake import DRAFT, SEEN, Held
from tests.mail.small_office import CAMPAIGN, FORM, SmallOffice

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import DraftRow
    from pipeline.replying import Known

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


def answered(office: SmallOffice) -> tuple[Known, DraftRow]:
    """What is known when the newest reply is written, and that reply."""
    view = office.view()
    return known_from(view), max(view.drafts, key=lambda each: each.id)


def test_a_stranger_is_not_told_what_a_member_gave(office: SmallOffice) -> None:
    """Neither what stood there before his form, nor what it did not give."""
    office.mail(form(without="Population", domain="elsewhere"), "una@elsewhere.example")
    office.run(days=1)
    known, draft = answered(office)
    (applicant,) = applicants_of(draft, known, CAMPAIGN)
    told = {*given_values(known.members["M0001"], draft, known).values(), *(value for _, value in applicant.before)}

    assert "unknown-writer" in {each.code for each in known.submissions["S0002"].findings}
    assert "contact_email" in applicant.changed
    assert "una@elsewhere.example" in str(office.drafts()[-1]["To"])
    assert not [each["Cc"] for each in office.drafts() if each["Cc"]]
    assert not told & {TELEPHONE, 12345, "rights@ennis.example"}


def test_a_member_is_told_what_it_gave_before(office: SmallOffice) -> None:
    """From where it always wrote it hears what changed, and its form comes back with all that is known."""
    office.mail(form(without="Population").replace("rights@", "mayor@"), "rights@ennis.example")
    office.run(days=1)
    known, draft = answered(office)
    (applicant,) = applicants_of(draft, known, CAMPAIGN)

    assert applicant.was("contact_email") == "rights@ennis.example"
    assert {TELEPHONE, 12345} <= set(given_values(known.members["M0001"], draft, known).values())


@pytest.mark.parametrize(("sender", "knows"), [("rights@ennis.example", True), ("una@elsewhere.example", False)])
def test_who_sends_a_copy_of_a_form_is_not_told_the_rest(office: SmallOffice, sender: str, *, knows: bool) -> None:
    """A form that somebody got hold of and sends once more brings him nothing that it does not say."""
    first = form("Title: Mayor", f"Telephone: {TELEPHONE}", without="Name of the contact")
    office.mail(f"Once more:\n\n{first}", sender)
    office.decide("M0001", "postal_address", "1 Quay Street")
    office.run(days=1)
    known, draft = answered(office)
    copy = replace(draft, kind=DraftKind.DUPLICATE, message=max(known.messages))

    assert ("1 Quay Street" in given_values(known.members["M0001"], copy, known).values()) is knows


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
