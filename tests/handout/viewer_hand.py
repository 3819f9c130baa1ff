"""Filling in a PDF form in Chromium's own viewer: by mouse and keys, saved as the viewer saves what was edited."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf.generic import DictionaryObject

    from tests.browser import Page
    from tests.handout.answers import Typed

_VIEWER: Final = "chrome-extension://"
_WIDTH, _HEIGHT = 1000, 4000  # so that all pages are seen without scrolling
_READY: Final = """new Promise(done => {
    const viewer = () => document.querySelector('pdf-viewer')
    const look = () => viewer()?.loadState_ === 'success' ? done(true) : setTimeout(look, 20)
    look()
})"""
_PAGES: Final = """(() => {
    const viewer = document.querySelector('pdf-viewer')
    const frame = viewer.shadowRoot.querySelector('#scroller').getBoundingClientRect()
    return Array.from({length: viewer.docLength_}, (_, number) => {
        const page = viewer.viewport_.getPageScreenRect(number)
        return [frame.left + page.x, frame.top + page.y, page.width, page.height]
    })
})()"""
_A_MOMENT: Final = "new Promise(done => setTimeout(done, 300))"  # two clicks at once would be a double click
_SAVED: Final = """(async () => {
    const saved = await document.querySelector('pdf-viewer').pluginController_.save('EDITED')
    const bytes = new Uint8Array(saved.dataToSave)
    let text = ''
    for (let at = 0; at < bytes.length; at += 32768)
        text += String.fromCharCode.apply(null, bytes.subarray(at, at + 32768))
    return btoa(text)
})()"""


@dataclass(frozen=True, slots=True)
class _Place:
    """A field or box: its middle in parts of its page, and the entries of a list."""

    name: str
    page: int
    across: float
    down: float
    entries: tuple[str, ...]


def filled_in_viewer(page: Page, file: Path, typed: Typed) -> bytes:
    """The form as the viewer saves it."""
    page.open(file, _WIDTH, _HEIGHT)
    with page.inside(_VIEWER):
        page.run(_READY)
        shown = page.run(_PAGES)
    for place in _places(file.read_bytes()):
        key, _, option = place.name.partition(".")
        answer = typed.get(key, "")
        chosen = (answer,) if isinstance(answer, str) else answer
        if option in chosen if option else answer:
            left, top, width, height = shown[place.page]
            for _ in range(2 if place.entries else 1):  # a second click closes what a list drops down
                page.click(left + place.across * width, top + place.down * height)
                page.run(_A_MOMENT if place.entries else "0")
            _answer(page, place, "" if option else str(answer))
    left, top, *_ = shown[0]
    page.click(left + 10, top + 10)  # away from all fields
    with page.inside(_VIEWER):
        return base64.b64decode(page.run(_SAVED))


def _answer(page: Page, place: _Place, answer: str) -> None:
    if place.entries:
        page.press("ArrowDown", place.entries.index(answer))
        return
    for number, line in enumerate(answer.split("\n") if answer else ()):
        if number:
            page.press("Enter")
        page.type(line)


def _places(data: bytes) -> Iterator[_Place]:
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for each in page.get("/Annots", ()):
            node = each.get_object()
            x0, y0, x1, y1 = (float(edge) for edge in node["/Rect"])
            entries = tuple(str(entry[0]) for entry in node.get("/Opt", ()))
            kind = node.get("/FT") or node["/Parent"].get_object().get("/FT")
            if kind != "/Sig":
                yield _Place(_name(node), number, (x0 + x1) / 2 / width, 1 - (y0 + y1) / 2 / height, entries)


def _name(node: DictionaryObject) -> str:
    """The full name of a field; of one of several buttons its state is the last part of it."""
    above = str(node["/Parent"]["/T"]) + "." if "/Parent" in node else ""  # type: ignore[index] # a dictionary
    states = [state[1:] for state in node["/AP"]["/N"] if state != "/Off"] if "/T" not in node else []  # type: ignore[index]
    return above + str(node.get("/T") or states[0])
