"""Answers in whole paragraphs: wrapped lines joined, paragraphs and bullets kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.base import Context, Normal
from pipeline.normalise.plain import one_line, visible

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

BLANK_LINE = "\n\n"
MIN_LETTERS = 2
SHORT = 25  # characters; an answer that short may be another field's value
NEVER_WRAPPED = 135  # characters; no page has room for longer lines, so such a line is a paragraph of its own
SHORT_OF_MARGIN = 0.75  # of the longest line: a sentence that ends before it ends its paragraph

# Symbol fonts of word processors put their bullets into the private use area: they are told before it is cleaned away.
_BULLET = re.compile(
    r"^\s*(?:[•●○◦‣▪■□▸►➢➤❖✓✔*·∙\u2043\uf0a7\uf0b7\uf0d8\uf0fc\uf076–—-])(?:\s+|$)"
    r"|^\s*[•●▪■‣](?=\w)"
)
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[a-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;。！？؟…][)\"'”»]*$")
_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")
_CJK_END = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff。、]$")
_OTHER_TYPE = re.compile(r"^(?:\S+@\S+\.\w+|(?:https?://|www\.)\S+|[\d\s.,/()+-]+)$", re.IGNORECASE)


def normalise_narrative(raw: str, field: Field, context: Context) -> Normal | None:
    """`raw` as paragraphs with a blank line between them, bullets as lines "- ..."; None without any words."""
    del field, context  # prose reads the same everywhere
    text = _paragraphs(raw)
    if sum(char.isalpha() for char in text) < MIN_LETTERS:
        return None
    if _OTHER_TYPE.match(text):
        return Normal(text, 0.4)
    return Normal(text, 0.7 if len(text) < SHORT else 1.0)


def _paragraphs(raw: str) -> str:
    lines = [_marked(line) for line in raw.replace("\u2028", "\n").replace("\u2029", "\n\n").splitlines()]
    longest = max((len(line) for line in lines), default=0)
    done: list[str] = []
    open_line = False  # whether the next line may go on with the last one
    for line, previous in zip(lines, ["", *lines], strict=False):
        if not line:
            open_line = False
        elif open_line and not _starts_item(line) and not _ends_paragraph(previous, line, longest):
            done[-1] = _continued(done[-1], line)
        else:
            done.append(line)
            open_line = True
    return _spaced(done)


def _marked(line: str) -> str:
    """A line, visible characters only, its bullet (if it has one) written "- "."""
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


def _starts_item(line: str) -> bool:
    return line == "-" or line.startswith("- ") or _NUMBERED.match(line) is not None


def _ends_paragraph(previous: str, line: str, longest: int) -> bool:
    """Whether a line break between two lines is the writer's, not the page's."""
    if previous == "-":
        return False
    if len(previous) > NEVER_WRAPPED:
        return True
    starts_anew = not line[0].islower()
    before_margin = len(previous) < SHORT_OF_MARGIN * longest
    return starts_anew and before_margin and _SENTENCE_END.search(previous) is not None


def _continued(text: str, line: str) -> str:
    if text == "-":
        return f"- {line}"
    if _HYPHENATED.search(text) and line[0].islower():
        return text[:-1] + line
    if _CJK_END.search(text) and _CJK_END.search(line[0]):
        return text + line
    return f"{text} {line}"


def _spaced(lines: list[str]) -> str:
    """Paragraphs with a blank line between them, the items of a list right below each other."""
    text = ""
    for line, previous in zip(lines, ["", *lines], strict=False):
        if line == "-":
            continue
        both_items = _starts_item(line) and _starts_item(previous)
        text += ("\n" if both_items else BLANK_LINE) + line if text else line
    return visible(text).strip()
