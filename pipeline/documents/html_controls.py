"""Form controls of HTML (HTML standard, 4.10) as fields and boxes, with the state that the page itself gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.flow import NOWHERE
from pipeline.documents.xml import tag_of
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_OPTIONS: Final = 500
_NOT_TYPED: Final = frozenset({"hidden", "submit", "button", "reset", "image", "password", "file"})


def control_block(element: Element, at: str) -> Block | None:
    """An `input`, `select` or `textarea` as a block; None for buttons and hidden inputs."""
    tag, kind = tag_of(element), (element.get("type") or "text").lower()
    name = element.get("name") or element.get("id") or ""
    hint = element.get("title") or element.get("aria-label") or ""
    where = f"form field {name} in {at}" if name else f"form field in {at}"
    if tag == "input" and kind in {"checkbox", "radio"}:
        group = name if kind == "radio" else ""
        checked = element.get("checked") is not None
        return Block(BlockKind.TICK, "", 1, NOWHERE, where, name=name, hint=hint, checked=checked, group=group)
    if tag == "input" and kind in _NOT_TYPED:
        return None
    options, text = _select(element) if tag == "select" else ((), _typed(element))
    return Block(BlockKind.FIELD, text.strip(), 1, NOWHERE, where, name=name, hint=hint, options=options)


def _typed(element: Element) -> str:
    return "".join(map(str, element.itertext())) if tag_of(element) == "textarea" else element.get("value") or ""


def _select(element: Element) -> tuple[tuple[str, ...], str]:
    """The entries, and those that are chosen (an entry with an empty value is no choice)."""
    entries = list(element.iter("option"))[:MAX_OPTIONS]
    chosen = [_words(each) for each in entries if each.get("selected") is not None and each.get("value") != ""]
    return tuple(_words(each) for each in entries if each.get("value") != ""), "\n".join(chosen)


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
