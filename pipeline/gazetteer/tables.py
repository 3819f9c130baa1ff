"""The bundled names and places, a country at a time: two sorted lists in one text, looked up without unpacking lines.

    barcelona<TAB>=3128760,=ES-B                                      a folded name and what it may mean
    <empty line>
    3128760<TAB>Barcelona<TAB>41.3888<TAB>2.159<TAB>ES-CT<TAB>1686208   what that is, where it lies

"=" stands before those that are mainly known by the name. `scripts/gazetteer.py` makes the file.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from pipeline.records import Place

_FILE: Final = Path(__file__).parent / "places.zip"
_AREA: Final = {"area", "both", "city"}
_TOWN: Final = {"town", "both"}
_CITY: Final = {"both", "city"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may mean. `inhabitants` is 0 where nobody counted, and for subdivisions."""

    place: Place
    inhabitants: int
    town: bool
    area: bool
    city: bool  # of a subdivision: whether it is a city, as the Ciudad de México
    within: str = ""  # of a subdivision: the one that it lies in
    main: bool = False  # whether it is mainly known by the name that was looked up


def entries_named(country: str, name: str) -> tuple[Entry, ...]:
    """All that bear a name in a country.

    Args:
        country: ISO 3166-1 alpha-2.
        name: folded, without words like "City of" (`reconcile.names.core_name`).
    """
    return _named(country, name) if name else ()


def subdivisions(country: str) -> tuple[Entry, ...]:
    """All subdivisions of a country that are areas."""
    return tuple(each for each in _all_subdivisions(country).values() if each.area)


def subdivision(code: str) -> Entry | None:
    """The subdivision with this ISO 3166-2 code."""
    return _all_subdivisions(code[:2]).get(code) if code else None


@lru_cache(maxsize=50_000)
def _named(country: str, name: str) -> tuple[Entry, ...]:
    names, places = _tables(country)
    line = _line(names, name)
    return tuple(_entry(country, places, each) for each in line.split("\t")[1].split(",")) if line else ()


@cache
def _all_subdivisions(country: str) -> dict[str, Entry]:
    _, places = _tables(country)
    ids = (line.partition("\t")[0] for line in places.decode().split("\n"))
    return {each: _entry(country, places, each) for each in ids if each.startswith(f"{country}-")}


def _entry(country: str, places: bytes, mark: str) -> Entry:
    key = mark.removeprefix("=")
    _, name, latitude, longitude, within, size = _line(places, key).split("\t")
    counted = size.isdecimal()
    number = f"geonames:{key}" if key.isdecimal() else f"iso:{key}"
    inside = within if key.isdecimal() else key
    return Entry(
        Place(number, name, float(latitude), float(longitude), country, inside),
        int(size) if counted else 0,
        town=counted or size in _TOWN,
        area=size in _AREA,
        city=size in _CITY,
        within="" if counted else within,
        main=mark != key,
    )


@cache
def _tables(country: str) -> tuple[bytes, bytes]:
    try:
        names, _, places = _file().read(country).partition(b"\n\n")
    except KeyError:
        return b"", b""
    return names, places


@cache
def _file() -> zipfile.ZipFile:
    """In memory (7 MB): its list of countries is read once."""
    return zipfile.ZipFile(BytesIO(_FILE.read_bytes()))


def _line(text: bytes, key: str) -> str:
    """The line of sorted text that begins with a key and a tab; "" where there is none."""
    wanted = key.encode()
    low, high = 0, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.find(b"\n", middle, high)
        end = high if end < 0 else end
        found = text[middle:end].partition(b"\t")[0]
        if found == wanted:
            return text[middle:end].decode()
        low, high = (end + 1, high) if found < wanted else (low, middle)
    return ""
