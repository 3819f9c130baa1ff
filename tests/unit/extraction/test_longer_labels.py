"""Labels that say more than the campaign's wording, with their answers elsewhere."""

from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

TOWNS = campaign(
    ("town", FieldType.TEXT, ("Name of the town",)),
    ("country", FieldType.COUNTRY, ("Country",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
)


@pytest.mark.parametrize("label", ["Country where you are located", "Country in which you live *", "Country"])
def test_what_follows_the_word_country_is_its_answer_only_if_it_is_a_country(label: str) -> None:
    """A label that goes on after "Country" is one label, and the country stands beside it."""
    read = values(
        TOWNS,
        page(
            *(text("Name of the town", 20, 20), text("Birchford", 260, 20)),
            *(text(label, 20, 40), text("Ireland", 260, 40)),
            *(text("E-mail", 20, 60), text("office@birchford.example", 260, 60)),
        ),
    )

    assert read["country"].value == "IE"


def test_a_country_right_behind_its_label_is_read() -> None:
    """With nothing but a blank between the two."""
    read = values(TOWNS, page(text("Country Ireland", 20, 20), text("Name of the town: Birchford", 20, 40)))

    assert read["country"].value == "IE"


def test_a_question_and_its_translation_are_one_label() -> None:
    """The same question in another language behind the question mark is no answer; that stands in the next cell."""
    asked = "What is your town called? / Name of the town"
    rows = ((asked, "Birchford"), ("Country / Land", "Ireland"), ("E-mail", "office@birchford.example"))
    blocks = []
    for number, (label, answer) in enumerate(rows):
        top = 20.0 + 20 * number
        blocks.append(text(label, 20, top, cell=(18, top - 4, 258, top + 16)))
        blocks.append(text(answer, 260, top, cell=(258, top - 4, 500, top + 16)))

    assert values(TOWNS, page(*blocks))["town"].value == "Birchford"


ADDRESSES = campaign(
    ("town", FieldType.TEXT, ("Name of the town",)),
    ("address", FieldType.TEXT, ("Postal address",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
)


def test_an_address_goes_on_under_its_label() -> None:
    """An answer beside its bold label goes on in the plain line right under the label."""
    read = values(
        ADDRESSES,
        page(
            *(text("Name of the town:", 20, 20, bold=True), text("Birchford", 110, 20)),
            *(text("Postal address:", 20, 32, bold=True), text("12 Mill Lane", 110, 32)),
            text("BF1 2ZZ Birchford", 20, 43),
            *(text("E-mail:", 20, 56, bold=True), text("office@birchford.example", 110, 56)),
        ),
    )

    assert str(read["address"].value).replace("\n", ", ") == "12 Mill Lane, BF1 2ZZ Birchford"


def test_a_text_of_several_lines_under_a_label_is_not_its_answer() -> None:
    """What goes on for more than a line is a text of its own."""
    read = values(
        ADDRESSES,
        page(
            *(text("Name of the town:", 20, 20, bold=True), text("Birchford", 110, 20)),
            *(text("Postal address:", 20, 32, bold=True), text("12 Mill Lane", 110, 32)),
            text("Letters to the council go to this address, as do", 20, 43),
            text("parcels and invoices of every kind.", 20, 54),
            *(text("E-mail:", 20, 76, bold=True), text("office@birchford.example", 110, 76)),
        ),
    )

    assert read["address"].value == "12 Mill Lane"
