from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise
from tests.unit.normalise.reading import codes, field, read, value


@pytest.mark.parametrize(
    ("raw", "country", "number"),
    [
        ("938426610", "ES", "+34938426610"),
        ("0034 938 42 66 10", None, "+34938426610"),
        ("0034 938 42 66 10", "ES", "+34938426610"),
        ("Tel. 938.426.610 Fax 938426611", "ES", "+34938426610"),
        ("+٣٤ ٩٣٨٤٢٦٦١٠", None, "+34938426610"),
        ("+62 812-3456-7890 (WhatsApp)", None, "+6281234567890"),
        ("02-2133-5114", "KR", "+82221335114"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),
        ("(0341) 480-2000", "AR", "+543414802000"),
    ],
)
def test_telephone_numbers_become_international(raw: str, country: str | None, number: str) -> None:
    """Numbers are read with the form's country, words about telephones and all digits of the world are understood."""
    assert value(raw, FieldType.PHONE, country=country) == number


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("938426610", None),
        ("12/03/2026", "ES"),
        ("2022-2026", "ES"),
        ("1.234.567", "ES"),
        ("28 696 hab.", "FR"),
        ("Carrer Major 12, 08400", "ES"),
        ("ana@city.example", "ES"),
    ],
)
def test_other_texts_are_no_telephone_numbers(raw: str, country: str | None) -> None:
    """National numbers without a country, dates, counts and addresses are none."""
    assert value(raw, FieldType.PHONE, country=country) is None


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("(518) 555-0158", "(518) 555-0158"),
        ("Tel. 020 7946 0958", "020 7946 0958"),
        ("+34 938 42 66 10", "+34938426610"),
        ("12/03/2026", None),
        ("1.234.567", None),
        ("2022-2026 and later", None),
        ("12345", None),
        ("Carrer Major 12, 08400", None),
    ],
)
def test_a_form_that_asks_for_no_country_has_national_numbers_as_written(raw: str, number: str | None) -> None:
    """Nothing could tell the country, so the number is kept as it stands, and never surely."""
    normal = normalise(raw, field(FieldType.PHONE), Context(placeless=True))
    assert (normal and normal.value) == number
    assert normal is None or str(normal.value).startswith("+") or normal.certainty < 0.9


def test_doubtful_numbers_say_so() -> None:
    """A number nobody has, a second number and an extension each give a finding."""
    unused = read("123456789", FieldType.PHONE, country="ES")
    two = read("+34 938426610 / +34 600123456", FieldType.PHONE)
    extended = read("938 42 66 10 int. 2", FieldType.PHONE, country="ES")

    assert unused
    assert (codes(unused), unused.certainty) == (["phone-not-valid"], 0.7)
    assert two
    assert (two.value, codes(two)) == ("+34938426610", ["several-phones"])
    assert two.certainty <= 0.7
    assert extended
    assert (extended.value, codes(extended)) == ("+34938426610", ["phone-extension"])
