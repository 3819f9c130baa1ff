from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer.find import distance, find_areas, find_cities, find_towns, holds
from pipeline.gazetteer.tables import entries_named, subdivisions
from pipeline.reconcile.names import core_name
from pipeline.records import Place


def test_a_town_is_found_by_its_names_in_other_languages() -> None:
    """Vienna, Wien, Viena and 빈 are one entry, at its place."""
    found = {find_towns("AT", core_name(name)) for name in ("Vienna", "Wien", "Viena", "Вена", "فيينا")}
    assert len(found) == 1
    (towns,) = found
    (town,) = towns
    assert (town.id, town.country, town.subdivision) == ("geonames:2761369", "AT", "AT-9")
    assert distance(town, Place("", "", 48.2, 16.4)) < 10


def test_homonyms_of_one_country_are_several_until_a_province_decides() -> None:
    """Springfield is in thirty states."""
    assert len(find_towns("US", "springfield")) > 20
    assert [town.subdivision for town in find_towns("US", "springfield", ["US-IL"])] == ["US-IL"]
    assert find_towns("US", "springfield", ["US-AK"]) == ()


def test_a_province_decides_where_only_its_region_is_known_of_the_town() -> None:
    """GeoNames gives Grigny's region; that it is the one in Essonne is told by what lies nearest."""
    assert [town.latitude > 48 for town in find_towns("FR", "grigny", ["FR-91"])] == [True]
    assert [town.latitude < 46 for town in find_towns("FR", "grigny", ["FR-69"])] == [True]


def test_the_far_larger_town_is_meant_without_further_words() -> None:
    """Nobody who writes “São Paulo” means a hamlet that is called so, too."""
    assert len(find_towns("BR", "sao paulo")) == 1


def test_region_province_and_town_of_one_name_are_told_apart() -> None:
    """Valparaíso, Barcelona, Madrid, México."""
    (region,) = find_areas("CL", "valparaiso")
    (town,) = find_towns("CL", "valparaiso")
    assert (region.id, town.id) == ("iso:CL-VS", "geonames:3868626")
    assert [each.id for each in find_areas("ES", "madrid", top=True)] == ["iso:ES-MD"]
    assert [each.id for each in find_areas("ES", "madrid", top=False)] == ["iso:ES-M"]
    assert len(find_areas("ES", "madrid")) == 2
    assert [each.id for each in find_areas("MX", "mexico", city=True)] == ["iso:MX-CMX"]
    assert [each.id for each in find_areas("MX", "mexico", city=False)] == ["iso:MX-MEX"]


def test_a_metropolis_is_the_town_that_has_an_area_of_its_own() -> None:
    """Two cities in Korea are called Gwangju; one of them is a metropolitan city."""
    assert len(find_towns("KR", "gwangju")) == 2
    assert [town.id for town in find_cities("KR", "gwangju")] == ["geonames:1841811"]


@pytest.mark.parametrize("country", ["AD", "CR", "LU", "SN", "UY"])
def test_the_file_was_made_with_the_words_that_names_lose_now(country: str) -> None:
    """Whoever changes what `core_name` takes away makes the gazetteer anew (`scripts/gazetteer.py`)."""
    for area in subdivisions(country):
        assert area.place.id in {each.place.id for each in entries_named(country, core_name(area.place.name))}
    for name in ("Ciudad de la Costa", "Dakar", "Esch-sur-Alzette", "San José", "Andorra la Vella"):
        for each in entries_named(country, core_name(name)):
            assert find_towns(country, core_name(each.place.name)) or each.area


def test_provinces_lie_in_their_regions() -> None:
    """Barcelona and Catalonia go together, Barcelona and Aragon do not."""
    assert holds("ES-B", "ES-CT")
    assert holds("ES-CT", "ES-B")
    assert not holds("ES-B", "ES-AR")
    assert not holds("ES-CT", "ES-AR")


@given(st.text(max_size=5), st.text(max_size=30), st.lists(st.text(max_size=6), max_size=2))
def test_whatever_is_asked_has_an_answer(country: str, name: str, within: list[str]) -> None:
    """Nonsense is unknown, never an error."""
    assert find_towns(country, name, within) is not None
    assert find_areas(country, name) is not None
    assert find_cities(country, name, within) is not None
