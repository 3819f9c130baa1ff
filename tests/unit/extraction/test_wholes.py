"""Whole forms one after another in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import campaign, page, text

if TYPE_CHECKING:
    from pipeline.model import PlacedDocument

CHOIR = campaign(
    ("singer", FieldType.TEXT, ("Singer",)),
    ("voice", FieldType.TEXT, ("Voice",)),
    ("born", FieldType.DATE, ("Date of birth",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
    ("phone", FieldType.PHONE, ("Telephone",)),
    ("height", FieldType.NUMBER, ("Height",)),
)


def _document(*lines: str) -> PlacedDocument:
    return page(*[text(line, 20, 20.0 + 14 * number) for number, line in enumerate(lines)])


def _form(singer: str, voice: str, born: str) -> list[str]:
    told = [f"Singer: {singer}", f"Voice: {voice}", f"Date of birth: {born}"]
    return ["Sign up for the choir", *told, "E-mail:", "Telephone:", "Height:"]


def _forms(document: PlacedDocument) -> list[dict[str, object]]:
    reading = Engine(CHOIR).extract(document)
    return [{value.field: value.value for value in form.values} for form in reading.forms]


def test_forms_that_follow_each_other_are_read_apart() -> None:
    """Where the printed words begin anew another applicant begins; an answer left blank is not taken from the next."""
    forms = _forms(_document(*_form("Nora Noack", "alto", "13/05/1990"), *_form("Olaf Ohm", "", "14/06/1980")))

    assert forms == [
        {"singer": "Nora Noack", "voice": "alto", "born": "1990-05-13"},
        {"singer": "Olaf Ohm", "born": "1980-06-14"},
    ]


def test_parts_of_one_form_that_ask_the_same_are_one_form() -> None:
    """The same questions about several people are no forms of their own: none of them asks again who applies."""
    people = [f"{asked}: {n}{n}{n}" for n in "abc" for asked in ("Name", "Street", "Town", "Voice", "Height", "Colour")]

    forms = _forms(_document("Sign up", "Singer: Nora Noack", "Date of birth: 13/05/1990", *people))

    assert len(forms) == 1
    assert forms[0]["singer"] == "Nora Noack"


def test_a_head_that_stands_on_every_page_is_one_form() -> None:
    """The same answers to the same questions: the form goes on, it does not begin anew."""
    head = _form("Nora Noack", "alto", "13/05/1990")

    assert len(_forms(_document(*head, "Some rows", *head, "More rows"))) == 1
