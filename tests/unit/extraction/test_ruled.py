"""Answers on lines to write on, with small print under the line."""

from __future__ import annotations

from pipeline.model import Block, BlockKind
from tests.unit.extraction.placing import text
from tests.unit.extraction.test_arrangement import ASKED, STEP, TRUTH, read


def rule(x0: float, x1: float, y: float) -> Block:
    return Block(BlockKind.RULE, "", 1, (x0, y, x1, y), "drawn", reader="pdf-text")


def test_the_line_tells_which_caption_is_of_which_answer() -> None:
    """Two answers in a row, each over its own line, with captions in the middle under the lines."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        x, y = 50 + 250 * (n % 2), STEP * (n // 2)
        blocks += [text(answer, x, y), rule(x, x + 220, y + 10), text(f"({label})", x + 110, y + 12)]
    assert read(*blocks) == TRUTH


def test_a_typed_line_is_a_line_to_write_on() -> None:
    """People type dashes or underscores under an answer, and what it is under those."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        y = n * 40.0
        blocks += [text(answer, 50, y), text("_" * 30, 50, y + 10), text(label, 50, y + 20)]
    assert read(*blocks) == TRUTH


def test_lines_under_answers_do_not_make_the_next_question_a_caption() -> None:
    """Where each question stands over its answer, the text under the line is the next question."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        y = n * 34.0
        blocks += [text(label, 50, y), text(answer, 50, y + 10), rule(50, 400, y + 20)]
    assert read(*blocks) == TRUTH


def test_an_answer_of_two_lines_stands_on_its_line_with_both() -> None:
    """The first line had no room for the whole answer."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        x, y = 50 + 250 * (n % 2), 40.0 * (n // 2)
        lines = ("Larks and other birds of", "Alderwick") if n == 0 else (answer,)
        blocks += [text(line, x, y + 9 * at) for at, line in enumerate(lines)]
        blocks += [rule(x, x + 120, y + 20), text(label, x, y + 22)]
    assert read(*blocks) == {**TRUTH, "name": "Larks and other birds of Alderwick"}


def test_the_place_for_signatures_has_its_captions_under_lines_whatever_the_rest_does() -> None:
    """Most questions stand before their answers; at the foot, small print under lines says what stands on them."""
    asked = list(ASKED.values())
    label, answer = ASKED["founded"]
    blocks = [text(f"{said}: {given}", 50, STEP * n) for n, (said, given) in enumerate(asked) if said != label]
    y = STEP * (len(asked) + 2)
    blocks += [text(answer, 50, y), rule(50, 170, y + 10), text(label, 50, y + 12)]
    blocks += [rule(250, 370, y + 10), text("Signature", 250, y + 12)]
    assert read(*blocks) == TRUTH


def test_a_question_under_the_line_of_another_answer_is_not_its_caption() -> None:
    """The answer to the last question stands below it, and nothing but another answer over it."""
    asked = {key: each for key, each in ASKED.items() if key != "founded"}
    blocks = [text(f"{said}: {given}", 50, STEP * n) for n, (said, given) in enumerate(asked.values())]
    y = STEP * (len(asked) + 2)
    label, answer = ASKED["founded"]
    blocks += [text("1 May 1987", 50, y), rule(50, 170, y + 10), text(label, 50, y + 12), text(answer, 50, y + 23)]


def test_a_caption_is_of_the_line_over_it_however_close_the_next_answer_stands() -> None:
    """The answers stand nearer to the caption before than to their own; an empty line takes no caption."""
    blocks, y = [], 0.0
    for n, (label, answer) in enumerate(ASKED.values()):
        blocks += [text(answer, 50, y), rule(50, 300, y + 24), text(label, 50, y + 40)]
        y += 58
        if n == 1:
            blocks += [rule(50, 300, y + 24), text("Colour of the robes", 50, y + 40)]
            y += 58
    assert read(*blocks) == TRUTH
