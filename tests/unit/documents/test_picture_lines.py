from __future__ import annotations

import numpy as np

from pipeline.documents.pictures.lines import find_rules

SCALE = 72 / 200  # points for a pixel


def page() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((400, 600), 255, dtype=np.uint8)


def test_feet_of_letters_in_a_row_are_no_line() -> None:
    """Letters with feet that touch ("DELLA") keep them: without its foot an L is read as an I or a T."""
    grey = page()
    for stem in range(8):
        left = 100 + 16 * stem
        grey[100:123, left : left + 4] = 0
        grey[122:125, left - 6 : left + 10] = 0
    assert not find_rules(grey < 128, grey, SCALE).level


def test_a_short_line_to_write_on_is_a_line() -> None:
    """A line of 30 points with nothing on it, and one with words just above it, are lines."""
    grey = page()
    grey[125:127, 100:184] = 0
    grey[225:227, 100:184] = 0
    for stem in range(8):
        grey[200:220, 104 + 10 * stem : 107 + 10 * stem] = 0
    assert len(find_rules(grey < 128, grey, SCALE).level) == 2
