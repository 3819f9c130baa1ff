"""Answers that are set in under their questions, and the sides on which headings of parts may stand."""

from __future__ import annotations

from dataclasses import replace

from pipeline.campaign.definition import FieldType, Identity, Section
from tests.unit.extraction.placing import campaign, page, text, values
from tests.unit.extraction.test_arrangement import ASKED, STEP, TRUTH, read


def test_an_answer_may_be_set_in_further_than_its_question_is_long() -> None:
    """Nothing stands under "E-mail" itself; the answer begins to the right of it, in the next line."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        blocks += [text(label, 50, n * STEP), text(answer, 200, n * STEP + 12)]
    assert read(*blocks) == TRUTH


def test_an_answer_of_several_lines_in_front_of_its_label_is_joined_as_it_was_broken() -> None:
    """A cell breaks its text where it ends: no comma stands there."""
    choir = campaign(
        ("address", FieldType.TEXT, ("Postal address",)),
        ("country", FieldType.COUNTRY, ("Country",)),
        ("singers", FieldType.NUMBER, ("Number of singers",)),
        ("mail", FieldType.EMAIL, ("E-mail",)),
    )
    rows = [("Country", ("Ireland",)), ("Postal address", ("12 Long Street, 40100", "Alderwick")),
            ("Number of singers", ("42",)), ("E-mail", ("ada@larks.example",))]  # fmt: skip
    blocks = []
    for n, (label, lines) in enumerate(rows):
        top = 50 + 30.0 * n
        own, asks = (40.0, top, 150.0, top + 28), (150.0, top, 500.0, top + 28)
        blocks += [text(line, 44, top + 2 + 10 * at, cell=own) for at, line in enumerate(lines)]
        blocks.append(text(label, 154, top + 2, cell=asks))
    assert values(choir, page(*blocks))["address"].value == "12 Long Street, 40100 Alderwick"


def test_the_heading_of_a_part_may_stand_on_the_right_of_its_rows() -> None:
    """A cell as high as the rows of its part names it on either side."""
    choir = campaign(
        ("leader", FieldType.PERSON, ("Name",)),
        ("leader_mail", FieldType.EMAIL, ("E-mail",)),
        ("contact", FieldType.PERSON, ("Name",)),
        ("contact_mail", FieldType.EMAIL, ("E-mail",)),
    )
    sections = ["conductor", "conductor", "secretary", "secretary"]
    fields = tuple(replace(field, section=key) for field, key in zip(choir.fields, sections, strict=True))
    parts = tuple(Section(key, {"en": (key.title(),)}) for key in ("conductor", "secretary"))
    choir = replace(choir, fields=fields, sections=parts, identity=Identity(name="leader"))
    people = [("Ada Ashdown", "ada@larks.example"), ("Ben Birch", "ben@larks.example")]
    blocks = []
    for part, (name, mail) in enumerate(people):
        top = 50 + 60.0 * part
        blocks.append(text(sections[2 * part].title(), 404, top + 2, cell=(400.0, top, 500.0, top + 60)))
        for n, (label, said) in enumerate((("Name", name), ("E-mail", mail))):
            y = top + 30 * n
            blocks.append(text(label, 44, y + 2, cell=(40.0, y, 150.0, y + 30)))
            blocks.append(text(said, 154, y + 2, cell=(150.0, y, 400.0, y + 30)))
    found = {key: value.value for key, value in values(choir, page(*blocks)).items()}
    assert found == {
        "leader": "Ada Ashdown",
        "leader_mail": "ada@larks.example",
        "contact": "Ben Birch",
        "contact_mail": "ben@larks.example",
    }
