"""What a form says beside its answers is no answer, and what may be no answer is never sure."""

from __future__ import annotations

from tests.unit.extraction.test_reading import read_lines, values

HEAD = "10, 100, 1000 Human Rights Cities and Territories by 2030\n\n"
CONTACT = "Name of the contact person: Ana Ash\nContact e-mail: ana@alzira.example\n"
REST = f"\n{CONTACT}Motivations to join the campaign:\nWe want to learn from others.\n"


def test_an_example_on_the_form_answers_nothing() -> None:
    """What the office printed to show how to fill in the form is not the city's answer."""
    example = "Example: Name of the municipality: Barcelona; Name of the mayor: Ada Example\n\n"
    read = values(read_lines(f"{HEAD}{example}Country: Spain\nName of the municipality: Alzira\n{REST}"))

    assert (read["government_name"], read.get("leader_name")) == ("Alzira", None)


def test_a_question_that_only_begins_like_another_is_another() -> None:
    """The date of a move begins like the date of the form, and is another."""
    read = values(read_lines(f"{HEAD}Name of the municipality: Alzira\nDate of the move: 3 May 2024\n{REST}"))

    assert "signature_date" not in read
