"""What a form prints under its questions is not what somebody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import campaign, page, text

if TYPE_CHECKING:
    from pipeline.model import Block, PlacedDocument

CHOIR = campaign(
    ("singer", FieldType.TEXT, ("Singer",)),
    ("born", FieldType.DATE, ("Date of birth",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
    ("why", FieldType.NARRATIVE, ("Why do you sing?",)),
)


def _values(document: PlacedDocument) -> dict[str, object]:
    (form,) = Engine(CHOIR).extract(document).forms
    return {value.field: value.value for value in form.values}


def _lines(*lines: str) -> list[Block]:
    return [text(line, 20, 20.0 + 14 * number) for number, line in enumerate(lines)]


def test_the_same_words_under_questions_of_different_kinds_are_printed() -> None:
    """They answer nothing, in whatever language; the answers stand below them."""
    told = "In Druckschrift"
    document = page(
        *_lines("Singer", told, "Nora Noack", "Date of birth", told, "13/05/1990"),
        *[text(line, 20, 104.0 + 14 * n) for n, line in enumerate(["E-mail", told, "n@a.example"])],
        *[text(line, 20, 146.0 + 14 * n) for n, line in enumerate(["Why do you sing?", told, "Because I must."])],
    )

    assert _values(document) == {
        "singer": "Nora Noack",
        "born": "1990-05-13",
        "mail": "n@a.example",
        "why": "Because I must.",
    }


def test_the_same_name_twice_is_an_answer() -> None:
    """Two places with the same words prove nothing: they may well be the answer to both."""
    document = page(*_lines("Singer", "Nora Noack", "Date of birth", "13/05/1990", "Why do you sing?", "Nora Noack"))

    assert _values(document)["singer"] == "Nora Noack"


def test_dots_to_write_on_are_no_part_of_an_answer() -> None:
    """Neither in front of it nor behind it."""
    document = page(*_lines("Singer: Nora Noack", "Why do you sing?", ".... Because I must. ......"))

    assert _values(document)["why"] == "Because I must."
