"""Who is this: a known member, surely a new one, or one that looks like a known one and needs a look.

The name alone never decides. Beside it stand what contradicts (country, kind, the body that the name speaks of, the
province) and what ties (addresses, telephones, people, own domains). What governments of other names have as well, such
as the domain of a network that writes for many, ties nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.reconcile.hosts import registrable
from pipeline.reconcile.identity import Identity, bears_name, contained, identity, near
from pipeline.reconcile.register import Register
from pipeline.reconcile.statuses import CLOSED
from pipeline.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.campaign.definition import Campaign
    from pipeline.records import Member


class Likeness(Enum):
    """How two identities stand to each other."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    ALIKE = "alike"  # two governments, as it seems; staff should know of the other
    OTHER = "other"


class Tie(Enum):
    """How sure it is that a form is its member's, and what staff should see to."""

    SURE = "sure"
    NAME = "name"  # a pledge of that name, nothing else
    ADDRESS = "address"  # a pledge that names nobody, sent from the same place
    KIND = "kind"  # the same people, but another kind of government than before
    STRANGER = "stranger"  # the same government, but from an address that never wrote for it


@dataclass(frozen=True, slots=True)
class Match:
    """The member that a submission belongs to; None: a new one, unless it is one of the `doubtful` ones."""

    member: str | None
    doubtful: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()  # of a new one: members that staff should compare it with
    tie: Tie = Tie.SURE

    @property
    def members(self) -> tuple[str, ...]:
        """All that it speaks of."""
        return (*((self.member,) if self.member else ()), *self.doubtful, *self.alike)


def match_member(who: Identity, members: Register | Iterable[tuple[Member, Identity]]) -> Match:
    """The member with this identity. The same name alone is never enough to merge silently."""
    register = members if isinstance(members, Register) else Register(members)
    holders = register.holders(who)
    found: dict[Likeness, list[tuple[Member, Identity]]] = {likeness: [] for likeness in Likeness}
    for member, other in register.like(who):
        found[compare(who, other, holders)].append((member, other))
    same = _open_ones(found[Likeness.SAME])
    if len(same) == 1:
        return Match(same[0][0].id, tie=_tie(who, same[0][1]))
    doubtful = same or found[Likeness.DOUBTFUL]
    if len(doubtful) == 1 and doubtful[0][0].status is Status.PLEDGED:
        member, other = doubtful[0]
        return Match(member.id, tie=Tie.NAME if other.name else Tie.ADDRESS)
    return Match(None, _ids(doubtful), () if doubtful else _ids(found[Likeness.ALIKE]))


def compare(who: Identity, other: Identity, holders: Mapping[str, frozenset[str]]) -> Likeness:
    """How two stand to each other, whichever of them came first.

    Args:
        who: the one.
        other: the other.
        holders: mark -> names of the governments that have it (`Register.holders` gives those of all members).
    """
    if _contradict(who.country, other.country):
        return Likeness.OTHER
    names = {who.name, other.name}
    common = {mark for mark in who.marks | who.writers if holders.get(mark, frozenset()) - names}
    if not (who.name and other.name):
        exact = bool(who.people & other.people - common)
        return Likeness.SAME if exact else Likeness.DOUBTFUL if _shared(who, other) - common else Likeness.OTHER
    if who.is_called_like(other) or _same_place(who, other):
        return _compare_namesakes(who, other, common)
    if _contradict(who.kind, other.kind):
        return Likeness.OTHER
    if _may_be_misspelt(who, other):
        return _compare_misspelt(who, other, common)
    perhaps = who.places & other.places or _shared(who, other) - common or _may_be_longer(who, other)
    return Likeness.ALIKE if perhaps else Likeness.OTHER


def same_applicant(one: Identity, other: Identity) -> bool:
    """Whether two forms of one message are copies of each other (Word and PDF)."""
    if not (one.name and other.name):
        return bool(one.people & other.people)
    if one.name != other.name or _contradict(one.country, other.country):
        return False
    if _other_body(one, other):
        return False
    if _contradict(one.kind, other.kind) or _contradict(one.within, other.within):
        return _same_people(one, other)
    return bool(one.people & other.people) or not (one.marks and other.marks)


def owner_of(
    senders: Sequence[str], members: Register | Iterable[tuple[Member, Identity]], campaign: Campaign
) -> str | None:
    """The one member whose own domain, or a person of which, wrote."""
    register = members if isinstance(members, Register) else Register(members)
    writers = identity({}, senders, campaign).writers
    addresses = {each for each in writers if "@" in each}
    owners = [
        member.id
        for member, who in register.having(writers)
        if writers & who.marks or addresses & who.writers or (not who.marks and writers & who.writers)
    ]
    return owners[0] if len(owners) == 1 else None


def _compare_namesakes(who: Identity, other: Identity, common: AbstractSet[str]) -> Likeness:
    """One name, or two names of one place."""
    own = who.marks & other.marks - common
    if _contradict(who.kind, other.kind) or _other_body(who, other):
        return _compare_kinds(who, other, exact=bool(who.people & other.people - common), own=bool(own))
    if _lie_apart(who, other):
        return Likeness.SAME if _same_people(who, other) else Likeness.DOUBTFUL if own else Likeness.ALIKE
    if _half_told(who.kind, other.kind) and (not who.sort or who.sort != other.sort):
        known = _same_writer(who, other) and _own_domain(who, other, common)
        return Likeness.SAME if _same_people(who, other) or known else Likeness.DOUBTFUL
    if who.ambiguous or other.ambiguous or _half_told(who.country, other.country):
        return Likeness.SAME if _same_people(who, other) or _own_domain(who, other, common) else Likeness.DOUBTFUL
    if not who.is_called_like(other):
        return Likeness.SAME if own else Likeness.DOUBTFUL
    placed = _same_place(who, other) and who.kind and other.kind and who.within and other.within
    return Likeness.SAME if _shared(who, other) - common or placed else Likeness.DOUBTFUL


def _compare_kinds(who: Identity, other: Identity, *, exact: bool, own: bool) -> Likeness:
    """Region and city, borough and city; or one government that ticked another box this time."""
    if exact and not _other_body(who, other):
        return Likeness.SAME if _same_people(who, other) else Likeness.DOUBTFUL
    return Likeness.ALIKE if own or not _contradict(who.kind, other.kind) else Likeness.OTHER


def _compare_misspelt(who: Identity, other: Identity, common: AbstractSet[str]) -> Likeness:
    """Nearly the same name, and not two towns that are both on the map: a slip of the pen, or another small town."""
    if _other_body(who, other) or _lie_apart(who, other):
        return Likeness.ALIKE
    if _same_people(who, other):
        return Likeness.SAME
    doubtful = who.listed is not other.listed or who.marks & other.marks - common
    return Likeness.DOUBTFUL if doubtful else Likeness.ALIKE


def _may_be_longer(who: Identity, other: Identity) -> bool:
    """Whether one name is the other with words that no list has: an office of the town, or something named after it."""
    one_listed = who.listed is not other.listed
    return who.country == other.country and one_listed and contained(who.name, other.name)


def _may_be_misspelt(who: Identity, other: Identity) -> bool:
    return who.country == other.country and not (who.listed and other.listed) and near(who.name, other.name)


def _same_place(one: Identity, other: Identity) -> bool:
    return one.place is not None and one.place == other.place


def _lie_apart(one: Identity, other: Identity) -> bool:
    """Whether their places or the provinces that they declare are two."""
    if _contradict(one.place, other.place):
        return True
    return _contradict(one.within, other.within) and not one.areas & other.areas


def _same_writer(one: Identity, other: Identity) -> bool:
    """Whether an address, and not only a house, is the same."""
    return any("@" in mark for mark in _shared(one, other))


def _half_told(one: str | None, other: str | None) -> bool:
    """Only one of the two says it: whether they contradict each other nobody knows."""
    return bool(one) is not bool(other)


def _own_domain(one: Identity, other: Identity, common: AbstractSet[str]) -> bool:
    """Whether both have a domain that is made of their name, and neither has another that the other has not."""
    shared = _shared(one, other) & one.hosts & other.hosts - common
    hosts = {registrable(each) for each in one.domains}, {registrable(each) for each in other.domains}
    known = not all(hosts) or hosts[0] == hosts[1]
    return known and any(bears_name(each, name) for each in shared for name in (one.name, other.name))


def _shared(who: Identity, other: Identity) -> frozenset[str]:
    """Marks that both have. That one address sent both says something only where there is nothing else to go by."""
    crossed = (who.marks & other.marks) | (who.writers & other.marks) | (who.marks & other.writers)
    return crossed if who.marks and other.marks else crossed | (who.writers & other.writers)


def _tie(who: Identity, other: Identity) -> Tie:
    if _contradict(who.kind, other.kind):
        return Tie.KIND
    return Tie.SURE if who.writers & (other.marks | other.writers) else Tie.STRANGER


def _same_people(one: Identity, other: Identity) -> bool:
    """Whoever leads and whoever answers: one of them alone may be a network's officer, who stands on many forms."""
    persons = {mark for mark in one.people & other.people if " " in mark}
    return len(persons) > 1


def _open_ones(found: list[tuple[Member, Identity]]) -> list[tuple[Member, Identity]]:
    return [each for each in found if each[0].status not in CLOSED] or found


def _ids(found: Iterable[tuple[Member, Identity]]) -> tuple[str, ...]:
    return tuple(member.id for member, _ in found)


def _contradict(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _other_body(one: Identity, other: Identity) -> bool:
    """Kota and kabupaten of one name: both are municipalities, and two of them."""
    return bool(one.bodies and other.bodies and not one.bodies & other.bodies)
