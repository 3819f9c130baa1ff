"""Answers that read like labels ("Mayor", "Municipality"), told by the side on which the whole form has its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.answers import bare, words_a_question
from pipeline.extraction.labels.arrangement import Side, next_to

_NEARER: Final = 3.0  # times as far from its question as from its answer, and a text asks nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon


def label_like_answers(layout: Layout, lexicon: Lexicon, labels: dict[int, Label], side: Side | None) -> Iterator[int]:
    """Texts that stand where this form has its answers, next to a label, and have no answer of their own there.

    Only names of offices, of choices and of parts of the form, which are answers as often as labels; and of two such
    names next to each other neither: one of them asks, and nothing tells which.
    """
    if side is None or side is Side.RIGHT:
        return
    asking = {piece: label for label in labels.values() for piece in label.pieces}
    for index, label in labels.items():
        if not bare(label) or words_a_question(index, layout, lexicon, labels):
            continue
        before, own = next_to(label, side.opposite, layout), next_to(label, side, layout)
        asks = None if before is None else asking.get(before)
        if before is None or asks is None or asks.inline:
            continue
        if label.inline:  # "Comune di Modena" where the name of the municipality is asked for
            if {match.field for match in label.matches} & {match.field for match in asks.matches}:
                yield index
            continue
        if not _offers(asks, index, layout, lexicon) and _has_own(index, before, own, asking, layout):
            continue
        said = layout.pieces[index].text.split()
        if words_a_question(asks.first, layout, lexicon, labels) or len(layout.join(asks.pieces).split()) > len(said):
            yield index


def _offers(asks: Label, index: int, layout: Layout, lexicon: Lexicon) -> bool:
    """Whether a text is one of the choices of a label."""
    offered = {field for field, _ in lexicon.choices(layout.pieces[index].text)}
    return any(match.field in offered for match in asks.matches)


def _has_own(index: int, before: int, own: int | None, asking: dict[int, Label], layout: Layout) -> bool:
    """Whether something else than a label stands on the side of the answers, as near as the label on the other side."""
    if own is None or own in asking or (layout.pieces[own].cell is None) != (layout.pieces[index].cell is None):
        return False
    return _gap(index, own, layout) < _NEARER * (_gap(index, before, layout) + 1)


def _gap(one: int, other: int, layout: Layout) -> float:
    """The points between two pieces, over each other or side by side."""
    here, there = layout.frame(one), layout.frame(other)
    return max(there[0] - here[2], here[0] - there[2], there[1] - here[3], here[1] - there[3], 0.0)
