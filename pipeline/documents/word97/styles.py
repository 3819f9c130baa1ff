"""The style sheet of a Word binary file ([MS-DOC] 2.9.271, STSH): which styles are bold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.documents.word.styles import Styles
from pipeline.documents.word97.properties import properties

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_STYLES: Final = 4096
_BOLD: Final = 0x0835
_DEEPEST: Final = 12
_PARAGRAPH, _LETTER = 1, 2
_NONE: Final = 0xFFF


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    bold: bool | None


def read_styles(sheet: bytes) -> Styles:
    """Bold styles by their number, as text."""
    styles = dict(enumerate(_styles(sheet)))
    return Styles(frozenset(str(number) for number in styles if _is_bold(styles, number)), {})


def _is_bold(styles: dict[int, _Style | None], number: int) -> bool:
    for _ in range(_DEEPEST):
        style = styles.get(number)
        if style is None:
            return False
        if style.bold is not None:
            return style.bold
        number = style.base
    return False


def _styles(sheet: bytes) -> Iterator[_Style | None]:
    header = _number(sheet, 0)
    count, fixed = min(_number(sheet, 2), MAX_STYLES), _number(sheet, 4)
    at = 2 + header
    for _ in range(count):
        length = _number(sheet, at)
        yield _style(sheet[at + 2 : at + 2 + length], fixed) if length else None
        at += 2 + length + length % 2


def _style(data: bytes, fixed: int) -> _Style:
    kind, base = _number(data, 2) & 0xF, _number(data, 2) >> 4
    parts = list(_parts(data, fixed + 2 + 2 * _number(data, fixed) + 2))
    which = {_PARAGRAPH: 1, _LETTER: 0}.get(kind, len(parts))
    said = properties(parts[which]).get(_BOLD) if which < len(parts) else None
    return _Style(_NONE if base == _NONE else base, None if not said else said[0] in {1, 0x81})


def _parts(data: bytes, at: int) -> Iterator[bytes]:
    """The property groups behind a style's name, each at an even place with its length before it."""
    while at + 2 <= len(data):
        length = _number(data, at)
        yield data[at + 2 : at + 2 + length]
        at += 2 + length + length % 2


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
