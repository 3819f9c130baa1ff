"""Every value that was ever given of a member: by whom, when, where it stood, and until when it held. Pure.

A new mayor is a change of the day on which the form came, not a conflict: the one before held until then, with all that
was said of him or her.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pipeline.model import FieldValue, Source
from pipeline.reconcile.current import outdated
from pipeline.records import Decision, MemberValue, PledgeRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.model import Value
    from pipeline.records import LedgerView, Member

_NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)

Moment = dt.datetime | None


class Way(StrEnum):
    """How a value came to be."""

    FIRST = "first"  # nothing stood there before
    CHANGED = "changed"  # instead of another
    AGAIN = "again"  # said once more
    OVERRULED = "overruled"  # a form said so where staff had set something else
    EMPTIED = "emptied"  # staff took it away
    GIVEN_BACK = "given back"  # staff took their own word back
    MERGED = "merged"  # another member was found to be this one
    ENTERED = "entered"  # staff entered the member by hand
    MISREAD = "misread"  # a form was read so until it was read again


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was given. `by` is "form", "pledge" or whoever of staff said it."""

    member: str
    at: Moment
    field: str  # of the campaign, "status" or one of the words about members; "" where the member as a whole is meant
    value: FieldValue | None
    way: Way
    by: str
    was: FieldValue | None = None
    until: Moment = None  # None: it holds, or it never held
    submission: str | None = None
    document: str = ""
    source: Source | None = None
    raw: str = ""
    confidence: float | None = None


def history_of(view: LedgerView, campaign: Campaign) -> tuple[Change, ...]:
    """All of it, member by member, each in the order of time."""
    said: dict[str, list[_Event]] = defaultdict(list)
    fetched = {message.sha256: message.fetched for message in view.messages}
    for pledge in view.pledges:
        said[pledge.member].append(_Event(_arrived(pledge, fetched), pledge))
    for submission in view.submissions:
        said[submission.member].append(_Event(_arrived(submission, fetched), submission))
    for decision in view.decisions:
        said[decision.member].append(_Event(decision.at, decision))
    misread: dict[str, list[Change]] = defaultdict(list)
    for change in _misread(view, fetched):
        misread[change.member].append(change)
    merged: dict[str, list[Change]] = defaultdict(list)
    for merge in view.merges:
        merged[merge.into].append(Change(merge.into, merge.at, "", merge.member, Way.MERGED, merge.by))
    return tuple(
        change
        for member in view.members
        for change in _in_time(
            [
                *_entered(member),
                *merged[member.id],
                *misread[member.id],
                *_told(member.id, said[member.id], campaign),
            ]
        )
    )


def _misread(view: LedgerView, fetched: dict[str, dt.datetime]) -> Iterator[Change]:
    """What forms were thought to say until they were read again."""
    for earlier in view.earlier:
        given = earlier.submission
        for value in (each for each in given.values if each.field in earlier.otherwise):
            yield replace(_change(given, value, _arrived(given, fetched)), way=Way.MISREAD, until=earlier.until)


def _change(given: PledgeRow | SubmissionRow, value: Value, at: dt.datetime) -> Change:
    form = given if isinstance(given, SubmissionRow) else None
    return Change(
        given.member,
        at,
        value.field,
        value.value,
        Way.FIRST,
        "form" if form else "pledge",
        submission=form.id if form else None,
        document=form.document if form else "",
        source=value.source,
        raw=value.raw,
        confidence=value.confidence,
    )


@dataclass(frozen=True, slots=True)
class _Event:
    at: dt.datetime
    what: PledgeRow | SubmissionRow | Decision


def _arrived(given: PledgeRow | SubmissionRow, fetched: dict[str, dt.datetime]) -> dt.datetime:
    """When it was received, but never later than when it was fetched: a forged date makes nothing the newest."""
    limit = fetched.get(given.message)
    if given.received is None or limit is None:
        return limit or given.received or _NEVER
    return min(given.received, limit)


def _entered(member: Member) -> list[Change]:
    return [Change(member.id, member.entered, "", None, Way.ENTERED, "staff")] if member.entered else []


def _in_time(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=lambda each: each.at or _NEVER)


def _told(member: str, events: Sequence[_Event], campaign: Campaign) -> list[Change]:
    """What forms, pledges and staff said, each with the time until which it held."""
    book = _Book(member, [], {}, {})
    for event in sorted(events, key=lambda each: each.at):
        if isinstance(event.what, Decision):
            book.decide(event.what)
        else:
            book.read(event.what, event.at, campaign)
    return book.changes


@dataclass
class _Book:
    """The changes so far; `standing` and `formal` hold the index of what stands, and of what forms said last."""

    member: str
    changes: list[Change]
    standing: dict[str, int]
    formal: dict[str, int]

    def read(self, given: PledgeRow | SubmissionRow, at: dt.datetime, campaign: Campaign) -> None:
        """What a form or a pledge says; who is no longer in office goes with all that was said of them."""
        now = {key: self._value(index) for key, index in self.standing.items()}
        for key in outdated(now, given.values, campaign):
            if key in self.standing and not self._is_of_staff(key):
                self._close(key, at)
        for value in given.values:
            self._read(value, given, at)

    def _read(self, value: Value, given: PledgeRow | SubmissionRow, at: dt.datetime) -> None:
        way, was = self._way(value.field, value.value), self._was(value.field)
        change = replace(_change(given, value, at), way=way, was=was)
        index = self._add(change)
        self.formal[value.field] = index
        if change.way in {Way.FIRST, Way.CHANGED}:
            self._stand(value.field, index, at)

    def decide(self, decision: Decision) -> None:
        """What staff said."""
        field = decision.field
        value, way = decision.value, self._way(field, decision.value, by_staff=True)
        if decision.released:
            value = self.changes[self.formal[field]].value if field in self.formal else None
            way = Way.GIVEN_BACK
        elif value is None:
            way = Way.EMPTIED
        change = Change(self.member, decision.at, field, value, way, decision.by, self._was(field))
        index = self._add(change)
        if value is None:
            self._close(field, decision.at)
        elif way is not Way.AGAIN or not self._is_of_staff(field):
            self._stand(field, index, decision.at)

    def _way(self, field: str, value: FieldValue | None, *, by_staff: bool = False) -> Way:
        if field not in self.standing:
            return Way.FIRST
        if self.changes[self.standing[field]].value == value:
            return Way.AGAIN
        return Way.OVERRULED if self._is_of_staff(field) and not by_staff else Way.CHANGED

    def _was(self, field: str) -> FieldValue | None:
        return self.changes[self.standing[field]].value if field in self.standing else None

    def _is_of_staff(self, field: str) -> bool:
        change = self.changes[self.standing[field]] if field in self.standing else None
        return change is not None and change.by not in {"form", "pledge"} and change.way is not Way.GIVEN_BACK

    def _add(self, change: Change) -> int:
        self.changes.append(change)
        return len(self.changes) - 1

    def _stand(self, field: str, index: int, at: dt.datetime) -> None:
        self._close(field, at)
        self.standing[field] = index

    def _close(self, field: str, at: dt.datetime) -> None:
        index = self.standing.pop(field, None)
        if index is not None:
            self.changes[index] = replace(self.changes[index], until=at)

    def _value(self, index: int) -> MemberValue:
        change = self.changes[index]
        return MemberValue(change.field, change.value or "", "form")


def latest_first(changes: Iterable[Change]) -> list[Change]:
    """All changes of all members, the newest first."""
    return sorted(changes, key=lambda each: each.at or _NEVER, reverse=True)
