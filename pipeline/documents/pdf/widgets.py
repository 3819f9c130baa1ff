"""Form fields as blocks: what a person sees in each place of the form.

Choices show their display text, buttons tell which of them is on, signature fields whether they are signed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.documents.pdf.fields import FormField, Kind, Widget
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "acroform"
UNSEEN_CONFIDENCE = 0.6  # a value that no viewer shows was not necessarily meant by who filled the form
DOUBTFUL = 0.5  # a choice beside another one where the form allows only one
NO_PLACE = Widget()
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OFF = "Off"


def field_blocks(fields: list[FormField]) -> list[Block]:
    """The blocks of all fields, in their order; push buttons hold no value and are left out."""
    blocks = [block for field in fields for block in _blocks(field)]
    doubtful = _contradicting(fields, blocks)
    return [
        replace(block, confidence=DOUBTFUL) if block.group in doubtful and block.checked else block for block in blocks
    ]


def _contradicting(fields: list[FormField], blocks: list[Block]) -> set[str]:
    """The radio groups in which more than one choice is on."""
    radios = {clean(field.name) for field in fields if field.kind is Kind.RADIO}
    on: dict[str, set[str]] = {}
    for block in blocks:
        if block.checked and block.group in radios:
            on.setdefault(block.group, set()).add(block.text)
    return {group for group, choices in on.items() if len(choices) > 1}


def _blocks(field: FormField) -> Iterator[Block]:
    if field.kind in {Kind.TICK, Kind.RADIO}:
        yield from _ticks(field)
    elif field.kind is Kind.SIGNATURE:
        yield _block(field, BlockKind.INK, "", checked=field.value is not None)
    elif field.kind is not Kind.PUSH and (field.kind is not Kind.UNKNOWN or field.value is not None):
        yield _block(field, BlockKind.FIELD, shown(field))


def shown(field: FormField) -> str:
    """The value as a person sees it; several choices stand in lines of their own."""
    stored = field.value if isinstance(field.value, tuple) else (field.value or "",)
    display = dict(reversed(field.options))  # of options stored alike, the first is the one that shows
    return clean("\n".join(display.get(part, part) for part in stored))


def clean(text: str) -> str:
    """Text with one kind of line end and without control characters."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def _block(field: FormField, kind: BlockKind, text: str, *, checked: bool | None = None) -> Block:
    """One block for a field that has one value, wherever it shows; its first visible place is the one that counts."""
    place = next((widget for widget in field.widgets if not widget.unseen), next(iter(field.widgets), NO_PLACE))
    return Block(
        kind=kind,
        text=text,
        page=place.page,
        box=place.box,
        at=f"form field {clean(field.name)}",
        name=clean(field.name),
        hint=clean(field.hint),
        checked=checked,
        options=tuple(clean(display) for _, display in field.options),
        stored=clean(field.value) if field.options and isinstance(field.value, str) else "",
        reader=READER,
        confidence=UNSEEN_CONFIDENCE if place.unseen and text else 1.0,
    )


def _ticks(field: FormField) -> Iterator[Block]:
    """One block for each button of a field."""
    widgets = field.widgets or (NO_PLACE,)
    on = _on(field, widgets)
    exclusive = field.kind is Kind.RADIO or len({widget.on for widget in widgets}) > 1
    for index, widget in enumerate(widgets):
        yield Block(
            kind=BlockKind.TICK,
            text=clean(_worth(field, index, widget)),
            page=widget.page,
            box=widget.box,
            at=f"form field {clean(field.name)}",
            name=clean(field.name),
            hint=clean(field.hint),
            checked=index in on,
            group=clean(field.name) if exclusive else "",
            reader=READER,
            confidence=UNSEEN_CONFIDENCE if widget.unseen and index in on else 1.0,
        )


def _worth(field: FormField, index: int, widget: Widget) -> str:
    """What a button stands for: its text in `/Opt` (by state "0", "1", ... or by order), else the name of its state."""
    if field.options:
        number = int(widget.on) if widget.on.isascii() and widget.on.isdigit() else index
        if number < len(field.options):
            return field.options[number][1]
    return widget.on


def _on(field: FormField, widgets: tuple[Widget, ...]) -> set[int]:
    """Which buttons are on. The field's value decides between them; where it names none, what each one shows does.

    A program that fills forms may set only the value and leave what the buttons show as it was.
    """
    showing = {index for index, widget in enumerate(widgets) if widget.state not in {"", OFF}}
    value = field.value if isinstance(field.value, str) else ""
    value = value.removeprefix("/")
    named = {index for index, widget in enumerate(widgets) if value not in {"", OFF} and _is(field, index, value)}
    if not named:
        unplaced = not field.widgets and value not in {"", OFF}
        return {0} if unplaced else showing
    return named & showing or named


def _is(field: FormField, index: int, value: str) -> bool:
    """Whether a button is the one that the value means, by its state or by its text."""
    widget = field.widgets[index] if field.widgets else NO_PLACE
    return bool(widget.on) and value in {widget.on, _worth(field, index, widget)}
