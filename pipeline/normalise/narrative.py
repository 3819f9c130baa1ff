"""Answers in whole paragraphs: each a line, bullets as lines "- ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import one_line, visible

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MIN_LETTERS = 2
SHORT = 25  # characters; an answer that short may be another field's value

# Symbol fonts of word processors put their bullets into the private use area: they are told before it is cleaned away.
_BULLET = re.compile(
    r"^\s*(?:[•●○◦‣▪■□▸►➢➤❖✓✔*·∙\u2043\uf0a7\uf0b7\uf0d8\uf0fc\uf076–—-])(?:\s+|$)"
    r"|^\s*[•●▪■‣](?=\w)"
)
_LEADERS = re.compile(r"^\s*[._\u2026]{4,}\s*|\s*[._\u2026]{4,}\s*$")  # of the line that was there to write on
_OTHER_TYPE = re.compile(r"^(?:\S+@\S+\.\w+|(?:https?://|www\.)\S+|[\d\s.,/()+-]+)$", re.IGNORECASE)


def normalise_narrative(raw: str, field: Field, context: Context) -> Normal | None:
    """`raw` as paragraphs, one a line, bullets as lines "- ..."; None without any words.

    Lines that only the page's width had broken are joined before, where the page is known (`extraction.layout`).
    """
    del field, context  # prose reads the same everywhere
    marked = (_marked(line) for line in raw.replace("\u2028", "\n").replace("\u2029", "\n").splitlines())
    text = visible("\n".join(line for line in marked if line.strip("- "))).strip()
    if sum(char.isalpha() for char in text) < MIN_LETTERS:
        return None
    if _OTHER_TYPE.match(text):
        return Normal(text, 0.4)
    return Normal(text, 0.7 if len(text) < SHORT else 1.0)


def _marked(line: str) -> str:
    """A line, visible characters only, its bullet (if it has one) written "- "."""
    line = _LEADERS.sub("", line)
    bullet = _BULLET.match(line)
    if bullet is None:
        return one_line(line)
    rest = one_line(line[bullet.end() :])
    return "-" if not rest else f"- {_unbulleted(rest)}"


def _unbulleted(text: str) -> str:
    """What stands behind a bullet, further bullets left out."""
    while (again := _BULLET.match(text)) is not None:
        text = text[again.end() :]
    return text
