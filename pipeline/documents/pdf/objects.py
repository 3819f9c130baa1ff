"""Small, forgiving look-ups in pypdf's objects: what is missing, broken or of the wrong type counts as absent.

Every PDF that arrives may be damaged or hostile, so nothing here trusts a type that the standard promises.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
)

from pipeline.documents.printed.frame import Frame, upright

if TYPE_CHECKING:
    from pypdf import PageObject

DEPTH = 100  # of parents and kids; a chain that is longer goes round in circles
CORNERS = 4
Key = tuple[int, int] | int


def resolved(item: object) -> object:
    """The object behind a reference (or behind references to references); None where there is none."""
    for _ in range(DEPTH):
        if not isinstance(item, IndirectObject):
            return None if isinstance(item, NullObject) else item
        try:
            item = item.get_object()
        except Exception:  # noqa: BLE001 - a broken object is an absent one, whatever pypdf calls it
            return None
    return None


def entry(owner: DictionaryObject, key: str) -> object:
    """The value of a key, resolved."""
    return resolved(owner.raw_get(key)) if key in owner else None


def dictionary(item: object) -> DictionaryObject | None:
    """The item as a dictionary, if it is one."""
    found = resolved(item)
    return found if isinstance(found, DictionaryObject) else None


def dictionaries(item: object) -> list[DictionaryObject]:
    """The dictionaries in an array; anything else in it is left out."""
    return [found for part in array(item) if (found := dictionary(part)) is not None]


def array(item: object) -> list[object]:
    """The elements of an array as they stand, [] for anything else."""
    found = resolved(item)
    return list(found) if isinstance(found, ArrayObject) else []


def whole(item: object) -> int:
    """The item as an integer, 0 for anything else."""
    found = resolved(item)
    return int(found) if isinstance(found, int | float) else 0


def key_of(item: DictionaryObject) -> Key:
    """What tells one dictionary from another: its object number, or its identity where it stands in another."""
    reference = item.indirect_reference
    return (reference.idnum, reference.generation) if reference is not None else id(item)


def words(item: object) -> str:
    """A string, name, number or text stream as text; "" for anything else.

    Names keep their slash. Text streams may hold PDFDocEncoding, UTF-16 or UTF-8 (ISO 32000-1, 7.9.2.2).
    """
    found = resolved(item)
    if isinstance(found, StreamObject):
        try:
            return decoded(found.get_data())
        except Exception:  # noqa: BLE001 - a stream that cannot be decoded holds no text
            return ""
    if isinstance(found, ByteStringObject):
        return decoded(bytes(found))
    if isinstance(found, NameObject | str):
        return str(found)
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


def decoded(data: bytes) -> str:
    """The text of a string's bytes, by its byte order mark; without one UTF-8 if it is that, else Latin-1."""
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def numbers(item: object) -> tuple[float, float, float, float] | None:
    """A rectangle's four numbers with the corners put in order, None where they are not four numbers."""
    found = [resolved(part) for part in array(item)]
    values = [float(part) for part in found if isinstance(part, int | float)]
    if len(values) != CORNERS or len(found) != CORNERS:
        return None
    x0, y0, x1, y1 = values
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def frame_of(page: PageObject) -> Frame:
    """The visible part of a page: crop box within media box, both inherited, Letter size where there is none."""
    media = numbers(_inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = numbers(_inherited(page, "/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return Frame(left, bottom, right, top, upright(whole(_inherited(page, "/Rotate"))))


def _inherited(node: DictionaryObject, key: str) -> object:
    """The value of a key at a node or at the nearest of its parents that has it."""
    here: DictionaryObject | None = node
    for _ in range(DEPTH):
        if here is None:
            return None
        if key in here:
            return entry(here, key)
        here = dictionary(entry(here, "/Parent"))
    return None
