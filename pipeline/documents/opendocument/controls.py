"""Controls of the form layer of an OpenDocument file (ODF 1.3 part 3, 13): each where it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.word.write import add_box, add_field, add_run
from pipeline.documents.xml import attribute, descendants, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_OPTIONS: Final = 500
_TEXTS: Final = frozenset({"text", "textarea", "formatted-text", "number", "date", "time", "combobox"})
_BOXES: Final = {"checkbox": ("current-state", "state"), "radio": ("current-selected", "selected")}
_ON: Final = frozenset({"checked", "true"})


def controls_of(body: Element) -> dict[str, Element]:
    """The controls of a document by their id."""
    return {
        attribute(control, "id") or "": control
        for forms in descendants(body, "forms")
        for control in forms.iter()
        if tag_of(control) in _TEXTS or tag_of(control) in _BOXES or tag_of(control) == "listbox"
    }


def write_control(parent: Element, control: Element) -> None:
    """A control as a content control; buttons and pictures are left out."""
    kind, name = tag_of(control), attribute(control, "name") or ""
    hint = attribute(control, "title") or ""
    if kind in _BOXES:
        content = add_box(parent, name, hint, checked=_said(control, *_BOXES[kind]) in _ON)
        label = attribute(control, "label")
        if label:
            add_run(content, label)
        return
    options = [attribute(each, "label") or "" for each in descendants(control, "option")[:MAX_OPTIONS]]
    options += [attribute(each, "label") or "" for each in descendants(control, "item")[:MAX_OPTIONS]]
    add_run(add_field(parent, name, hint, [each for each in options if each]), _text(control))


def _text(control: Element) -> str:
    if tag_of(control) == "listbox":
        chosen = [each for each in descendants(control, "option") if _said(each, "current-selected", "selected") in _ON]
        return ", ".join(attribute(each, "label") or "" for each in chosen)
    return _said(control, "current-value", "value")


def _said(element: Element, now: str, first: str) -> str:
    """What a control holds now, else what it began with."""
    said = attribute(element, now)
    return (attribute(element, first) or "") if said is None else said
