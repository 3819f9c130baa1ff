"""The members as they are looked up: by name, by place, by what only they have, and by names that are nearly theirs.

Whoever is asked for is compared with the few that have something in common with it, however many members there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.reconcile.identity import contained, near
from pipeline.reconcile.statuses import CLOSED
from pipeline.records import Member

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from pipeline.reconcile.identity import Identity

_ENDS: Final = 3  # letters at either end of a name; a slip of the pen leaves one of the ends alone
_MOST_HOLDERS: Final = 2  # what governments of more names have ties nobody
_Known = tuple[Member, "Identity"]


class Register:
    """Members with their identities; `put` keeps it up to date."""

    def __init__(self, members: Iterable[_Known] = ()) -> None:
        self._members: dict[str, _Known] = {}
        self._having: defaultdict[Hashable, list[str]] = defaultdict(list)
        self._holders: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for member, who in members:
            self.put(member, who)

    def put(self, member: Member, who: Identity) -> None:
        """Add a member, or renew it."""
        self._take_out(member.id)
        self._members[member.id] = member, who
        for key in _keys(who):
            self._having[key].append(member.id)
        for mark in _held(member, who):
            self._holders[mark][who.name] += 1

    def get(self, member: str) -> _Known | None:
        """The member of that id with its identity."""
        return self._members.get(member)

    def holders(self, who: Identity) -> Mapping[str, frozenset[str]]:
        """Mark of `who` -> names of the governments that have it, three of them at most: more tell no more."""
        return {
            mark: frozenset(islice(self._holders[mark], _MOST_HOLDERS + 1))
            for mark in who.marks | who.writers
            if mark in self._holders
        }

    def like(self, who: Identity) -> list[_Known]:
        """All that can be anything but another government, in the order of their ids."""
        found = {
            member
            for key in _keys(who)
            if not (isinstance(key, str) and len(self._holders.get(key, ())) > _MOST_HOLDERS)
            for member in self._having.get(key, ())
            if not isinstance(key, tuple) or key[0] != "end" or _resemble(who.name, self._members[member][1].name)
        }
        return [self._members[each] for each in sorted(found, key=lambda each: (len(each), each))]

    def having(self, marks: Iterable[str]) -> list[_Known]:
        """The members that have one of these addresses or domains."""
        found = {member for mark in marks for member in self._having.get(mark, ())}
        return [self._members[each] for each in sorted(found)]

    def _take_out(self, number: str) -> None:
        if number not in self._members:
            return
        member, who = self._members.pop(number)
        for key in _keys(who):
            self._having[key].remove(number)
        for mark in _held(member, who):
            self._holders[mark][who.name] -= 1
            if not self._holders[mark][who.name]:
                del self._holders[mark][who.name]


def _keys(who: Identity) -> Iterator[Hashable]:
    """What it can be found by: marks as they are, all else with a word before it."""
    yield from who.marks | who.writers
    if who.name:
        yield from (("name", each) for each in {who.name} | who.names)
        compact = who.name.replace(" ", "")
        yield from {("end", who.country, compact[:_ENDS]), ("end", who.country, compact[-_ENDS:], "")}
    yield from (("place", each) for each in who.places)


def _resemble(one: str, other: str) -> bool:
    return near(one, other) or contained(one, other)


def _held(member: Member, who: Identity) -> frozenset[str]:
    """Its marks. Applicants that staff closed do not count: often they are doubles."""
    return who.marks | who.writers if who.name and member.status not in CLOSED else frozenset()
