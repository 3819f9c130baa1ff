from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Finding, Severity
from pipeline.records import Decision, LedgerView, MemberValue, Outcome, ReviewItem, Status
from pipeline.review.items import review_items
from tests.unit.review import sample


def items(view: LedgerView) -> tuple[ReviewItem, ...]:
    return review_items(view, sample.campaign())


def about(view: LedgerView, member: str) -> list[ReviewItem]:
    return [each for each in items(view) if each.member == member]


def test_the_most_urgent_comes_first() -> None:
    """Errors stand before warnings, these before information."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    severities = [each.severity for each in items(sample.view(14))]
    assert severities == sorted(severities, key=order.index)
    assert set(severities) == set(order)


def test_messages_that_wait_for_staff_are_listed_and_others_are_not() -> None:
    """Held, failed, unreadable, other forms and questions; not what is settled or ignored."""
    view = sample.view()
    listed = {each.message for each in items(view) if each.message}
    waiting = {Outcome.HELD, Outcome.FAILED, Outcome.UNREADABLE, Outcome.OTHER_FORM, Outcome.QUESTION}
    assert listed == {message.id for message in view.messages if message.outcome in waiting}


def test_an_unreadable_form_is_handled_once_its_sender_sent_a_readable_one() -> None:
    """The newer form answers the older item."""
    unreadable = sample.message(0, Outcome.UNREADABLE, "password")
    later = replace(sample.message(1, Outcome.SUBMISSION, "read"), sender=unreadable.sender)
    assert items(LedgerView((), (), (unreadable,), (), ()))
    assert not items(LedgerView((), (), (unreadable, later), (), ()))


def test_a_form_held_back_beside_others_is_not_lost() -> None:
    """A message whose other forms are in still shows the one that waits, urgently, and why."""
    held = Finding("form-held", Severity.WARNING, "It may be from M0001 or M0002.")
    message = replace(sample.message(0, Outcome.SUBMISSION, "read"), findings=(held,))
    item = items(LedgerView((), (), (message,), (), ()))[0]
    assert (item.message, item.severity) == (message.id, Severity.ERROR)
    assert held.message in item.why


@pytest.mark.parametrize(
    ("code", "outcome", "told"),
    [
        ("sender-not-authentic", Outcome.SUBMISSION, True),
        ("sender-not-authentic", Outcome.UNREADABLE, True),
        ("sender-domain-differs", Outcome.UPDATE, True),
        ("mail-file-link", Outcome.SUBMISSION, True),
        ("mail-encrypted", Outcome.QUESTION, True),
        ("mail-encrypted", Outcome.UNREADABLE, False),
        ("sender-not-authentic", Outcome.IGNORED, False),
        ("mail-date-invalid", Outcome.SUBMISSION, False),
    ],
)
def test_who_wrote_and_what_was_not_read_is_told(code: str, outcome: Outcome, *, told: bool) -> None:
    """Findings about a message stand on the sheet with what to do, unless its outcome says the same."""
    message = replace(sample.message(0, outcome, "why"), findings=(Finding(code, Severity.WARNING, "What was found."),))
    listed = items(LedgerView((), (), (message,), (), ()))
    found = [item for item in listed if "What was found." in item.why]
    assert bool(found) == told
    assert all(item.do for item in found)


def test_what_came_unreadable_beside_a_form_is_told_last() -> None:
    """A scanned decision beside a good form is worth a line, not an alarm."""
    beside = Finding("also-unreadable", Severity.INFO, "decision.pdf came too and cannot be read: a scan.")
    message = replace(sample.message(0, Outcome.SUBMISSION, "read"), findings=(beside,))
    listed = items(LedgerView((), (), (message,), (), ()))
    assert [each.severity for each in listed] == [Severity.INFO]
    assert "decision.pdf" in listed[0].why


def test_what_is_missing_is_named() -> None:
    """An incomplete member has one item that lists the missing answers in words."""
    missing = [each.what for each in about(sample.view(), "M0005") if each.what.startswith("Missing")]
    assert len(missing) == 1
    assert "leader" in missing[0]


def test_a_doubtful_value_shows_what_the_document_says() -> None:
    """The raw text stands in the reason."""
    doubt = next(each for each in about(sample.view(), "M0004") if each.field == "population")
    assert "ca. 12 mil hab. (2021)" in doubt.why


def test_applicants_that_staff_decide_on_come_before_other_doubts() -> None:
    """A kind that the campaign holds is urgent until staff decided, and no longer then."""
    view = sample.view()
    held = sample.with_value(view, "M0003", MemberValue("government_type", "association", "form"))
    first = about(held, "M0003")[0]
    assert first.severity is Severity.ERROR
    accepted = replace(
        held, members=tuple(replace(m, status=Status.ACCEPTED) if m.id == "M0003" else m for m in held.members)
    )
    assert not [each for each in about(accepted, "M0003") if each.severity is Severity.ERROR]


def test_what_staff_accepted_after_the_form_came_is_settled() -> None:
    """Doubts of a form are closed by a later acceptance, and open again with a newer form."""
    view = sample.view()
    member = replace(view.members[3], status=Status.ACCEPTED)
    members = tuple(member if each.id == member.id else each for each in view.members)
    after = Decision(member.id, "status", "accepted", "staff", sample.NOW + sample.DAY)
    before = replace(after, at=sample.NOW - 100 * sample.DAY)
    assert not about(replace(view, members=members, decisions=(after,)), member.id)
    assert about(replace(view, members=members, decisions=(before,)), member.id)


def test_nothing_is_open_about_who_withdrew() -> None:
    """Declined and withdrawn applicants make no work."""
    view = sample.view()
    members = tuple(replace(each, status=Status.WITHDRAWN) for each in view.members)
    assert not [each for each in items(replace(view, members=members)) if each.member]
