"""Of which values staff want to see the place: those they are asked to look at, or all. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.records import SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.records import LedgerView, Member, MemberValue

Which = Literal["doubtful", "all", "none"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One submission and the keys of its fields whose places are wanted."""

    submission: SubmissionRow
    fields: frozenset[str]


def wanted(view: LedgerView, which: Which, asked: Collection[tuple[str, str]], certain: float) -> tuple[Wanted, ...]:
    """The submissions with something to show, in their order.

    Args:
        view: the ledger's current state.
        which: `doubtful`: the current values of members that a review item is about (`asked`: member, field) or
            that were read with less than `certain`; `all`: every value of every submission.
        asked: what review items are about.
        certain: the confidence from which on a value stands unmarked.
    """
    if which == "none":
        return ()
    if which == "all":
        return tuple(_wanted(each, {value.field for value in each.values}) for each in view.submissions)
    fields: dict[str, set[str]] = {}
    for member in view.members:
        for value in _doubtful(member, asked, certain):
            fields.setdefault(value.submission or "", set()).add(value.field)
    return tuple(_wanted(each, fields[each.id]) for each in view.submissions if each.id in fields)


def _wanted(submission: SubmissionRow, fields: set[str]) -> Wanted:
    return Wanted(submission, frozenset(fields))


def _doubtful(member: Member, asked: Collection[tuple[str, str]], certain: float) -> Iterator[MemberValue]:
    for value in member.values:
        if value.submission is not None and (value.confidence < certain or (member.id, value.field) in asked):
            yield value
