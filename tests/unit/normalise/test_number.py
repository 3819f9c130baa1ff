from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.normalise.reading import codes, read, value

NUMBERS: list[tuple[str, int | float]] = [
    *(("1.234.567", 1234567), ("1,234,567", 1234567), ("1'234'567", 1234567), ("12,34,567", 1234567)),
    *(("1 234 567 hab.", 1234567), ("1\u202f234\u202f567 hab.", 1234567), ("1\u00a0234\u00a0567", 1234567)),
    *(("28 696 hab.", 28696), ("62.000 habitantes", 62000), ("población: 62.475 habitantes", 62475), ("1234", 1234)),
    *(("1,6 millions", 1600000), ("1.2 juta", 1200000), ("150k", 150000), ("150 mila abitanti", 150000)),
    *(("1 million 250 mil", 1250000), ("약 150만 명", 1500000), ("150만 3,456명", 1503456), ("3.5 lakh", 350000)),
    *(("١٢٣٬٤٥٦", 123456), ("1,5 مليون نسمة", 1500000), ("0", 0), ("1.5", 1.5), ("1.234.567,89", 1234567.89)),
]


@pytest.mark.parametrize(("raw", "number"), NUMBERS)
def test_numbers_as_people_write_them(raw: str, number: float) -> None:
    """Three digits behind a separator are thousands; scale words and units of many languages are understood."""
    found = value(raw, FieldType.NUMBER)

    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "raw",
    [
        *("entre 50.000 et 250.000", "50 000 - 250 000", "2022-2026", "12/03/2026", "+34 938 426 610", "08001", "45%"),
        *("Calle Mayor 12", "1 millón y medio", "مليون نسمة", "-5", "10. 100. 1000", "12 345 6789"),
    ],
)
def test_other_texts_are_no_numbers(raw: str) -> None:
    """Bands, dates, telephone numbers, post codes and addresses are no count."""
    assert value(raw, FieldType.NUMBER) is None


def test_a_number_with_something_beside_it_is_doubtful() -> None:
    """A year or a limit beside the number lowers the certainty, with a finding."""
    dated, limit = (read(raw, FieldType.NUMBER) for raw in ("28 696 hab. (2021)", "plus de 50 000 habitants"))

    assert dated
    assert (dated.value, codes(dated)) == (28696, ["number-not-alone"])
    assert dated.certainty < 0.7
    assert limit
    assert "number-is-a-limit" in codes(limit)
    assert limit.certainty < 0.7
