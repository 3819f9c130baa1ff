from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from pipeline.model import DocumentKind, Finding, RawMessage, Severity
from pipeline.records import Status
from tests.unit.ledger.building import (
    ACCOUNT,
    CAMPAIGN,
    COMPLETE,
    NOW,
    arrive,
    at,
    decision,
    form_document,
    form_plan,
    kept,
    pledge_plan,
    record,
    submission,
    value,
)

if TYPE_CHECKING:
    from pipeline.ledger.store import Ledger
    from pipeline.model import FieldValue
    from pipeline.records import Member

DOUBT = Finding("x-doubt", Severity.WARNING, "look at this", "city")


def only(ledger: Ledger) -> Member:
    (member,) = ledger.members(CAMPAIGN)
    return member


def shown(member: Member) -> dict[str, FieldValue]:
    return {each.field: each.value for each in member.values}


def test_a_complete_form_makes_a_ready_member(ledger: Ledger, run: int) -> None:
    """Nothing missing, nothing doubtful: ready, with what is derived from the form and its message."""
    arrive(ledger, run, "a.eml", form_plan(), days=-5)

    member = only(ledger)
    assert (member.id, member.status, member.wave, member.language) == ("M0001", Status.READY, "2", "pt")
    assert (member.world_region, member.joined, member.submissions) == ("Europe", at(-5), ("S0001",))
    assert shown(member) == COMPLETE


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (submission({"city": "Vila Nova", "signed": True}), Status.INCOMPLETE),
        (submission({"city": "Vila Nova", "country": "PT"}), Status.TO_REVIEW),
        (submission({**COMPLETE, "signed": False}), Status.TO_REVIEW),
        (submission(findings=(DOUBT,)), Status.TO_REVIEW),
        (replace(submission(), values=(*submission().values, value("people", 7, 0.4))), Status.TO_REVIEW),
        (submission(findings=(replace(DOUBT, severity=Severity.INFO),)), Status.READY),
    ],
)
def test_the_status_follows_from_the_form(ledger: Ledger, run: int, form: object, status: Status) -> None:
    """A missing value makes a member incomplete; an unsure value, a finding or a missing signature wants a look."""
    arrive(ledger, run, "a.eml", form_plan(form))  # type: ignore[arg-type]

    assert only(ledger).status is status


def test_a_newer_form_replaces_what_it_gives(ledger: Ledger, run: int) -> None:
    """Values of the newest form stand, those it leaves out stay; the wave is that of the first form."""
    arrive(ledger, run, "a.eml", form_plan(submission({**COMPLETE, "people": 900})))
    later = submission({"city": "Vila Nova do Mar"}, member="M0001", wave="3")
    arrive(ledger, run, "b.eml", form_plan(later), days=1)

    member = only(ledger)
    assert shown(member) == {**COMPLETE, "people": 900, "city": "Vila Nova do Mar"}
    assert [(each.field, each.submission) for each in member.values][:2] == [("city", "S0002"), ("country", "S0001")]
    assert (member.wave, member.submissions) == ("2", ("S0001", "S0002"))


def test_the_newest_form_is_the_one_received_last(ledger: Ledger, run: int) -> None:
    """Mail that is read late does not undo newer mail that was read before it."""
    arrive(ledger, run, "b.eml", form_plan(submission({**COMPLETE, "people": 2})), days=0)
    arrive(ledger, run, "a.eml", form_plan(submission({**COMPLETE, "people": 1}, member="M0001")), days=-9)

    member = only(ledger)
    assert shown(member)["people"] == 2
    assert (member.joined, member.submissions) == (at(-9), ("S0002", "S0001"))


def test_a_date_in_the_future_does_not_win_for_ever(ledger: Ledger, run: int) -> None:
    """A message cannot have been received after it was fetched, whatever it says."""
    forged = ledger.keep(RawMessage("a.eml", b"a", at(9999)), ACCOUNT, run, NOW)
    ledger.apply(forged, form_plan(submission({**COMPLETE, "people": 1})), run, NOW)
    arrive(ledger, run, "b.eml", form_plan(submission({**COMPLETE, "people": 2}, member="M0001")), days=1)

    assert shown(only(ledger))["people"] == 2
    assert only(ledger).joined == NOW


def test_a_pledge_is_followed_by_a_form(ledger: Ledger, run: int) -> None:
    """A pledged member has no wave; its form makes it ready and counts more than any pledge."""
    arrive(ledger, run, "a.eml", pledge_plan({"city": "VILA NOVA"}))
    pledged = only(ledger)
    arrive(ledger, run, "b.eml", form_plan(submission(member="M0001")), days=1)
    arrive(ledger, run, "c.eml", pledge_plan({"city": "the city of Vila Nova"}, member="M0001"), days=2)

    assert (pledged.status, pledged.wave, pledged.language) == (Status.PLEDGED, None, "fr")
    assert (pledged.values[0].origin, pledged.values[0].submission) == ("form", None)
    member = only(ledger)
    assert (member.status, member.joined, member.language) == (Status.READY, NOW, "pt")
    assert shown(member) == COMPLETE


def test_documents_of_a_member_are_its_form_and_what_came_with_it(ledger: Ledger, run: int) -> None:
    """Another government's form in the same mail is not listed; pictures that were not read are not either."""
    plan = form_plan(submission(), submission(document=1))
    letter = replace(form_document("letter.pdf"), kind=DocumentKind.NOT_A_FORM)
    logo = replace(form_document("logo.png"), kind=None)
    message = kept(ledger, run, "a.eml")
    ledger.apply(
        message, replace(plan, documents=(form_document("a.pdf"), form_document("b.pdf"), letter, logo)), run, NOW
    )

    first, second = ledger.members(CAMPAIGN)
    assert first.documents == ((message.sha256, "a.pdf"), (message.sha256, "letter.pdf"))
    assert second.documents == ((message.sha256, "b.pdf"), (message.sha256, "letter.pdf"))


# --- staff -----------------------------------------------------------------------------------------


def test_staff_have_the_last_word(ledger: Ledger, run: int) -> None:
    """What staff set stands against every later form; what they emptied is gone and then missing."""
    arrive(ledger, run, "a.eml", form_plan())
    record(ledger, [decision("M0001", "city", "Vila-Nova"), decision("M0001", "country", None)], run)
    record(ledger, [decision("M0001", "city", "Vila Nova (PT)", days=1)], run)
    arrive(ledger, run, "b.eml", form_plan(submission(member="M0001")), days=2)

    member = only(ledger)
    assert shown(member) == {"city": "Vila Nova (PT)", "signed": True}
    assert (member.values[0].origin, member.values[0].submission) == ("staff", None)
    assert (member.status, member.world_region) == (Status.INCOMPLETE, None)
    assert ledger.view(CAMPAIGN).decisions[2] == decision("M0001", "city", "Vila Nova (PT)", days=1)


def test_a_form_that_contradicts_staff_is_shown(ledger: Ledger, run: int) -> None:
    """A newer form with another value than staff set becomes a finding; the value of staff stands."""
    arrive(ledger, run, "a.eml", form_plan())
    second = ledger.begin_run(at(1), "0.1.0")
    record(ledger, [decision("M0001", "people", 1000, days=1)], second)
    assert only(ledger).findings == ()
    arrive(ledger, second, "b.eml", form_plan(submission({**COMPLETE, "people": 950}, member="M0001")), days=1)

    member = only(ledger)
    (finding,) = member.findings
    assert (finding.code, finding.field, finding.severity) == ("differs-from-staff", "people", Severity.WARNING)
    assert "“950”" in finding.message
    assert "“1000”" in finding.message
    assert (member.status, shown(member)["people"]) == (Status.TO_REVIEW, 1000)


def test_a_form_that_agrees_with_staff_is_no_finding(ledger: Ledger, run: int) -> None:
    """The correction that staff made already, sent as a form, needs no look; nor does a pledge's other wording."""
    arrive(ledger, run, "a.eml", form_plan())
    record(ledger, [decision("M0001", "people", 950)], run)
    arrive(ledger, run, "p.eml", pledge_plan({"people": 1}, member="M0001"))
    arrive(ledger, run, "b.eml", form_plan(submission({**COMPLETE, "people": 950}, member="M0001")), days=1)

    assert only(ledger).status is Status.READY


@pytest.mark.parametrize("settled", [("people", 1000), ("status", "accepted")])
def test_a_contradiction_is_settled_by_staff(ledger: Ledger, run: int, settled: tuple[str, FieldValue]) -> None:
    """Once staff decide on the field again, or set the status, a newer form's other value is no matter any more."""
    ledger.begin_run(at(1), "0.1.0")
    arrive(ledger, run, "a.eml", form_plan())
    record(ledger, [decision("M0001", "people", 999)], run)
    arrive(ledger, run, "b.eml", form_plan(submission({**COMPLETE, "people": 950}, member="M0001")), days=1)
    assert only(ledger).status is Status.TO_REVIEW

    record(ledger, [decision("M0001", *settled, days=2)], ledger.begin_run(at(2), "0.1.0"))

    assert only(ledger).findings == ()


@pytest.mark.parametrize("answer", ["Vila Nova", None])
def test_a_decision_settles_the_doubt_about_its_field(ledger: Ledger, run: int, answer: str | None) -> None:
    """A finding about a field is settled by a decision that came after the form, not by one before it."""
    arrive(ledger, run, "a.eml", form_plan(submission(findings=(replace(DOUBT, field="people"),))))
    later = ledger.begin_run(at(1), "0.1.0")
    record(ledger, [decision("M0001", "people", answer, days=1)], later)
    assert only(ledger).status is Status.READY

    again = submission(findings=(replace(DOUBT, field="people"),), member="M0001")
    arrive(ledger, later, "b.eml", form_plan(again), days=2)
    assert only(ledger).status is Status.TO_REVIEW


def test_staff_may_waive_the_signature(ledger: Ledger, run: int) -> None:
    """An expected value that is absent wants a look until staff decide on it."""
    arrive(ledger, run, "a.eml", form_plan(submission({"city": "Vila Nova", "country": "PT", "signed": False})))
    record(ledger, [decision("M0001", "signed", content=False)], ledger.begin_run(at(1), "0.1.0"))

    assert only(ledger).status is Status.READY


def test_the_status_that_staff_set_stands_until_they_take_it_back(ledger: Ledger, run: int) -> None:
    """Only staff accept; a word that is no status changes nothing."""
    arrive(ledger, run, "a.eml", form_plan())
    seen = []
    for days, word in enumerate(["accepted", "withdrawn", "whatever", None]):
        record(ledger, [decision("M0001", "status", word, days)], run)
        seen.append(only(ledger).status)

    assert seen == [Status.ACCEPTED, Status.WITHDRAWN, Status.READY, Status.READY]


@pytest.mark.parametrize(
    ("member", "fault"), [("M0099", IntegrityError), ("nobody", ValueError), ("M" + "9" * 30, ValueError)]
)
def test_decisions_about_nobody_are_refused_as_a_whole(
    ledger: Ledger, run: int, member: str, fault: type[Exception]
) -> None:
    """Of decisions that are recorded together all stand or none."""
    arrive(ledger, run, "a.eml", form_plan())

    with pytest.raises(fault):
        record(ledger, [decision("M0001", "city", "X"), decision(member, "city", "X")], run)

    assert ledger.view(CAMPAIGN).decisions == ()


# --- many ------------------------------------------------------------------------------------------


def test_a_few_members_can_be_asked_for(ledger: Ledger, run: int) -> None:
    """The members asked for are the same as among all, in the order of their ids."""
    for number in range(4):
        arrive(ledger, run, f"{number}.eml", form_plan(submission({**COMPLETE, "people": number})))
    arrive(ledger, run, "p.eml", pledge_plan({"city": "Alfa"}))
    record(ledger, [decision("M0002", "city", "Beta")], run)

    everyone = ledger.members(CAMPAIGN)
    assert ledger.members(CAMPAIGN, only=["M0005", "M0002"]) == (everyone[1], everyone[4])
    assert ledger.members(CAMPAIGN, only=[]) == ()


def test_the_number_of_queries_does_not_grow(ledger: Ledger, run: int) -> None:
    """A view of a hundred members asks the database as often as a view of one."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(ledger._engine, "before_cursor_execute", note)  # noqa: SLF001 - to count its queries
    counts = []
    for number in range(100):
        arrive(ledger, run, f"{number}.eml", form_plan())
        if number in {0, 99}:
            asked.clear()
            ledger.view(CAMPAIGN)
            counts.append(len(asked))

    assert counts[0] == counts[1]
