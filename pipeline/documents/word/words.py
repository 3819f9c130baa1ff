"""What WordprocessingML calls things: which elements hold no visible text, and symbol fonts' boxes as Unicode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.xml import attribute, child, is_on, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

UNSEEN: Final = frozenset(
    {
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:instrText",
        "w:delInstrText",
        "w:pPr",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:sectPr",
        "w:tblPr",
        "w:tblGrid",
        "w:trPr",
        "w:tcPr",
        "w:customXmlPr",
        "w:smartTagPr",
    }
)
"""Never walked into: deleted or moved-away text, codes of fields, properties."""

WRAPPERS: Final = frozenset(
    {"w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:sdt", "mc:AlternateContent", "mc:Choice"}
)
"""Walked through on the way to rows, cells and paragraphs."""

# Wingdings and Wingdings 2 code points (the private use area's F0xx and the bare xx mean the same)
_WINGDINGS: Final = {
    0x6F: "☐", 0x6D: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0xA3: "☐", 0x2A: "☐", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x4F: "✗",
}  # fmt: skip
_PRIVATE: Final = range(0xF000, 0xF100)


def symbol(code: str | None, font: str | None) -> str:
    """A `w:sym` as a character: boxes and ticks of the Wingdings fonts; "" for the ornaments that we do not know."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return _glyph(number & 0xFF if number in _PRIVATE else number, font or "Wingdings")


def _glyph(number: int, font: str) -> str:
    return (_WINGDINGS_2 if font.strip().lower() == "wingdings 2" else _WINGDINGS).get(number, "")


def plain(text: str, font: str | None) -> str:
    """Text with the private-use code points of symbol fonts turned into boxes; the unknown ones stay."""
    if not any(ord(letter) in _PRIVATE for letter in text):
        return text
    return "".join(
        (_glyph(ord(letter) & 0xFF, font or "") or letter) if ord(letter) in _PRIVATE else letter for letter in text
    )


def seen_branch(alternate: Element) -> Element | None:
    """The one branch of `mc:AlternateContent` to read: the first choice, else the fallback.

    Both say the same for different ages of Word; reading both would double the words.
    """
    choice = child(alternate, "mc:Choice")
    return child(alternate, "mc:Fallback") if choice is None else choice


def unwrapped(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside controls, insertions and alternates."""
    for each in parent:
        tag = tag_of(each)
        if tag == wanted:
            yield each
        elif tag == "mc:AlternateContent":
            branch = seen_branch(each)
            if branch is not None:
                yield from unwrapped(branch, wanted)
        elif tag in WRAPPERS:
            yield from unwrapped(each, wanted)


def is_deleted_row(row: Element) -> bool:
    """Whether a tracked change deletes the whole row."""
    return child(child(row, "w:trPr"), "w:del") is not None


def bold_of(properties: Element | None) -> bool | None:
    """What run properties say about bold: yes, no, or nothing."""
    found = child(properties, "w:b")
    return None if found is None else is_on(found)


def font_of(properties: Element | None) -> str | None:
    """The font of the run, where it names one."""
    fonts = child(properties, "w:rFonts")
    return None if fonts is None else attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi")
