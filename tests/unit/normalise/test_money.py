"""Amounts of money: numbers where a field asks for them, doubtful where it asks for something else."""

from __future__ import annotations

import pytest

from pipeline.campaign.definition import Field, FieldType
from pipeline.normalise.asked import asks_for_code, asks_for_money
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.values import normalise


def asked(*wordings: str, kind: FieldType = FieldType.NUMBER) -> Field:
    return Field("asked", kind, {"en": wordings})


def read(raw: str, *wordings: str, kind: FieldType = FieldType.NUMBER) -> Normal:
    normal = normalise(raw, asked(*wordings, kind=kind), Context())
    assert normal
    return normal


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        *(("$7,465.00", 7465), ("US$ 1.234,56", 1234.56), ("1.234,56 €", 1234.56), ("Rp 1.000.000", 1000000)),
        *(("4930.59", 4930.59), ("R$ 12,50", 12.5), ("12 000 EUR", 12000), ("$1.2 million", 1200000)),
    ],
)
def test_an_amount_of_money_is_a_number_where_one_is_asked_for(raw: str, amount: float) -> None:
    """The sign or code of the currency is left out, before and behind; cents are nothing to doubt."""
    found = read(raw, "Monthly rent")

    assert found == Normal(amount)
    assert type(found.value) is type(amount)


def test_money_is_doubtful_where_a_count_is_asked_for() -> None:
    """A currency beside the number of inhabitants: probably the answer to another question."""
    assert read("€ 20.000", "Number of inhabitants").certainty < 0.8


def test_a_bare_number_is_a_little_less_sure_where_money_is_asked_for() -> None:
    """It may be a count that stands in the same row."""
    assert read("22", "Total amount").certainty < read("22.00", "Total amount").certainty


@pytest.mark.parametrize("raw", ["($739.59)", "-$5.00", "- 12,00 €"])
def test_what_is_taken_away_is_no_amount(raw: str) -> None:
    """Amounts in brackets or with a minus are taken from another amount."""
    assert normalise(raw, asked("Total amount"), Context()) is None


def test_what_a_field_asks_for_is_told_from_its_words_in_any_language() -> None:
    """Words for money and for numbers that name something stand in a list for each language."""
    assert [asks_for_money(asked(each)) for each in ("Montant demandé", "Miete", "Fee ($)", "Einwohner")] == [
        *(True, True, True),
        False,
    ]
    assert [asks_for_code(asked(each)) for each in ("Order #", "Expediente", "Aktenzeichen", "Name")] == [
        *(True, True, True),
        False,
    ]


def test_digits_are_an_answer_where_a_number_of_something_is_asked_for() -> None:
    """A registration number has digits; where a name is asked for, digits alone are doubtful."""
    codes = ["48142", "2006411-1", "WOC 12471180"]

    assert all(read(code, "Registration No.", kind=FieldType.TEXT).certainty == 1.0 for code in codes)
    assert read("Invoice Date", "Registration No.", kind=FieldType.TEXT).certainty < 0.8
    assert read("48142", "Name of the choir", kind=FieldType.TEXT).certainty < 0.8
