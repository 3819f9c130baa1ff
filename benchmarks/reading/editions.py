"""Which layouts there are, what each needs, which formats can hold it, and in which split it may be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from benchmarks.reading import layouts
from benchmarks.reading.answers import invent_applicant
from benchmarks.reading.filling import fill_form, invent_form
from benchmarks.reading.form import Form, Wish
from benchmarks.reading.nodes import Block, Page, Style
from benchmarks.reading.words import LANGUAGES, campaign, words

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance
    from benchmarks.reading.form import Question

FORMATS: Final = ("docx", "pdf", "pdf_form", "pdf_scan", "image", "xlsx", "mail_html", "mail_text", "older")
_ALL: Final = frozenset(FORMATS)
_NO_TEXT: Final = _ALL - {"mail_text"}
_DRAWN: Final = frozenset({"pdf", "pdf_scan", "image"})
_TYPED: Final = frozenset({"docx", "pdf", "pdf_scan", "image", "older"})
_FLAT: Final = _ALL - {"pdf_form"}
_ROWS: Final = frozenset({"docx", "pdf", "xlsx", "mail_html", "older", "pdf_scan"})
TUNE: Final = frozenset({"tune"})
HELD: Final = frozenset({"held"})
BOTH: Final = TUNE | HELD
_SEVERAL_KEYS: Final = ("government_name", "country", "leader_name", "leader_title", "contact_name", "contact_email")
_SEVERAL: Final = Wish(keys=_SEVERAL_KEYS, empties=0, headings=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay a form out. `several`: many governments in one document."""

    name: str
    splits: frozenset[str]
    formats: frozenset[str]
    draw: Callable[[Form], list[Block]] | None = None
    several: Callable[[list[Form]], list[Block]] | None = None
    wish: Wish = field(default_factory=Wish)
    style: Style = field(default_factory=Style)
    right_to_left: bool = False


LAYOUTS: Final = (
    Layout("colon", BOTH, _ALL, layouts.colon_left),
    Layout("above", BOTH, _ALL, layouts.label_above),
    Layout("below", HELD, _FLAT - {"xlsx", "mail_text"}, layouts.label_below, style=Style(blank="underscores")),
    Layout("after", HELD, _FLAT, layouts.label_after, style=Style(blank="dots")),
    Layout("two-columns", BOTH, _NO_TEXT, layouts.two_columns),
    Layout("three-columns", HELD, _NO_TEXT, layouts.three_columns, wish=Wish("short")),
    Layout("table", BOTH, _NO_TEXT, layouts.table),
    Layout("pair-table", BOTH, _NO_TEXT, layouts.two_pair_table),
    Layout("header-row", BOTH, _ROWS, several=layouts.header_row, wish=_SEVERAL),
    Layout("header-column", HELD, _ROWS, several=layouts.header_column, wish=_SEVERAL),
    Layout("sequence", BOTH, _TYPED | {"mail_html"}, several=layouts.in_sequence, wish=Wish("short", empties=0)),
    Layout("dots", BOTH, _FLAT - {"xlsx"}, layouts.colon_left, style=Style(blank="dots")),
    Layout("underscores", HELD, _FLAT - {"xlsx"}, layouts.colon_left, style=Style(blank="underscores")),
    Layout("comb", HELD, _DRAWN, layouts.comb, wish=Wish("short")),
    Layout("prose", BOTH, _FLAT - {"xlsx"}, layouts.prose, wish=Wish(headings=False, prose=True)),
    Layout("repeated", BOTH, _ALL, layouts.colon_left, wish=Wish(generic=True)),
    Layout("repeated-table", HELD, _NO_TEXT, layouts.table, wish=Wish(generic=True)),
    Layout("numbered", BOTH, _ALL, layouts.numbered),
    Layout("numbered-table", TUNE, _NO_TEXT, layouts.numbered_table, wish=Wish(headings=False)),
    Layout("narrative", HELD, _FLAT - {"image", "xlsx"}, layouts.label_above, wish=Wish("long")),
    Layout("bilingual", BOTH, _NO_TEXT, layouts.table, wish=Wish("short", bilingual="en")),
    Layout("in-cell", BOTH, _NO_TEXT, layouts.in_cell),
    Layout("empties", BOTH, _ALL, layouts.label_above, wish=Wish(empties=0.45)),
    Layout("empties-table", HELD, _NO_TEXT, layouts.table, wish=Wish(empties=0.45)),
    Layout("tracked", BOTH, frozenset({"docx"}), layouts.table, style=Style(tracked=True)),
    Layout("frames", HELD, _NO_TEXT - {"xlsx", "older"}, layouts.frames),
    Layout("instructions", TUNE, _FLAT, layouts.instructed, wish=Wish(empties=0.2)),
    Layout("side-by-side", HELD, _NO_TEXT - {"xlsx"}, layouts.side_by_side, wish=Wish(generic=True)),
    Layout("ticks-after", BOTH, _NO_TEXT, layouts.ticks_after, wish=Wish(headings=False)),
    Layout("matrix", HELD, _NO_TEXT, layouts.matrix),
    Layout("rtl-table", BOTH, _NO_TEXT, layouts.two_pair_table, right_to_left=True),
    Layout("dashes", TUNE, frozenset({"mail_html", "mail_text"}), layouts.dashed, wish=Wish("short", headings=False)),
)
_BOXES: Final = (("☐", "☒"), ("☐", "☑"), ("□", "■"), ("[ ]", "[x]"), ("( )", "(X)"), ("○", "●"), ("☐", "✓"), ("☐", "✗"))


def layouts_for(kind: str, split: str, language: str) -> list[Layout]:
    """The layouts that a format can hold in a split."""
    return [
        each
        for each in LAYOUTS
        if kind in each.formats and split in each.splits and (language == "ar" or not each.right_to_left)
    ]


def draw(layout: Layout, language: str, kind: str, split: str, chance: Chance) -> tuple[Page, list[Form]]:
    """A page of that layout with its filled forms."""
    wish = replace(layout.wish, later=split == "held")
    if kind == "image":
        wish = replace(wish, size="short")
    if wish.bilingual and language == "en":
        wish = replace(wish, bilingual=chance.one(LANGUAGES[1:7]))
    style = _style(layout, kind, chance)
    if layout.several:
        forms, blocks = _several(layout, wish, language, chance)
    else:
        assert layout.draw  # noqa: S101 - one of the two
        forms = [invent_form(language, wish, chance)]
        blocks = layout.draw(forms[0])
    each, ends = words(language), chance.yes(0.5)
    return Page(
        tuple(blocks),
        language,
        each.title,
        campaign().name[language] if ends and forms[0].named else "",
        each.page if ends else "",
        style,
    ), forms


def _several(layout: Layout, wish: Wish, language: str, chance: Chance) -> tuple[list[Form], list[Block]]:
    """Governments of one country under the same labels: the wordings of the first form serve all."""
    assert layout.several  # noqa: S101 - asked only for those
    first = invent_form(language, wish, chance)
    forms = [first]
    while len(forms) < chance.number(2, 4):
        keys = tuple(dict.fromkeys(each.key for each in first.questions if each.key))
        other = fill_form(invent_applicant(language, chance), replace(wish, keys=keys), chance)
        if other.who.name not in {each.who.name for each in forms}:
            forms.append(_same_labels(other, first))
    return forms, layout.several(forms)


def _same_labels(form: Form, model: Form) -> Form:
    parts = []
    for mine in form.parts:
        asked = tuple(_as_asked(each, model.get(each.key)) for each in mine.questions)
        head = next((each.heading for each in model.parts if each.key == mine.key), mine.heading)
        parts.append(replace(mine, heading=head, questions=asked))
    return replace(form, parts=tuple(parts))


def _as_asked(mine: Question, theirs: Question | None) -> Question:
    return replace(mine, label=theirs.label, asked_as=theirs.asked_as) if theirs else mine


def _style(layout: Layout, kind: str, chance: Chance) -> Style:
    boxes = chance.one(_BOXES)
    if kind in {"pdf", "pdf_scan", "image"} and chance.yes(0.5):
        boxes = chance.one((("drawn", "drawn"), ("pen", "pen"))) if kind != "pdf" else ("drawn", "drawn")
    fields = chance.one(("plain", "plain", "control", "control", "legacy")) if kind == "docx" else "plain"
    if layout.style.tracked or layout.style.blank != "none":
        fields = "plain"
    return replace(layout.style, boxes=boxes, fields=fields, size=chance.one((9.5, 10.5, 11.5)), serif=chance.yes(0.35))
