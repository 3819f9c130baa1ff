"""The direction of every piece of a letter, as Word itself notes it when somebody types.

In a run marked `w:rtl` Word sets also blanks and signs from right to left (ECMA-376 part 1, 17.3.2.30): it would turn
round the words of a French name. In a run that is not marked, it sets the signs of an Arabic sentence at its wrong end.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.languages.direction import pieces

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MAY_MATTER: Final = re.compile(r"<w:rtl\b|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\U00010800-\U00010fff]")
_BEHIND: Final = tuple(f"{_W}{tag}" for tag in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"))
_PARSER: Final = etree.XMLParser(resolve_entities=False, huge_tree=True)


def directed(xml: str, styles: Element) -> str:
    """A part of a letter with every run in the direction of its own text; `styles` are those of the letter.

    What is not well-formed comes back as it is: the next step tells it.
    """
    if not _MAY_MATTER.search(xml):
        return xml
    try:
        tree = etree.fromstring(xml.encode(), _PARSER)
    except etree.XMLSyntaxError:
        return xml
    right = _right_styles(styles)
    for run in list(tree.iter(f"{_W}r")):
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        if paragraph is not None and run.find(f"{_W}t") is not None:
            _direct(run, from_right=_runs_right(paragraph, right))
    return etree.tostring(tree, encoding="unicode")


def _direct(run: Element, *, from_right: bool) -> None:
    """The run, split where the direction of its text changes."""
    looks = run.find(f"{_W}rPr")
    for child in [each for each in run if each is not looks]:
        said = pieces(child.text or "", right=from_right) if child.tag == f"{_W}t" else []
        for text, right in said:
            words = etree.Element(f"{_W}t")
            words.text = text
            words.set(_SPACE, "preserve")
            run.addprevious(_run_like(run, looks, words, right=right))
        if not said:
            run.addprevious(_run_like(run, looks, child, right=None))
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _run_like(run: Element, looks: Element | None, content: Element, *, right: bool | None) -> Element:
    """A run that looks the same. `right` None: its direction stays."""
    made = etree.Element(run.tag)
    shape = etree.Element(f"{_W}rPr") if looks is None else deepcopy(looks)
    if right is not None:
        for mark in shape.findall(f"{_W}rtl"):
            shape.remove(mark)
    if right:
        place = next((at for at, each in enumerate(shape) if each.tag in _BEHIND), len(shape))
        shape.insert(place, etree.Element(f"{_W}rtl"))
    made.extend([shape, content] if len(shape) else [content])
    return made


def _runs_right(paragraph: Element, right_styles: frozenset[str]) -> bool:
    own = _bidi(paragraph)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return own if own is not None else ("" if style is None else style.get(f"{_W}val", "")) in right_styles


def _right_styles(styles: Element) -> frozenset[str]:
    """The ids of the paragraph styles that are written from right to left; "" where that is so without a style."""
    every = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    right = {name for name in every if _styled_right(name, every)}
    plain = {name for name, style in every.items() if style.get(f"{_W}default") and name in right}
    return frozenset(right | ({""} if plain else set()))


def _styled_right(name: str, every: dict[str, Element]) -> bool:
    seen: set[str] = set()
    while name in every and name not in seen:
        seen.add(name)
        own, base = _bidi(every[name]), every[name].find(f"{_W}basedOn")
        if own is not None:
            return own
        name = "" if base is None else base.get(f"{_W}val", "")
    return False


def _bidi(element: Element) -> bool | None:
    """What a paragraph or style says of its direction; None for nothing."""
    mark = element.find(f"{_W}pPr/{_W}bidi")
    return None if mark is None else mark.get(f"{_W}val", "1") not in {"0", "false", "off"}
