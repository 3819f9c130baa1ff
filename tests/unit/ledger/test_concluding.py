from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from pipeline.model import Finding, Mailbox, Severity
from pipeline.records import DraftKind, MessageFacts, Outcome
from tests.unit.ledger.building import (
    CAMPAIGN,
    COMPLETE,
    arrive,
    at,
    dump,
    form_document,
    form_plan,
    ignored_plan,
    kept,
    pledge_plan,
    submission,
    value,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.ledger.store import Ledger


def test_a_form_makes_a_member_a_submission_and_a_draft(ledger: Ledger, run: int) -> None:
    """A new government's form: ids count up, every value keeps its raw text, confidence and source."""
    note = Finding("x-note", Severity.INFO, "worth knowing", "city")
    touched = arrive(ledger, run, "a.eml", form_plan(submission(findings=(note,))))

    view = ledger.view(CAMPAIGN)
    (row,) = view.submissions
    (message,) = view.messages
    (draft,) = view.drafts
    assert touched == ("M0001",)
    assert (row.id, row.member, row.document, row.wave, row.findings) == ("S0001", "M0001", "form.pdf", "2", (note,))
    assert row.values == tuple(value(field, content) for field, content in COMPLETE.items())
    assert (message.outcome, message.member, message.submissions) == (Outcome.SUBMISSION, "M0001", ("S0001",))
    assert message.sender == Mailbox("clerk@city.example", "Clerk")
    assert (draft.kind, draft.members, draft.language, draft.file) == (DraftKind.WELCOME, ("M0001",), "pt", None)


def test_several_forms_in_one_message_are_several_members(ledger: Ledger, run: int) -> None:
    """Each form of a message is a submission of its own; one reply is about all of them."""
    plan = form_plan(submission({"city": "Alfa", "country": "PT"}), submission({"city": "Beta", "country": "PT"}))

    assert arrive(ledger, run, "a.eml", plan) == ("M0001", "M0002")
    assert ledger.undrawn()[0].members == ("M0001", "M0002")


def test_applying_again_changes_nothing(ledger: Ledger, run: int, file: Path) -> None:
    """A message is concluded once: a second attempt, with whatever plan, leaves the ledger as it is."""
    message = kept(ledger, run, "a.eml")
    ledger.apply(message, form_plan(), run, at(0))
    before = dump(file)

    assert ledger.apply(message, ignored_plan(), run, at(1)) == ()
    assert ledger.fail(message, run, "boom", at(1)) is Outcome.SUBMISSION
    assert dump(file) == before


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (form_plan(submission(), submission(document=7)), IndexError),
        (form_plan(submission(), submission(member="M0099")), IntegrityError),
        (form_plan(submission(), submission({"people": float("nan")})), StatementError),
        (replace(form_plan(), member="M0099"), IntegrityError),
        (replace(form_plan(), member="nobody"), ValueError),
    ],
)
def test_a_plan_that_breaks_leaves_nothing(
    ledger: Ledger, run: int, file: Path, broken: object, fault: type[Exception]
) -> None:
    """A plan is written as a whole or not at all; the message still waits."""
    message = kept(ledger, run, "a.eml")
    before = dump(file)

    with pytest.raises(fault):
        ledger.apply(message, broken, run, at(0))  # type: ignore[arg-type]

    assert dump(file) == before
    assert ledger.unconcluded() == [message]


def test_a_pledge_makes_a_member_without_a_submission(ledger: Ledger, run: int) -> None:
    """Support without a form: a member with what is known, no submission."""
    assert arrive(ledger, run, "a.eml", pledge_plan({"city": "Vila Nova"})) == ("M0001",)

    view = ledger.view(CAMPAIGN)
    assert view.submissions == ()
    assert (view.messages[0].member, view.messages[0].submissions) == ("M0001", ())
    assert view.drafts[0].language == ""


def test_a_message_without_a_member_is_concluded_too(ledger: Ledger, run: int) -> None:
    """Mail that is ignored keeps its reason and its findings about the message."""
    note = Finding("auto-reply", Severity.INFO, "an automatic reply")
    arrive(ledger, run, "a.eml", replace(ignored_plan(), findings=(note,)))

    (message,) = ledger.view(CAMPAIGN).messages
    assert (message.outcome, message.reason) == (Outcome.IGNORED, "an out-of-office reply")
    assert (message.member, message.draft, message.findings) == (None, None, (note,))
    assert ledger.unconcluded() == []


def test_a_duplicate_names_its_member_and_adds_none(ledger: Ledger, run: int) -> None:
    """A message that belongs to a member without changing it is listed with that member."""
    arrive(ledger, run, "a.eml", form_plan())
    plan = replace(ignored_plan(), outcome=Outcome.DUPLICATE, member="M0001")

    assert arrive(ledger, run, "b.eml", plan) == ("M0001",)
    assert ledger.view(CAMPAIGN).messages[1].member == "M0001"
    assert len(ledger.members(CAMPAIGN)) == 1


def test_the_third_failure_holds_the_message(ledger: Ledger, run: int) -> None:
    """A message that fails is tried again twice, then waits for staff; each failure is remembered."""
    kept(ledger, run, "a.eml")
    outcomes = []
    for often in range(3):
        (message,) = ledger.unconcluded()
        assert message.failures == often
        outcomes.append(ledger.fail(message, run, "worker-died", at(often)))

    assert outcomes == [Outcome.FAILED, Outcome.FAILED, Outcome.HELD]
    assert ledger.unconcluded() == []
    (row,) = ledger.view(CAMPAIGN).messages
    assert (row.outcome, row.reason) == (Outcome.HELD, "reading it failed three times")


def test_a_message_that_failed_can_still_succeed(ledger: Ledger, run: int) -> None:
    """After a failure the next attempt concludes the message; the latest outcome stands."""
    message = kept(ledger, run, "a.eml")
    ledger.fail(message, run, "worker-died", at(0))
    ledger.apply(message, form_plan(), run, at(1))

    assert ledger.view(CAMPAIGN).messages[0].outcome is Outcome.SUBMISSION
    assert ledger.unconcluded() == []


def test_a_reply_keeps_its_message_id_in_every_ledger(ledger: Ledger, run: int) -> None:
    """Our Message-ID depends on what it answers alone, so that a delivery can be repeated without doubling."""
    arrive(ledger, run, "a.eml", form_plan())
    message = kept(ledger, run, "b.eml")
    ledger.apply(message, form_plan(draft=DraftKind.MISSING), run, at(0))

    digest = hashlib.sha256(f"{message.sha256}missing".encode()).hexdigest()[:20]
    assert ledger.undrawn()[0].message_id == "<adhesion.welcome.9a7acdddbe57cdcc32cb@secretariat.example>"
    assert ledger.undrawn()[1].message_id == f"<adhesion.missing.{digest}@secretariat.example>"


def test_the_same_bytes_are_answered_once(ledger: Ledger, run: int) -> None:
    """Two copies of a message that would get the same reply get one."""
    for place in ("a.eml", "b.eml"):
        ledger.apply(kept(ledger, run, place, b"the same"), form_plan(), run, at(0))

    assert len(ledger.undrawn()) == 1


def test_a_draft_that_was_written_is_not_drawn_again(ledger: Ledger, run: int) -> None:
    """Once its file is noted a reply is no longer due; a later file replaces the name of the earlier one."""
    arrive(ledger, run, "a.eml", form_plan())
    (draft,) = ledger.undrawn()
    ledger.draft_written(draft.id, "drafts/M0001.eml", ["letters/M0001.docx"], "0" * 64, at(0))
    ledger.draft_written(draft.id, "drafts/M0001-2.eml", [], "1" * 64, at(1))

    assert ledger.undrawn() == []
    (row,) = ledger.view(CAMPAIGN).drafts
    assert (row.file, row.letters) == ("drafts/M0001-2.eml", ())


def test_a_document_that_came_before_is_found(ledger: Ledger, run: int) -> None:
    """The same form file in another mail leads to its first message and member; other files to nothing."""
    document = form_document(data=b"the form")
    arrive(ledger, run, "a.eml", ignored_plan())
    arrive(ledger, run, "b.eml", form_plan(document=document))

    assert ledger.same_document(document.sha256) == (2, "M0001")
    assert ledger.same_document(form_document(data=b"another").sha256) is None


def test_text_that_no_database_takes_does_not_fail_a_message(ledger: Ledger, run: int) -> None:
    """NUL, lone surrogates and a date beyond the calendar are cut to what can be kept."""
    hostile = "A\0B\udcffC"
    early = dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14)))
    plan = replace(
        form_plan(submission({"city": hostile})), facts=MessageFacts(hostile, Mailbox(hostile), hostile, early)
    )
    arrive(ledger, run, "a.eml", plan)

    view = ledger.view(CAMPAIGN)
    assert view.messages[0].subject == "A\ufffdB\ufffdC"
    assert view.submissions[0].values[0].value == "A\ufffdB\ufffdC"


def test_a_time_without_a_zone_is_refused(ledger: Ledger, run: int) -> None:
    """Only aware times are kept: a naive one is a mistake of ours."""
    message = kept(ledger, run, "a.eml")

    with pytest.raises(Exception, match="without a zone"):
        ledger.apply(message, ignored_plan(), run, dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_runs_are_remembered(ledger: Ledger, run: int) -> None:
    """A run is there from its begin; its first end stands."""
    assert ledger.view(CAMPAIGN).runs[0].finished is None

    ledger.finish_run(run, at(1), 10, seen=5, known=2, counts={"submission": 2, "failed": 1})
    ledger.finish_run(run, at(2), 1, seen=0, known=0, counts={})

    (row,) = ledger.view(CAMPAIGN).runs
    assert (row.exit_code, row.seen, row.known, row.finished) == (10, 5, 2, at(1))
    assert dict(row.counts) == {"submission": 2, "failed": 1}
