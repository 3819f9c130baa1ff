from __future__ import annotations

import pytest

from pipeline.reconcile.places import place_of, places_of, subdivisions_of
from tests.unit.reconcile.building import CAMPAIGN


def told(name: str, kind: str | None, country: str | None, within: str | None = None) -> str | None:
    """The id of the place that a form with these answers is put at."""
    answers = {"government_name": name, "government_type": kind, "country": country, "subdivision": within}
    place = place_of({key: value for key, value in answers.items() if value}, CAMPAIGN)
    return place.id if place else None


@pytest.mark.parametrize(
    ("name", "kind", "country", "within", "place"),
    [
        ("Ajuntament de Barcelona", "municipality", "ES", None, "geonames:3128760"),
        ("바르셀로나 시청", "municipality", "ES", None, "geonames:3128760"),
        ("Diputació de Barcelona", "province", "ES", None, "iso:ES-B"),
        ("Gobierno de la Ciudad de México", "region", "MX", None, "iso:MX-CMX"),
        ("Gobierno del Estado de México", "region", "MX", None, "iso:MX-MEX"),
        ("Gwangju Metropolitan City", "metropolis", "KR", None, "geonames:1841811"),
        ("경기도 광주시", "municipality", "KR", "경기도", "geonames:1841810"),
        ("Grigny (Essonne)", "municipality", "FR", None, "geonames:3014646"),
        ("Mérida, Yucatán", "municipality", "MX", None, "geonames:3523349"),
        ("Donostia / San Sebastián", "municipality", "ES", None, "geonames:3110044"),
        ("City of Springfield", "municipality", "US", "IL", "geonames:4250542"),
        ("Pemerintah Kabupaten Sleman", "municipality", "ID", None, "geonames:1626754"),
        ("보성군", "municipality", "KR", None, "geonames:11674727"),
        ("Cork County Council", "province", "IE", "Munster", "iso:IE-CO"),
    ],
)
def test_a_government_is_put_where_it_lies(name: str, kind: str, country: str, within: str | None, place: str) -> None:
    """Towns as towns, provinces and regions as such, by the name in any language and the province."""
    assert told(name, kind, country, within) == place


@pytest.mark.parametrize(
    ("name", "kind", "country", "within"),
    [
        ("Ville de Grigny", "municipality", "FR", None),
        ("City of Springfield", "municipality", "US", None),
        ("Gwangju", "municipality", "KR", None),
        ("Gobierno de México", "region", "MX", None),
        ("Ajuntament de Barcelona", "municipality", None, None),
        ("Barcelona", None, "ES", None),
        ("Barcelona Watch", "non_government", "ES", None),
        ("Ajuntaments de Vic i Manlleu", "municipality", "ES", None),
        ("Vic / Manlleu", "municipality", "ES", None),
        ("Pemerintah Kabupaten Bogor", "municipality", "ID", "Jawa Barat"),
        ("Landkreis München", "municipality", "DE", "Bayern"),
        ("Orange County", "municipality", "US", "California"),
        ("Ajuntament de Barcelona", "municipality", "ES", "Andalucía"),
        ("", "municipality", "ES", None),
        ("(((", "municipality", "ES", ", , ("),
    ],
)
def test_in_doubt_a_member_has_no_place(name: str, kind: str | None, country: str | None, within: str | None) -> None:
    """Homonyms, no country, no government, two towns at once, a town that the province does not have."""
    assert told(name, kind, country, within) is None


def test_homonyms_are_given_as_several() -> None:
    """So that staff can be shown what there is."""
    values = {"government_name": "Ville de Grigny", "government_type": "municipality", "country": "FR"}
    assert len(places_of(values, CAMPAIGN)) == 2


def test_a_province_is_known_in_any_language_and_by_its_code() -> None:
    """What stands behind a comma is where that lies in turn."""
    assert subdivisions_of("Catalonia", "ES") == subdivisions_of("Catalunya", "ES") == ("ES-CT",)
    assert subdivisions_of("Provincia de Málaga, Andalucía", "ES") == ("ES-MA",)
    assert subdivisions_of("IL", "US") == ("US-IL",)
    assert subdivisions_of("Vallès Oriental", "ES") == ()
    assert subdivisions_of("Catalonia", None) == ()
