from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import codes, read, value

COUNTRIES = [
    *(("España", "ES"), ("ESPAÑA (SPAIN)", "ES"), ("Spain / España", "ES"), ("Kingdom of Spain", "ES")),
    ("ESP", "ES"),
    *(("Corée du Sud", "KR"), ("대한민국", "KR"), ("Korea (Republic of)", "KR"), ("Republic of Korea", "KR")),
    *(
        ("Belanda", "NL"),
        ("Holland", "NL"),
        ("The Netherlands", "NL"),
        ("المغرب", "MA"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
    ),
    *(("Côte d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Turkey", "TR"), ("Türkiye", "TR")),
    *(("RD Congo", "CD"), ("République Démocratique du Congo", "CD"), ("Palestine", "PS"), ("Россия", "RU")),
    *(("Bolivia (Estado Plurinacional de)", "BO"), ("Tanzania, United Republic of", "TZ"), ("Viet Nam", "VN")),
]


@pytest.mark.parametrize(("raw", "code"), COUNTRIES)
def test_countries_in_any_language(raw: str, code: str) -> None:
    """Names of all languages, short and formal, alone or twice, surely mean their country."""
    normal = read(raw, FieldType.COUNTRY)

    assert normal
    assert normal.value == code
    assert normal.certainty >= 0.9
    assert not normal.findings


@pytest.mark.parametrize(
    ("raw", "code", "finding"),
    [
        ("Korea", "KR", "country-ambiguous"),
        ("Congo", "CG", "country-ambiguous"),
        ("Espagna", "ES", "country-typo"),
        ("Mexco", "MX", "country-typo"),
        ("England", "GB", "country-part"),
        ("Catalunya", "ES", "country-part"),
        ("Granollers, Spain", "ES", "country-beside-place"),
    ],
)
def test_doubtful_countries_come_with_a_finding(raw: str, code: str, finding: str) -> None:
    """Parts of countries, slips, names of two countries and places beside are doubtful and say why."""
    normal = read(raw, FieldType.COUNTRY)

    assert normal
    assert (normal.value, codes(normal)) == (code, [finding])
    assert normal.certainty <= 0.75


@pytest.mark.parametrize(
    "raw",
    [
        "de",
        "es",
        "Country",
        "Europe",
        "Spain, France",
        "Austrlia",
        "Granollers",
        "Colombo",
        "Mayor",
        "28 696",
        "Bank (BLZ)",
    ],
)
def test_other_texts_are_no_countries(raw: str) -> None:
    """Words, continents, cities, two countries and slips that may mean two are left alone."""
    assert value(raw, FieldType.COUNTRY) is None
