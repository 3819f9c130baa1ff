"""How the campaign grew: members, forms and pledges, month by month. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.statuses import COUNTED
from pipeline.review.page.groups import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import LedgerView

_MOST: Final = 120  # months; what is older counts from the first of them on
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many came in it, and how many there were at its end."""

    first: dt.date
    new: dict[Group, int]
    all: dict[Group, int]


def over_time(view: LedgerView, until: dt.datetime) -> tuple[Month, ...]:
    """The months from the first that anything is known of to that of `until`; none where nothing is known.

    A member counts from when staff accepted it, a form from the first of its member, a pledge from the first mail that
    declares it or from the day on which staff entered it, also where a form followed. Dates of mail can be anything:
    what lies ahead counts as of now.
    """
    last = _number(until)
    counts = {group: Counter(min(_number(each), last) for each in found) for group, found in _moments(view).items()}
    known = [month for each in counts.values() for month in each]
    if not known:
        return ()
    first = max(min(known), last - _MOST + 1)
    return tuple(_months(counts, first, last))


def _moments(view: LedgerView) -> dict[Group, Iterable[dt.datetime]]:
    entered = [(each.id, each.joined or each.entered) for each in view.members if each.entered is not None]
    return {
        Group.MEMBER: [each.accepted for each in view.members if each.accepted and each.status in COUNTED],
        Group.FORM: _firsts((each.member, each.received) for each in view.submissions),
        Group.PLEDGE: _firsts((*((each.member, each.received) for each in view.pledges), *entered)),
    }


def _firsts(found: Iterable[tuple[str, dt.datetime | None]]) -> list[dt.datetime]:
    first: dict[str, dt.datetime] = {}
    for member, moment in found:
        if moment is not None:
            first[member] = min(moment, first.get(member, moment))
    return list(first.values())


def _months(counts: dict[Group, Counter[int]], first: int, last: int) -> Iterator[Month]:
    total = {group: sum(n for month, n in each.items() if month < first) for group, each in counts.items()}
    for month in range(first, last + 1):
        new = {group: each[month] for group, each in counts.items()}
        total = {group: total[group] + new[group] for group in total}
        yield Month(dt.date(month // _YEAR, month % _YEAR + 1, 1), new, total)


def _number(moment: dt.datetime) -> int:
    return moment.year * _YEAR + moment.month - 1
