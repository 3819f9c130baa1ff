"""Which mails have been kept long enough: by what became of them, and never what somebody still waits for."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.config import RetentionSettings
from pipeline.model import Mailbox
from pipeline.reconcile.retention import due_mails, months_later
from pipeline.records import (
    Decision,
    DraftKind,
    DraftState,
    LedgerView,
    Member,
    MessageRow,
    Outcome,
    PledgeRow,
    Question,
    Status,
)

DAY = dt.datetime(2024, 1, 31, tzinfo=dt.UTC)
ALL = RetentionSettings(accepted=36, declined=12, ignored=6)


def message(number: int, outcome: Outcome | None, draft: DraftState | None = DraftState.DRAFTED) -> MessageRow:
    return MessageRow(
        number, f"{number}", f"{number:064}", "", DAY, DAY, Mailbox(""), "", outcome, "", (), None, DraftKind.WELCOME,
        draft_state=draft,
    )  # fmt: skip


def view(*messages: MessageRow, statuses: str = "", questions: tuple[Question, ...] = ()) -> LedgerView:
    """Members M0001, ... of these statuses; each gave a pledge in each message."""
    members = tuple(Member(f"M000{at}", Status(word), None, ()) for at, word in enumerate(statuses.split(), start=1))
    pledges = tuple(PledgeRow(row.sha256, DAY, member.id, ()) for row in messages for member in members)
    decisions = tuple(Decision(each.id, "status", each.status.value, "staff", DAY) for each in members)
    return LedgerView(members, (), messages, (), (), decisions, pledges, questions)


def due(seen: LedgerView, now: dt.datetime, settings: RetentionSettings = ALL) -> dict[int, str]:
    return due_mails(seen, settings, now, {99})


@pytest.mark.parametrize(
    ("outcome", "statuses", "months", "kind"),
    [
        (Outcome.IGNORED, "", 6, "ignored"),
        (Outcome.SUBMISSION, "accepted", 36, "accepted"),
        (Outcome.UPDATE, "published", 36, "accepted"),
        (Outcome.PLEDGE, "declined", 12, "declined"),
        (Outcome.DUPLICATE, "withdrawn", 12, "declined"),
        (Outcome.SUBMISSION, "accepted declined", 36, "accepted"),
    ],
)
def test_a_mail_goes_when_its_time_is_over(outcome: Outcome, statuses: str, months: int, kind: str) -> None:
    """To the day, and not before; of several members the longest time counts."""
    seen = view(message(1, outcome), statuses=statuses)
    end = months_later(DAY, months)
    assert due(seen, end - dt.timedelta(seconds=1)) == {}
    assert due(seen, end) == {1: kind}


@pytest.mark.parametrize(
    "seen",
    [
        view(message(1, Outcome.HELD), statuses="accepted"),
        view(message(1, Outcome.FAILED), statuses="accepted"),
        view(message(1, None), statuses="accepted"),
        view(message(1, Outcome.SUBMISSION, None), statuses="accepted"),
        view(message(1, Outcome.SUBMISSION), statuses="accepted ready"),
        view(message(1, Outcome.QUESTION)),
        view(message(99, Outcome.IGNORED)),
        view(
            message(1, Outcome.SUBMISSION),
            statuses="accepted",
            questions=(Question(1, 1, "a.pdf", 0, None, (), (), (), None),),
        ),
    ],
    ids=["held", "failed", "new", "reply to be written", "undecided", "nobody's", "gone already", "asked"],
)
def test_what_somebody_waits_for_is_kept(seen: LedgerView) -> None:
    """However old it is."""
    assert due(seen, DAY.replace(year=2124)) == {}


def test_the_same_bytes_go_together() -> None:
    """As long as one of two mails with the same bytes is to be kept, both are."""
    first, again = message(1, Outcome.IGNORED), message(2, Outcome.IGNORED)
    again = dataclasses.replace(again, sha256=first.sha256, fetched=DAY.replace(year=2025))
    assert due(view(first, again), DAY.replace(month=12)) == {}
    assert due(view(first, again), DAY.replace(year=2026)) == {1: "ignored", 2: "ignored"}


def test_without_settings_everything_is_kept() -> None:
    """For ever."""
    seen = view(message(1, Outcome.IGNORED))
    assert due(seen, DAY.replace(year=2124), RetentionSettings()) == {}


def test_a_late_decision_begins_the_time_anew() -> None:
    """It counts from the day on which staff decided."""
    seen = view(message(1, Outcome.SUBMISSION), statuses="accepted")
    late = Decision("M0001", "status", "accepted", "staff", DAY.replace(year=2026))
    later = LedgerView(seen.members, (), seen.messages, (), (), (*seen.decisions, late), seen.pledges)
    assert due(later, DAY.replace(year=2028)) == {}
    assert due(later, DAY.replace(year=2029)) == {1: "accepted"}


def test_months_end_where_the_month_ends() -> None:
    """The last day of January and one month is the last day of February."""
    assert months_later(DAY, 1) == DAY.replace(month=2, day=29)
    assert months_later(DAY, 12 * 9000).year == 9998
