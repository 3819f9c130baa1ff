"""Colours, fonts and named styles of the workbook; all texts keep a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.words import Words

INK: Final = "1F2933"
NAVY: Final = "1D3B5C"
TEAL: Final = "1F7A7A"
PALE_TEAL: Final = "A9D3CF"
TRACK: Final = "E6EAEE"
GREY: Final = "5A6772"
LINE: Final = "D5DBE1"
PAPER: Final = "F5F7F9"
WHITE: Final = "FFFFFF"
AMBER: Final = "FFEFC2"
ROSE: Final = "FBE9E7"
SKY: Final = "DFECF8"
RED: Final = "A4262C"
BROWN: Final = "7A4B00"

FONT: Final = "Calibri"

FILLS: Final[dict[str, str | None]] = {"plain": None, "doubt": AMBER, "missing": ROSE, "staff": SKY, "merged": TRACK}
"""Mark of a cell -> its colour."""

_FORMATS: Final[dict[str, str]] = {
    "text": "@",
    "number": "#,##0",
    "decimal": "#,##0.0##",
    "day": "",  # as the language writes it
    "link": "@",
}
_PREFIX: Final = "Adhesion"


def cell_style(kind: str, mark: str = "plain") -> str:
    """The name of the style of a cell: kind is a key of the formats, mark one of `FILLS`."""
    return f"{_PREFIX} {kind}" if mark == "plain" else f"{_PREFIX} {kind} {mark}"


HEADING: Final = f"{_PREFIX} column heading"


def add_styles(book: Workbook, words: Words) -> None:
    """Register the named styles that the book does not have yet."""
    here = set(book.named_styles)
    for style in _all_styles(words("format.day")):
        if style.name not in here:
            book.add_named_style(style)
        else:  # another language writes days in another way
            standing = book._named_styles[style.name]  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
            standing.number_format = style.number_format


def format_of(kind: str, words: Words) -> str:
    """How a kind of cell shows what it holds."""
    return _FORMATS[kind] or words("format.day")


def fill(colour: str) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def font(size: float = 10, colour: str = INK, *, bold: bool = False, underline: str | None = None) -> Font:
    """The book's font."""
    return Font(name=FONT, size=size, color=colour, bold=bold, underline=underline)  # type: ignore[arg-type]  # stub: Literal


def hairline(colour: str = LINE) -> Border:
    """A thin line below."""
    return Border(bottom=Side("thin", color=colour))


def _all_styles(day: str) -> list[NamedStyle]:
    styles = [_cell(kind, mark, day) for kind in _FORMATS for mark in FILLS]
    heading = NamedStyle(HEADING, font=font(10, WHITE, bold=True), fill=fill(NAVY))
    heading.alignment = Alignment(vertical="center", wrap_text=True)
    heading.border = Border(right=Side("thin", color="46627F"))
    return [*styles, heading]


def _cell(kind: str, mark: str, day: str) -> NamedStyle:
    style = NamedStyle(cell_style(kind, mark))
    style.number_format = _FORMATS[kind] or day
    style.font = font(10, TEAL, underline="single") if kind == "link" else font(10)
    side = "left" if kind == "day" else "right" if kind in {"number", "decimal"} else None
    apart = int(side == "right")  # else a figure stands against the text of the next column
    style.alignment = Alignment(horizontal=side, vertical="top", wrap_text=kind == "text", indent=apart)
    colour = FILLS[mark]
    if colour:
        style.fill = fill(colour)
    style.border = Border(bottom=Side("hair", color="B8C2CC"), right=Side("hair", color="E1E6EB"))
    return style
