"""The HTML twin of a reply's text: paragraphs, lists and the quotation; everything else stays the words it is.

Styles stand in the elements, since mail programs drop style sheets; nothing is fetched, nothing is a link.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.languages.direction import FIRST_STRONG, POP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.languages.language import Language

_BODY: Final = (
    "font-family: Calibri, Arial, 'Noto Sans', sans-serif; font-size: 11pt; line-height: 1.4; color: #1a1a1a; "
    "word-break: keep-all"  # Korean: a line ends between words
)
_PARAGRAPH: Final = "margin: 0 0 1em 0"
_LIST: Final = "margin: 0 0 1em 0; padding-{start}: 1.6em"
_INNER: Final = "margin: 0; padding-{start}: 1.6em"
_QUOTE: Final = "margin: 0 0 1em 0; padding-{start}: 0.8em; border-{start}: 2px solid #b0b0b0; color: #555555"
_ITEM: Final = re.compile(r"( *)- (.*)")
_ISOLATED: Final = re.compile(f"{FIRST_STRONG}([^{FIRST_STRONG}{POP}]*){POP}")


def html_of(text: str, language: Language) -> str:
    """A whole HTML document with the words of a text that was not broken into lines yet."""
    direction, start = ("rtl", "right") if language.right_to_left else ("ltr", "left")
    blocks = "\n".join(_blocks(text.splitlines(), start))
    attributes = f'lang="{escape(language.code)}" dir="{direction}"'
    return (
        f'<!DOCTYPE html>\n<html {attributes}>\n<head><meta charset="utf-8"></head>\n<body>\n'
        f'<div {attributes} style="{_BODY}">\n{blocks}\n</div>\n</body>\n</html>\n'
    )


def _blocks(lines: Iterable[str], start: str) -> Iterator[str]:
    for kind, group in groupby(lines, key=_kind):
        block = list(group)
        if kind == "quote":
            yield _quote([line[1:].strip() for line in block], start)
        elif kind == "item":
            yield _listed(block, start)
        elif kind == "text":
            yield f'<p style="{_PARAGRAPH}">{"<br>".join(_inline(line) for line in block)}</p>'


def _kind(line: str) -> str:
    if line.startswith(">"):
        return "quote"
    if _ITEM.fullmatch(line):
        return "item"
    return "text" if line.strip() else ""


def _listed(lines: list[str], start: str) -> str:
    """A list whose items may have a list of their own: indented lines belong to the item above."""
    items: list[str] = []
    for inner, group in groupby(lines, key=lambda line: line.startswith(" ")):
        words = [_inline(found[2]) for line in group if (found := _ITEM.fullmatch(line))]
        if inner and items:
            within = "".join(f"<li>{each}</li>" for each in words)
            items[-1] += f'<ul style="{_INNER.format(start=start)}">{within}</ul>'
        else:
            items.extend(words)
    return f'<ul style="{_LIST.format(start=start)}">{"".join(f"<li>{each}</li>" for each in items)}</ul>'


def _quote(lines: list[str], start: str) -> str:
    """The quoted mail: in whatever language and direction each of its lines is."""
    inside = "".join(f'<div dir="auto">{escape(line) or "<br>"}</div>' for line in lines)
    return f'<blockquote type="cite" lang="" style="{_QUOTE.format(start=start)}">{inside}</blockquote>'


def _inline(line: str) -> str:
    return _ISOLATED.sub(r"<bdi>\1</bdi>", escape(line.strip(" ")))
