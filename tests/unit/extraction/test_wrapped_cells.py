"""Questions that a narrow cell breaks into lines which are labels of something else by themselves."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

CHOIR = campaign(
    ("name", FieldType.TEXT, ("Name of the choir", "Choir")),
    ("role", FieldType.TEXT, ("Position of the contact person",)),
    ("contact", FieldType.PERSON, ("Contact person", "Name of the contact person")),
    ("address", FieldType.TEXT, ("Address", "Postal address")),
    ("mail", FieldType.EMAIL, ("Address for electronic mail", "E-mail")),
)


def test_only_the_whole_question_of_a_narrow_cell_asks() -> None:
    """The end of one question, the beginning of another: neither asks by itself, though each is a label."""
    asked = [
        (("Position of the", "contact person"), "Secretary"),
        (("Name of the", "contact person"), "Ada Ash"),
        (("Address for", "electronic", "mail"), "ada@larks.example"),
        (("Name of the", "choir"), "Larks"),
    ]
    blocks = []
    for n, (lines, answer) in enumerate(asked):
        top = 50 + 40.0 * n
        asks, own = (20.0, top, 100.0, top + 38), (100.0, top, 300.0, top + 38)
        blocks += [text(line, 24, top + 2 + 10 * at, cell=asks) for at, line in enumerate(lines)]
        blocks.append(text(answer, 104, top + 2, cell=own))
    found = {key: value.value for key, value in values(CHOIR, page(*blocks)).items()}
    assert found == {"role": "Secretary", "contact": "Ada Ash", "mail": "ada@larks.example", "name": "Larks"}


def test_a_number_in_the_second_line_of_a_cell_is_the_answer() -> None:
    """However narrow the cell is, and though the two lines are like the question when they are read as one."""
    orders = campaign(("order", FieldType.TEXT, ("Order / Version",)), ("name", FieldType.TEXT, ("Name",)))
    cells = [
        ((20.0, 50.0, 100.0, 80.0), ("Order / Version", "1585242 /")),
        ((100.0, 50.0, 300.0, 80.0), ("Name", "Ada")),
    ]
    blocks = [text(line, c[0] + 2, 52 + 10 * n, cell=c) for c, lines in cells for n, line in enumerate(lines)]
    assert str(values(orders, page(*blocks))["order"].value).startswith("1585242")
