"""Forms that have a sentence with blanks where others have questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.model import CERTAIN, DocumentKind
from tests.unit.extraction.test_reading import read, values

if TYPE_CHECKING:
    from pipeline.model import FieldValue

QUESTIONS = """<p>Population: 12000</p><p>Telephone: +353 1 234 5678</p><p>Website: www.alder.example</p>
<p>Thematic priorities: Migration</p>"""


def _said(sentence: str) -> dict[str, FieldValue]:
    return values(read(f"<p>{sentence}</p>{QUESTIONS}"))


@pytest.mark.parametrize(
    ("sentence", "name", "government"),
    [
        ("I, Ada Ash, Mayor of Alder City Council (Ireland), declare that we join.", "Ada Ash", "Alder City Council"),
        ("Yo, RUIZ SANZ, Ana, Alcaldesa del Ayuntamiento de Olmo (España), declaro:", "Ana Ruiz Sanz", None),
        ("Ich, Uwe Ulme, Bürgermeister der Stadt Erle (Österreich), erkläre dies.", "Uwe Ulme", "Stadt Erle"),
    ],
)
def test_who_speaks_for_which_government(sentence: str, name: str, government: str | None) -> None:
    """The first person, an office and what it is the office of: the blanks are told by the words between."""
    said = _said(sentence)

    assert said["leader_name"] == name
    assert government is None or said["government_name"] == government


def test_who_can_be_reached_stands_in_front_of_the_address() -> None:
    """Also where words of the sentence stand before the name."""
    said = _said("I, Ada Ash, Mayor of Alder (Ireland), declare this. Our contact is Bo Elm (bo@alder.example).")

    assert said["contact_name"] == "Bo Elm"
    assert said["contact_email"] == "bo@alder.example"


def test_what_a_sentence_says_is_looked_at() -> None:
    """No label says that it is meant."""
    reading = read(f"<p>I, Ada Ash, Mayor of Alder (Ireland), declare this.</p>{QUESTIONS}")

    name = reading.forms[0].get("leader_name")
    assert name is not None
    assert name.confidence < CERTAIN


def test_a_letter_is_no_form() -> None:
    """A pledge in a letter without any question is told as before."""
    letter = read("<p>I, Ada Ash, Mayor of Alder (Ireland), support the 1000 cities (ada@a.example).</p>", rest="")

    assert letter.kind is DocumentKind.NOT_A_FORM
