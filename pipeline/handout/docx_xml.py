"""WordprocessingML in a few words: `w("p", w("r", ...), val="x")` (ECMA-376 part 1, 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NAMES: Final = {"w": W, "w14": W14}


def w(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of the main namespace; attributes are of it too."""
    return _element(W, tag, *children, **attributes)


def w14(tag: str, *children: Element, **attributes: str) -> Element:
    """The same in the namespace of Word 2010, which has boxes to tick."""
    return _element(W14, tag, *children, **attributes)


def _element(namespace: str, tag: str, *children: Element, **attributes: str) -> Element:
    element = etree.Element(f"{{{namespace}}}{tag}", nsmap=_NAMES)
    for name, value in attributes.items():
        element.set(f"{{{namespace}}}{name.rstrip('_')}", value)
    element.extend(children)
    return element


def run(content: str, *, style: str = "", right: bool = False) -> Element:
    """A piece of text. `right`: it is written from right to left."""
    looks = []
    if style:
        looks.append(w("rStyle", val=style))
    if right:
        looks.append(w("rtl"))
    words = w("t")
    words.text = content
    words.set(_SPACE, "preserve")
    return w("r", *([w("rPr", *looks)] if looks else []), words)


def paragraph(style: str, *content: Element, right: bool = False) -> Element:
    """A paragraph. `right`: it is written from the right."""
    return w("p", w("pPr", w("pStyle", val=style), *([w("bidi")] if right else [])), *content)
