"""The pairs: two governments as their forms tell, what they have in common, and whether they are one.

A line of `pairs.tsv`: kind, country, evidence, place (of one government; else empty), then name, kind and province of
the member and of the newcomer, and the newcomer's country where it is another. People and hosts are invented from the
number of the line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import FieldValue

FILE: Final = Path(__file__).parent / "pairs.tsv"
UNTUNED: Final = "letterhead"
"""A kind of pairs that are all kept apart."""
NETWORK: Final = "office@network.example"
Form = tuple[dict[str, "FieldValue"], str]
"""Values and the address that sent them."""
Evidence = Callable[[Form, Form, str, int], Form]
"""The member's form, a newcomer's with nothing in common, the member's host, the number: the newcomer's form."""


@dataclass(frozen=True)
class Side:
    """A government as it declares itself."""

    name: str
    kind: str
    within: str


@dataclass(frozen=True)
class Pair:
    """A member and a newcomer; `place` is set where they are one government."""

    kind: str
    country: str
    evidence: str
    one: Side
    other: Side
    place: str = ""
    country_of_other: str = ""

    @property
    def same(self) -> bool:
        """Whether the newcomer is the member."""
        return bool(self.place)

    @property
    def published(self) -> bool:
        """Whether the member is one of the campaign's published ones, which stand in several pairs."""
        return self.kind in {"published", "neighbour"}

    def line(self) -> str:
        """As in the file."""
        sides = (each for side in (self.one, self.other) for each in (side.name, side.kind, side.within))
        return "\t".join((self.kind, self.country, self.evidence, self.place, *sides, self.country_of_other))


def read_pairs() -> list[Pair]:
    """All pairs, in the order of the file."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        kind, country, evidence, place, *sides, abroad = line.split("\t")
        found.append(Pair(kind, country, evidence, Side(*sides[:3]), Side(*sides[3:]), place, abroad))
    return found


def forms_of(pair: Pair, number: int) -> tuple[Form, Form]:
    """Both forms, with people and addresses as the evidence says."""
    mine = _host(pair, number)
    one = _form(pair.one, pair.country, f"{number}", mine)
    country = pair.country_of_other or pair.country
    fresh = _form(pair.other, country, f"{number} New", f"other{number}.example")
    return one, _EVIDENCE[pair.evidence](one, fresh, mine, number)


def _host(pair: Pair, number: int) -> str:
    """Half of the towns have their name in their domain; who writes from a public provider or a network has none."""
    public = {"public": "gmail.com", "network": "network.example"}
    if pair.evidence in public and not pair.published:
        return public[pair.evidence]
    word = "".join(char for char in anyascii(pair.one.name.split()[-1]).lower() if char.isalnum())
    return f"{word or 'town'}{number}.example" if number % 2 else f"h{number}.example"


def _form(side: Side, country: str, who: str, host: str) -> Form:
    slug = who.replace(" ", "").lower()
    values: dict[str, FieldValue] = {
        "government_name": side.name,
        "government_type": side.kind,
        "country": country,
        "leader_name": f"Leader{slug} {_spelt(slug)}",
        "contact_name": f"Contact{slug} {_spelt(slug)}",
        "contact_email": f"person{slug}@{host}",
        "contact_phone": f"+99{abs(hash_of(slug)) % 10**9:09}",
    }
    if host not in {"gmail.com", "network.example"}:
        values["website"] = f"https://www.{host}/"
    if side.within:
        values["subdivision"] = side.within
    return values, str(values["contact_email"])


def _department(_one: Form, fresh: Form, host: str, number: int) -> Form:
    """Other people, the same domain or a host below it."""
    below = f"rights.{host}" if number % 3 == 0 else host
    return {**fresh[0], "contact_email": f"new@{below}", "website": f"https://{host}"}, f"new@{below}"


def _sharing(*keys: str) -> Evidence:
    def share(one: Form, fresh: Form, _host: str, number: int) -> Form:
        """These values are the member's; the rest is new, from a public provider."""
        address = f"new{number}@gmail.com"
        values = {**fresh[0], "contact_email": address, **{key: one[0][key] for key in keys}}
        values.pop("website", None)
        return values, str(values["contact_email"])

    return share


def _apart(_one: Form, fresh: Form, _host: str, _number: int) -> Form:
    return fresh


def _network(_one: Form, fresh: Form, _host: str, number: int) -> Form:
    """Addresses at the network that writes for both."""
    values = {**fresh[0], "contact_email": f"new{number}@network.example"}
    values.pop("website", None)
    return values, NETWORK


def _officer(one: Form, fresh: Form, _host: str, _number: int) -> Form:
    """The same person answers for both; sites, leaders and telephones are two."""
    return {**fresh[0], **{key: one[0][key] for key in ("contact_name", "contact_email")}}, one[1]


_EVIDENCE: Final = {
    "department": _department,
    "domain": _department,
    "contact": _sharing("contact_name", "contact_email"),
    "leader": _sharing("leader_name"),
    "phone": _sharing("contact_phone"),
    "nothing": _sharing(),
    "public": _sharing(),
    "apart": _apart,
    "network": _network,
    "officer": _officer,
}


def hash_of(text: str) -> int:
    """A number that is the same in every run."""
    return sum(ord(char) * 257**position for position, char in enumerate(text))


def _spelt(slug: str) -> str:
    """A surname in letters alone: numbers are none of a name's."""
    return "".join(chr(ord("a") + int(char)) if char.isdigit() else char for char in slug).title()


def numbered(pairs: list[Pair], *, kept: bool | None) -> Iterator[tuple[int, Pair]]:
    """With their numbers: the open part (every other pair), the part that is kept apart, or (None) all."""
    for number, pair in enumerate(pairs):
        if kept is None or (number % 2 == 1 or pair.kind == UNTUNED) is kept:
            yield number, pair
