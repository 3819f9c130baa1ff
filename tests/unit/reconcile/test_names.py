from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.names import bodies_of, core_name

SAME = {
    "en": ("Barcelona", "City of Barcelona", "Barcelona City Council", "the Municipality of Barcelona", "BARCELONA"),
    "en, greater": ("Irbid", "Greater Irbid Municipality", "Municipality of Greater Irbid"),
    "en, south": ("Johannesburg", "City of Johannesburg Metropolitan Municipality", "City of Johannesburg"),
    "fr": ("Grigny", "Ville de Grigny", "Commune de Grigny", "Mairie de Grigny", "ville de  GRIGNY"),
    "fr, article": ("Le Havre", "Ville du Havre", "Mairie du Havre"),
    "fr, elision": ("Évry", "Ville d’Évry", "Commune d'Evry"),
    "fr, department": (
        "Seine-Saint-Denis",
        "Département de la Seine-Saint-Denis",
        "Conseil départemental de la Seine-Saint-Denis",
        "Conseil Départemental de Seine Saint Denis",
    ),
    "es": ("Granada", "Ayuntamiento de Granada", "Excmo. Ayuntamiento de la Ciudad de Granada", "Municipio de Granada"),
    "es, chile": ("Limache", "I. Municipalidad de Limache", "Ilustre Municipalidad de Limache"),
    "es, bolivia": ("Cochabamba", "Gobierno Autónomo Municipal de Cochabamba", "Alcaldía de Cochabamba"),
    "es, uruguay": ("Montevideo", "Intendencia de Montevideo", "Intendencia Departamental de Montevideo"),
    "es, mexico": ("Mexico City", "Ciudad de México", "Gobierno de la Ciudad de México"),
    "ca": ("l'Alfàs del Pi", "Ajuntament de l'Alfàs del Pi", "Ayuntamiento de L’ALFAS DEL PI"),
    "gl": ("A Coruña", "Concello da Coruña", "Ayuntamiento de La Coruña"),
    "pt": ("Rio de Janeiro", "Prefeitura da Cidade do Rio de Janeiro", "Município do Rio de Janeiro"),
    "pt, europe": ("Évora", "Câmara Municipal de Évora", "Município de Évora"),
    "it": ("L'Aquila", "Comune dell'Aquila", "Comune de L’Aquila", "Città dell'Aquila"),
    "de": ("Wien", "Stadt Wien", "Magistrat der Stadt Wien"),
    "de, kind": ("Tübingen", "Universitätsstadt Tübingen", "Stadt Tübingen"),
    "nl": ("Den Haag", "Gemeente Den Haag"),
    "id": ("Bogor", "Kota Bogor", "Pemerintah Kota Bogor", "Pemkot Bogor"),
    "id, regency": ("Sleman", "Kabupaten Sleman", "Pemerintah Daerah Kabupaten Sleman", "Pemkab Sleman", "Kab. Sleman"),
    "ko": ("전주", "전주시", "전주시청", "전북특별자치도 전주시"),
    "ko, great": ("광주", "광주광역시", "광주광역시청", "Gwangju", "Gwangju Metropolitan City"),
    "ko, borough": ("강남구", "강남구청", "서울특별시 강남구"),
    "ko, short": ("대구", "대구광역시", "대구시"),
    "ar": ("إربد", "بلدية إربد", "بلدية إربد الكبرى", "بلديّة اربد"),
    "ar, morocco": ("تطوان", "جماعة تطوان", "الجماعة الحضرية تطوان"),
}

DIFFERENT = (
    ("Grigny", "Grignan"),
    ("San Antonio", "San Antonio de Areco"),
    ("Santa Fe", "Santa Fe de la Vera Cruz"),
    ("Saint-Denis", "Seine-Saint-Denis"),
    ("Villa Carlos Paz", "Carlos Paz"),
    ("Ciudad Real", "Real"),
    ("Ville-Marie", "Marie"),
    ("북구", "남구"),
    ("Kisumu", "Kisii"),
)


@pytest.mark.parametrize("names", SAME.values(), ids=SAME)
def test_one_government_has_one_name_however_it_introduces_itself(names: tuple[str, ...]) -> None:
    """Titles of the body, articles, accents and capitals do not count, in eleven languages and three scripts."""
    assert {core_name(each) for each in names} == {core_name(names[0])}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_stay_other(one: str, other: str) -> None:
    """Only what stands for the body is taken away, not a part of the name."""
    assert core_name(one) != core_name(other)


@pytest.mark.parametrize("name", ["City", "Ville de", "The", "시", "بلدية", "Kota", "of the city of"])
def test_a_name_that_is_only_a_title_stays_something(name: str) -> None:
    """At least one word is always left, so that it never equals every other empty name."""
    assert core_name(name)


def test_nothing_gives_nothing() -> None:
    """An empty name, or signs alone, is no name."""
    assert core_name("") == core_name("  (…) — ") == ""


def test_what_stands_in_brackets_is_no_part_of_the_name() -> None:
    """A province or an abbreviation behind the name says where it lies, not who it is."""
    assert core_name("Ames (A Coruña)") == core_name("Concello de Ames")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pemerintah Kota Bogor", "Pemerintah Kabupaten Bogor"),
        ("Ajuntament de Barcelona", "Diputació de Barcelona"),
        ("Municipalidad de Valparaíso", "Gobierno Regional de Valparaíso"),
        ("Ville de Lyon", "Métropole de Lyon"),
        ("Cork City Council", "Cork County Council"),
        ("Stadt München", "Landkreis München"),
        ("Municipalidad de Lince", "Municipalidad Distrital de Lince"),
        ("Gemeente Utrecht", "Provincie Utrecht"),
        ("고성시", "고성군"),
        ("بلدية إربد", "محافظة إربد"),
    ],
)
def test_the_body_that_a_name_speaks_of_is_kept(one: str, other: str) -> None:
    """Two bodies of one place have one core name and different bodies."""
    assert core_name(one) == core_name(other)
    assert bodies_of(one)
    assert bodies_of(other)
    assert not bodies_of(one) & bodies_of(other)


@pytest.mark.parametrize(
    "name", ["Gwangju", "광주광역시", "Intendencia de Montevideo", "Alcaldía Iztapalapa", "Utrecht"]
)
def test_a_body_is_never_guessed(name: str) -> None:
    """A bare name, or a title that towns, boroughs and departments all use, speaks of no body."""
    assert bodies_of(name) == frozenset()


@given(st.text(max_size=400))
def test_taking_apart_twice_changes_nothing(name: str) -> None:
    """The core of a core is itself, whatever the text."""
    assert core_name(core_name(name)) == core_name(name)


@given(st.lists(st.sampled_from(" ".join(" ".join(each) for each in SAME.values()).split()), max_size=7))
def test_taking_apart_twice_changes_nothing_for_words_of_names(words: list[str]) -> None:
    """The same with the words that titles and names are really made of, in any order."""
    core = core_name(" ".join(words))
    assert core_name(core) == core


@given(st.text(max_size=60))
def test_a_core_is_plain(name: str) -> None:
    """Only ASCII letters and digits with single spaces, so that it compares in any script."""
    core = core_name(name)
    assert core == " ".join(core.split())
    assert all(each.isascii() and (each.isalnum() or each == " ") for each in core)
