"""The bytes of a PDF, its objects packed (object and cross-reference streams, ISO 32000-1, 7.5.7 and 7.5.8).

pypdf writes each object as plain text; packed, a form is a third as large, which counts where it is attached to mails.
"""

from __future__ import annotations

import hashlib
import io
import struct
from typing import TYPE_CHECKING, Final

from pypdf.generic import ByteStringObject, DecodedStreamObject, NullObject, StreamObject

from pipeline.handout.pdf.objects import array, name, number, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf.generic import IndirectObject, PdfObject

_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PLAIN, _PACKED = 1, 2  # kinds of entries in the cross-reference stream
_ENTRY: Final = ">BIH"


def packed(objects: Sequence[PdfObject | None], root: IndirectObject, info: IndirectObject) -> bytes:
    """A whole PDF of objects, which are numbered from 1; the same objects make the same bytes."""
    out, entries = io.BytesIO(_HEAD), dict[int, tuple[int, int, int]]()
    out.seek(0, io.SEEK_END)

    def write(index: int, made: PdfObject) -> None:
        entries[index] = (_PLAIN, out.tell(), 0)
        out.write(b"%d 0 obj\n" % index)
        made.write_to_stream(out)
        out.write(b"\nendobj\n")

    inside: list[tuple[int, PdfObject]] = []
    for index, made in enumerate(objects, start=1):
        if isinstance(made, StreamObject):
            write(index, made)
        else:
            inside.append((index, NullObject() if made is None else made))
    holder = len(objects) + 1
    entries |= {index: (_PACKED, holder, place) for place, (index, _) in enumerate(inside)}
    write(holder, _object_stream(inside))
    entries |= {0: (0, 0, 0xFFFF), holder + 1: (_PLAIN, out.tell(), 0)}
    table = _stream(b"".join(struct.pack(_ENTRY, *entries[index]) for index in range(holder + 2)))
    print_of_all = ByteStringObject(hashlib.sha256(out.getvalue()).digest()[:16])
    put(table, {
        "Type": name("XRef"), "Size": number(holder + 2), "W": array(number(1), number(4), number(2)),
        "Root": root, "Info": info, "ID": array(print_of_all, print_of_all),
    })  # fmt: skip
    start = out.tell()
    write(holder + 1, table)
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _object_stream(inside: list[tuple[int, PdfObject]]) -> StreamObject:
    """Objects in a row, and before them their numbers and where each begins."""
    body, places = io.BytesIO(), list[str]()
    for index, made in inside:
        places.append(f"{index} {body.tell()}")
        made.write_to_stream(body)
        body.write(b"\n")
    head = (" ".join(places) + "\n").encode("ascii")
    made = _stream(head + body.getvalue())
    put(made, {"Type": name("ObjStm"), "N": number(len(inside)), "First": number(len(head))})
    return made


def _stream(data: bytes) -> StreamObject:
    plain = DecodedStreamObject()
    plain.set_data(data)
    return plain.flate_encode()
