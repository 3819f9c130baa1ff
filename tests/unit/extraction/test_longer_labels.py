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
