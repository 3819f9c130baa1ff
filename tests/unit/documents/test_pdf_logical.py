"""Right-to-left words come out as they are read, however a program stored them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.documents.pdf.logical import read_order

if TYPE_CHECKING:
    from pipeline.model import Box

READ, SHOWN = "بلدية", "ةيدلب"


def standing(*left_edges: float) -> list[Box]:
    return [(left, 0.0, left + 4, 10.0) for left in left_edges]


def test_letters_stored_as_read_stay() -> None:
    """Each next letter stands further left."""
    assert read_order(READ, standing(40, 35, 30, 25, 20)) == READ


def test_letters_stored_as_shown_are_turned_round() -> None:
    """Each next letter stands further right: the word was stored as it looks."""
    assert read_order(SHOWN, standing(20, 25, 30, 35, 40)) == READ


def test_a_ligature_that_was_taken_apart_backwards_is_mended() -> None:
    """Lam and alef of one sign: lam comes first."""
    assert read_order("سالم", standing(40, 30, 30, 20)) == "سلام"


def test_a_ligature_of_lam_and_alef_maksura_is_mended() -> None:
    """A letter that joins none behind it is no first half of a sign."""
    assert read_order("\u0639\u0649\u0644", standing(40, 30, 30)) == "\u0639\u0644\u0649"


@pytest.mark.parametrize("text", ["Tunis", "2026", "\u06452"])
def test_other_words_shown_from_the_left_are_left_alone(text: str) -> None:
    """Latin words, numbers, and words that hold both ways."""
    assert read_order(text, standing(*(20 + 5 * at for at in range(len(text))))) == text


def test_a_latin_word_that_was_turned_round_is_put_right() -> None:
    """On a page with right-to-left letters, pdfium turns small Latin words round too."""
    assert read_order("a/n", standing(30, 25, 20)) == "n/a"
    assert read_order("a/n", standing(30, 25, 20), page=False) == "a/n"
