"""Lines of a paragraph that happen to read like labels: they go on with the sentence of the line above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout

_CLOSE: Final = 0.6  # heights of a line between two lines of one paragraph
_SAME_EDGE: Final = 3.0  # points
_WORDS: Final = 3  # a shorter line above is a label or an answer
_ENDED: Final = re.compile(r"[.!?:;؟。…)\]]\s*$")


def goes_on_from_above(label: Label, labels: Mapping[int, Label], layout: Layout) -> bool:
    """Whether a label that is not to the letter stands in the next line of a sentence that filled the line above."""
    first = layout.pieces[label.first]
    if label.score >= 1.0 or first.reader not in PAPER or label.first == 0:
        return False
    above = layout.right_above(label.first)
    if above is None or above in labels:
        return False
    here = layout.pieces[above]
    near = first.box[1] - here.box[3] < _CLOSE * (here.box[3] - here.box[1])
    alike = (here.cell, here.bold) == (first.cell, first.bold) and abs(here.box[0] - first.box[0]) < _SAME_EDGE
    sentence = len(here.text.split()) >= _WORDS and not _ENDED.search(here.text)
    return near and alike and sentence and layout.was_full(above, label.first)
