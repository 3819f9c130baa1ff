"""Fillable PDFs (AcroForm, ISO 32000-1, 12.7) written with pypdf, and PDFs that cannot be read."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from tests.samples.form import Ask, Form, Heading, Item, Note, Sign, Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, MIDDLE, RIGHT, TOP, BOTTOM = 595, 842, 50, 235, 545, 800, 50
Rect = tuple[float, float, float, float]


def _name(text: str) -> NameObject:
    return NameObject("/" + text)


def _dict(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({_name(key): value for key, value in entries.items()})


def _rect(rect: Rect) -> ArrayObject:
    return ArrayObject([FloatObject(round(each, 2)) for each in rect])


def _shown(text: str) -> str:
    """Text as a hexadecimal string in WinAnsi, the encoding of the standard fonts."""
    return "<" + text.encode("cp1252", "replace").hex() + ">"


@dataclass
class _Sheet:
    """The pages while they are written from top to bottom."""

    writer: PdfWriter
    fonts: DictionaryObject
    drawn: list[str] = field(default_factory=list)
    widgets: list[IndirectObject] = field(default_factory=list)
    y: float = TOP

    def text(self, x: float, y: float, text: str, size: float = 9.5, font: str = "F1") -> None:
        """Print one line."""
        self.drawn.append(f"BT /{font} {size} Tf {x:.1f} {y:.1f} Td {_shown(text)} Tj ET")

    def frame(self, rect: Rect) -> None:
        """Print a thin frame, as for a form that is also filled by hand."""
        x, y, right, top = rect
        self.drawn.append(f"q 0.5 w 0.6 G {x:.1f} {y:.1f} {right - x:.1f} {top - y:.1f} re S Q")

    def room(self, height: float) -> None:
        """Begin a new page where the rest is too low."""
        if self.y - height < BOTTOM:
            self.close()

    def close(self) -> None:
        """Finish the page."""
        if not self.drawn:
            return
        page = self.writer.add_blank_page(WIDTH, HEIGHT)
        stream = DecodedStreamObject()
        stream.set_data("\n".join(self.drawn).encode("ascii"))
        page[_name("Contents")] = self.writer._add_object(stream)  # noqa: SLF001 - pypdf has no other door
        page[_name("Resources")] = _dict(Font=self.fonts)
        page[_name("Annots")] = ArrayObject(self.widgets)
        for widget in self.widgets:
            made = widget.get_object()
            assert isinstance(made, DictionaryObject)
            made[_name("P")] = page.indirect_reference or page
        self.drawn, self.widgets, self.y = [], [], TOP


@dataclass
class FormWriter:
    """Writes one form. `names`: fields carry their own names, else "Text1"...; `drawn`: with appearances."""

    names: bool = True
    drawn: bool = True
    signature_field: bool = False
    count: int = 0
    roots: dict[str, DictionaryObject] = field(default_factory=dict)

    def write(self, form: Form) -> bytes:
        """The form as a PDF."""
        self.writer = PdfWriter()
        fonts = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}
        made = {key: _font(base) for key, base in fonts.items()}
        self.fields = ArrayObject()
        self.sheet = _Sheet(self.writer, _dict(**made))
        self._head(form)
        for item in form.items:
            self._item(item)
        self.sheet.close()
        entries: dict[str, PdfObject] = {
            "Fields": self.fields,
            "DR": _dict(Font=_dict(Helv=_font("Helvetica"), ZaDb=_font("ZapfDingbats"))),
            "DA": TextStringObject("/Helv 0 Tf 0 g"),
        }
        if not self.drawn:
            entries["NeedAppearances"] = BooleanObject(True)  # noqa: FBT003 - the type takes it so
        self.writer.root_object[_name("AcroForm")] = self.writer._add_object(_dict(**entries))  # noqa: SLF001
        self.writer.add_metadata({"/Producer": "Forms"})
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()

    def _head(self, form: Form) -> None:
        for line in textwrap.wrap(form.title, 60):
            self.sheet.text(LEFT, self.sheet.y, line, 14, "F2")
            self.sheet.y -= 18
        for line in textwrap.wrap(form.intro, 105):
            self.sheet.text(LEFT, self.sheet.y, line, 8.5, "F3")
            self.sheet.y -= 11
        self.sheet.y -= 8

    def _item(self, item: Item) -> None:
        if isinstance(item, Heading | Note):
            size, font, width = (11.5, "F2", 80) if isinstance(item, Heading) else (8.5, "F3", 110)
            self.sheet.room(60)
            self.sheet.y -= 6
            for line in textwrap.wrap(item.text, width):
                self.sheet.text(LEFT, self.sheet.y, line, size, font)
                self.sheet.y -= size + 5
        elif isinstance(item, Ask):
            self._long(item) if item.long else self._line(item)
        elif isinstance(item, Ticks):
            self._ticks(item)
        else:
            self._sign(item)

    def _label(self, label: str, width: int) -> int:
        lines = textwrap.wrap(label, width)
        for row, line in enumerate(lines):
            self.sheet.text(LEFT, self.sheet.y - 11 * row, line)
        return len(lines)

    def _line(self, item: Ask) -> None:
        self.sheet.room(40)
        lines = self._label(item.label + (f" ({item.hint})" if item.hint else ""), 38)
        tall = 16 * (item.typed.count("\n") + 1)
        self._text_field(item, (MIDDLE, self.sheet.y + 12 - tall, RIGHT, self.sheet.y + 12))
        self.sheet.y -= max(11 * lines + 8, tall + 6)

    def _long(self, item: Ask) -> None:
        rows = sum(len(textwrap.wrap(line, 95)) or 1 for line in item.typed.split("\n")) + 1
        self.sheet.room(12 * rows + 40)
        lines = self._label(item.label, 100)
        top = self.sheet.y - 11 * lines + 5
        self._text_field(item, (LEFT, top - 12 * rows - 8, RIGHT, top))
        self.sheet.y = top - 12 * rows - 26

    def _text_field(self, item: Ask, rect: Rect) -> None:
        entries: dict[str, PdfObject] = {"FT": _name("Tx"), "DA": TextStringObject("/Helv 9.5 Tf 0 g")}
        if item.options:
            listed = ArrayObject(
                ArrayObject([TextStringObject(str(n)), TextStringObject(o)]) for n, o in enumerate(item.options)
            )
            entries |= {"FT": _name("Ch"), "Ff": NumberObject(0 if item.long else 1 << 17), "Opt": listed}
            if item.typed:
                entries["V"] = TextStringObject(str(item.options.index(item.typed)))
        elif item.typed:
            entries["V"] = TextStringObject(item.typed.replace("\n", "\r"))
        if not item.options and ("\n" in item.typed or item.long):
            entries["Ff"] = NumberObject(1 << 12)
        if item.tip:
            entries["TU"] = TextStringObject(item.tip)
        if self.drawn:
            entries["AP"] = _dict(N=self._appearance(item.typed, rect))
        self._add(item.name, _dict(**entries), rect)

    def _appearance(self, text: str, rect: Rect) -> IndirectObject:
        """What a viewer paints inside the field."""
        wide, tall = rect[2] - rect[0], rect[3] - rect[1]
        lines = [part for line in text.split("\n") for part in textwrap.wrap(line, int(wide / 4.7)) or [""]]
        painted = [
            f"0.6 G 0.5 w 0.25 0.25 {wide - 0.5:.1f} {tall - 0.5:.1f} re S BT /Helv 9.5 Tf 2 {tall - 11:.1f} Td 12 TL"
        ]
        painted += [f"{_shown(line)} Tj T*" for line in lines]
        return self._stream("/Tx BMC q\n" + "\n".join([*painted, "ET"]) + "\nQ EMC", wide, tall)

    def _stream(self, content: str, wide: float, tall: float) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(content.encode("ascii"))
        font = _dict(Helv=_font("Helvetica"), ZaDb=_font("ZapfDingbats"))
        stream.update(_dict(Type=_name("XObject"), Subtype=_name("Form"), BBox=_rect((0, 0, wide, tall))))
        stream.update(_dict(Resources=_dict(Font=font)))
        return self.writer._add_object(stream)  # noqa: SLF001 - pypdf has no other door

    def _ticks(self, item: Ticks) -> None:
        self.sheet.room(14 * len(item.options) + 10)
        self._label(item.label, 38)
        states = [f"opt{number}" for number in range(len(item.options))]
        on = [state for state, option in zip(states, item.options, strict=True) if option in item.ticked]
        parent = _dict(FT=_name("Btn"), Ff=NumberObject(3 << 14), V=_name(on[0] if on else "Off"))
        kids = ArrayObject()
        for state, option in zip(states, item.options, strict=True):
            rect = (MIDDLE, self.sheet.y - 1, MIDDLE + 10, self.sheet.y + 9)
            widget = self._button(state if item.one else "Yes", rect, on=state in on)
            if item.one:
                kids.append(self._place(widget))
            else:
                widget.update(_dict(FT=_name("Btn"), V=widget[_name("AS")]))
                self._add(f"{item.name}.{state}" if item.name else "", widget, rect)
            self.sheet.text(MIDDLE + 16, self.sheet.y, option)
            self.sheet.y -= 14
        if item.one:
            self._radio(item, parent, kids)
        self.sheet.y -= 4

    def _radio(self, item: Ticks, parent: DictionaryObject, kids: ArrayObject) -> None:
        self.count += 1
        parent.update(_dict(Kids=kids))
        reference = self.writer._add_object(parent)  # noqa: SLF001 - pypdf has no other door
        for kid in kids:
            made = kid.get_object()
            assert isinstance(made, DictionaryObject)
            made[_name("Parent")] = reference
        self._hang(item.name, f"Group{self.count}", reference, parent)

    def _button(self, state: str, rect: Rect, *, on: bool) -> DictionaryObject:
        border, size = "0.5 w 0.5 0.5 9 9 re S", 10
        cross = f"{border} 1.2 w 2 2 m 8 8 l S 2 8 m 8 2 l S"
        looks = _dict(**{state: self._stream(cross, size, size), "Off": self._stream(border, size, size)})
        shown = _name(state if on else "Off")
        widget = _dict(Type=_name("Annot"), Subtype=_name("Widget"), Rect=_rect(rect), AS=shown, AP=_dict(N=looks))
        border_colour = ArrayObject([FloatObject(0.3)] * 3)
        if not self.drawn:
            self.sheet.frame(rect)
        widget.update(_dict(DA=TextStringObject("/ZaDb 8 Tf 0 g")))
        widget.update(_dict(F=NumberObject(4), MK=_dict(BC=border_colour, CA=TextStringObject("8"))))
        return widget

    def _sign(self, item: Sign) -> None:
        self.sheet.room(70)
        if self.signature_field:
            self._label(item.label, 38)
            rect = (MIDDLE, self.sheet.y - 40, RIGHT, self.sheet.y + 10)
            self._add("signature", _dict(FT=_name("Sig"), TU=TextStringObject(item.label)), rect)
            self.sheet.y -= 60
            return
        self._line(Ask(item.label, item.mark, {}, name="signature"))

    def _place(self, widget: DictionaryObject) -> IndirectObject:
        reference = self.writer._add_object(widget)  # noqa: SLF001 - pypdf has no other door
        self.sheet.widgets.append(reference)
        return reference

    def _add(self, name: str, widget: DictionaryObject, rect: Rect) -> None:
        """Put the field on the page and into the tree."""
        self.count += 1
        widget.update(_dict(Type=_name("Annot"), Subtype=_name("Widget"), Rect=_rect(rect), F=NumberObject(4)))
        widget.setdefault(_name("MK"), _dict(BC=ArrayObject([FloatObject(0.5)] * 3)))
        if not self.drawn and "/AS" not in widget:
            self.sheet.frame(rect)
        self._hang(name, f"Text{self.count}", self._place(widget), widget)

    def _hang(self, name: str, plain: str, reference: IndirectObject, made: DictionaryObject) -> None:
        """Hang the field into the tree; a dotted name makes a parent, `plain` serves where names are not used."""
        *above, own = name.split(".") if self.names and name else [plain]
        made.update(_dict(T=TextStringObject(own)))
        if not above:
            self.fields.append(reference)
            return
        parent = self._parent(above[0])
        made[_name("Parent")] = parent.indirect_reference or parent
        kids = parent[_name("Kids")]
        assert isinstance(kids, ArrayObject)
        kids.append(reference)

    def _parent(self, name: str) -> DictionaryObject:
        if name not in self.roots:
            self.roots[name] = _dict(T=TextStringObject(name), Kids=ArrayObject())
            self.fields.append(self.writer._add_object(self.roots[name]))  # noqa: SLF001 - pypdf has no other door
        return self.roots[name]


def _font(base: str) -> DictionaryObject:
    font = _dict(Type=_name("Font"), Subtype=_name("Type1"), BaseFont=_name(base))
    if base != "ZapfDingbats":
        font[_name("Encoding")] = _name("WinAnsiEncoding")
    return font


def locked(pdf: bytes, password: str) -> bytes:
    """The PDF behind a password (RC4, which needs no chance and so gives the same bytes each time)."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    same = ByteStringObject(b"adhesion-samples")
    writer._ID = ArrayObject((same, same))  # noqa: SLF001 - else pypdf draws one by lot
    writer.encrypt(password, algorithm="RC4-128")
    writer._ID = ArrayObject((same, same))  # noqa: SLF001 - and once more for the trailer
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _frame(jpeg: bytes) -> int:
    """Where the frame header stands: it holds height, width and number of colours (ITU-T T.81, B.2.2)."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return at


def picture_pdf(pages: Sequence[bytes]) -> bytes:
    """A PDF whose pages are nothing but JPEG pictures, as scanners write it."""
    writer = PdfWriter()
    for picture in pages:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        image = DecodedStreamObject()
        image.set_data(picture)
        kind = _dict(
            Type=_name("XObject"),
            Subtype=_name("Image"),
            ColorSpace=_name("DeviceGray" if picture[_frame(picture) + 9] == 1 else "DeviceRGB"),
        )
        image.update(kind)
        high, wide = (int.from_bytes(picture[_frame(picture) + n :][:2]) for n in (5, 7))
        image.update(_dict(Width=NumberObject(wide), Height=NumberObject(high)))
        image.update(_dict(BitsPerComponent=NumberObject(8), Filter=_name("DCTDecode")))
        paint = DecodedStreamObject()
        paint.set_data(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q".encode("ascii"))
        page[_name("Resources")] = _dict(XObject=_dict(Im1=writer._add_object(image)))  # noqa: SLF001 - no other door
        page[_name("Contents")] = writer._add_object(paint)  # noqa: SLF001 - pypdf has no other door
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
