"""Form fields of a PDF: whose they are, and which label is theirs."""

from __future__ import annotations

from pipeline.campaign.definition import Campaign, Field, FieldType, Section
from pipeline.model import Block, BlockKind
from tests.unit.extraction.placing import campaign, page, text, values

PEOPLE = Campaign(
    "people",
    {"en": "Another form"},
    ("en",),
    (
        Field("town", FieldType.TEXT, {"en": ("Name of the town",)}),
        Field("mayor", FieldType.PERSON, {"en": ("Name of the mayor",)}, section="leader"),
        Field("phone", FieldType.PHONE, {"en": ("Telephone",)}, section="contact"),
        Field("mail", FieldType.EMAIL, {"en": ("E-mail",)}, section="contact"),
    ),
    sections=(Section("leader", {"en": ("The mayor",)}), Section("contact", {"en": ("Contact person",)})),
)


def _field(words: str, x: float, y: float, hint: str = "") -> Block:
    return Block(BlockKind.FIELD, words, 1, (x, y, x + 200, y + 12), "page 1", hint=hint, reader="acroform")


def test_a_field_belongs_to_the_section_that_its_label_stands_in() -> None:
    """The mayor's telephone is not the contact person's, though the field's own hint says only "Telephone"."""
    read = values(
        PEOPLE,
        page(
            *(text("Name of the town", 20, 20), _field("Birchford", 150, 20, "Name of the town")),
            text("The mayor", 20, 50, bold=True),
            *(text("Name of the mayor", 20, 70), _field("Ada Ash", 150, 70, "Name of the mayor")),
            *(text("Telephone", 20, 90), _field("+353 1 234 5678", 150, 90, "Telephone")),
            text("Contact person", 20, 120, bold=True),
            *(text("E-mail", 20, 140), _field("ben@birchford.example", 150, 140, "E-mail")),
        ),
    )

    assert "phone" not in read
    assert read["mail"].value == "ben@birchford.example"


def test_labels_between_fields_that_stand_evenly_are_above_theirs() -> None:
    """A label as near to the field over it as to its own is no caption of the one over it."""
    asked = campaign(
        ("town", FieldType.TEXT, ("Name of the town",)),
        ("county", FieldType.TEXT, ("County",)),
        ("river", FieldType.TEXT, ("River",)),
    )
    read = values(
        asked,
        page(
            *(text("Name of the town", 20, 20), _field("Birchford", 20, 33)),
            *(text("County", 20, 49.5), _field("Westshire", 20, 62.5)),
            *(text("River", 20, 79), _field("Birch", 20, 92)),
        ),
    )

    assert {key: value.value for key, value in read.items()} == {
        "town": "Birchford",
        "county": "Westshire",
        "river": "Birch",
    }
