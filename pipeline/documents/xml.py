"""The one safe way from bytes to an XML tree, and short names for what stands in it.

No entity is expanded, no network or DTD is touched, and lxml's limits on depth and text size stay on
(`huge_tree=False`). Office files never carry a document type declaration (ECMA-376 part 2, 8.2.5 "shall not"),
so a part that has one is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAX_BYTES: Final = 64 * 2**20
"""No part of an honest form is longer; a tree takes about ten times the memory of its text."""

_UNCLOSED: Final = re.compile(rb"<br\b[^>/]*>")
_OOXML = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_SHORT: Final = {
    f"{_OOXML}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OOXML}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OOXML}/drawingml/2006/picture": "pic",
    f"{_STRICT}/drawingml/picture": "pic",
    f"{_OOXML}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OOXML}/drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_STRICT}/drawingml/spreadsheetDrawing": "xdr",
    f"{_OOXML}/spreadsheetml/2006/main": "x",
    f"{_STRICT}/spreadsheetml/main": "x",
    f"{_OOXML}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OOXML}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OOXML}/markup-compatibility/2006": "mc",
    f"{_OOXML}/package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:excel": "vx",
}


class UnreadableError(Exception):
    """Carries an `Unreadable` from deep inside a reader to its door, which returns it."""

    def __init__(self, code: str, reason: str) -> None:
        self.unreadable = Unreadable(code, reason)
        super().__init__(code)


def damaged(what: str) -> UnreadableError:
    """The file is broken at `what`; staff ask for it again."""
    return UnreadableError("damaged", f"The file is damaged ({what}). Ask for the form again, as a PDF or Word file.")


def _unsafe(name: str) -> UnreadableError:
    reason = f"The file holds instructions that no office program writes ({name}). Ask for a PDF made anew."
    return UnreadableError("unsafe", reason)


def parse_xml(data: bytes, name: str, *, lenient: bool = False) -> Element:
    """The root of an XML part; `name` is told to staff where it is broken.

    `lenient` reads on behind errors, for the VML drawings that Excel writes like HTML.

    Raises:
        UnreadableError: not well-formed, too long, or with a document type declaration.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("too-large", f"The file is too large to be read safely ({name}). Ask for a PDF of it.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=lenient,
    )
    try:
        root = etree.fromstring(_UNCLOSED.sub(b"<br/>", data) if lenient else data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged(name) from error
    if root is None:  # what a lenient parser gives for nothing at all
        raise damaged(name)
    if _has_type_declaration(root):
        raise _unsafe(name)
    return root


def _has_type_declaration(root: Element) -> bool:
    # the stubs know neither that a document need not have one nor the shorter `doctype`
    return getattr(root.getroottree().docinfo, "internalDTD", None) is not None


def tag_of(element: Element) -> str:
    """The element's name with its usual prefix ("w:p"); only the local name in namespaces that we do not know."""
    name: object = element.tag  # comments and entities have a function here, whatever the stubs say
    return _short(name) if isinstance(name, str) else ""


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    prefix = _SHORT.get(space)
    return f"{prefix}:{local}" if prefix else local


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its usual prefix and name ("w:val"), whichever edition of the standard wrote it."""
    for key, value in element.attrib.items():
        if _short(str(key)) == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that short name."""
    if element is None:
        return None
    for each in element:  # spelt out, for no other question is asked so often
        full: object = each.tag
        if isinstance(full, str) and _short(full) == name:
            return each
    return None


def value_of(element: Element | None, name: str, attr: str = "w:val") -> str | None:
    """An attribute (`w:val`) of the first child of that name; None where either is missing."""
    found = child(element, name)
    return None if found is None else attribute(found, attr)


def descendants(element: Element, name: str) -> list[Element]:
    """All elements below of that short name, in document order."""
    local = name.rpartition(":")[2]
    return [each for each in element.iter(f"{{*}}{local}") if tag_of(each) == name]


def is_on(element: Element | None, attr: str = "w:val") -> bool:
    """Whether an on/off element (ECMA-376 part 1, 17.17.4) is there and not switched off; no value means on."""
    return element is not None and (attribute(element, attr) or "1").lower() not in {"0", "false", "off", "f"}


def whole_number(text: str | None, default: int, most: int) -> int:
    """`text` as a number from 0 to `most`; `default` where it is none."""
    if text is None or not text.strip().isdecimal() or len(text) > len(str(most)) + 1:
        return default
    return min(int(text), most)


def iterate_xml(data: bytes, name: str, wanted: frozenset[str]) -> Iterator[Element]:
    """The elements with these local names as they end, for parts too long for a tree; clear them when done.

    Raises:
        UnreadableError: not well-formed, or with a document type declaration.
    """
    tags = [f"{{*}}{local}" for local in sorted(wanted)]
    events = etree.iterparse(
        BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for number, (_, element) in enumerate(events):
            if number == 0 and _has_type_declaration(element):
                raise _unsafe(name)
            yield element
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged(name) from error
