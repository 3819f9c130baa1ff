"""Who is this: a known member, surely a new one, or one that looks like a known one and needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.model import Finding, Severity
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


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one government from another; None where it is not known."""

    name: str
    country: str | None
    kind: str | None
    domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The member that a submission belongs to (None: a new one) and what staff should compare."""

    member: str | None
    findings: tuple[Finding, ...] = ()


def identity(values: Mapping[str, FieldValue], senders: Sequence[str], campaign: Campaign) -> Identity:
    """The identity that values (field -> normal form) and the addresses that sent them tell."""
    name, country, kind = (
        _text(values, key) for key in (campaign.identity.name, campaign.identity.country, campaign.identity.kind)
    )
    addresses = [str(values[f.key]) for f in campaign.fields if f.type is FieldType.EMAIL and f.key in values]
    sites = [str(values[f.key]) for f in campaign.fields if f.type is FieldType.URL and f.key in values]
    domains = {_domain(text) for text in (*addresses, *sites, *senders)} - {""}
    return Identity(core_name(name or ""), country, kind, frozenset(domains))


def match_member(who: Identity, members: Sequence[tuple[Member, Identity]]) -> Match:
    """The member with this identity. The same name alone is never enough to merge silently."""
    if not who.name:
        return Match(None)
    namesakes = [(member, other) for member, other in members if other.name == who.name and _may_be(who, other)]
    sure = [member for member, other in namesakes if _is(who, other)]
    if len(sure) == 1:
        return Match(sure[0].id)
    doubtful = sure or [member for member, _ in namesakes]
    return Match(None, tuple(_resembles(member) for member in doubtful))


def _may_be(who: Identity, other: Identity) -> bool:
    """Whether nothing speaks against it: another country always does."""
    return not (who.country and other.country and who.country != other.country)


def _is(who: Identity, other: Identity) -> bool:
    """Same country and kind; where one of them is not known, a domain of their own must be the same."""
    if who.kind and other.kind and who.kind != other.kind:
        return False
    known = bool(who.country and other.country and who.kind and other.kind)
    return known or bool(who.domains & other.domains)


def _resembles(member: Member) -> Finding:
    text = f"Has the name of {member.id}, but not surely the same government: compare the two."
    return Finding("resembles-member", Severity.WARNING, text)


def _text(values: Mapping[str, FieldValue], key: str | None) -> str | None:
    value = values.get(key) if key else None
    return str(value) if value is not None else None


def _domain(address: str) -> str:
    """The domain of an e-mail address or URL without "www."; "" for hosts that anybody can have an address at."""
    host = address.rpartition("@")[2] if "@" in address else address.partition("//")[2].partition("/")[0]
    host = host.lower().removeprefix("www.").partition(":")[0]
    return "" if host in _SHARED_HOSTS else host
