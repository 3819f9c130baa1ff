"""Form controls of HTML (HTML standard, 4.10) as fields and boxes, with the state that the page gives; pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.flow.grid import NOWHERE
from pipeline.documents.xml import tag_of, whole_number
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_OPTIONS: Final = 500
MOST_SIDE: Final = 100_000
LEAST_PICTURE: Final = 8
"""Pixels: smaller pictures are spacers and counters of readers."""
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


def picture_block(element: Element, at: str) -> Block | None:
    """An `img` that came with the mail (`cid:`, RFC 2392; `data:`, RFC 2397) as ink; None for others and for specks.

    Pictures from the web are not fetched: nobody signs with those, and who asks for them is seen.
    """
    if not (element.get("src") or "").strip().lower().startswith(("cid:", "data:image/")):
        return None
    sides = [whole_number(element.get(side), LEAST_PICTURE, MOST_SIDE) for side in ("width", "height")]
    if min(sides) < LEAST_PICTURE:
        return None
    return Block(BlockKind.INK, "", 1, NOWHERE, f"picture in {at}", hint=element.get("alt") or "")


def _typed(element: Element) -> str:
    return "".join(map(str, element.itertext())) if tag_of(element) == "textarea" else element.get("value") or ""


def _select(element: Element) -> tuple[tuple[str, ...], str]:
    """The entries, and those that are chosen (an entry with an empty value is no choice)."""
    entries = list(element.iter("option"))[:MAX_OPTIONS]
    chosen = [_words(each) for each in entries if each.get("selected") is not None and each.get("value") != ""]
    return tuple(_words(each) for each in entries if each.get("value") != ""), "\n".join(chosen)


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
