"""Fields (ECMA-376 part 1, 17.16): codes that are never shown, and the old form fields with their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element as Element

from pipeline.documents.flow.grid import NOWHERE
from pipeline.documents.xml import attribute, child, descendants, is_on, tag_of, value_of, whole_number
from pipeline.model import Block, BlockKind

MAX_OPTIONS: Final = 500
_PROMPT: Final = re.compile(
    r"^\W*$|^[<(\[{].*[>)\]}]$|^[-–—.]|\.\.\.$|…$"
    r"|^(please|choose|select|pick|click|veuillez|choisi\w*|sélectionne\w*|cliquez|seleccion\w*|elija|elige|escoja|tria|trieu"
    r"|selecion\w*|escolh\w+|scegli\w*|selezion\w+|bitte|wähle\w*|kies|selecteer|pilih|выбер\w+|seçin\w*|اختر)\b"
    r"|^(选择|请选择|請選擇|選択|선택)",
    re.IGNORECASE,
)
"""What a list shows before anything is chosen: dots, dashes, brackets, or a word that says "choose"."""


@dataclass(slots=True)
class OpenField:
    """A field that has begun and not ended. `data` is its `w:ffData`, where it is a form field."""

    data: Element | None
    code: str = ""
    showing: bool = False  # past its separator: what follows is its result
    shown: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """One of "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", or "" for every other field."""
        parts = {tag_of(each) for each in self.data} if self.data is not None else set()
        if "w:checkBox" in parts:
            return "FORMCHECKBOX"
        if "w:ddList" in parts:
            return "FORMDROPDOWN"
        words = self.code.split()
        if "w:textInput" in parts or words[:1] == ["FORMTEXT"]:
            return "FORMTEXT"
        return words[0] if words[:1] in (["FORMCHECKBOX"], ["FORMDROPDOWN"]) else ""


def field_block(open_field: OpenField, at: str) -> tuple[Block | None, str]:
    """An ended form field as a block, and shown text that the block does not hold; no block for other fields."""
    kind, shown = open_field.kind, "".join(open_field.shown)
    name = value_of(open_field.data, "w:name") or ""
    where = f"form field {name} in {at}" if name else f"form field in {at}"
    hint = _hint(open_field.data)
    if kind == "FORMTEXT":
        text = _typed(open_field.data, shown)
        return Block(BlockKind.FIELD, text, 1, NOWHERE, where, name=name, hint=hint), ""
    if kind == "FORMCHECKBOX":
        checked = _is_checked(child(open_field.data, "w:checkBox"))
        return Block(BlockKind.TICK, "", 1, NOWHERE, where, name=name, hint=hint, checked=checked), shown
    if kind == "FORMDROPDOWN":
        options, chosen = _list(child(open_field.data, "w:ddList"))
        if shown.strip() in options:  # LibreOffice writes the choice as text beside the list
            chosen, shown = shown.strip(), ""
        text = "" if chosen in options[:1] and _PROMPT.search(chosen) else chosen
        return Block(BlockKind.FIELD, text, 1, NOWHERE, where, name=name, hint=hint, options=options), shown
    return None, shown


def _hint(data: Element | None) -> str:
    """The status line or help text that the author wrote for the field (not those taken from building blocks)."""
    for name in ("w:statusText", "w:helpText"):
        found = child(data, name)
        if found is not None and attribute(found, "w:type") != "autoText":
            return attribute(found, "w:val") or ""
    return ""


def _typed(data: Element | None, shown: str) -> str:
    """What somebody typed: neither the five en-spaces of an empty field nor its default text."""
    text = shown.replace("\u2002", " ").strip()
    default = value_of(child(data, "w:textInput"), "w:default")
    return "" if default is not None and text == default.strip() else text


def _is_checked(box: Element | None) -> bool:
    checked = child(box, "w:checked")
    return is_on(checked if checked is not None else child(box, "w:default"))


def _list(entries: Element | None) -> tuple[tuple[str, ...], str]:
    """The entries of a list, and the one that it shows: the result, else the default, else the first."""
    found = descendants(entries, "w:listEntry")[:MAX_OPTIONS] if entries is not None else []
    options = tuple(attribute(each, "w:val") or "" for each in found)
    index = value_of(entries, "w:result") or value_of(entries, "w:default")
    place = whole_number(index, 0, MAX_OPTIONS)
    return options, options[place] if place < len(options) else ""
