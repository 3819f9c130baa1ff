"""Styles of an OpenDocument text (ODF 1.3 part 3, 16): which are bold, and the fonts that draw boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.word.styles import Styles
from pipeline.documents.xml import attribute, child, descendants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

_DEEPEST: Final = 12
_BOLD: Final = frozenset({"bold", "600", "700", "800", "900"})


def read_styles(roots: Sequence[Element | None]) -> tuple[Styles, dict[str, str]]:
    """The bold styles, and the font of each style that names one, from the style part and the text's own styles."""
    styles = {
        attribute(style, "name") or "": style
        for root in roots
        if root is not None
        for style in descendants(root, "style")
    }
    bold = frozenset(name for name in styles if _said(name, styles, "font-weight") in _BOLD)
    fonts = {name: _said(name, styles, "font-name") for name in styles}
    return Styles(bold, {}), {name: font for name, font in fonts.items() if font}


def _said(name: str, styles: dict[str, Element], about: str) -> str:
    """What a style, or those that it stands on, say about its text."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            break
        text = child(style, "text-properties")
        said = None if text is None else attribute(text, about)
        if said:
            return said
        name = attribute(style, "parent-style-name") or ""
    return ""
