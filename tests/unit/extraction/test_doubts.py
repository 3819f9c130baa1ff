"""What a form says beside its answers is no answer, and what may be no answer is never sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import CERTAIN
from tests.unit.extraction.test_reading import read, read_lines, table, values

if TYPE_CHECKING:
    from pipeline.model import DocumentReading, Value

TITLE = "10, 100, 1000 Human Rights Cities and Territories by 2030\n\n"
CONTACT = "Name of the contact person: Ana Ash\nContact e-mail: ana@alzira.example\n"
REST = f"\n{CONTACT}Motivations to join the campaign:\nWe want to learn from others.\n"
ROWS = (("Name of the municipality", "Alzira"), ("Country", "Spain"), ("Name of the mayor", "Nora Noack"))
PAIRS = (*ROWS, ("Contact person", "Olaf Ohm"), ("Contact e-mail", "olaf@alzira.example"))


def _value(reading: DocumentReading, field: str) -> Value:
    (form,) = reading.forms
    value = form.get(field)
    assert value is not None
    return value


def _motivation(*lines: str, after: str = "") -> Value:
    """What is read for the motivation from a form whose answers stand behind their questions."""
    head = "Name of the municipality: Alzira\nCountry: Spain\nName of the mayor: Nora Noack\n"
    asked = "Motivations to join the campaign: " + "\n".join(lines)
    body = "".join(f"<p>{line}</p>" for line in f"{head}{CONTACT}{asked}\n{after}".splitlines() if line)
    return _value(read(body, rest=""), "motivation")


def test_an_example_on_the_form_answers_nothing() -> None:
    """What the office printed to show how to fill in the form is not the city's answer."""
    example = "Example: Name of the municipality: Barcelona; Name of the mayor: Ada Example\n\n"
    found = values(read_lines(f"{TITLE}{example}Country: Spain\nName of the municipality: Alzira\n{REST}"))

    assert (found["government_name"], found.get("leader_name")) == ("Alzira", None)


def test_a_question_that_only_begins_like_another_is_another() -> None:
    """The date of a move begins like the date of the form, and is another."""
    found = values(read_lines(f"{TITLE}Name of the municipality: Alzira\nDate of the move: 3 May 2024\n{REST}"))

    assert "signature_date" not in found


def test_whoever_was_mayor_before_is_not_the_mayor() -> None:
    """The former mayor stands on a form beside the mayor, and is never taken for one."""
    found = values(read(table(("Former mayor", "Pia Pohl"), *PAIRS)))

    assert found["leader_name"] == "Nora Noack"
    assert "leader_name" not in values(read(table(("Previous mayor", "Pia Pohl"), *ROWS[:2], *PAIRS[3:])))


def test_a_long_answer_without_further_questions_is_sure() -> None:
    """Nothing speaks against an answer in plain sentences, and lists are answers too."""
    assert _motivation("We want to learn from others.", "We have much to share.").confidence >= CERTAIN
    assert _motivation("We want:", "- to learn from others;", "- to share.").confidence < CERTAIN
    assert _motivation("Three reasons.", "- To learn from others.", "- To share.").confidence >= CERTAIN


def test_a_long_answer_that_runs_into_another_question_is_never_sure() -> None:
    """A question that the campaign does not ask ends an answer too, but nobody told us of it."""
    answer = "We want to learn from others."

    assert _motivation(answer, "Remarks: please call the clerk.").confidence < CERTAIN
    assert _motivation(answer, "Favourite colour: green.").confidence < CERTAIN
    assert _motivation(answer, "How did you hear of us? From a friend.").confidence < CERTAIN
    assert _motivation(answer, "Favourite colour", "Green.").confidence < CERTAIN


def test_a_long_answer_that_words_a_question_is_not_cut() -> None:
    """Words of a question in the middle of a sentence begin no new question."""
    answer = "Our council has a plan for all people. Contact: the equalities team. Phone: 010."

    assert _motivation(answer).value == answer


def test_what_stands_below_is_not_sure_where_the_other_answers_stand_beside() -> None:
    """In a table of questions with their answers on the right, the next question may stand under one left blank."""
    found = _value(read(table(*PAIRS, ("Official title", ""), ("Chief of staff", "Pia Pohl"))), "leader_name")
    assert found.confidence >= CERTAIN

    reading = read(table(*PAIRS, ("Region", ""), ("Sister city", "Modena")))
    (form,) = reading.forms
    region = form.get("subdivision")
    assert region is None or region.confidence < CERTAIN


def test_the_same_question_with_and_without_an_answer_leaves_doubt() -> None:
    """Where an address is asked for twice in one part, the one that is given may be somebody else's."""
    twice = (*ROWS, ("Contact person", "Olaf Ohm"), ("E-mail", ""), ("E-mail", "pia@alzira.example"))

    assert _value(read(table(*twice)), "contact_email").confidence < CERTAIN
    assert _value(read(table(*PAIRS)), "contact_email").confidence >= CERTAIN


def test_an_answer_to_two_questions_at_once_is_not_sure() -> None:
    """Under "Country / Region" a form has both, and neither is the whole of it."""
    reading = read(table(ROWS[0], ("Country / Region", "Spain / La Ribera"), *PAIRS[2:]))
    region = reading.forms[0].get("subdivision")

    assert region is None or region.value == "La Ribera" or region.confidence < CERTAIN


def test_a_line_that_may_belong_to_an_address_leaves_doubt() -> None:
    """Of an address on several lines the first one alone is not sure."""
    body = "Name of the municipality: Alzira\nPostal address: 4 Mill Lane\nAlzira 46600\nSpain\nFax: 010\n"

    assert _value(read_lines(f"{TITLE}{body}{REST}"), "postal_address").confidence < CERTAIN


def test_an_office_with_its_holder_is_not_sure_as_an_office() -> None:
    """Where "Mayor" asks for a name and a title, the name goes to the name."""
    found = values(read(table(*ROWS[:2], ("Mayor", "Mayor Nora Noack"), *PAIRS[3:])))

    assert (found["leader_name"], found["leader_title"]) == ("Nora Noack", "Mayor")


def test_words_behind_a_label_that_are_no_value_belong_to_the_label() -> None:
    """An e-mail address of somebody is asked for in all of these words, not in the first of them alone."""
    found = values(read(table(*ROWS, ("Contact person", "Olaf Ohm"), ("E-mail of focal point", "olaf@alzira.example"))))

    assert found["contact_email"] == "olaf@alzira.example"


def test_below_an_answer_that_points_elsewhere_stands_no_other_answer() -> None:
    """Where a city wrote "see annex", the next question of the form is not its answer."""
    rows = (*PAIRS, ("Good practices", "See attached plan"), ("Message to us", "Thank you for the kind invitation!"))
    reading = read(table(*rows), rest="")

    assert values(reading)["policies"] == "See attached plan"
    assert _value(reading, "policies").confidence < CERTAIN
    assert "postal_address" not in values(read(table(("Address", "Idem"), ("Sister city", "Modena"), *PAIRS)))
