"""A message read again: the new reading stands instead of the old one, and staff keep the last word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model import DocumentKind, Finding, Severity, Value
from pipeline.reconcile.history import Way, history_of
from pipeline.reconcile.items import finding_key
from pipeline.reconcile.rereading import Form, FormKind
from pipeline.reconcile.taking_over import Replacing, TakingOver
from pipeline.records import Outcome, Saying, Status
from tests.unit.ledger.building import (
    CAMPAIGN,
    COMPLETE,
    NOW,
    arrive,
    at,
    decision,
    dump,
    form_document,
    form_plan,
    ignored_plan,
    record,
    submission,
    values,
    without_runs,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ledger.store import Ledger
    from pipeline.model import FieldValue
    from pipeline.reconcile.history import Change
    from pipeline.records import Member


def reading(contents: dict[str, FieldValue], *findings: Finding, confidence: float = 0.97) -> Form:
    """A form as a newer program reads it."""
    told: tuple[Value, ...] = tuple(replace(each, confidence=confidence) for each in values(contents))
    return Form(FormKind.FORM, 0, "form.pdf", "pt", told, findings)


def read_again(ledger: Ledger, message: int, submission: str, form: Form) -> None:
    ledger.take_over([TakingOver(message, (Replacing(submission, form),))], at(9))


def values_of(member: Member) -> dict[str, FieldValue]:
    return {each.field: each.value for each in member.values}


def test_the_new_reading_stands_and_the_old_one_stays_in_the_ledger(ledger: Ledger, run: int, file: Path) -> None:
    """Members, submissions and messages show the new one; all rows that were there are there still."""
    arrive(ledger, run, "a.eml", form_plan())
    before = without_runs(dump(file))

    read_again(ledger, 1, "S0001", reading({**COMPLETE, "city": "Vila Nova de Baixo"}))

    view = ledger.view(CAMPAIGN)
    (member,) = view.members
    assert values_of(member)["city"] == "Vila Nova de Baixo"
    assert (member.submissions, view.messages[0].submissions) == (("S0002",), ("S0002",))
    assert [(each.id, each.wave) for each in view.submissions] == [("S0002", "2")]
    assert before <= without_runs(dump(file))


def test_the_history_tells_how_a_form_was_read_before(ledger: Ledger, run: int) -> None:
    """Only what was read in another way, each with the time until which it stood."""
    arrive(ledger, run, "a.eml", form_plan())
    read_again(ledger, 1, "S0001", reading({**COMPLETE, "city": "Vila Novo"}))
    ledger.take_over([TakingOver(1, (Replacing("S0002", reading({**COMPLETE, "city": "Vila Nove"})),))], at(10))

    told = [
        (each.field, each.value, each.submission, each.until) for each in changes(ledger) if each.way is Way.MISREAD
    ]
    assert told == [("city", "Vila Nova", "S0001", at(9)), ("city", "Vila Novo", "S0002", at(10))]
    assert {each.value for each in changes(ledger) if each.way is Way.FIRST} == {"Vila Nove", "PT", True}


def changes(ledger: Ledger) -> tuple[Change, ...]:
    return history_of(ledger.view(CAMPAIGN), CAMPAIGN)


def test_a_value_that_is_sure_now_needs_no_look_any_more(ledger: Ledger, run: int) -> None:
    """What was doubtful when it was first read leaves the review; no reply is drafted for that."""
    doubtful = replace(submission(), values=reading(COMPLETE, confidence=0.5).values)
    arrive(ledger, run, "a.eml", form_plan(doubtful))
    assert ledger.members(CAMPAIGN)[0].status is Status.TO_REVIEW
    drafts = ledger.view(CAMPAIGN).drafts

    read_again(ledger, 1, "S0001", reading(COMPLETE))

    assert ledger.members(CAMPAIGN)[0].status is Status.READY
    assert ledger.view(CAMPAIGN).drafts == drafts


def test_a_new_reading_is_no_newer_form(ledger: Ledger, run: int) -> None:
    """It is as old as its message: it stands neither against what staff said since, nor before a later form."""
    arrive(ledger, run, "a.eml", form_plan())
    later = ledger.begin_run(at(1), "0.1.0")
    record(ledger, [decision("M0001", "city", "Vila Nova da Serra", 1)], later)

    read_again(ledger, 1, "S0001", reading({**COMPLETE, "city": "Vila Novo"}))
    (member,) = ledger.members(CAMPAIGN)
    assert values_of(member)["city"] == "Vila Nova da Serra"
    assert "differs-from-staff" not in {each.code for each in member.findings}

    newest = ledger.begin_run(at(2), "0.1.0")
    arrive(ledger, newest, "b.eml", form_plan(submission({**COMPLETE, "people": 7}, member="M0001")))
    read_again(ledger, 1, "S0002", reading({**COMPLETE, "people": 5}))
    (member,) = ledger.members(CAMPAIGN)
    assert values_of(member)["people"] == 7
    assert member.submissions == ("S0004", "S0003")


def test_what_staff_said_of_a_form_holds_for_its_new_reading(ledger: Ledger, run: int) -> None:
    """Whose it is, and what they ticked off; and what they say of the new reading holds as well."""
    odd = Finding("namesake-in-mail", Severity.WARNING, "see whether these are two")
    arrive(ledger, run, "a.eml", form_plan(submission(findings=(odd,))))
    arrive(ledger, run, "b.eml", form_plan(submission({**COMPLETE, "city": "Vila Velha"})))
    ledger.take(Saying("Ana", at(1), belongings=(("S0001", "M0002"),), settled=(finding_key("S0001", odd.code),)), run)

    read_again(ledger, 1, "S0001", reading(COMPLETE, odd))
    view = ledger.view(CAMPAIGN)
    assert {each.id: each.member for each in view.submissions} == {"S0002": "M0002", "S0003": "M0002"}
    assert odd not in view.members[1].findings

    ledger.take(Saying("Ana", at(2), belongings=(("S0003", "M0001"),)), run)
    view = ledger.view(CAMPAIGN)
    assert {each.id: each.member for each in view.submissions} == {"S0002": "M0002", "S0003": "M0001"}
    assert odd not in view.members[0].findings


def test_the_same_form_that_comes_once_more_is_known_after_it_was_read_again(ledger: Ledger, run: int) -> None:
    """Its bytes are those of a message that gave a form."""
    arrive(ledger, run, "a.eml", form_plan())
    read_again(ledger, 1, "S0001", reading(COMPLETE))
    assert ledger.same_document(form_document().sha256) == (1, "M0001")


def test_a_message_is_taken_up_again(ledger: Ledger, run: int) -> None:
    """Whatever became of it, the next run concludes it as if it had just come."""
    unreadable = replace(form_document(), kind=DocumentKind.UNREADABLE, reason="It cannot be read.")
    arrive(ledger, run, "a.eml", replace(ignored_plan(), documents=(unreadable,)))
    ledger.take_over([TakingOver(1, again=True)], NOW)
    (waiting,) = ledger.unconcluded()
    assert ledger.apply(waiting, form_plan(), run, NOW) == ("M0001",)
    (message,) = ledger.view(CAMPAIGN).messages
    assert (message.outcome, message.documents) == (Outcome.SUBMISSION, (form_document(),))


def test_what_is_said_of_a_message_can_be_said_in_other_words(ledger: Ledger, run: int) -> None:
    """Its reason, and what was found about it; its outcome stays."""
    old, new = (Finding(code, Severity.INFO, "something") for code in ("old", "new"))
    arrive(ledger, run, "a.eml", replace(ignored_plan(), findings=(old,)))
    ledger.take_over([TakingOver(1, reason="a note of absence", gained=(new,), lost=(old,))], NOW)
    (message,) = ledger.view(CAMPAIGN).messages
    assert (message.outcome, message.reason, message.findings) == (Outcome.IGNORED, "a note of absence", (new,))
    assert message.sender.address == "clerk@city.example"


def test_a_form_that_was_not_found_before_becomes_a_submission(ledger: Ledger, run: int) -> None:
    """Of its member, or of a new one; beside the forms that the message gave before."""
    arrive(ledger, run, "a.eml", form_plan())
    further = replace(reading({**COMPLETE, "city": "Vila Velha"}), record=form_document())
    ledger.take_over([TakingOver(1, added=(further, replace(further, member="M0001")))], NOW)
    view = ledger.view(CAMPAIGN)
    assert {each.id: each.member for each in view.submissions} == {"S0001": "M0001", "S0002": "M0002", "S0003": "M0001"}
    assert view.messages[0].documents == (form_document(),)


def test_all_that_is_accepted_is_written_or_nothing(ledger: Ledger, run: int, file: Path) -> None:
    """A fault at the second message undoes the first."""
    arrive(ledger, run, "a.eml", form_plan())
    before = dump(file)
    again = TakingOver(1, (Replacing("S0001", reading(COMPLETE)),))
    with pytest.raises(ValueError, match="S000x"):
        ledger.take_over([again, replace(again, replacing=(Replacing("S000x", reading(COMPLETE)),))], NOW)
    assert dump(file) == before
