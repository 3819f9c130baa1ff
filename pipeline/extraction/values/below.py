"""Answers below their question, in its cell or under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.captions import CAPTION
from pipeline.extraction.labels.runs import (
    first_unit,
    indented_below,
    run_below,
    under_name,
)
from pipeline.extraction.page.layout import same_column
from pipeline.extraction.values.prompts import without_prompt
from pipeline.extraction.values.proposal import Proposal, Way
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout

_NEARER: Final = 0.7  # of the way to the field below; fields that stand evenly have their labels above


def under(label: Label, layout: Layout, spotted: Spotted, *, long: bool) -> Iterator[Proposal]:
    """The rest of the label's cell, else what follows below: one line, or all up to the next label."""
    rest = without_prompt(_rest_of_cell(label, layout, spotted), label, layout)
    if rest:
        yield Proposal(Way.CELL, tuple(rest), layout.join(rest))
        return
    field = _field_below(label, layout, spotted)
    captioned = _field_above(label, layout, below=field)
    if captioned is not None:
        yield Proposal(Way.BELOW, (captioned,), layout.pieces[captioned].text)
        return
    if field is not None:
        yield Proposal(Way.BELOW, (field,), layout.pieces[field].text)
        return
    run = run_below(label.last, layout, spotted) or under_name(label, layout, spotted)
    run = run or indented_below(label.last, layout, spotted)
    if not run:
        return
    if long:
        run = without_prompt(run, label, layout)
        yield Proposal(Way.BELOW, tuple(run), layout.join(run))
        return
    short = first_unit(run, layout)
    yield Proposal(Way.BELOW, tuple(short), layout.join(short))


def _rest_of_cell(label: Label, layout: Layout, spotted: Spotted) -> list[int]:
    cell = [other for other in layout.in_cell(label.last) if other > label.last]
    rest: list[int] = []
    for other in cell:
        if other in spotted.printed or layout.pieces[other].kind in {BlockKind.TICK, BlockKind.INK}:
            break
        rest.append(other)
    return [other for other in rest if layout.pieces[other].text.strip()]


def _field_below(label: Label, layout: Layout, spotted: Spotted) -> int | None:
    here = layout.pieces[label.last]
    for other in layout.downwards(label.last):
        piece = layout.pieces[other]
        if other in spotted.printed or piece.kind is BlockKind.TEXT:
            return None
        if piece.kind is BlockKind.FIELD:
            near = piece.box[1] - here.box[3] < 3 * max(here.box[3] - here.box[1], 10.0)
            return other if near else None
    return None


def _field_above(label: Label, layout: Layout, *, below: int | None) -> int | None:
    """The form field that a label stands under as its caption: much nearer to it than the one below."""
    here = layout.pieces[label.first].box
    best, gap = None, CAPTION
    if below is not None:
        gap = min(gap, _NEARER * (layout.pieces[below].box[1] - layout.pieces[label.last].box[3]))
    for other in layout.pages[layout.pieces[label.first].page]:
        there = layout.pieces[other]
        if there.kind is BlockKind.FIELD and same_column(here, there.box) and -2 < here[1] - there.box[3] < gap:  # noqa: PLR2004 - touching
            best, gap = other, here[1] - there.box[3]
    return best
