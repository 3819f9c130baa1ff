"""Which place a name means: one where that is sure, several where homonyms cannot be told apart, else none.

A declared province decides between homonyms, by the subdivision that the gazetteer has for the town or by which
centres of subdivisions lie nearest. Without one the far larger town is meant, and only where it is far larger.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final

from pipeline.gazetteer.tables import entries_named, subdivision, subdivisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.gazetteer.tables import Entry
    from pipeline.records import Place

_KILOMETRES: Final = 111.2  # in a degree
_ONE_TOWN: Final = 12  # kilometres; nearer entries of one name are the town and its quarter, or its doubles
_ONE_CITY: Final = 60  # kilometres between a city and the middle of the area of that name
_NEAREST: Final = 3  # a town lies in one of the subdivisions whose centres are nearest, mostly
_MAIN: Final = 10  # times as many inhabitants as another that is also called so
_LARGER: Final = 30  # times as many inhabitants as another that is mainly called so
_LARGE: Final = 100_000


def find_towns(country: str, name: str, within: Sequence[str] = (), *, seat: bool = False) -> tuple[Place, ...]:
    """The towns that a folded name may mean in a country.

    Args:
        country: ISO 3166-1 alpha-2.
        name: folded (`reconcile.names.core_name`).
        within: ISO 3166-2 codes that a declared province may mean.
        seat: whether the seat of the land around it is meant: not a city, which has a government of its own.
    """
    found = _doubles_out([each for each in entries_named(country, name) if each.town])
    if seat and any(each.inhabitants >= _LARGE for each in found):
        return ()
    if within:
        found = [each for each in found if any(_lies_in(each.place, code) for code in within)]
    return tuple(each.place for each in _outstanding(found))


def find_areas(country: str, name: str, *, city: bool | None = None, top: bool | None = None) -> tuple[Place, ...]:
    """The subdivisions that a folded name may mean in a country.

    Args:
        country: ISO 3166-1 alpha-2.
        name: folded.
        city: whether it is a city with the rank of a state (Ciudad de México, not México); None where nothing tells.
        top: of a region and a province in it of one name, whether the region is meant; None where nothing tells.
    """
    found = [each for each in entries_named(country, name) if each.area]
    found = [each for each in found if each.main] or found
    if len(found) > 1 and city is not None:
        found = [each for each in found if each.city is city] or found
    codes = {each.place.subdivision for each in found}
    if len(found) > 1 and top is not None and any(each.within in codes for each in found):
        found = [each for each in found if (each.within not in codes) is top]
    return tuple(each.place for each in found)


def find_cities(country: str, name: str, within: Sequence[str] = ()) -> tuple[Place, ...]:
    """The towns of a folded name that have an area of their own: Gwangju, the metropolis, and not Gwangju-si."""
    areas = find_areas(country, name)
    towns = _doubles_out([each for each in entries_named(country, name) if each.town])
    own = [each.place for each in towns if any(distance(each.place, area) < _ONE_CITY for area in areas)]
    return tuple(own) if len(own) == 1 else find_towns(country, name, within)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places, near enough."""
    across = (one.longitude - other.longitude + 180) % 360 - 180
    return _KILOMETRES * hypot(one.latitude - other.latitude, across * cos(radians(one.latitude)))


def holds(code: str, other: str) -> bool:
    """Whether two subdivisions are one, or one lies in the other: Barcelona and Catalonia."""
    return code == other or _parent(code) == other or _parent(other) == code


def _outstanding(found: Sequence[Entry]) -> Sequence[Entry]:
    """The one that is meant without further words, else all."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose
        return found
    first, *others = sorted(found, key=lambda each: (each.main, each.inhabitants), reverse=True)
    rivals = [each for each in others if each.main is first.main]
    aliases = max((each.inhabitants for each in others if each.main is not first.main), default=0)
    rival = max((each.inhabitants for each in rivals), default=0)
    larger = not rivals or (first.inhabitants >= _LARGE and first.inhabitants >= _LARGER * rival)
    return [first] if larger and first.inhabitants >= _MAIN * aliases else found


def _doubles_out(found: Sequence[Entry]) -> list[Entry]:
    """Without the smaller ones of several at one spot."""
    kept: list[Entry] = []
    for each in sorted(found, key=lambda each: (each.main, each.inhabitants), reverse=True):
        if all(distance(each.place, other.place) > _ONE_TOWN for other in kept):
            kept.append(each)
    return kept


def _lies_in(town: Place, code: str) -> bool:
    known = town.subdivision
    if known and _parent(known) == _parent(code):
        return known == code
    return (not known or holds(known, code)) and _among_nearest(town, code)


@lru_cache(maxsize=20_000)
def _among_nearest(town: Place, code: str) -> bool:
    area = subdivision(code)
    if area is None:
        return False
    mine = distance(town, area.place)
    level = _parent(code) == ""
    nearer = [
        each
        for each in subdivisions(town.country)
        if (_parent(each.place.subdivision) == "") is level and distance(town, each.place) < mine
    ]
    return len(nearer) < _NEAREST


def _parent(code: str) -> str:
    entry = subdivision(code)
    return entry.within if entry else ""
