"""Questions with their printed answers behind a colon, and questions with a word that nobody knows."""

from __future__ import annotations

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.extraction.wording.lexicon import Lexicon

CITIES = Lexicon(load_campaign("human-rights-cities-2030"))


@pytest.mark.parametrize(
    "text",
    [
        "We are: a city / a province / a region",
        "Siamo: comune / provincia / regione",
        "Wij zijn een: gemeente / provincie / regio",
        "Somos: município / estado / consórcio",
        "우리는: 시 / 군 / 구 / 도",
    ],
)
def test_printed_options_tell_what_is_asked_and_are_no_questions(text: str) -> None:
    """Options of one field behind a colon ask for that field, with doubt; none of them is a question by itself."""
    (match,) = CITIES.labels(text)
    assert match.field == "government_type"
    assert match.trust < 0.9


def test_a_list_of_things_to_fill_in_is_no_list_of_options() -> None:
    """Known questions behind a colon stay questions."""
    assert "contact_email" in {match.field for match in CITIES.labels("Contact: name / position / e-mail")}


def test_options_that_nobody_knows_leave_the_question_in_front() -> None:
    """What stands before the colon is asked, whatever the options are."""
    assert CITIES.labels("Date: dd / mm / yyyy")[0].field == CITIES.labels("Date")[0].field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Waar is het stadhuis gevestigd?", "postal_address"),
        ("Onde fica a prefeitura?", "postal_address"),
        ("Titel oder Mandat der politischen Führung", "leader_title"),
        ("Fino a quando dura il mandato?", "mandate_end"),
        ("An welchen Themen möchten Sie vorrangig arbeiten?", "themes"),
    ],
)
def test_words_that_add_nothing_make_no_other_question(text: str, field: str) -> None:
    """Where an organisation is asks for its address; a title or mandate is a title; a wish is none of its theme."""
    assert CITIES.labels(text)[0].field == field


def test_a_plain_question_with_one_unknown_word_is_understood_with_doubt() -> None:
    """One word that nobody knows is forgiven where a text plainly asks, and the value is to be looked at."""
    match = CITIES.labels("¿A qué correo podemos escribirle?")[0]
    assert match.field == "contact_email"
    assert match.trust < 0.8


def test_other_words_of_much_the_same_letters_are_no_slips() -> None:
    """The number of an account is no telephone number, though "conta" is like "contato"."""
    assert "contact_phone" not in {match.field for match in CITIES.labels("Número da conta (IBAN)")}
