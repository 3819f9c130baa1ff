"""What tells one government from another: its name and place, and the people and addresses that only it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from anyascii import anyascii
from rapidfuzz.distance import OSA

from pipeline.campaign.definition import FieldType
from pipeline.reconcile.hosts import own_domain, registrable
from pipeline.reconcile.names import bodies_of, core_name
from pipeline.reconcile.places import name_is_known, places_of, sort_of, subdivisions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue

_SHORT: Final = 5  # letters; in shorter names any other letter makes another name
_LONG: Final = 9  # letters; two slips of the pen are likely only in names as long as this
_TELLING: Final = 5  # letters of a word of the name that may stand in a domain by intent


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one government from another; None or empty where it is not known."""

    name: str
    country: str | None = None
    kind: str | None = None
    within: str = ""
    sort: str = ""  # "town" or "area", by the kind, else by what the name speaks of
    bodies: frozenset[str] = frozenset()  # kinds of body that the name speaks of
    people: frozenset[str] = frozenset()  # addresses, telephones and persons that the form names
    domains: frozenset[str] = frozenset()  # of the form's addresses and sites
    writers: frozenset[str] = frozenset()  # addresses that sent it, and their domains
    places: frozenset[str] = frozenset()  # ids of the gazetteer: the one that it is at, or those that it may be at
    listed: bool = False  # whether the gazetteer has anything of that name in the country
    areas: frozenset[str] = frozenset()  # ISO 3166-2 codes that `within` may mean
    names: frozenset[str] = frozenset()  # what it was called before, in other languages for one

    @property
    def marks(self) -> frozenset[str]:
        """All that its forms say of their own."""
        return self.people | self.domains

    @property
    def hosts(self) -> frozenset[str]:
        """All domains of its own and of those who wrote for it."""
        return self.domains | {each for each in self.writers if "@" not in each}

    def is_called_like(self, other: Identity) -> bool:
        """Whether both were ever called the same."""
        return bool(({self.name} | self.names) & ({other.name} | other.names) - {""})

    @property
    def place(self) -> str | None:
        """The place where it surely is."""
        return next(iter(self.places)) if len(self.places) == 1 else None

    @property
    def ambiguous(self) -> bool:
        """Whether it may be at several places."""
        return len(self.places) > 1


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
    core = core_name(name or "")
    places = places_of(values, campaign)
    return Identity(
        name=core,
        country=country,
        kind=kind,
        within=core_name(within or ""),
        sort=sort_of(name or "", kind, campaign),
        bodies=bodies_of(name or ""),
        people=frozenset((persons | direct) - {""}),
        domains=_domains((text for type_, text in given if type_ in {FieldType.EMAIL, FieldType.URL}), core),
        writers=frozenset(address.lower() for address in senders) | _domains(senders, core),
        places=frozenset(each.id for each in places),
        listed=bool(places) or name_is_known(core, country),
        areas=frozenset(subdivisions_of(within or "", country)),
    )


def near(one: str, other: str) -> bool:
    """Whether two folded names differ by a slip of the pen at most; numbers never do."""
    first, second = one.replace(" ", ""), other.replace(" ", "")
    shorter = min(len(first), len(second))
    if shorter < _SHORT or _digits(first) != _digits(second):
        return False
    slips = 1 if shorter < _LONG else 2
    return OSA.distance(first, second, score_cutoff=slips) <= slips


def contained(one: str, other: str) -> bool:
    """Whether one folded name is the other with words before or behind it: "the mayor's office of Leeds"."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) >= _SHORT and (longer.startswith(f"{shorter} ") or longer.endswith(f" {shorter}"))


def bears_name(domain: str, name: str) -> bool:
    """Whether a domain is made of a folded name: sanjuan.gob.ar of San Juan, villejuif.fr of Villejuif."""
    label = registrable(domain).partition(".")[0].replace("-", "")
    words = [word for word in name.split() if len(word) >= _TELLING]
    return bool(name) and (name.replace(" ", "") in label or any(word in label for word in words))


def _domains(texts: Iterable[str], name: str) -> frozenset[str]:
    """Hosts, and of a department's host the government's own domain: rights.city.example is city.example's."""
    hosts = {own_domain(text) for text in texts} - {""}
    return frozenset(hosts | {registrable(host) for host in hosts if bears_name(host, name)})


def _person(name: str) -> str:
    """A person's name however it is ordered and accented; "" for a single word, which many share."""
    words = anyascii(name).lower().replace(",", " ").split()
    return " ".join(sorted(words)) if len(words) > 1 else ""


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
