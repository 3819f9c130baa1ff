"""Questions and answers that are marked as such."""

from __future__ import annotations

import pytest

from tests.unit.extraction.placing import text
from tests.unit.extraction.test_arrangement import ASKED, STEP, TRUTH, read


@pytest.mark.parametrize(
    ("asks", "answers"), [("Q", "A"), ("Question", "Answer"), ("Q1", "A1"), ("Domanda", "Risposta")]
)
def test_the_marks_of_questions_and_answers_say_nothing(asks: str, answers: str) -> None:
    """In whatever language they stand, with numbers or without."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        blocks += [text(f"{asks}: {label}", 50, n * STEP), text(f"{answers}: {answer}", 50, n * STEP + 10)]
    assert read(*blocks) == TRUTH


def test_a_letter_in_front_of_an_answer_alone_is_part_of_it() -> None:
    """Where nothing is marked as a question, "A. Ashdown" is a name."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        said = "A. Ashdown" if answer == "Ada Ashdown" else answer
        blocks += [text(label, 50, n * STEP), text(said, 250, n * STEP)]
    assert read(*blocks)["leader"] == "A. Ashdown"
