"""A small writer of PDF files for tests: text, lines and pictures where they are wanted, and nothing else."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

Number = int | float


@dataclass
class Page:
    """One page of content. Coordinates are PDF's: points from the bottom left corner."""

    width: Number = 595
    height: Number = 842
    extra: str = ""  # more entries of the page, e.g. "/Rotate 90"
    content: list[str] = field(default_factory=list)

    def text(self, x: Number, y: Number, words: str, *, size: Number = 10, font: str = "F1") -> Page:
        """Words that start at a place; `font` is F1 regular, F2 bold, F3 dingbats, F4 Hebrew."""
        return self.raw(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET")

    def line(self, x0: Number, y0: Number, x1: Number, y1: Number) -> Page:
        """A thin drawn line."""
        return self.raw(f"0.5 w {x0} {y0} m {x1} {y1} l S")

    def box(self, x: Number, y: Number, width: Number, height: Number) -> Page:
        """The outline of a rectangle."""
        return self.raw(f"0.5 w {x} {y} {width} {height} re S")

    def picture(self, x: Number, y: Number, width: Number, height: Number) -> Page:
        """A small grey picture, stretched to a rectangle."""
        return self.raw(f"q {width} 0 0 {height} {x} {y} cm /Im1 Do Q")

    def raw(self, operators: str) -> Page:
        """Any operators of a content stream."""
        self.content.append(operators)
        return self


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


FIRST_HEBREW, HEBREW = ord("a"), 0x5D0
UNICODE_OF_HEBREW = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfrange <61> <7B> <{HEBREW:04X}> <20> <20> <0020> endbfrange
endcmap end end"""
FONTS = {
    "F1": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "F2": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    "F3": "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    "F4": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode %d 0 R >>",
}


def pdf(*pages: Page, root: str = "", trailer: str = "", objects: tuple[str, ...] = ()) -> bytes:
    """A whole file. `objects` get the numbers from 10 on; `root` and `trailer` add entries there."""
    bodies = {1: f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode()}
    bodies |= {3 + index: _font(dictionary) for index, dictionary in enumerate(FONTS.values())}
    bodies[7] = _stream(UNICODE_OF_HEBREW.encode())
    bodies[8] = _stream(
        b"\x80\x90\xa0\xb0", "/Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    bodies |= {10 + index: body.encode("latin-1") for index, body in enumerate(objects)}
    first = 10 + len(objects)
    for index, page in enumerate(pages):
        bodies[first + 2 * index] = _page(page, first + 2 * index + 1)
        bodies[first + 2 * index + 1] = _stream("\n".join(page.content).encode("cp1252"))
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    bodies[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    return _file(bodies, trailer)


def _font(dictionary: str) -> bytes:
    return (dictionary % 7 if "%d" in dictionary else dictionary).encode()


def _page(page: Page, content: int) -> bytes:
    fonts = " ".join(f"/{name} {3 + index} 0 R" for index, name in enumerate(FONTS))
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {content} 0 R {page.extra}"
        f" /Resources << /Font << {fonts} >> /XObject << /Im1 8 0 R >> >> >>"
    ).encode("latin-1")


def _stream(data: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(data)
    head = f"<< {extra} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _file(bodies: dict[int, bytes], trailer: str) -> bytes:
    out, places = b"%PDF-1.7\n", {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(bodies) + 1
    rows = ["0000000000 65535 f \n"]
    rows += [f"{places[n]:010d} 00000 n \n" if n in places else "0000000000 00000 f \n" for n in range(1, size)]
    table = f"xref\n0 {size}\n{''.join(rows)}"
    end = f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (table + end).encode("latin-1")
