"""Who is this: a known member, surely a new one, or one that looks like a known one and needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.model import Status
from pipeline.reconcile.names import core_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue, Member

_SHARED_HOSTS: Final = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "yahoo.fr", "yahoo.es"}
    | {"icloud.com", "aol.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "orange.fr", "free.fr", "naver.com"}
    | {"daum.net", "proton.me", "protonmail.com", "mail.ru", "yandex.com", "qq.com", "163.com"}
)
"""Hosts where anybody can have an address: the same one says nothing about who writes."""


class Likeness(Enum):
    """How two identities with the same name stand to each other."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one government from another; None or empty where it is not known."""

    name: str
    country: str | None
    kind: str | None
    within: str
    domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The member that a submission belongs to; None: a new one, unless it is one of the `doubtful` ones."""

    member: str | None
    doubtful: tuple[str, ...] = ()
    by_name: bool = False  # a pledge that nothing but its name ties to the form: staff look at it


def identity(values: Mapping[str, FieldValue], senders: Sequence[str], campaign: Campaign) -> Identity:
    """The identity that values (field -> normal form) and the addresses that sent them tell."""
    asked = campaign.identity
    name, country, kind, within = (
        str(values[key]) if key and key in values else None
        for key in (asked.name, asked.country, asked.kind, asked.within)
    )
    addresses = [str(values[f.key]) for f in campaign.fields if f.type is FieldType.EMAIL and f.key in values]
    sites = [str(values[f.key]) for f in campaign.fields if f.type is FieldType.URL and f.key in values]
    domains = {_domain(text) for text in (*addresses, *sites, *senders)} - {""}
    return Identity(core_name(name or ""), country, kind, core_name(within or ""), frozenset(domains))


def match_member(who: Identity, members: Sequence[tuple[Member, Identity]]) -> Match:
    """The member with this identity. The same name alone is never enough to merge silently."""
    if not who.name:
        return Match(None)
    likeness = [(member, _compare(who, other)) for member, other in members if other.name == who.name]
    same = [member.id for member, how in likeness if how is Likeness.SAME]
    if len(same) == 1:
        return Match(same[0])
    doubtful = [member for member, how in likeness if how is Likeness.DOUBTFUL]
    if not same and len(doubtful) == 1 and doubtful[0].status is Status.PLEDGED:
        return Match(doubtful[0].id, by_name=True)
    return Match(None, tuple(same) or tuple(member.id for member in doubtful))


def _compare(who: Identity, other: Identity) -> Likeness:
    """Two with the same name. Region and city, borough and city, homonyms of one country are different."""
    if _contradict(who.country, other.country) or _contradict(who.kind, other.kind):
        return Likeness.OTHER
    if who.domains & other.domains:
        return Likeness.SAME
    if _contradict(who.within, other.within):
        return Likeness.OTHER
    known = who.country and other.country and who.kind and other.kind
    return Likeness.SAME if known and who.within and other.within else Likeness.DOUBTFUL


def _contradict(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _domain(address: str) -> str:
    """The domain of an e-mail address or URL without "www."; "" for hosts that anybody can have an address at."""
    host = address.rpartition("@")[2] if "@" in address else address.partition("//")[2].partition("/")[0]
    host = host.lower().removeprefix("www.").partition(":")[0]
    return "" if host in _SHARED_HOSTS else host
