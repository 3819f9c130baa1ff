"""The objects that a PDF is made of (ISO 32000-1, 7.3), from values of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject


def name(words: str) -> NameObject:
    """A name; `words` without its slash."""
    return NameObject(f"/{words}")


def text(words: str) -> TextStringObject:
    """A text that people read, in any script."""
    return TextStringObject(words)


def number(value: float) -> NumberObject | FloatObject:
    """A whole or a broken number."""
    return NumberObject(value) if isinstance(value, int) else FloatObject(round(value, 2))


def array(*parts: PdfObject) -> ArrayObject:
    """A list of objects."""
    return ArrayObject(parts)


def dictionary(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    """A dictionary; keys without their slashes."""
    return DictionaryObject({name(key): value for key, value in entries.items()})


def put(into: DictionaryObject, entries: Mapping[str, PdfObject]) -> None:
    """Set entries of a dictionary; keys without their slashes."""
    into.update(dictionary(entries))


def drawing(writer: PdfWriter, content: bytes, size: tuple[float, float], resources: PdfObject) -> IndirectObject:
    """A form XObject (8.10): a drawing that stands in a place of the given size."""
    made: StreamObject = DecodedStreamObject()
    made.set_data(content)
    box = array(*map(number, (0, 0, *size)))
    put(made, {"Type": name("XObject"), "Subtype": name("Form"), "BBox": box, "Resources": resources})
    return added(writer, made.flate_encode() if content else made)


def added(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    """An object as one that others refer to."""
    return writer._add_object(made)  # noqa: SLF001 - pypdf has no other way to add one


def reference(made: DictionaryObject) -> IndirectObject:
    """What others refer to an added object by."""
    found = made.indirect_reference
    if found is None:
        raise ValueError("only an object of its own can be referred to")
    return found
