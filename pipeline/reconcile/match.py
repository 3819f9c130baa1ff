"""Who is this: a known member, surely a new one, or one that looks like a known one and needs a look.

The name alone never decides. Beside it stand what contradicts (country, kind, the body that the name speaks of, the
province) and what ties (addresses, telephones, people, own domains). What governments of other names have as well, such
as the domain of a network that writes for many, ties nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

from pipeline.campaign.definition import FieldType
from pipeline.reconcile.hosts import own_domain
from pipeline.reconcile.names import bodies_of, core_name
from pipeline.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue
    from pipeline.records import Member

_CLOSED: Final = (Status.DECLINED, Status.WITHDRAWN)


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
class Identity:
    """What tells one government from another; None or empty where it is not known."""

    name: str
    country: str | None = None
    kind: str | None = None
    within: str = ""
    bodies: frozenset[str] = frozenset()  # kinds of body that the name speaks of
    people: frozenset[str] = frozenset()  # addresses, telephones and persons that the form names
    domains: frozenset[str] = frozenset()  # of the form's addresses and sites
    writers: frozenset[str] = frozenset()  # addresses that sent it, and their domains

    @property
    def marks(self) -> frozenset[str]:
        """All that its forms say of their own."""
        return self.people | self.domains


@dataclass(frozen=True, slots=True)
class Match:
    """The member that a submission belongs to; None: a new one, unless it is one of the `doubtful` ones."""

    member: str | None
    doubtful: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()  # of a new one: members that staff should compare it with
    tie: Tie = Tie.SURE


def identity(values: Mapping[str, FieldValue], senders: Sequence[str], campaign: Campaign) -> Identity:
    """The identity that values (field -> normal form) and the addresses that sent them tell."""
    asked = campaign.identity
    name, country, kind, within = (
        str(values[key]) if key and key in values else None
        for key in (asked.name, asked.country, asked.kind, asked.within)
    )
    given = [(field.type, str(values[field.key])) for field in campaign.fields if field.key in values]
    persons = {_person(text) for type_, text in given if type_ is FieldType.PERSON}
    direct = {text.lower() for type_, text in given if type_ in {FieldType.EMAIL, FieldType.PHONE}}
    return Identity(
        name=core_name(name or ""),
        country=country,
        kind=kind,
        within=core_name(within or ""),
        bodies=bodies_of(name or ""),
        people=frozenset((persons | direct) - {""}),
        domains=_domains(text for type_, text in given if type_ in {FieldType.EMAIL, FieldType.URL}),
        writers=frozenset(address.lower() for address in senders) | _domains(senders),
    )


def match_member(who: Identity, members: Sequence[tuple[Member, Identity]]) -> Match:
    """The member with this identity. The same name alone is never enough to merge silently."""
    holders = _holders(members)
    found: dict[Likeness, list[tuple[Member, Identity]]] = {likeness: [] for likeness in Likeness}
    for member, other in members:
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
        holders: mark -> names of the governments that have it (`match_member` gives those of all members).
    """
    if _contradict(who.country, other.country):
        return Likeness.OTHER
    common = {mark for mark in who.marks | who.writers if len(holders.get(mark, frozenset()) | _named(who, other)) > 1}
    exact = bool(who.people & other.people - common)
    own = bool(who.marks & other.marks - common)
    tied = bool(_shared(who, other) - common)
    if not (who.name and other.name):
        return Likeness.SAME if exact else Likeness.DOUBTFUL if tied else Likeness.OTHER
    if who.name != other.name:
        return _compare_others(who, other, holders)
    if _contradict(who.kind, other.kind) or _other_body(who, other):
        return _compare_kinds(who, other, exact=exact, own=own)
    if _contradict(who.within, other.within):
        return Likeness.SAME if _same_people(who, other) else Likeness.DOUBTFUL if own else Likeness.ALIKE
    placed = who.country and other.country and who.kind and other.kind and who.within and other.within
    return Likeness.SAME if tied or placed else Likeness.DOUBTFUL


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


def owner_of(senders: Sequence[str], members: Sequence[tuple[Member, Identity]], campaign: Campaign) -> str | None:
    """The one member whose own domain, or a person of which, wrote."""
    writers = identity({}, senders, campaign).writers
    addresses = {each for each in writers if "@" in each}
    owners = [
        member.id
        for member, who in members
        if writers & who.marks or addresses & who.writers or (not who.marks and writers & who.writers)
    ]
    return owners[0] if len(owners) == 1 else None


def _compare_kinds(who: Identity, other: Identity, *, exact: bool, own: bool) -> Likeness:
    """Region and city, borough and city; or one government that ticked another box this time."""
    if exact and not _other_body(who, other):
        return Likeness.SAME if _same_people(who, other) else Likeness.DOUBTFUL
    return Likeness.ALIKE if own or not _contradict(who.kind, other.kind) else Likeness.OTHER


def _compare_others(who: Identity, other: Identity, holders: Mapping[str, frozenset[str]]) -> Likeness:
    """Two names: perhaps one government in two languages, where both have what nobody else has."""
    if _contradict(who.kind, other.kind):
        return Likeness.OTHER
    shared = {mark for mark in _shared(who, other) if len(holders.get(mark, frozenset()) - {who.name, other.name}) == 0}
    return Likeness.ALIKE if shared else Likeness.OTHER


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


def _named(who: Identity, other: Identity) -> frozenset[str]:
    return frozenset({who.name, other.name} - {""})


def _holders(members: Iterable[tuple[Member, Identity]]) -> dict[str, frozenset[str]]:
    """Mark -> names that have it. Applicants that staff closed do not count: often they are doubles."""
    holders: dict[str, set[str]] = {}
    for member, who in members:
        if who.name and member.status not in _CLOSED:
            for mark in who.marks | who.writers:
                holders.setdefault(mark, set()).add(who.name)
    return {mark: frozenset(names) for mark, names in holders.items()}


def _open_ones(found: list[tuple[Member, Identity]]) -> list[tuple[Member, Identity]]:
    return [each for each in found if each[0].status not in _CLOSED] or found


def _ids(found: Iterable[tuple[Member, Identity]]) -> tuple[str, ...]:
    return tuple(member.id for member, _ in found)


def _contradict(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _other_body(one: Identity, other: Identity) -> bool:
    """Kota and kabupaten of one name: both are municipalities, and two of them."""
    return bool(one.bodies and other.bodies and not one.bodies & other.bodies)


def _domains(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(own_domain(text) for text in texts) - {""}


def _person(name: str) -> str:
    """A person's name however it is ordered and accented; "" for a single word, which many share."""
    words = anyascii(name).lower().replace(",", " ").split()
    return " ".join(sorted(words)) if len(words) > 1 else ""
