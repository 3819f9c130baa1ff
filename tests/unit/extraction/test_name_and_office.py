"""A "Name" that stands before the office of somebody."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

GRANTS = campaign(
    ("club", FieldType.TEXT, ("Name of the organisation",)),
    ("person", FieldType.PERSON, ("Contact person",)),
    ("role", FieldType.TEXT, ("Role",)),
    ("sum", FieldType.NUMBER, ("Amount requested",)),
    ("start", FieldType.DATE, ("Start of the project",)),
)
OTHERS = (text("Amount requested: 1500", 50, 80), text("Start of the project: 3 May 2024", 50, 92))


def test_a_name_before_an_office_is_that_of_a_person() -> None:
    """Beside it or right below it, "Role" tells that the name is no club's."""
    for role in (text("Role: Treasurer", 250, 130), text("Role: Treasurer", 50, 142)):
        read = values(GRANTS, page(*OTHERS, text("Name: Ada Ashdown", 50, 130), role))
        assert {key: read[key].value for key in read if key != "sum"} == {
            "person": "Ada Ashdown",
            "role": "Treasurer",
            "start": "2024-05-03",
        }
