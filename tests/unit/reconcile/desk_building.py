"""A ledger as it stands, made by hand: messages with their forms, members, the replies to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.config import ReplySettings
from pipeline.model import Mailbox
from pipeline.reconcile.asking_again import asked_again
from pipeline.reconcile.current import missing_fields
from pipeline.reconcile.replies import Desk, changed_replies, outdated_replies
from pipeline.reconcile.reply_facts import ByNumber, Reply, facts_of
from pipeline.records import (
    Decision,
    DraftKind,
    DraftRow,
    DraftState,
    LedgerView,
    Member,
    MemberValue,
    MessageRow,
    Outcome,
    PledgeRow,
    RunRow,
    Status,
    SubmissionRow,
)
from tests.unit.reconcile.building import CAMPAIGN, town, values_of

if TYPE_CHECKING:
    from pipeline.model import FieldValue
    from pipeline.reconcile.asking_again import Again
    from pipeline.reconcile.replies import Outdated
    from pipeline.records import ReplyChange

START = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)


def day(number: int) -> dt.datetime:
    """So many days after the first one."""
    return START + dt.timedelta(days=number)


@dataclass(slots=True)
class Ledger:
    """What the ledger shows; the methods say what happens, in its order."""

    members: dict[str, Member] = field(default_factory=dict)
    messages: list[MessageRow] = field(default_factory=list)
    submissions: list[SubmissionRow] = field(default_factory=list)
    pledges: list[PledgeRow] = field(default_factory=list)
    drafts: list[DraftRow] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    today: int | None = None

    @property
    def view(self) -> LedgerView:
        """All of it."""
        return LedgerView(
            tuple(self.members.values()),
            tuple(self.submissions),
            tuple(self.messages),
            tuple(self.drafts),
            () if self.today is None else (RunRow(1, day(self.today), None, None, 0, 0),),
            decisions=tuple(self.decisions),
            pledges=tuple(self.pledges),
        )

    # --- what happens --------------------------------------------------------------------------------

    def message(self, outcome: Outcome, *, sender: str = "rights@ronda.example", on: int = 0) -> MessageRow:
        """A mail."""
        number = len(self.messages) + 1
        row = MessageRow(number, "", f"{number:064}", "", day(on), day(on), Mailbox(sender), "", outcome, "")
        self.messages.append(row)
        return row

    def form(self, *members: str, update: bool = False, on: int = 0, **values: FieldValue | None) -> int:
        """A mail with a form of each member, which says what all members say but for `values`; gives its number."""
        row = self.message(Outcome.UPDATE if update else Outcome.SUBMISSION, on=on)
        ids = []
        for member in members:
            given = town("Ronda", "ronda.example", **values)
            ids.append(f"S{len(self.submissions) + 1:04}")
            told = SubmissionRow(ids[-1], row.sha256, "form", "en", day(on), member, values_of(given), (), "4")
            self.submissions.append(told)
            held = tuple(MemberValue(key, value, "form") for key, value in given.items())
            before = self.members.get(member)
            forms = (*(before.submissions if before else ()), ids[-1])
            status = Status.INCOMPLETE if missing_fields(held, CAMPAIGN) else Status.READY
            self.members[member] = Member(member, status, "4", held, forms, language="en")
        self.messages[-1] = replace(row, submissions=tuple(ids), member=members[0])
        return row.id

    def other(self, outcome: Outcome, member: str | None = None, *, on: int = 0) -> int:
        """Another mail: a pledge, something unreadable, a question."""
        row = self.message(outcome, on=on)
        self.messages[-1] = replace(row, member=member)
        if outcome is Outcome.PLEDGE and member:
            self.members.setdefault(member, Member(member, Status.PLEDGED, None, (), language="en"))
            self.pledges.append(PledgeRow(row.sha256, day(on), member, ()))
        return row.id

    def staff(self, member: str, status: Status | None = None, **values: FieldValue) -> None:
        """Staff set a status or values."""
        old = self.members[member]
        kept = tuple(each for each in old.values if each.field not in values)
        held = kept + tuple(MemberValue(key, value, "staff") for key, value in values.items())
        derived = Status.INCOMPLETE if missing_fields(held, CAMPAIGN) else Status.READY
        now = status or (derived if old.status in {Status.INCOMPLETE, Status.READY} else old.status)
        self.members[member] = replace(old, values=held, status=now)

    def reply(
        self,
        kind: DraftKind,
        message: int,
        *members: str,
        state: DraftState | None = DraftState.DRAFTED,
        on: int = 0,
        file: bool = False,
    ) -> DraftRow:
        """A reply that was drafted, from what is so now."""
        row = DraftRow(len(self.drafts) + 1, kind, message, "en", f"<{len(self.drafts)}>", members, day(on))
        known = ByNumber.of(self.view)
        facts = facts_of(Reply(kind, "en", known.messages[message], members), known, CAMPAIGN)
        written = replace(row, state=state, since=day(on), facts=facts, file="a.eml" if file else None)
        self.drafts.append(written if state else row)
        return self.drafts[-1]

    def withdraw(self, number: int, state: DraftState = DraftState.REPLACED) -> None:
        """A reply is to be taken back, and became what it became."""
        self.drafts[number - 1] = replace(self.drafts[number - 1], withdrawn=True, state=state)

    # --- what is decided -----------------------------------------------------------------------------

    def changes(self, *gone: int) -> tuple[ReplyChange, ...]:
        """What changes for the replies."""
        return changed_replies(Desk.of(self.view, CAMPAIGN), gone)

    def short(self) -> list[tuple[str, int, int | None]]:
        """The same: kind ("" for one that is only taken back), message, the number of what it comes instead of."""
        return [(each.kind.value if each.kind else "", each.message, each.instead) for each in self.changes()]

    def outdated(self) -> tuple[Outdated, ...]:
        """Edited replies that staff should look at."""
        return outdated_replies(self.view, CAMPAIGN)

    def again(self, on: int, *, days: int = 30, times: int = 2, months: int | None = None) -> Again:
        """Who is asked again on that day."""
        settings = ReplySettings(remind_after_days=days, remind_times=times, confirm_after_months=months)
        return asked_again(Desk.of(self.view, CAMPAIGN), self.view, settings, day(on))
