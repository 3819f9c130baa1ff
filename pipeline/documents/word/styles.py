"""What a DOCX keeps beside its text that decides how the text is read: bold styles and placeholder texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.documents.word.words import bold_of
from pipeline.documents.xml import attribute, child, descendants, tag_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST: Final = 12
"""Word refuses style chains of more than eleven."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Which styles (by id) are bold, and the placeholder texts of content controls by their name."""

    bold: frozenset[str]
    placeholders: dict[str, str]


def read_styles(styles: Element | None, glossary: Element | None) -> Styles:
    """From the style part and the glossary part; either may be missing."""
    return Styles(_bold_styles(styles), _placeholders(glossary))


def _bold_styles(root: Element | None) -> frozenset[str]:
    own: dict[str, bool | None] = {}
    base: dict[str, str] = {}
    for style in root if root is not None else ():
        name = attribute(style, "w:styleId")
        if tag_of(style) == "w:style" and name is not None:
            own[name] = bold_of(child(style, "w:rPr"))
            base[name] = value_of(style, "w:basedOn") or ""
    return frozenset(name for name in own if _inherited(name, own, base))


def _inherited(name: str, own: dict[str, bool | None], base: dict[str, str]) -> bool:
    for _ in range(_DEEPEST):
        said = own.get(name)
        if said is not None:
            return said
        name = base.get(name, "")
    return False


def _placeholders(root: Element | None) -> dict[str, str]:
    """Texts of the glossary's building blocks, by name; `w:placeholder/w:docPart` points to them."""
    texts: dict[str, str] = {}
    for part in descendants(root, "w:docPart") if root is not None else ():
        name = value_of(child(part, "w:docPartPr"), "w:name")
        if name is not None:
            texts[name] = " ".join("".join(each.text or "" for each in descendants(part, "w:t")).split())
    return texts
