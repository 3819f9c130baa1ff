"""How sure values are: what was measured on forms with known truth, and the limits that no measurement lifts."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from pipeline.model import CERTAIN, PlacedDocument
from tests.unit.extraction.placing import Asked, campaign, page, text, values

LEAVES: Asked = ("leaves", FieldType.DATE, ("Moving out",))
NAME: Asked = ("tenant", FieldType.PERSON, ("Name of the tenant",))
MAIL: Asked = ("mail", FieldType.EMAIL, ("E-mail of the tenant",))
RENT: Asked = ("rent", FieldType.NUMBER, ("Rent",))
FLAT = campaign(NAME, MAIL, RENT, LEAVES)


def _form(*answers: str, x: float = 160) -> PlacedDocument:
    """A form with its questions on the left and these answers beside them."""
    questions = ("Name of the tenant:", "E-mail of the tenant:", "Rent:", "Moving out:")
    lines = zip(range(20, 100, 20), questions, answers, strict=False)
    return page(*(block for y, question, answer in lines for block in (text(question, 20, y), text(answer, x, y))))


def test_what_stands_beside_its_question_and_is_of_its_type_is_sure() -> None:
    """The plain form of everyday is not to be looked at."""
    found = values(FLAT, _form("Greta Grau", "greta@grau.example", "450", "2 May 2026"))

    assert all(value.confidence >= CERTAIN for value in found.values())


def test_a_doubt_of_the_value_itself_is_never_lifted() -> None:
    """A day and a month that could be either stay open, however well the form is understood."""
    either = values(FLAT, _form("Greta Grau", "greta@grau.example", "450", "03/04/2026"))["leaves"]

    assert either.confidence < CERTAIN


def test_no_value_is_certain() -> None:
    """The most that is said of a value leaves room for a mistake of whoever filled in the form."""
    found = values(FLAT, _form("Greta Grau", "greta@grau.example", "450", "2 May 2026"))

    assert all(0 < value.confidence < 1 for value in found.values())
