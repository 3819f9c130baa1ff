"""The members by world region: what the map shows, as a list. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.review.page.groups import Group, group_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.records import Member

_LISTED: Final = 60  # of a region; the workbook has all
_ORDER: Final = tuple(Group)


@dataclass(frozen=True, slots=True)
class Region:
    """One world region. `name` is None where the country is not known; `left` are not listed."""

    name: str | None
    counts: dict[Group, int]
    listed: tuple[tuple[str, Group], ...]
    left: int

    @property
    def total(self) -> int:
        """All that are in it."""
        return sum(self.counts.values())


def regions(members: Sequence[Member], named: Callable[[Member], str]) -> tuple[Region, ...]:
    """The regions, the largest first, the unknown last; in each the members before forms before pledges."""
    found: dict[str | None, list[tuple[Member, Group]]] = {}
    for member in members:
        group = group_of(member)
        if group is not None:
            found.setdefault(member.world_region, []).append((member, group))
    made = [_region(name, each, named) for name, each in found.items()]
    return tuple(sorted(made, key=lambda each: (each.name is None, -each.total, each.name or "")))


def _region(name: str | None, members: list[tuple[Member, Group]], named: Callable[[Member], str]) -> Region:
    counts = {group: sum(each is group for _, each in members) for group in _ORDER}
    members.sort(key=lambda each: _ORDER.index(each[1]))
    listed = tuple((named(member), group) for member, group in members[:_LISTED])
    return Region(name, counts, listed, len(members) - len(listed))
