"""Headings of sections, and texts that name a part of the form beside its rows."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.answers import says_something
from pipeline.extraction.labels.heads import is_head_beside_groups
from pipeline.extraction.labels.label import Heading, Label
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_TOUCH: Final = 2.0  # points


def headings_of(layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> Iterator[tuple[int, Heading]]:
    """The headings of sections, each with the piece that it is."""
    for index, piece in enumerate(layout.pieces):
        if piece.kind is not BlockKind.TEXT or (index in labels and labels[index].inline):
            continue
        match = lexicon.heading(piece.text)
        if match and (not _has_neighbour(layout, index) or _heads_its_part(index, layout, lexicon, labels)):
            yield index, Heading(index, match.field, match.language)


def _heads_its_part(index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a heading stands over one of several columns of questions, or beside the rows of its part."""
    beside = [each for each in layout.left_of(index) + layout.right_of(index) if says_something(layout.pieces[each])]
    others = [lexicon.heading(layout.pieces[each].text) for each in beside]
    if all(others):
        below = [tuple(islice(layout.downwards(each), 2)) for each in (index, *beside)]
        return len({match.field for match in others if match}) == len(others) and all(
            any(each in labels for each in first) for first in below
        )
    return stands_beside_rows(index, layout, labels)


def stands_beside_rows(index: int, layout: Layout, labels: dict[int, Label]) -> bool:
    """Whether a cell is as high as several rows of questions at one of its sides: it names their part."""
    here = layout.frame(index)
    right = {layout.frame(each)[1] for each in layout.right_of(index) if each in labels}
    left = {layout.frame(each) for each in layout.left_of(index) if each in labels}
    left_rows = {frame[1] for frame in left if here[1] - _TOUCH <= frame[1] and frame[3] <= here[3] + _TOUCH}
    rows = max(len(right), len(left_rows))
    return layout.pieces[index].cell is not None and rows > 1 and not is_head_beside_groups(index, layout)


def _has_neighbour(layout: Layout, index: int) -> bool:
    """Whether something to be read stands in the same row: then it is a row of a form, not a heading."""
    beside = layout.left_of(index) + layout.right_of(index)
    return any(says_something(layout.pieces[other]) for other in beside)
