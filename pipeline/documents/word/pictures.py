"""The pictures in a DOCX that has no text: a form scanned into a Word file, read by OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.ocr import read as ocr
from pipeline.documents.xml import UnreadableError, attribute, descendants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.ocr.read import Wish
    from pipeline.documents.ooxml import Package
    from pipeline.model import PlacedDocument, Unreadable

_MOST: Final = 40


def read_scan(package: Package, main: str, body: Element, wish: Wish) -> PlacedDocument | Unreadable | None:
    """What stands in the document's pictures, each as a page in their order; None where pictures are not read here."""
    found = list(_data(package, main, body)) if ocr.available(wish) else []
    if not found:
        return None
    from pipeline.documents.ocr.files import read_pictures  # noqa: PLC0415 - heavy
    from pipeline.documents.pictures.open import pictures  # noqa: PLC0415 - heavy

    return read_pictures((pictures(data, media.identify(data)) for data in found), wish)


def _data(package: Package, main: str, body: Element) -> Iterator[bytes]:
    targets = {each.id: each.target for each in package.relationships(main)}
    shown = [targets.get(attribute(blip, "r:embed") or "") for blip in descendants(body, "a:blip")]
    for name in list(dict.fromkeys(name for name in shown if name))[:_MOST]:
        try:
            yield package.data(name)
        except UnreadableError:
            continue
