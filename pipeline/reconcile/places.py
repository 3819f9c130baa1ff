"""Where a government lies, from what its form declares; in doubt nowhere, never a wrong place that looks certain."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.gazetteer.find import find_areas, find_cities, find_towns
from pipeline.gazetteer.tables import entries_named, subdivision
from pipeline.reconcile.names import bodies_of, core_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue
    from pipeline.records import Place

_PIECES: Final = re.compile(r"\s*[,;/()（）،、]\s*|\s+[–—-]\s+")
_LONGEST: Final = 300  # characters that are looked at
_TOWN_BODIES: Final = {"town", "district", "regency", "metropole"}
_AROUND: Final = {"county", "regency"}  # the land around a town; a western county may bear the name of a town elsewhere
_AREA_BODIES: Final = {"province", "region"}


def place_of(values: Mapping[str, FieldValue], campaign: Campaign) -> Place | None:
    """The place that a member's values (field -> normal form) declare, where there is no doubt."""
    found = places_of(values, campaign)
    return found[0] if len(found) == 1 else None


def places_of(values: Mapping[str, FieldValue], campaign: Campaign) -> tuple[Place, ...]:
    """The places that the values may mean: one where it is sure, none where the gazetteer knows none."""
    asked = campaign.identity
    name, country, kind, within = (
        str(values[key])[:_LONGEST] if key and key in values else ""
        for key in (asked.name, asked.country, asked.kind, asked.within)
    )
    if not name or not country or kind in campaign.held_kinds:
        return ()
    town, area = _sorted(name, kind, campaign)
    return _find(name, country, within, town, area)


def sort_of(name: str, kind: str | None, campaign: Campaign) -> str:
    """Whether a government is of a "town" or of an "area", by its kind, else by its name; "" where neither says."""
    town, area = _sorted(name, kind or "", campaign)
    return "town" if town else "area" if area else ""


def name_is_known(core: str, country: str | None) -> bool:
    """Whether the gazetteer has a town or an area of this folded name in the country."""
    return bool(country) and bool(entries_named(str(country), core))


def subdivisions_of(within: str, country: str | None) -> tuple[str, ...]:
    """ISO 3166-2 codes that a declared province or state may mean; of "Barcelona, Catalunya" the first that is one."""
    if not within or not country:
        return ()
    pieces = [piece for piece in _PIECES.split(within[:_LONGEST]) if piece]
    codes = (f"{country}-{piece}" for piece in pieces if piece.isupper())
    found = (find_areas(country, core_name(piece)) for piece in pieces)
    return next(
        (tuple(each.subdivision for each in areas) for areas in found if areas),
        tuple(code for code in codes if subdivision(code))[:1],
    )


@lru_cache(maxsize=20_000)
def _find(name: str, country: str, within: str, town: bool, area: bool) -> tuple[Place, ...]:  # noqa: FBT001 - a key
    """Of "Grigny (Essonne)" and "Mérida, Yucatán" the rest says where it lies; "Donostia / San Sebastián" is one."""
    first, _, rest = _PIECES.sub("\t", name, count=1).partition("\t")
    told = subdivisions_of(rest, country)
    codes = subdivisions_of(within, country) or told

    bodies = bodies_of(name)
    western = "county" in bodies and any(letter.isascii() and letter.isalpha() for letter in name)
    city = True if "town" in bodies else False if bodies & _AREA_BODIES else None
    top = "region" in bodies if bodies & _AREA_BODIES else None

    def look(core: str) -> tuple[Place, ...]:
        if bodies & _AROUND:
            land = find_areas(country, core, city=False)
            return land if land or western else find_towns(country, core, codes, seat=True)
        if town:
            return (find_cities if area else find_towns)(country, core, codes)
        return find_areas(country, core, city=city, top=top) if area else ()

    found = look(core_name(name))
    if found or not rest:
        return found
    halves = look(core_name(first)), look(core_name(rest))
    return halves[0] if told or halves[0] == halves[1] else ()


def _sorted(name: str, kind: str, campaign: Campaign) -> tuple[bool, bool]:
    asked = campaign.identity
    told = bool(kind and (asked.towns or asked.areas))
    return (kind in asked.towns, kind in asked.areas) if told else _by_words(name[:_LONGEST])


def _by_words(name: str) -> tuple[bool, bool]:
    """Whether the name itself speaks of a town, of an area, or (both false) of neither."""
    bodies = bodies_of(name)
    return bool(bodies & _TOWN_BODIES), bool(bodies & _AREA_BODIES) and not bodies & _TOWN_BODIES
