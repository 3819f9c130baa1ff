"""Answers without what tells how to answer in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extraction.page.layout import PAPER
from pipeline.normalise.empty import is_instruction

if TYPE_CHECKING:
    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout


def without_prompt(run: list[int], label: Label, layout: Layout) -> list[int]:
    """A run without what tells how to answer in front: lines as bold as the label, and instructions."""
    rest = list(run)
    while rest and layout.pieces[label.last].bold and layout.pieces[rest[0]].bold:
        rest.pop(0)
    while rest and is_instruction(layout.pieces[rest[0]].text):
        rest = _after_paragraph(rest, layout)
    return rest or run


def behind_prompt(label: Label, more: list[int], layout: Layout) -> list[int]:
    """The answer below a question whose own text goes on with how to answer it; [] where that is the answer."""
    if layout.pieces[label.last].bold and any(not layout.pieces[index].bold for index in more):
        return without_prompt(more, label, layout)
    if is_instruction(label.inline):
        return without_prompt(_after_paragraph([label.last, *more], layout), label, layout)
    return []


def _after_paragraph(run: list[int], layout: Layout) -> list[int]:
    """What follows the paragraph that a run begins with; a reader of printed lines gives it in several pieces."""
    end = 1
    while end < len(run):
        before, here = layout.pieces[run[end - 1]], layout.pieces[run[end]]
        height = max(before.box[3] - before.box[1], 1.0)
        wrapped = here.reader in PAPER and before.box[3] - height < here.box[1] < before.box[3] + height * 0.6
        if not wrapped or before.text.rstrip().endswith((".", ")", "。")):
            break
        end += 1
    return run[end:]
