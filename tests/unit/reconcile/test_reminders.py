"""When people are asked again, and when not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reconcile.asking_again import MOST, NEVER
from pipeline.reconcile.reminders import waits_unsent
from pipeline.records import Decision, DraftKind, DraftState, Outcome, Status
from tests.unit.reconcile.desk_building import Ledger, day

REMINDER, CONFIRMATION = DraftKind.REMINDER, DraftKind.CONFIRMATION
SENT = DraftState.SENT


@pytest.fixture
def ledger() -> Ledger:
    """Empty."""
    return Ledger()


def kinds(ledger: Ledger, on: int, **settings: int) -> list[str]:
    again = ledger.again(on, **settings)
    return [each.kind.value if each.kind else f"-{each.instead}" for each in again.changes]


@pytest.fixture
def asked(ledger: Ledger) -> Ledger:
    """A form lacked something; it was asked for, and that was sent on day 1."""
    ledger.form("M0001", contact_name=None)
    ledger.reply(DraftKind.MISSING, 1, "M0001", state=SENT, on=1)
    return ledger


def test_the_day_is_told_and_kept(asked: Ledger) -> None:
    """Thirty days after it was sent, not before; until then a run need not look."""
    before = asked.again(30)
    assert (before.changes, before.next) == ((), day(31))
    (change,) = asked.again(31).changes
    assert (change.kind, change.message, change.members, change.instead) == (REMINDER, 1, ("M0001",), None)


def test_at_most_so_many(asked: Ledger) -> None:
    """Each counted from the one before it; discarded ones count."""
    asked.reply(REMINDER, 1, "M0001", state=SENT, on=40)
    assert kinds(asked, 69) == []
    assert kinds(asked, 70) == ["reminder"]
    asked.reply(REMINDER, 1, "M0001", state=DraftState.DISCARDED, on=71)
    assert kinds(asked, 1000) == []
    assert asked.again(1000).next == NEVER
    assert kinds(asked, 1000, times=3) == ["reminder"]


@pytest.mark.parametrize("state", [None, DraftState.DRAFTED, DraftState.EDITED])
def test_what_waits_unsent_is_waited_for(asked: Ledger, state: DraftState | None) -> None:
    """The request itself, or a reminder; what was thrown away was never asked."""
    asked.reply(REMINDER, 1, "M0001", state=state, on=40)
    assert kinds(asked, 1000) == []
    del asked.drafts[1]
    asked.drafts[0] = replace(asked.drafts[0], state=state)
    assert kinds(asked, 1000) == []
    assert waits_unsent(asked.drafts[0]) == (state is not None)
    asked.drafts[0] = replace(asked.drafts[0], state=DraftState.DISCARDED)
    assert kinds(asked, 1000) == []


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.READY])
def test_whoever_is_not_waited_for_is_not_reminded(asked: Ledger, status: Status) -> None:
    """Decided by staff, or complete by now; a reminder that waits is taken back."""
    asked.reply(REMINDER, 1, "M0001", on=40)
    values = {"contact_name": "Robin"} if status is Status.READY else {}
    asked.staff("M0001", None if status is Status.READY else status, **values)
    assert kinds(asked, 1000) == ["-2"]
    del asked.drafts[1]
    assert kinds(asked, 1000) == []


@pytest.mark.parametrize("outcome", [Outcome.QUESTION, Outcome.HELD, Outcome.OTHER_FORM, Outcome.DUPLICATE])
def test_any_mail_of_theirs_starts_the_count_anew(asked: Ledger, outcome: Outcome) -> None:
    """Days and number; what a machine sends does not. A reminder that waits is taken back."""
    for on in (40, 70):
        asked.reply(REMINDER, 1, "M0001", state=SENT, on=on)
    asked.other(Outcome.IGNORED, on=80)
    assert kinds(asked, 1000) == []
    asked.other(outcome, on=90)
    assert kinds(asked, 119) == []
    assert kinds(asked, 120) == ["reminder"]
    asked.reply(REMINDER, 1, "M0001", on=121)
    asked.other(outcome, on=122)
    assert kinds(asked, 123) == ["-4"]


def test_of_several_requests_the_newest_is_reminded_of(ledger: Ledger) -> None:
    """The same sender sent two papers that nobody could read."""
    for number in (1, 2):
        ledger.other(Outcome.UNREADABLE, on=number)
        ledger.reply(DraftKind.UNREADABLE, number, state=SENT, on=number)
    assert [each.message for each in ledger.again(1000).changes] == [2]


def test_a_newer_form_that_still_lacks_something_starts_the_count_anew(asked: Ledger) -> None:
    """What was asked first is still open."""
    asked.form("M0001", update=True, on=20, contact_name=None)
    asked.reply(DraftKind.UPDATE, 2, "M0001", state=SENT, on=21)
    assert (kinds(asked, 49), kinds(asked, 50)) == ([], ["reminder"])


def test_an_unreadable_paper_of_somebody_unknown_is_reminded_of(ledger: Ledger) -> None:
    """Known by the address alone."""
    ledger.other(Outcome.UNREADABLE)
    ledger.reply(DraftKind.UNREADABLE, 1, state=SENT, on=1)
    assert kinds(ledger, 31) == ["reminder"]
    ledger.reply(REMINDER, 1, on=31)
    assert kinds(ledger, 32) == []
    ledger.form("M0001", on=33)
    assert kinds(ledger, 1000) == ["-2"]


def test_what_is_gone_or_was_asked_by_an_older_program_is_not_reminded_of(asked: Ledger) -> None:
    """Nobody could quote it; nobody knows what it said."""
    asked.drafts[0] = replace(asked.drafts[0], facts=None)
    assert kinds(asked, 1000) == []


def test_a_file_counts_from_when_it_was_written(ledger: Ledger) -> None:
    """Nobody can see whether it was sent, and the reminder is a file too."""
    ledger.other(Outcome.PLEDGE, "M0001")
    ledger.reply(DraftKind.PLEDGE, 1, "M0001", on=2, file=True)
    assert not waits_unsent(ledger.drafts[0])
    assert kinds(ledger, 31) == []
    assert kinds(ledger, 32) == ["reminder"]
    ledger.reply(REMINDER, 1, "M0001", on=32, file=True)
    assert (kinds(ledger, 61), kinds(ledger, 62)) == ([], ["reminder"])


def test_a_waiting_reminder_says_what_is_missing_now(asked: Ledger) -> None:
    """One of two values came by telephone."""
    asked.reply(REMINDER, 1, "M0001", on=31)
    assert kinds(asked, 32) == []
    asked.staff("M0001", leader_title="Alcaldesa")
    (change,) = asked.again(32).changes
    assert (change.kind, change.instead) == (REMINDER, 2)


def test_no_more_come_at_once_than_staff_can_look_through(ledger: Ledger) -> None:
    """Those that have waited longest first; the next run goes on right away."""
    for number in range(1, MOST + 6):
        ledger.other(Outcome.PLEDGE, f"M{number:04}")
        ledger.messages[-1] = replace(
            ledger.messages[-1], sender=replace(ledger.messages[-1].sender, address=f"{number}@x")
        )
        ledger.reply(DraftKind.PLEDGE, number, f"M{number:04}", state=SENT, on=60 - number)
    again = ledger.again(500)
    assert [each.message for each in again.changes] == list(range(MOST + 5, 5, -1))
    assert again.next == day(500)


# --- once a year -------------------------------------------------------------------------------------


@pytest.fixture
def accepted(ledger: Ledger) -> Ledger:
    """A member, accepted on day 10."""
    ledger.form("M0001")
    ledger.staff("M0001", Status.ACCEPTED)
    ledger.decisions.append(Decision("M0001", "status", "accepted", "staff", day(10)))
    return ledger


def test_members_are_asked_after_so_many_months(accepted: Ledger) -> None:
    """From the last word of staff, or the last form; never without the setting, never one that is no member yet."""
    accepted.form("M0002")
    assert kinds(accepted, 5000) == []
    assert kinds(accepted, 374, months=12) == []
    (change,) = accepted.again(375, months=12).changes
    assert (change.kind, change.message, change.members) == (CONFIRMATION, 1, ("M0001",))


@pytest.mark.parametrize("outcome", [Outcome.UPDATE, Outcome.DUPLICATE])
def test_a_form_confirms(accepted: Ledger, outcome: Outcome) -> None:
    """A newer one, or the same once more; a question that waits is taken back."""
    accepted.reply(CONFIRMATION, 1, "M0001", on=380)
    accepted.other(outcome, "M0001", on=390)
    assert kinds(accepted, 391, months=12) == ["-1"]
    accepted.withdraw(1)
    assert kinds(accepted, 700, months=12) == []
    assert kinds(accepted, 756, months=12) == ["confirmation"]


def test_the_next_question_comes_so_many_months_after_this_one(accepted: Ledger) -> None:
    """Whether it was answered without a form or thrown away; not while it waits."""
    accepted.reply(CONFIRMATION, 1, "M0001", on=380)
    assert kinds(accepted, 5000, months=12) == []
    accepted.drafts[0] = replace(accepted.drafts[0], state=SENT)
    assert kinds(accepted, 744, months=12) == []
    assert kinds(accepted, 746, months=12) == ["confirmation"]


def test_who_left_is_not_asked(accepted: Ledger) -> None:
    """The question that waits is taken back."""
    accepted.reply(CONFIRMATION, 1, "M0001", on=380)
    accepted.staff("M0001", Status.WITHDRAWN)
    assert kinds(accepted, 381, months=12) == ["-1"]


def test_a_member_without_any_mail_is_named(accepted: Ledger) -> None:
    """Staff typed it in: no draft can hang on a mail of it."""
    accepted.members["M0001"] = replace(accepted.members["M0001"], submissions=())
    accepted.submissions.clear()
    accepted.messages[0] = replace(accepted.messages[0], submissions=(), member=None)
    assert accepted.again(300, months=12).by_hand == ()
    assert accepted.again(400, months=12).by_hand == ("M0001",)
