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


DECLARED = """I, {0}Ada Ash{1}, {0}Mayor{1} of {0}Alder Town Council{1} ({0}Ireland{1}), declare that our council
joins the campaign 10, 100, 1000 Human Rights Cities and Territories, as decided on {0}3 May 2024{1}.
We have {0}12,500{1} inhabitants. Please
contact {0}Bo Elm{1}, {0}Policy Adviser{1}, at {0}bo@alder.example{1} or {0}+353 1 234 5678{1}."""


@pytest.mark.parametrize("blank", ["__ __", "[ ]", ".... ....", "<b> </b>", "<u> </u>"])
def test_a_declaration_alone_is_a_form(blank: str) -> None:
    """All that is asked for stands in it: the words between the blanks say what each is for."""
    before, after = blank.split()
    said = values(read(f"<p>{DECLARED.format(before, after)}</p>", rest=""))

    assert said == {
        "government_name": "Alder Town Council",
        "country": "IE",
        "population": 12500,
        "leader_name": "Ada Ash",
        "leader_title": "Mayor",
        "contact_name": "Bo Elm",
        "contact_role": "Policy Adviser",
        "contact_email": "bo@alder.example",
        "contact_phone": "+35312345678",
        "decision_date": "2024-05-03",
    }


@pytest.mark.parametrize(
    ("sentence", "name", "title", "government"),
    [
        (
            "La Ville de Frêne (France), représentée par Léa Pin, Maire, adhère à la campagne.",
            "Léa Pin",
            "Maire",
            "Ville de Frêne",
        ),
        (
            "Die Stadt Erle (Österreich), vertreten durch Uwe Ulme, Bürgermeister, tritt bei.",
            "Uwe Ulme",
            "Bürgermeister",
            "Stadt Erle",
        ),
        (
            "Io sottoscritto/a Ugo Pino, in qualità di Sindaco di Comune di Faggio (Italia), dichiaro di aderire.",
            "Ugo Pino",
            "Sindaco",
            "Comune di Faggio",
        ),
        (
            "Ondergetekende, Bo van der Berk, Burgemeester van Gemeente Iep in België, verklaart dit.",
            "Bo van der Berk",
            "Burgemeester",
            "Gemeente Iep",
        ),
    ],
)
def test_who_signed_below_or_is_represented(sentence: str, name: str, title: str, government: str) -> None:
    """The same is said in other ways, and in other languages."""
    said = _said(sentence)

    assert said["leader_name"] == name
    assert said["leader_title"] == title
    assert said["government_name"] == government


def test_a_date_is_what_the_nearest_word_says() -> None:
    """The end of a term is no day of a decision."""
    said = _said(
        "Ich, Uwe Ulme, Bürgermeister der Stadt Erle (Österreich), erkläre dies laut Beschluss vom 3. Mai 2024."
    )

    assert said["decision_date"] == "2024-05-03"
    assert "mandate_end" not in said


def test_blanks_that_nobody_filled_in_say_nothing() -> None:
    """A blank declaration is no form of anybody."""
    sentence = "<p>I, ________, ________ of ________ (________), declare that ________. Contact: ________</p>"

    assert not read(sentence * 3, rest="").forms


def test_boxes_behind_a_declaration_tell_nothing() -> None:
    """How many inhabitants a small city has is no answer."""
    said = values(
        read(
            "<p>I, Ada Ash, Mayor of Alder (Ireland), declare this.</p><p>☐ City with less than 50,000 inhabitants</p>"
            "<p>☐ City with more than 50,000 inhabitants</p><p>Website: www.alder.example</p><p>Telephone: </p>"
            "<p>E-mail of the contact person: bo@alder.example</p><p>Thematic priorities: Migration</p>",
            rest="",
        )
    )

    assert said["leader_name"] == "Ada Ash"
    assert "population" not in said
