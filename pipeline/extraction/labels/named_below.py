"""Headings that say whose name is asked: "Owner", and below it "Name: Ada Ash", which is the owner's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.concepts import meanings
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_SURE: Final = 0.9
_LONGEST: Final = 24  # characters of "Name", in whatever language
_CLOSE: Final = 1.6  # heights of a line between a heading and what is asked under it


def named_below(labels: dict[int, Label], layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    """Labels without an answer of their own, with the name that is asked right below them."""
    for label in labels.values():
        below = layout.right_below(label.last)
        if below is None or below in labels or label.inline or label.closed or layout.right_of(label.last):
            continue
        here, there = layout.pieces[label.last], layout.pieces[below]
        head, colon, answer = there.text.partition(":")
        near = there.box[1] - here.box[3] < _CLOSE * (here.box[3] - here.box[1]) and there.cell == here.cell
        if near and colon and answer.strip() and _asks_the_name(head) and _has_a_name(label, lexicon):
            yield replace(label, pieces=(*label.pieces, below), inline=answer.strip(), closed=True)


def _asks_the_name(text: str) -> bool:
    """Whether a text says "name" in some language, and no more."""
    if len(text) > _LONGEST:
        return False
    return any(said.what == {"name"} and not said.whose and not said.rest for said in meanings(fold(text)))


def _has_a_name(label: Label, lexicon: Lexicon) -> bool:
    """Whether what is asked is surely somebody, or the name of something."""
    best = label.matches[0]
    field = lexicon.fields[best.field]
    if best.score < _SURE or field.part or field.type not in {FieldType.PERSON, FieldType.TEXT}:
        return False
    wordings = (wording for several in field.labels.values() for wording in several)
    names = (any("name" in said.what for said in meanings(fold(wording))) for wording in wordings)
    return field.type is FieldType.PERSON or any(names)
