"""Lines that were wrapped: how much room a word took, and how two of them become one text again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Block

_ADDRESS = re.compile(r"(?:\S@|\bwww\.|\bhttps?://)\S*$")
_REST_OF_ADDRESS = re.compile(r"[a-z0-9._~%/?=&-]+$")


def first_word(piece: Block) -> float:
    """How wide the first word of a line is, with the blank in front of it."""
    first = piece.text.split(maxsplit=1)[0] if piece.text.strip() else ""
    return (piece.box[2] - piece.box[0]) * (len(first) + 1) / max(len(piece.text), 1)


def appended(text: str, more: str, between: str) -> str:
    """A text with the next line, and `between` them unless an address or a word goes on."""
    if between == " " and _ADDRESS.search(text) and _REST_OF_ADDRESS.match(more):
        return text + more  # an address that had no room
    if between == " " and text.endswith("-") and text[-2:-1].isalpha() and more[:1].isalpha():
        return (text[:-1] if more[:1].islower() else text) + more  # a word cut at its hyphen or hyphenated
    return text + between + more
