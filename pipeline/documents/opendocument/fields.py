"""Fields of an OpenDocument text that somebody fills in: input fields, lists, old form fields, content controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.word.write import add, add_box, add_field, add_mark, add_run
from pipeline.documents.xml import attribute, descendants, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_OPTIONS: Final = 500
_SPACES: Final = {"line-break": "\n", "tab": " ", "s": " "}
_PARAMETERS: Final = {"Hint": "statusText", "Description": "statusText", "Help": "helpText"}


def begin_mark(parent: Element, mark: Element) -> None:
    """An old form field begins (`field:fieldmark-start`, as LibreOffice keeps those of Word); its text follows."""
    begun = add_mark(parent, "begin")
    data = add(begun, "ffData")
    add(data, "name", _name(mark))
    said = _said(mark)
    for key, name in _PARAMETERS.items():
        if said.get(key):
            add(data, name, said[key][0])
    add(data, "textInput")
    add_mark(parent, "separate")


def write_mark(parent: Element, mark: Element) -> None:
    """An old form field without text (`field:fieldmark`): a box or a list."""
    data = add(add_mark(parent, "begin"), "ffData")
    add(data, "name", _name(mark))
    said = _said(mark)
    if (attribute(mark, "type") or "").endswith("FORMDROPDOWN"):
        entries = add(data, "ddList")
        add(entries, "result", said.get("Dropdown_Selected", ["0"])[0])
        for entry in said.get("Dropdown_ListEntry", [])[:MAX_OPTIONS]:
            add(entries, "listEntry", entry)
    else:
        ticked = said.get("Checkbox_Checked", ["false"])[0] == "true"
        add(add(data, "checkBox"), "checked", str(int(ticked)))
    add_mark(parent, "separate")
    add_mark(parent, "end")


def write_input(parent: Element, field: Element) -> None:
    """An input field (`text:text-input`) with its question as hint."""
    add_run(add_field(parent, "", attribute(field, "description") or ""), _words(field))


def write_placeholder(parent: Element, field: Element) -> None:
    """A place to click and type at (`text:placeholder`), which nobody has used yet."""
    words = _words(field)
    add_run(add_field(parent, "", attribute(field, "description") or words.strip("<> "), prompt=True), words)


def write_list(parent: Element, field: Element) -> None:
    """A list in the text (`text:drop-down`); its text is what was chosen."""
    options = [attribute(each, "value") or "" for each in descendants(field, "label")[:MAX_OPTIONS]]
    words = (field.text or "") + "".join(each.tail or "" for each in field)
    name = attribute(field, "name") or ""
    add_run(add_field(parent, name, attribute(field, "hint") or "", [each for each in options if each]), words)


def open_control(parent: Element, control: Element) -> Element:
    """A content control (`loext:content-control`); gives the element that its content goes into."""
    name, hint = attribute(control, "tag") or "", attribute(control, "alias") or ""
    if attribute(control, "checkbox") == "true":
        return add_box(parent, name, hint, checked=attribute(control, "checked") == "true")
    options = [attribute(each, "display-text") or attribute(each, "value") or "" for each in _items(control)]
    prompt = attribute(control, "showing-place-holder") == "true"
    return add_field(parent, name, hint, [each for each in options if each], prompt=prompt)


def _words(field: Element) -> str:
    """The text of a field; LibreOffice keeps line ends of other programs in it as they were."""
    parts = [(_SPACES.get(tag_of(each), "") + (each.text or ""), each.tail or "") for each in field.iter()]
    return "".join(text + (tail if number else "") for number, (text, tail) in enumerate(parts)).replace("\r", "\n")


def _items(control: Element) -> list[Element]:
    return [each for each in control if tag_of(each) == "list-item"][:MAX_OPTIONS]


def _name(mark: Element) -> str:
    """The field's name; those that LibreOffice makes up say nothing."""
    name = attribute(mark, "name") or ""
    return "" if name.startswith("__Fieldmark__") else name


def _said(mark: Element) -> dict[str, list[str]]:
    """The parameters of an old form field, each with its values."""
    said: dict[str, list[str]] = {}
    for each in descendants(mark, "param"):
        said.setdefault(attribute(each, "name") or "", []).append(attribute(each, "value") or "")
    return said
