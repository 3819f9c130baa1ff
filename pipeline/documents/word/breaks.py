"""Line breaks that LibreOffice moves out of a content control when it writes a DOCX: all stand before the control."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.documents.xml import attribute, child, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

GUESSED: Final = 0.8
"""How sure a text is whose lines were parted again where they clearly meet."""
RUN_TOGETHER: Final = 0.6
"""How sure a text is whose lines run into each other."""
_MEETING: Final = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_]{3})|(?<=[.!?;\u3002])(?=[^\W\d_\u2022])|(?<=\S)(?=\u2022)"
)
_FIGURES: Final = re.compile(r"[^\W\d_].*\d{6}")
"""Words and a number longer than those of houses and postcodes."""


def lines_again(sdt: Element, shown: str) -> tuple[str, float]:
    """The text of a control with its lost line breaks, and how sure it is; as it is where none were moved out."""
    lines = child(child(sdt, "w:sdtPr"), "w:text")
    lost, first = _breaks_before(sdt) if lines is not None and attribute(lines, "w:multiLine") else (0, False)
    if not lost or not shown.strip() or "\n" in shown.strip():
        return shown, 1.0
    places = [found.start() for found in _MEETING.finditer(shown)]
    places += [at for at in range(1, len(shown)) if shown[at - 1].islower() and shown[at].isupper()]
    if len(places) != lost:
        return shown, RUN_TOGETHER if first or places or _FIGURES.search(shown) else 1.0
    edges = [0, *sorted(places), len(shown)]
    return "\n".join(shown[start:end] for start, end in pairwise(edges)), GUESSED


def _breaks_before(sdt: Element) -> tuple[int, bool]:
    """The line breaks right before a control, and whether nothing else stands before it, as a label would."""
    breaks = 0
    for each in sdt.itersiblings(preceding=True):
        inside = [tag_of(part) for part in each if tag_of(part) != "w:rPr"] if tag_of(each) == "w:r" else []
        if tag_of(each) == "w:pPr":
            break
        if not inside or set(inside) != {"w:br"}:
            return breaks, False
        breaks += len(inside)
    return breaks, True
