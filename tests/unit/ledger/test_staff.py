"""What staff say of members: merged and parted, given other forms, entered by hand, questions answered, things done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Finding, Severity
from pipeline.reconcile.current import ACCEPTED_FIELD, JOINED_FIELD, STATUS_FIELD, WAVE_FIELD
from pipeline.reconcile.items import finding_key
from pipeline.records import Decision, DraftKind, NewMember, Outcome, PlannedQuestion, Saying, Status
from tests.unit.ledger.building import (
    CAMPAIGN,
    COMPLETE,
    arrive,
    at,
    dump,
    form_plan,
    record,
    submission,
    values,
    without_runs,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ledger.store import Ledger
    from pipeline.model import FieldValue
    from pipeline.records import Member, Plan

OTHER: dict[str, FieldValue] = {"city": "Vila Velha", "country": "PT", "signed": True}


def saying(**said: object) -> Saying:
    return replace(Saying("Ana", at(1)), **said)  # type: ignore[arg-type]  # each test names its own parts


def member(ledger: Ledger, name: str = "M0001") -> Member:
    return next(each for each in ledger.members(CAMPAIGN) if each.id == name)


@pytest.fixture
def two(ledger: Ledger, run: int) -> Ledger:
    """A ledger with two members, each with a form."""
    arrive(ledger, run, "a.eml", form_plan())
    arrive(ledger, run, "b.eml", form_plan(submission(OTHER)))
    return ledger


def test_two_members_that_are_one_have_the_older_number_and_both_forms(two: Ledger, run: int) -> None:
    """Whichever is named first; the newer form gives the values, the messages and replies go with it."""
    two.take(saying(merged=(("M0002", "M0001"),)), run)

    (only,) = two.members(CAMPAIGN)
    view = two.view(CAMPAIGN)
    assert (only.id, only.submissions, only.merged) == ("M0001", ("S0001", "S0002"), ("M0002",))
    assert {each.field: each.value for each in only.values}["city"] == "Vila Velha"
    assert {each.member for each in view.messages} == {each.member for each in view.submissions} == {"M0001"}
    assert [each.members for each in view.drafts] == [("M0001",), ("M0001",)]
    assert [(each.member, each.into, each.by) for each in view.merges] == [("M0002", "M0001", "Ana")]


def test_parted_members_are_as_they_were(two: Ledger, run: int, file: Path) -> None:
    """Merging and parting only adds rows; what was said of each in between stays where it was said."""
    before, rows = two.members(CAMPAIGN), without_runs(dump(file))
    two.take(saying(merged=(("M0001", "M0002"),)), run)
    two.take(saying(parted=("M0002",)), run)

    assert two.members(CAMPAIGN) == before
    assert two.view(CAMPAIGN).merges == ()
    assert rows <= without_runs(dump(file))


def test_merging_in_a_circle_is_no_circle(two: Ledger, run: int) -> None:
    """Said twice, in both directions and of a member with itself: one merge."""
    arrive(two, run, "c.eml", form_plan(submission({"city": "Gama", "country": "PT"})))
    pairs = (("M0002", "M0001"), ("M0001", "M0002"), ("M0001", "M0001"), ("M0003", "M0002"))
    two.take(saying(merged=pairs), run)

    assert [each.id for each in two.members(CAMPAIGN)] == ["M0001"]
    assert [each.into for each in two.view(CAMPAIGN).merges] == ["M0001", "M0001"]


def test_what_staff_decided_of_either_counts_after_a_merge(two: Ledger, run: int) -> None:
    """Values of both; the status of the one that stands, and where that has none, of the other."""
    decisions = (
        Decision("M0002", "people", 500, "Ana", at(1)),
        Decision("M0002", STATUS_FIELD, "accepted", "Ana", at(1)),
    )
    two.take(saying(decisions=decisions), run)
    two.take(saying(merged=(("M0001", "M0002"),)), run)
    assert member(two).status is Status.ACCEPTED
    assert member(two).get("people") is not None

    two.take(saying(decisions=(Decision("M0001", STATUS_FIELD, "declined", "Ana", at(1)),)), run)
    assert member(two).status is Status.DECLINED


def test_a_form_can_be_given_to_another_member_and_to_a_new_one(two: Ledger, run: int) -> None:
    """The member that it was read for loses it; the latest word stands."""
    (new,) = two.take(saying(belongings=(("S0002", None),)), run)
    assert new == "M0003"
    assert [(each.id, each.submissions) for each in two.members(CAMPAIGN)] == [
        ("M0001", ("S0001",)),
        ("M0002", ()),
        ("M0003", ("S0002",)),
    ]

    two.take(saying(belongings=(("S0002", "M0001"),)), run)
    assert [each.submissions for each in two.members(CAMPAIGN)] == [("S0001", "S0002"), (), ()]
    assert [each.submissions for each in two.members(CAMPAIGN, only=["M0001"])] == [("S0001", "S0002")]


def test_a_member_entered_by_hand_has_what_staff_typed(ledger: Ledger, run: int) -> None:
    """No form and no message is behind it: it is a pledge, until staff say otherwise."""
    typed: tuple[tuple[str, FieldValue], ...] = (("city", "Vila Nova"), ("country", "PT"), (JOINED_FIELD, "2024-05-06"))
    assert ledger.take(saying(entered=(NewMember(typed),)), run) == ("M0001",)

    entered = member(ledger)
    assert (entered.status, entered.submissions, entered.world_region) == (Status.PLEDGED, (), "Europe")
    assert [(each.field, each.origin) for each in entered.values] == [("city", "staff"), ("country", "staff")]
    assert entered.joined == dt.datetime(2024, 5, 6, tzinfo=dt.UTC)


def test_wave_and_days_can_be_set_by_staff(two: Ledger, run: int) -> None:
    """The day of acceptance is that of the decision; what they say instead stays until they take it back."""
    two.take(saying(decisions=(Decision("M0001", WAVE_FIELD, "3", "Ana", at(1)),)), run)
    assert (member(two).wave, member(two).accepted) == ("3", None)

    two.take(saying(decisions=(Decision("M0001", STATUS_FIELD, "accepted", "Ana", at(2)),)), run)
    two.take(saying(decisions=(Decision("M0001", STATUS_FIELD, "published", "Ana", at(5)),)), run)
    assert member(two).accepted == at(2)

    two.take(saying(decisions=(Decision("M0001", ACCEPTED_FIELD, "2025-01-31", "Ana", at(6)),)), run)
    assert member(two).accepted == dt.datetime(2025, 1, 31, tzinfo=dt.UTC)
    back = Decision("M0001", ACCEPTED_FIELD, None, "Ana", at(7), released=True)
    two.take(saying(decisions=(Decision("M0001", STATUS_FIELD, None, "Ana", at(7)), back)), run)
    assert member(two).accepted is None


def test_a_field_that_staff_give_back_follows_the_forms(two: Ledger, run: int) -> None:
    """As if they had never set it; the word stays in the history."""
    two.take(saying(decisions=(Decision("M0001", "city", "Vila Moderna", "Ana", at(1)),)), run)
    assert member(two).get("city") != two.members(CAMPAIGN)[1].get("city")
    two.take(saying(decisions=(Decision("M0001", "city", None, "Ana", at(2), released=True),)), run)

    value = member(two).get("city")
    assert value is not None
    assert (value.value, value.origin) == ("Vila Nova", "form")
    assert len(two.view(CAMPAIGN).decisions) == 2


def held_plan(*, beside: bool = False) -> Plan:
    plan = form_plan()
    question = PlannedQuestion(0, "pt", values(OTHER), (Finding("x", Severity.INFO, "y", "city"),), ("M0001",))
    if beside:
        return replace(plan, questions=(question,))
    return replace(plan, submissions=(), outcome=Outcome.HELD, draft=None, questions=(question,))


@pytest.mark.parametrize("known", ["M0001", None])
def test_an_answered_question_becomes_a_submission_once(two: Ledger, run: int, known: str | None) -> None:
    """The held message gets its outcome and reply; answering again changes nothing."""
    arrive(two, run, "c.eml", held_plan())
    (question,) = two.questions()
    assert (question.candidates, question.values, question.document) == (("M0001",), values(OTHER), "form.pdf")

    plan = form_plan(submission(OTHER, member=known))
    expected = (known or "M0003",)
    assert two.conclude(question, plan, saying(), run, at(2)) == expected
    assert two.conclude(question, plan, saying(), run, at(2)) == ()

    view = two.view(CAMPAIGN)
    assert (view.questions, view.messages[-1].member, view.messages[-1].submissions) == ((), *expected, ("S0003",))
    assert view.messages[-1].outcome is plan.outcome
    assert (view.drafts[-1].kind, view.drafts[-1].members) == (DraftKind.WELCOME, expected)
    assert view.messages[-1].sender.address == "clerk@city.example"


def test_a_message_that_waits_for_an_answer_is_not_tried_again(two: Ledger, run: int) -> None:
    """It would be asked about twice; the answer is what it waits for."""
    arrive(two, run, "c.eml", held_plan())
    assert not two.retry(3, at(2))
    assert len(two.questions()) == 1


def test_a_question_beside_forms_gets_a_reply_of_its_own(ledger: Ledger, run: int) -> None:
    """The message keeps its outcome; what was answered first is not answered again."""
    arrive(ledger, run, "a.eml", held_plan(beside=True))
    (question,) = ledger.questions()
    ledger.conclude(question, form_plan(submission(OTHER)), saying(), run, at(2))

    view = ledger.view(CAMPAIGN)
    assert [each.outcome for each in view.messages] == [Outcome.SUBMISSION]
    assert [each.members for each in view.drafts] == [("M0001",), ("M0002",)]
    assert len({each.message_id for each in view.drafts}) == 2


def test_a_likeness_is_asked_until_staff_say_what_it_is(two: Ledger, run: int) -> None:
    """Two that may be one are a doubt of the newer one; not the same, or merged, ends it."""
    doubt = Finding("may-be-known", Severity.WARNING, "Compare with M0001.")
    alike = replace(submission(COMPLETE, findings=(doubt,)), alike=("M0001", "M0002"))
    arrive(two, run, "c.eml", form_plan(alike))
    assert two.view(CAMPAIGN).likenesses == (("M0001", "M0003"), ("M0002", "M0003"))
    assert member(two, "M0003").status is Status.TO_REVIEW

    two.take(saying(apart=(("M0003", "M0001"),)), run)
    assert two.view(CAMPAIGN).likenesses == (("M0002", "M0003"),)
    two.take(saying(apart=(("M0002", "M0003"),)), run)
    assert two.view(CAMPAIGN).likenesses == ()
    assert (member(two, "M0003").status, member(two, "M0003").findings) == (Status.READY, ())


def test_what_staff_tick_off_is_no_doubt_any_more(ledger: Ledger, run: int) -> None:
    """Of the form that they looked at; the same about a newer form is asked again."""
    doubt = Finding("unknown-writer", Severity.WARNING, "Sent from elsewhere.")
    arrive(ledger, run, "a.eml", form_plan(submission(findings=(doubt,))))
    assert member(ledger).status is Status.TO_REVIEW
    ledger.take(saying(settled=(finding_key("S0001", "unknown-writer"),)), run)
    assert member(ledger).status is Status.READY
    assert ledger.view(CAMPAIGN).settled == {finding_key("S0001", "unknown-writer")}

    arrive(ledger, run, "b.eml", form_plan(submission(member="M0001", findings=(doubt,))))
    assert member(ledger).status is Status.TO_REVIEW


def test_saying_something_of_nobody_takes_nothing(two: Ledger, run: int, file: Path) -> None:
    """An id that is none stops all of it: together or not at all."""
    rows = dump(file)
    with pytest.raises(ValueError, match="no id"):
        two.take(saying(parted=("M0001",), settled=("x",), merged=(("M0001", "row 7"),)), run)
    assert dump(file) == rows


def test_a_name_in_another_language_is_remembered(ledger: Ledger, run: int) -> None:
    """All names that were surely read, or that staff typed, stay with the member: by them it is known again."""
    arrive(ledger, run, "a.eml", form_plan())
    arrive(ledger, run, "b.eml", form_plan(submission({"city": "Novi Grad", "country": "PT"}, member="M0001")))
    record(ledger, [Decision("M0001", "city", "Vila Moderna", "Ana", at(1))], run)
    assert member(ledger).names == ("Vila Nova", "Novi Grad", "Vila Moderna")
