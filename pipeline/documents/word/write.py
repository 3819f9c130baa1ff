"""Elements of WordprocessingML, for readers of other formats that say what they found as a DOCX would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def add(parent: Element, name: str, value: str | None = None) -> Element:
    """A child `w:name`, with a `w:val` where one is given."""
    made = etree.SubElement(parent, W + name)
    if value is not None:
        made.set(f"{W}val", clean(value))
    return made


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter if letter >= " " and letter not in "\ufffe\uffff" else " " for letter in text)


def add_run(parent: Element, text: str, style: str = "", font: str = "") -> None:
    """Text in one run of a style; its line ends are breaks."""
    run = add(parent, "r")
    about = add(run, "rPr")
    if style:
        add(about, "rStyle", style)
    if font:
        add(about, "rFonts").set(f"{W}ascii", font)
    for number, line in enumerate(text.split("\n")):
        if number:
            add(run, "br")
        add(run, "t").text = clean(line)


def add_mark(parent: Element, kind: str) -> Element:
    """The "begin", "separate" or "end" of a field."""
    mark = add(add(parent, "r"), "fldChar")
    mark.set(f"{W}fldCharType", kind)
    return mark


def add_picture(parent: Element, about: str = "") -> None:
    """A picture with its description."""
    drawing = add(parent, "drawing")
    etree.SubElement(drawing, f"{{{_DRAWING}}}docPr").set("descr", clean(about))
    etree.SubElement(drawing, f"{{{_PICTURE}}}pic")


def add_field(
    parent: Element, name: str, hint: str = "", options: Sequence[str] = (), *, prompt: bool = False
) -> Element:
    """A content control that holds text; gives the element that its content goes into."""
    control, about = _control(parent, name, hint)
    if prompt:
        add(about, "showingPlcHdr")
    if options:
        entries = add(about, "dropDownList")
        for option in options:
            entry = add(entries, "listItem")
            entry.set(f"{W}displayText", clean(option))
            entry.set(f"{W}value", clean(option))
    return add(control, "sdtContent")


def add_box(parent: Element, name: str, hint: str = "", *, checked: bool) -> Element:
    """A content control that is a tick box; gives the element that its content goes into."""
    control, about = _control(parent, name, hint)
    box = etree.SubElement(about, f"{_W14}checkbox")
    etree.SubElement(box, f"{_W14}checked").set(f"{_W14}val", str(int(checked)))
    return add(control, "sdtContent")


def _control(parent: Element, name: str, hint: str) -> tuple[Element, Element]:
    control = add(parent, "sdt")
    about = add(control, "sdtPr")
    add(about, "tag", name)
    add(about, "alias", hint)
    return control, about
