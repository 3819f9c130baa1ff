from __future__ import annotations

import pytest
from babel import Locale

from pipeline.campaign.definition import FieldType, Part
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise
from tests.unit.normalise.reading import codes, field, part, read, value

DAYS = [
    *(
        "le 12 mars 2026",
        "Fait à Grenoble, le 12 mars 2026",
        "12 de marzo de 2026",
        "12 Maret 2026",
        "March 12th, 2026",
    ),
    *("2026년 3월 12일", "١٢ مارس ٢٠٢٦", "2026-03-12 00:00:00", "2026-03-12T00:00:00", "12. März 2026", "12-Mar-2026"),
    *(
        "En Granollers, a 12 de marzo de 2026",
        "quarta-feira, 12 de março de 2026",
        "2026. 3. 12.",
        "12 de març de 2026",
    ),
]


@pytest.mark.parametrize("raw", DAYS)
def test_written_dates_are_certain(raw: str) -> None:
    """A date in words, or year first, is read in every language, also behind a place."""
    normal = read(raw, FieldType.DATE)

    assert normal
    assert (normal.value, normal.certainty) == ("2026-03-12", 1.0)


@pytest.mark.parametrize(("raw", "date"), [("2026", "2026"), ("mars 2026", "2026-03"), ("03/2026", "2026-03")])
def test_dates_may_be_cut(raw: str, date: str) -> None:
    """A year or a month alone is a date of that precision."""
    assert value(raw, FieldType.DATE) == date


def test_the_order_of_numeric_dates_is_a_default() -> None:
    """Day first unless the campaign or the country says otherwise; only 13 and above is certain."""
    asked = field(FieldType.DATE)
    european = normalise("03/04/2026", asked, Context())
    campaign = normalise("03/04/2026", asked, Context(date_order="MDY"))
    american = normalise("03/04/2026", asked, Context(country="US"))
    certain = normalise("25/03/2026", asked, Context())

    assert european
    assert european.value == "2026-04-03"
    assert 0.7 <= european.certainty <= 0.9
    assert codes(european) == ["date-order-assumed"]
    assert campaign
    assert american
    assert campaign.value == american.value == "2026-03-04"
    assert certain
    assert (certain.value, certain.certainty) == ("2026-03-25", 1.0)


@pytest.mark.parametrize(
    "raw",
    [
        "31/02/2026",
        "tomorrow",
        "3",
        "12 mars",
        "Avenue 2026",
        "28 696",
        "2020-2026",
        "2569",
        "+34 938 42 2026",
        "2022 - 2026",
    ],
)
def test_other_texts_are_no_dates(raw: str) -> None:
    """Impossible, incomplete and relative dates are none: nothing is filled in from today."""
    assert value(raw, FieldType.DATE) is None


def test_prose_with_a_date_is_doubtful() -> None:
    """Two dates, or a sentence around one, are less certain."""
    several = read("12/03/2026 - 15/03/2026", FieldType.DATE)
    prose = read("Le conseil a voté la résolution n° 45 le 12 mars 2026 à l'unanimité", FieldType.DATE)

    assert several
    assert "several-dates" in codes(several)
    assert several.certainty < 0.7
    assert prose
    assert prose.certainty < 0.7


PERIODS: list[tuple[str, str | None, str | None, int | None]] = [
    ("2022 - 2026", "2022", "2026", None),
    ("2022-26", "2022", "2026", None),
    ("2020-2026 (6 ans)", "2020", "2026", None),
    ("du 3 juillet 2020 au 30 juin 2026", "2020-07-03", "2026-06-30", None),
    ("juillet 2020 – juin 2026", "2020-07", "2026-06", None),
    ("2021년 7월 1일 ~ 2026년 6월 30일", "2021-07-01", "2026-06-30", None),
    ("from June 2023", "2023-06", None, None),
    ("desde el 10 de diciembre de 2023", "2023-12-10", None, None),
    ("until 30 June 2026", None, "2026-06-30", None),
    ("2022년부터", "2022", None, None),
    ("4 years", None, None, 4),
    ("6 ans", None, None, 6),
    ("4 tahun", None, None, 4),
    ("4년", None, None, 4),
    ("٤ سنوات", None, None, 4),
    ("cuatro años", None, None, 4),
    ("four (4) years", None, None, 4),
    ("2026 - 2022", None, None, None),
    ("2022", None, None, None),
    ("48 months", None, None, None),
]


@pytest.mark.parametrize(("raw", "start", "end", "years"), PERIODS)
def test_terms_of_office(raw: str, start: str | None, end: str | None, years: int | None) -> None:
    """A period gives its start and end, a length only its years; a lone year gives neither."""
    assert part(raw, FieldType.DATE, Part.START) == start
    assert part(raw, FieldType.DATE, Part.END) == end
    assert part(raw, FieldType.NUMBER, Part.YEARS) == years


def test_a_year_is_no_length() -> None:
    """Where the length of a term is asked, "2026" is not 2026 years."""
    assert normalise("2026", field(FieldType.NUMBER, Part.YEARS), Context()) is None


@pytest.mark.parametrize("language", ["en", "fr", "es", "id", "pt", "ca", "it", "de", "nl"])
def test_every_month_of_every_language_is_read_to_the_day(language: str) -> None:
    """The twelve months as the language names them, with and without the dot behind the day."""
    for number, month in Locale(language).months["format"]["wide"].items():
        for text in (f"2 {month} 2026", f"2. {month} 2026", f"Lugar, 2 {month} 2026"):
            assert value(text, FieldType.DATE, language) == f"2026-{number:02}-02", text


@pytest.mark.parametrize("raw", ["07/31/2012 10:20:36 AM", "31.7.2012, 14:05", "July 31, 2012 9:05 p.m."])
def test_the_time_of_the_day_is_no_doubt(raw: str) -> None:
    """What a stamp says of the hour says nothing against the day."""
    normal = read(raw, FieldType.DATE)

    assert normal
    assert normal.value == "2012-07-31"
    assert normal.certainty >= 0.9
