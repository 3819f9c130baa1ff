"""A page in words: what stands on a form, before any producer draws it.

Layouts write these; each producer (HTML, Word XML, typst, spreadsheet, plain text) draws them in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """Printed words."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """The place for an answer with what was filled in; `name` is the form field's. `lines` is its height."""

    text: str
    name: str
    lines: int = 1
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box; its wording follows as `Text`."""

    checked: bool
    name: str
    group: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ink:
    """A picture of a signature, in place of a typed one."""

    seed: int


@dataclass(frozen=True, slots=True)
class Comb:
    """A row of little boxes, one for each letter."""

    text: str
    boxes: int


Atom = Text | Fill | Tick | Ink | Comb


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. `style` is title, heading, body or note (small print)."""

    atoms: tuple[Atom, ...]
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over `span` columns."""

    paras: tuple[Para, ...]
    span: int = 1
    shade: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `widths` are shares of the line, `lines` whether rules are drawn."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box that stands apart."""

    paras: tuple[Para, ...]


Block = Para | Table | Frame
WIDE = 5  # columns


@dataclass(frozen=True, slots=True)
class Style:
    """How one edition of a form looks.

    `blank` is how an empty place is drawn: none, dots or underscores. `boxes` is the pair of glyphs of an empty and
    a ticked box, or ("drawn", "drawn") for boxes of lines, ("pen", "pen") for boxes crossed by hand. `fields` is how
    Word holds answers: plain, control or legacy. `tracked`: answers are tracked insertions.
    """

    blank: str = "none"
    boxes: tuple[str, str] = ("☐", "☒")
    fields: str = "plain"
    size: float = 10.5
    serif: bool = False
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document to be drawn."""

    blocks: tuple[Block, ...]
    language: str
    title: str
    header: str = ""
    footer: str = ""
    style: Style = field(default_factory=Style)

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.language == "ar"

    @property
    def landscape(self) -> bool:
        """Whether it lies on its side, as pages with wide tables do."""
        return any(isinstance(each, Table) and len(each.widths) >= WIDE for each in self.blocks)


def text(words: str, style: str = "body", *, bold: bool = False) -> Para:
    """A paragraph of printed words."""
    return Para((Text(words, bold),), style)


def blank_text(fill: Fill, style: Style) -> str:
    """An answer as typed over the dots or underscores of its place; only those where it is empty."""
    mark = {"dots": ".", "underscores": "_"}.get(style.blank)
    if mark is None or "\n" in fill.text:
        return fill.text
    if not fill.text:
        return mark * 34
    return f"{mark * 4} {fill.text} {mark * max(4, 30 - len(fill.text))}"
