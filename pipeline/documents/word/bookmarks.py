"""Bookmarks around the answers of a form that we handed out, for files that have lost its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.form_mark import placed_at
from pipeline.documents.flow.grid import NOWHERE
from pipeline.documents.word.controls import BOXES
from pipeline.documents.xml import attribute, tag_of
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OPEN: Final = "☐□"


def bookmarked(start: Element) -> tuple[str, list[Element]]:
    """The name that a bookmark gives, and what it stands around; no name where that is a control, which has its own."""
    name = placed_at(attribute(start, "w:name") or "")
    inside: list[Element] = []
    for each in start.itersiblings() if name else ():
        if tag_of(each) == "w:bookmarkEnd" and attribute(each, "w:id") == attribute(start, "w:id"):
            return name, inside
        if tag_of(each) == "w:sdt":
            break
        inside.append(each)
    return "", []


def place_block(name: str, shown: str, at: str) -> tuple[Block, str]:
    """The answer that stands in a bookmark, a box where its sign does, and what was written beside that sign."""
    where, text = f"content control {name} in {at}", shown.strip()
    sign = next((letter for letter in text if letter in BOXES), "")
    if not sign:
        return Block(BlockKind.FIELD, text, 1, NOWHERE, where, name=name), ""
    tick = Block(BlockKind.TICK, "", 1, NOWHERE, where, name=name, checked=sign not in _OPEN)
    return tick, text.replace(sign, "", 1).strip()
