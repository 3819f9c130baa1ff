"""Letters of a Word binary file as runs of WordprocessingML, which the DOCX reader knows to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.documents.word.write import W, add_picture
from pipeline.documents.word97.drawings import floating_pictures
from pipeline.documents.word97.forms import form_data

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.documents.word97.file import WordFile
    from pipeline.documents.word97.properties import Properties

_MARKS: Final = re.compile(r"([\x00-\x1f\ud800-\udfff\ufffe\uffff]+)")
_DELETED, _BOLD, _HIDDEN, _STYLE = 0x0800, 0x0835, 0x083C, 0x4A30
_SPECIAL, _PLACE, _IS_DATA, _SYMBOL, _FONT = 0x0855, 0x6A03, 0x0806, 0x6A09, 0x4A4F
_FIELD: Final = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_BREAKS: Final = {"\t": "tab", "\x0b": "br", "\x1e": "noBreakHyphen"}
_ON: Final = {1, 0x81}
_FONT_NAMES: Final = 15
_NAME_AT: Final = 39
_CONTROL: Final = re.compile(r"\s*CONTROL\b", re.IGNORECASE)


class Letters:
    """Writes runs into a paragraph; fields may go on from one paragraph to the next."""

    def __init__(self, file: WordFile, inside: str) -> None:
        self._file = file
        self._floating = floating_pictures(file, inside)
        self._fonts = _fonts(file.structure(_FONT_NAMES))
        self._open: list[_Field] = []

    def write(self, paragraph: Element, text: str, said: Properties) -> None:
        """Letters that share their properties."""
        if _is_on(said, _DELETED):
            etree.SubElement(paragraph, f"{W}del")
            return
        if _SYMBOL in said:
            self._symbol(paragraph, said[_SYMBOL], said)
            return
        for part in _MARKS.split(text):
            if _MARKS.match(part):
                for mark in part.encode("utf-16", "surrogatepass").decode("utf-16", "replace"):
                    self._mark(paragraph, mark, said)
            elif part:
                self._words(paragraph, part, said)

    def _words(self, paragraph: Element, text: str, said: Properties) -> None:
        in_code = bool(self._open) and not self._open[-1].showing
        if in_code:
            self._open[-1].code += text
        run = _run(paragraph, said, self._font(said))
        etree.SubElement(run, f"{W}instrText" if in_code else f"{W}t").text = text

    def _mark(self, paragraph: Element, mark: str, said: Properties) -> None:
        if mark in _FIELD:
            self._field(paragraph, _FIELD[mark])
        elif mark in _BREAKS:
            etree.SubElement(_run(paragraph, said), W + _BREAKS[mark])
        elif mark == "\x01" and _is_on(said, _SPECIAL):
            self._object(paragraph, said)
        elif mark == "\x08" and _is_on(said, _SPECIAL):
            if next(self._floating, False):
                add_picture(paragraph)
        elif mark > "\x1f" and mark not in "\ufffe\uffff":  # a letter that takes two places
            self._words(paragraph, mark, said)

    def _field(self, paragraph: Element, kind: str) -> None:
        mark = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}fldChar")
        mark.set(f"{W}fldCharType", kind)
        if kind == "begin":
            self._open.append(_Field(mark))
        elif self._open and kind == "separate":
            self._open[-1].showing = True
            if _CONTROL.match(self._open[-1].code):
                etree.SubElement(etree.SubElement(paragraph, f"{W}object"), f"{W}control")
        elif self._open:
            self._open.pop()

    def _object(self, paragraph: Element, said: Properties) -> None:
        """The data of the form field that has begun, else a picture."""
        if not _is_on(said, _IS_DATA):
            if not self._open or self._open[-1].showing:
                add_picture(paragraph)
            return
        data = form_data(self._file.data, int.from_bytes(said.get(_PLACE, b""), "little"))
        if data is not None and self._open and len(self._open[-1].mark) == 0:
            self._open[-1].mark.append(data)

    def _symbol(self, paragraph: Element, operand: bytes, said: Properties) -> None:
        number = int.from_bytes(operand[:2], "little")
        symbol = etree.SubElement(_run(paragraph, said), f"{W}sym")
        symbol.set(f"{W}font", self._fonts[number] if number < len(self._fonts) else "")
        symbol.set(f"{W}char", f"{int.from_bytes(operand[2:4], 'little'):04X}")

    def _font(self, said: Properties) -> str:
        number = int.from_bytes(said.get(_FONT, b"\xff\xff"), "little")
        return self._fonts[number] if number < len(self._fonts) else ""


class _Field:
    """A field that has begun: its mark, the code so far, and whether its result is being shown."""

    def __init__(self, mark: Element) -> None:
        self.mark = mark
        self.code = ""
        self.showing = False


def _is_on(said: Properties, number: int) -> bool:
    """A switch; 0x81 turns around what the style says, which is off in nearly all of them."""
    return said.get(number, b"\0")[:1] != b"" and said.get(number, b"\0")[0] in _ON


def _run(paragraph: Element, said: Properties, font: str = "") -> Element:
    run = etree.SubElement(paragraph, f"{W}r")
    about = etree.SubElement(run, f"{W}rPr")
    if _STYLE in said:
        etree.SubElement(about, f"{W}rStyle").set(f"{W}val", str(int.from_bytes(said[_STYLE], "little")))
    if font:
        etree.SubElement(about, f"{W}rFonts").set(f"{W}ascii", font)
    if _BOLD in said:
        etree.SubElement(about, f"{W}b").set(f"{W}val", str(int(_is_on(said, _BOLD))))
    if _is_on(said, _HIDDEN):
        etree.SubElement(about, f"{W}vanish")
    return run


def _fonts(table: bytes) -> list[str]:
    """The names of the fonts (SttbfFfn); a name ends with a zero."""
    names: list[str] = []
    at = 4
    for _ in range(int.from_bytes(table[:2], "little")):
        if at >= len(table):
            break
        entry = table[at + 1 : at + 1 + table[at]]
        names.append(_plain(entry[_NAME_AT:].decode("utf-16-le", "replace").partition("\0")[0]))
        at += 1 + table[at]
    return names


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())
