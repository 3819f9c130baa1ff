"""Somebody's name, asked for by "Name" alone under a heading that says whose."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

PETS = campaign(
    ("owner", FieldType.PERSON, ("Owner",)),
    ("street", FieldType.TEXT, ("Address",)),
    ("pet", FieldType.TEXT, ("Pet", "Name of pet")),
    ("breed", FieldType.TEXT, ("Breed",)),
    ("tag", FieldType.TEXT, ("Tag number",)),
)
OTHERS = (text("Tag number: 1203", 50, 80), text("Breed: Beagle", 50, 180))


def told(*lines: str) -> dict[str, object]:
    """What is read from a form with these lines below each other."""
    blocks = [text(line, 50, 100 + 12.0 * n) for n, line in enumerate(lines)]
    return {key: value.value for key, value in values(PETS, page(*OTHERS, *blocks)).items()}


def test_a_name_under_a_heading_is_the_name_of_what_the_heading_says() -> None:
    """It may say so in any language."""
    read = told("OWNER", "Name: Ada Ashdown", "Address: 12 Quarry Lane", "PET", "Nom: Biscuit")
    assert (read["owner"], read["pet"], read["street"]) == ("Ada Ashdown", "Biscuit", "12 Quarry Lane")


def test_a_name_under_a_heading_that_asks_for_no_name_stays_alone() -> None:
    """Under "Address" a name is somebody's, and no address."""
    read = told("Owner: Ada Ashdown", "Pet: Biscuit", "Address", "Name: Bea Elm")
    assert read.get("street") != "Bea Elm"
