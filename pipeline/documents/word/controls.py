"""Content controls (`w:sdt`, ECMA-376 part 1, 17.5.2; boxes: [MS-DOCX] 2.6.1.3): what each one is and holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from pipeline.campaign.form_mark import placed_at
from pipeline.documents.flow.grid import NOWHERE
from pipeline.documents.xml import attribute, child, descendants, is_on, tag_of, value_of
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

MAX_FIELD_PARAGRAPHS: Final = 3
"""A control around more paragraphs than this is taken for a part of the document, not for one value."""
MAX_OPTIONS: Final = 500
_WRAPPING: Final = frozenset(
    {"w:docPartObj", "w:docPartList", "w:group", "w:picture", "w:citation", "w:bibliography", "w:equation"}
    | {"w15:repeatingSection", "w15:repeatingSectionItem"}
)
_NOT_IN_A_FIELD: Final = frozenset(
    {"w:sdt", "w:tbl", "w:tr", "w:ffData", "w:txbxContent", "w:drawing", "w:pict", "w:object"}
)
STALE_FLAG: Final = 0.6
"""How sure the text of a control is that says to show its placeholder, but shows something else."""
BOXES: Final = "☐☑☒✓✗✔✘□■"


class ControlKind(Enum):
    """How a control is read."""

    FIELD = "field"
    TICK = "tick"
    WRAPPER = "wrapper"  # its content is read as if it stood there without it


@dataclass(frozen=True, slots=True)
class Control:
    """One content control: `name` is its tag, `hint` its title; `prompt` while it shows its placeholder."""

    kind: ControlKind
    name: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()  # what is kept and what is shown of each entry of a list
    no_choices: tuple[str, ...] = ()  # entries without a value: choosing them chooses nothing
    checked: bool = False
    mark: str = ""  # the character that shows a ticked box
    prompt: bool = False
    placeholder: str = ""


def read_control(sdt: Element, placeholders: Mapping[str, str], *, ours: bool = False) -> Control:
    """What the properties and the content of a `w:sdt` say; never raises.

    `ours`: it is one of a form that we handed out, where all that stands in a control with a name is one answer.
    """
    properties = child(sdt, "w:sdtPr")
    box = child(properties, "w14:checkbox")
    name, hint = value_of(properties, "w:tag") or "", value_of(properties, "w:alias") or ""
    name = name or (_by_bookmark(sdt) if ours else "")
    if box is not None:
        checked = is_on(child(box, "w14:checked"), "w14:val")
        code = value_of(box, "w14:checkedState" if checked else "w14:uncheckedState", "w14:val")
        return Control(ControlKind.TICK, name, hint, checked=checked, mark=_character(code))
    if _holds_parts(properties) or (not (ours and name) and _is_wrapper(sdt)):
        return Control(ControlKind.WRAPPER, name, hint)
    options, empty = _options(properties)
    return Control(
        ControlKind.FIELD,
        name,
        hint,
        options,
        empty,
        prompt=is_on(child(properties, "w:showingPlcHdr")),
        placeholder=placeholders.get(value_of(child(properties, "w:placeholder"), "w:docPart") or "", ""),
    )


def control_block(control: Control, shown: str, at: str) -> tuple[Block, str]:
    """The control as a block, and what it shows beside its box (words that somebody typed into a box's control)."""
    where = f"content control {control.name or control.hint} in {at}".replace("control  in", "control in")
    if control.kind is ControlKind.TICK:
        beside = shown.translate({ord(letter): None for letter in BOXES + control.mark}).strip()
        tick = Block(
            BlockKind.TICK, "", 1, NOWHERE, where, name=control.name, hint=control.hint, checked=control.checked
        )
        return tick, beside
    text = "" if _is_prompt(control, shown) else "\n".join(line.strip() for line in shown.strip().split("\n"))
    field = Block(
        BlockKind.FIELD,
        text,
        1,
        NOWHERE,
        where,
        name=control.name,
        hint=control.hint,
        options=tuple(shown for _, shown in control.options),
        stored=_stored(control, text),
        confidence=STALE_FLAG if control.prompt and text else 1.0,
    )
    return field, ""


def _stored(control: Control, text: str) -> str:
    """What the list keeps for the entry that shows; "" where that is none of its entries, or not one alone."""
    kept = {value for value, shown in control.options if value and " ".join(shown.split()) == " ".join(text.split())}
    return kept.pop() if len(kept) == 1 else ""


def _is_prompt(control: Control, shown: str) -> bool:
    """Whether a control shows no value: its placeholder, or an entry that stands for no choice.

    Other programs fill in controls and leave the flag on; where the placeholder's own text is known, it decides.
    """
    folded = " ".join(shown.split())
    if folded in control.no_choices:
        return True
    if control.placeholder:  # paragraphs and breaks in it are told differently here and in the glossary
        return folded.replace(" ", "") == control.placeholder.replace(" ", "")
    return control.prompt


def _by_bookmark(sdt: Element) -> str:
    """The name that a bookmark right before a control or at its beginning gives; LibreOffice 7 keeps no tags."""
    content, before = child(sdt, "w:sdtContent"), sdt.getprevious()
    near = [*([] if before is None else [before]), *(content if content is not None else ())]
    marks = (attribute(each, "w:name") or "" for each in near if tag_of(each) == "w:bookmarkStart")
    return next(filter(None, map(placed_at, marks)), "")


def _holds_parts(properties: Element | None) -> bool:
    return properties is not None and any(tag_of(each) in _WRAPPING for each in properties)


def _is_wrapper(sdt: Element) -> bool:
    content = child(sdt, "w:sdtContent")
    if content is None:
        return False
    inside = [tag_of(each) for each in content.iter()]
    if inside.count("w:p") > MAX_FIELD_PARAGRAPHS or inside.count("w:tc") > 1:
        return True
    return not _NOT_IN_A_FIELD.isdisjoint(inside)


def _options(properties: Element | None) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The entries of a list (what is kept, what is shown), and those of them that stand for no choice."""
    entries = descendants(properties, "w:listItem")[:MAX_OPTIONS] if properties is not None else []
    shown = [(attribute(each, "w:displayText"), attribute(each, "w:value")) for each in entries]
    options = tuple((value, text or value) for text, value in shown if value)
    return options, tuple(" ".join(text.split()) for text, value in shown if text and not value)


def _character(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
