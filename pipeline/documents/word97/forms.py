"""Form fields of a Word binary file: their data ([MS-DOC] 2.9.78, FFData) as the `w:ffData` that a DOCX has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.documents.word.write import W, add

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ENTRIES: Final = 500
_TEXT, _BOX, _LIST = 0, 1, 2
_DEFAULT: Final = 25  # no result yet


class _Bytes:
    """Reads numbers and strings one after the other; beyond the end all is zero and empty."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """Two bytes."""
        self._at += 2
        return int.from_bytes(self._data[self._at - 2 : self._at], "little")

    def string(self, *, ended: bool = True) -> str:
        """A string with its length before it and, where it is `ended`, a zero behind it."""
        length = self.number()
        start, self._at = self._at, self._at + 2 * (length + ended)
        return self._data[start : start + 2 * length].decode("utf-16-le", "replace").replace("\0", "")

    @property
    def left(self) -> bool:
        return self._at < len(self._data)


def form_data(data: bytes, place: int) -> Element | None:
    """The `w:ffData` of the form field whose data lie at `place` of the data stream; None where there are none."""
    length = int.from_bytes(data[place : place + 4], "little")
    header = int.from_bytes(data[place + 4 : place + 6], "little")
    body = _Bytes(data[place + header : place + length])
    if (body.number(), body.number()) != (0xFFFF, 0xFFFF):
        return None
    bits = body.number()
    kind, result = bits & 3, bits >> 2 & 31
    body.number()  # longest text
    body.number()  # size of a box
    element = etree.Element(f"{W}ffData")
    add(element, "name", body.string())
    default = body.string() if kind == _TEXT else str(body.number())
    body.string()  # number format
    for name in ("helpText", "statusText"):
        words = body.string()
        if words:
            add(element, name, words)
    body.string()  # macros on entry and exit
    body.string()
    _kind(element, kind, result, default, body)
    return element


def _kind(element: Element, kind: int, result: int, default: str, body: _Bytes) -> None:
    if kind == _TEXT:
        text = etree.SubElement(element, f"{W}textInput")
        if default:
            add(text, "default", default)
    elif kind == _BOX:
        box = etree.SubElement(element, f"{W}checkBox")
        etree.SubElement(box, f"{W}checked").set(f"{W}val", default if result == _DEFAULT else str(result))
    elif kind == _LIST:
        entries = etree.SubElement(element, f"{W}ddList")
        add(entries, "result", default if result == _DEFAULT else str(result))
        for entry in _entries(body):
            add(entries, "listEntry", entry)


def _entries(body: _Bytes) -> list[str]:
    """A string table ([MS-DOC] 2.2.4, STTB with two-byte letters)."""
    body.number()
    count = min(body.number(), MAX_ENTRIES)
    body.number()
    return [body.string(ended=False) for _ in range(count) if body.left]
