"""What a website may show, as JSON, CSV and GeoJSON; which values those are decides `reconcile.public`.

CSV is UTF-8 without a byte order mark, since it is for programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.gazetteer import ATTRIBUTION
from pipeline.ledger.columns import clean
from pipeline.ledger.csv_text import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.reconcile.public import PublicMember
    from pipeline.records import Place

    Json = dict[str, object]

_COLUMNS: Final = (
    "id",
    "name",
    "country",
    "world_region",
    "wave",
    "place",
    "latitude",
    "longitude",
    "place_source",
)


def public_json(members: Sequence[PublicMember]) -> list[Json]:
    """One object for each member; `profile` is null where it did not consent."""
    return [
        {**_of(member), "place": _place(member.place), "profile": _profile(member) if member.profile else None}
        for member in members
    ]


def public_csv(members: Sequence[PublicMember], campaign: Campaign) -> str:
    """One row for each member, one column for each public field."""
    rows = ({**_flat(member), **_prefixed(member)} for member in members)
    return csv_text([*_COLUMNS, *map(_column, _public_keys(campaign))], rows)


def public_geojson(members: Sequence[PublicMember]) -> Json:
    """A FeatureCollection (RFC 7946) of points; `geometry` is null where nobody knows where a member lies."""
    features = [
        {
            "type": "Feature",
            "id": member.id,
            "geometry": point(member.place),
            "properties": {**_of(member), "place": member.place.name if member.place else None, **_prefixed(member)},
        }
        for member in members
    ]
    return {"type": "FeatureCollection", "attribution": f"Places: {ATTRIBUTION}", "features": features}


def point(place: Place | None) -> Json | None:
    """Longitude first (RFC 7946, 3.1.1)."""
    return None if place is None else {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _of(member: PublicMember) -> Json:
    return {
        "id": member.id,
        "name": clean(member.name),
        "country": member.country,
        "world_region": member.world_region,
        "wave": member.wave,
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "source": ATTRIBUTION,
    }


def _flat(member: PublicMember) -> Json:
    place = member.place
    where = (place.name, place.latitude, place.longitude, ATTRIBUTION) if place else (None,) * 4
    return {**_of(member), **dict(zip(_COLUMNS[-4:], where, strict=True))}


def _profile(member: PublicMember) -> Json:
    return {
        value.field: list(value.value) if isinstance(value.value, tuple) else value.value for value in member.profile
    }


def _prefixed(member: PublicMember) -> Json:
    return {_column(key): value for key, value in _profile(member).items()}


def _public_keys(campaign: Campaign) -> list[str]:
    apart = {campaign.identity.name, campaign.identity.country}
    return [field.key for field in campaign.kept_fields if field.public and field.key not in apart]


def _column(key: str) -> str:
    """A campaign may ask for something that we call the same ("place")."""
    return f"fields.{key}" if key in _COLUMNS else key
