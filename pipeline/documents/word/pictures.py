"""The pictures in a DOCX that fill a page: a form scanned into a Word file, alone or under a few words, read by OCR."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.ocr import read as ocr
from pipeline.documents.xml import UnreadableError, attribute, child, descendants
from pipeline.model import Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.ocr.read import Wish
    from pipeline.documents.ooxml import Package

_MOST: Final = 40
_LARGE: Final = 3_600_000  # English metric units (ECMA-376 part 1, 20.1.10.16): 10 cm, wide and high
_FEW_LETTERS: Final = 400  # a greeting and a title, no form
_UNREAD: Final = Finding(
    "pictures-unread",
    Severity.INFO,
    "The document holds large pictures beside its text, which were not read. Look at them if answers are missing.",
)


def read_scan(package: Package, main: str, body: Element, wish: Wish) -> PlacedDocument | Unreadable | None:
    """What stands in all pictures of a document, each a page in their order; None where pictures are not read here."""
    return _read(package, main, descendants(body, "a:blip"), wish)


def with_scans(
    text: PlacedDocument, package: Package, main: str, body: Element, wish: Wish
) -> PlacedDocument | Unreadable:
    """The document with the pages that stand in it as large pictures behind its text, if that is no form by itself."""
    frames = [frame for drawing in descendants(body, "w:drawing") for frame in drawing if _is_large(frame)]
    large = [blip for frame in frames for blip in descendants(frame, "a:blip")]
    if not large:
        return text
    scan = _read(package, main, large, wish) if _has_few_letters(text) else None
    if not isinstance(scan, PlacedDocument):
        return replace(text, findings=(*text.findings, _UNREAD))
    before = (replace(block, reader=text.reader) for block in text.blocks)
    behind = (replace(block, page=block.page + text.pages) for block in scan.blocks)
    findings = (*text.findings, *scan.findings)
    pages = text.pages + scan.pages
    return replace(scan, blocks=(*before, *behind), pages=pages, findings=findings, mark=text.mark)


def _has_few_letters(text: PlacedDocument) -> bool:
    fields = any(block.name or block.checked is not None for block in text.blocks)
    return not fields and sum(len(block.text) for block in text.blocks) < _FEW_LETTERS


def _is_large(frame: Element) -> bool:
    extent = child(frame, "wp:extent")
    sides = [attribute(extent, name) or "" for name in ("cx", "cy")] if extent is not None else []
    return bool(sides) and all(side.isdecimal() and int(side) >= _LARGE for side in sides)


def _read(package: Package, main: str, blips: Iterable[Element], wish: Wish) -> PlacedDocument | Unreadable | None:
    found = list(_data(package, main, blips)) if ocr.available(wish) else []
    if not found:
        return None
    from pipeline.documents.ocr.files import read_pictures  # noqa: PLC0415 - heavy
    from pipeline.documents.pictures.open import pictures  # noqa: PLC0415 - heavy

    return read_pictures((pictures(data, media.identify(data)) for data in found), wish)


def _data(package: Package, main: str, blips: Iterable[Element]) -> Iterator[bytes]:
    targets = {each.id: each.target for each in package.relationships(main)}
    shown = [targets.get(attribute(blip, "r:embed") or "") for blip in blips]
    for name in list(dict.fromkeys(name for name in shown if name))[:_MOST]:
        try:
            yield package.data(name)
        except UnreadableError:
            continue
