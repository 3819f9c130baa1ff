"""Filling in a Word form as Word itself does it: by what it writes into the XML of a control."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from tests.handout.answers import Typed

_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_SPACE}}}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MAIN: Final = "word/document.xml"


def edited(data: bytes, edit: Callable[[Element], None]) -> bytes:
    """The file with its text changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == _MAIN:
                root = etree.fromstring(part)
                edit(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, part)
    return out.getvalue()


def filled_in_word(data: bytes, typed: Typed, _language: str = "") -> bytes:
    """The form with these answers: runs split by the spelling check, long answers in paragraphs of their own."""

    def fill(root: Element) -> None:
        for name, control in list(controls(root)):
            key, _, option = name.partition(".")
            answer = typed.get(key)
            if option and answer and option in answer:
                _tick(control)
            elif isinstance(answer, str) and not option:
                _type(control, answer)

    return edited(data, fill)


def without_controls(data: bytes, *names: str) -> bytes:
    """The form after a program that keeps the words and drops the controls; all of them, or those of these names."""

    def drop(root: Element) -> None:
        for name, control in list(controls(root)):
            if not names or name in names:
                _unwrapped(control)

    return edited(data, drop)


def controls(root: Element) -> Iterator[tuple[str, Element]]:
    """All controls with their tags."""
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            yield tag.get(f"{_W}val", ""), control


def _unwrapped(control: Element) -> None:
    content, parent = control.find(f"{_W}sdtContent"), control.getparent()
    assert content is not None
    assert parent is not None
    at = parent.index(control)
    parent[at : at + 1] = list(content)


def _properties(control: Element) -> Element:
    properties = control.find(f"{_W}sdtPr")
    assert properties is not None
    prompt = properties.find(f"{_W}showingPlcHdr")
    if prompt is not None:
        properties.remove(prompt)
    return properties


def _tick(control: Element) -> None:
    checked = _properties(control).find(f"{_W14}checkbox/{_W14}checked")
    assert checked is not None
    checked.set(f"{_W14}val", "1")
    for text in control.iter(f"{_W}t"):
        text.text = "☒"


def _type(control: Element, answer: str) -> None:
    entries = _properties(control).find(f"{_W}dropDownList")
    if entries is not None:
        entry = next(each for each in entries if each.get(f"{_W}value") == answer)
        entries.set(f"{_W}lastValue", answer)
        answer = entry.get(f"{_W}displayText", "")
    content = control.find(f"{_W}sdtContent")
    assert content is not None
    lines = answer.split("\n")
    if len(lines) == 1:
        content[:] = list(_runs(answer))
        return
    _around_paragraphs(control, content, lines)


def _around_paragraphs(control: Element, content: Element, lines: list[str]) -> None:
    """What Word does when Enter is pressed in a control: it then stands around paragraphs."""
    paragraph = control.getparent()
    assert paragraph is not None
    cell, properties = paragraph.getparent(), paragraph.find(f"{_W}pPr")
    assert cell is not None
    content.clear()
    for line in lines:
        new = etree.SubElement(content, f"{_W}p")
        new.extend([deepcopy(properties)] if properties is not None else [])
        new.extend(_runs(line))
    cell.replace(paragraph, control)
    etree.SubElement(cell, f"{_W}p")  # a cell ends with a paragraph


def _runs(text: str) -> Iterator[Element]:
    """A text as Word keeps it: in several runs, with marks of the spelling check between them."""
    middle = len(text) // 2
    for number, part in enumerate((text[:middle], text[middle:])):
        run = etree.Element(f"{_W}r", {f"{_W}rsidR": "00AB12CD"})
        properties = etree.SubElement(run, f"{_W}rPr")
        etree.SubElement(properties, f"{_W}lang", {f"{_W}val": "en-GB"})
        words = etree.SubElement(run, f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = part
        yield run
        if not number:
            yield etree.Element(f"{_W}proofErr", {f"{_W}type": "spellStart"})


_PICTURE: Final = (
    f'<w:r xmlns:w="{_SPACE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:drawing><wp:inline>'
    '<wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="signature"/><pic:pic/></wp:inline></w:drawing></w:r>'
)


def with_picture(data: bytes, name: str) -> bytes:
    """The form with a picture put into a control."""

    def put(root: Element) -> None:
        for tag, control in controls(root):
            if tag == name:
                _properties(control)
                content = control.find(f"{_W}sdtContent")
                assert content is not None
                content[:] = [etree.fromstring(_PICTURE)]

    return edited(data, put)


def with_text_behind(data: bytes, name: str, text: str) -> bytes:
    """The form with words typed behind a control instead of into it."""

    def put(root: Element) -> None:
        for tag, control in controls(root):
            paragraph = control.getparent()
            if tag == name and paragraph is not None:
                paragraph.extend(_runs(text))

    return edited(data, put)


def written_twice(data: bytes, name: str, other: str) -> bytes:
    """The form with a copy of itself below, in which another answer stands in a control."""

    def double(root: Element) -> None:
        body = root[0]
        copies = [deepcopy(each) for each in body if not str(each.tag).endswith("sectPr")]
        for copy in copies:
            for tag, control in controls(copy):
                content = control.find(f"{_W}sdtContent")
                if tag == name and content is not None:
                    content[:] = list(_runs(other))
        body[-1:-1] = copies

    return edited(data, double)
