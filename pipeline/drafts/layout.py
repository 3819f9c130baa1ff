"""The plain text of a reply: lines of a width that every mail program shows well."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from pipeline.languages.direction import RIGHT_TO_LEFT_MARK, runs_left
from pipeline.languages.wording import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.languages.language import Language

_WIDTH: Final = 76  # columns: RFC 5322, 2.1.1 asks for at most 78 characters
_WIDE: Final = frozenset({"W", "F"})  # Korean and Chinese letters are two columns wide
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})


def laid_out(text: str, language: Language) -> str:
    """Lines of a readable width, never more than one empty line together."""
    lines = [part for line in text.splitlines() for part in _line(line.rstrip(), language)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def tidy(text: str) -> str:
    """The same without breaking lines: at most one empty line together, blanks stuck where they belong."""
    lines = (line.rstrip() if line.startswith(">") else unbroken(line.rstrip()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _line(line: str, language: Language) -> list[str]:
    if line.startswith(">"):
        return [f"> {part}".rstrip() for part in _wrapped(line[1:].strip(), _WIDTH - 2)] or [">"]
    indent = re.match(r" *(?:- )?", line)
    margin = " " * len(indent.group() if indent else "")
    lines = list(_wrapped(unbroken(line), _WIDTH, margin)) or [""]
    return [
        f"{RIGHT_TO_LEFT_MARK}{each}" if language.right_to_left and each and runs_left(each) else each for each in lines
    ]


def _wrapped(line: str, width: int, margin: str = "") -> Iterator[str]:
    """A line in parts of at most so many columns, broken at blanks alone; a longer word stays whole."""
    part, taken = "", 0
    for word in re.findall(r"^ *[^ ]+|[^ ]+", line):
        columns = _columns(word)
        if part and taken + 1 + columns > width:
            yield part
            part, taken = margin + word, len(margin) + columns
        else:
            part, taken = (f"{part} {word}", taken + 1 + columns) if part else (word, columns)
    if part:
        yield part


def _columns(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in _WIDE else unicodedata.category(char) not in _NO_WIDTH
        for char in text
    )
