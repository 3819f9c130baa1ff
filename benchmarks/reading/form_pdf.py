"""Fillable PDFs: the links that a printer left at the places for answers become form fields, filled in by pypdf."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from benchmarks.reading.nodes import Fill, Frame, Para, Tick

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import IndirectObject, PdfObject

    from benchmarks.reading.chance import Chance
    from benchmarks.reading.nodes import Atom, Block, Page

_ADDRESS: Final = "https://field.example/"
_MULTILINE, _RADIO = 1 << 12, 1 << 15  # field flags, ISO 32000-1 tables 226 and 228
_PRINTED: Final = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form was made: what its fields are called, whether they explain themselves, whether values are drawn."""

    names: str  # numbered, labelled or plain
    explained: bool
    drawn: bool
    radio: bool


def with_own_names(page: Page) -> Page:
    """The page with a name of its own for each place, so that links can be told apart."""
    count = [0]

    def renamed(atom: Atom) -> Atom:
        if not isinstance(atom, (Fill, Tick)):
            return atom
        count[0] += 1
        return replace(atom, name=f"p{count[0]}")

    return replace(page, blocks=tuple(_mapped(block, renamed) for block in page.blocks))


def fillable(pdf: bytes, page: Page, chance: Chance) -> bytes:
    """The PDF with form fields in place of links, filled in as the page says."""
    manner = Manner(
        chance.one(("numbered", "numbered", "labelled", "plain")), chance.yes(0.4),
        page.language not in {"ko", "ar"} and chance.yes(0.75), chance.yes(0.5),
    )  # fmt: skip
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    places = {atom.name: atom for atom in _atoms(page) if isinstance(atom, (Fill, Tick))}
    maker = _Maker(writer, places, manner)
    for sheet in writer.pages:
        maker.change(sheet)
    maker.finish()
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


class _Maker:
    def __init__(self, writer: PdfWriter, places: dict[str, Fill | Tick], manner: Manner) -> None:
        self.writer, self.places, self.manner = writer, places, manner
        self.fields = ArrayObject()
        self.groups: dict[str, DictionaryObject] = {}
        self.count = 0
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
        helvetica = writer._add_object(_dictionary({key: NameObject(each) for key, each in font.items()}))  # noqa: SLF001 - pypdf has no other way
        resources = _dictionary({"/Font": _dictionary({"/Helv": helvetica})})
        form = {"/Fields": self.fields, "/DR": resources, "/DA": TextStringObject("/Helv 0 Tf 0 g")}
        if not manner.drawn:
            form["/NeedAppearances"] = BooleanObject(value=True)
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(_dictionary(form))  # noqa: SLF001 - the same

    def change(self, sheet: PageObject) -> None:
        """Put a widget where each link lies."""
        kept, texts = ArrayObject(), dict[str, str]()
        for name, link in _links(sheet).items():
            place = self.places[name]
            widget = _dictionary({
                "/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/Rect": link["/Rect"],
                "/F": NumberObject(_PRINTED),
            })  # fmt: skip
            if isinstance(place, Fill):
                texts[self.text(widget, place)] = place.text
                kept.append(self._own(widget))
            else:
                kept.append(self.box(widget, place))
        sheet[NameObject("/Annots")] = kept
        if self.manner.drawn and texts:
            self.writer.update_page_form_field_values(sheet, texts, auto_regenerate=False)

    def text(self, widget: DictionaryObject, place: Fill) -> str:
        """Make the widget a text field and give its name."""
        name = self.name(place.hint)
        _set(widget, {"/FT": NameObject("/Tx"), "/T": TextStringObject(name), "/V": TextStringObject(place.text),
                      "/DA": TextStringObject("/Helv 10 Tf 0 g")})  # fmt: skip
        if place.lines > 1:
            _set(widget, {"/Ff": NumberObject(_MULTILINE)})
        self.explain(widget, place.hint)
        return name

    def box(self, widget: DictionaryObject, place: Tick) -> IndirectObject:
        """Make the widget a check box, or one button of a radio group."""
        grouped = self.manner.radio and place.group not in {"themes", "consent"}
        on = f"/{self.count}" if grouped else "/Yes"
        drawings = _dictionary({on: self._drawing("0.8 w 1 1 m 8 8 l 8 1 m 1 8 l S"), "/Off": self._drawing("")})
        state = NameObject(on if place.checked else "/Off")
        _set(widget, {"/AP": _dictionary({"/N": drawings}), "/AS": state})
        if not grouped:
            name = TextStringObject(self.name(place.hint))
            _set(widget, {"/FT": NameObject("/Btn"), "/T": name, "/V": state})
            self.explain(widget, place.hint)
            return self._own(widget)
        self.count += 1
        parent = self.groups.get(place.group) or self._group(place.group)
        if place.checked:
            _set(parent, {"/V": state})
        _set(widget, {"/Parent": parent.indirect_reference or parent})
        made = self.writer._add_object(widget)  # noqa: SLF001 - pypdf has no other way
        kids = parent["/Kids"]
        assert isinstance(kids, ArrayObject)  # noqa: S101 - as made below
        kids.append(made)
        return made

    def _group(self, group: str) -> DictionaryObject:
        made = _dictionary({"/FT": NameObject("/Btn"), "/T": TextStringObject(self.name(group)), "/Kids": ArrayObject(),
                            "/Ff": NumberObject(_RADIO), "/V": NameObject("/Off")})  # fmt: skip
        self.fields.append(self.writer._add_object(made))  # noqa: SLF001 - the same
        self.groups[group] = made
        return made

    def name(self, hint: str) -> str:
        """The next field's full name; dots would nest it."""
        self.count += 1
        if self.manner.names == "numbered":
            return f"Text{self.count}"
        if self.manner.names == "plain":
            return f"untitled{self.count}"
        return f"{hint[:40].replace('.', ' ')} {self.count}"

    def explain(self, widget: DictionaryObject, hint: str) -> None:
        """A tooltip, in some forms."""
        if self.manner.explained and hint:
            _set(widget, {"/TU": TextStringObject(hint)})

    def finish(self) -> None:
        """Nothing is left to do but to keep pypdf from asking a viewer to draw what is drawn."""
        if self.manner.drawn:
            self.writer.set_need_appearances_writer(state=False)

    def _own(self, widget: DictionaryObject) -> IndirectObject:
        made = self.writer._add_object(widget)  # noqa: SLF001 - the same
        self.fields.append(made)
        return made

    def _drawing(self, code: str) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(code.encode())
        corners = ArrayObject([FloatObject(each) for each in (0, 0, 9, 9)])
        _set(stream, {"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"), "/BBox": corners})
        return self.writer._add_object(stream)  # noqa: SLF001 - the same


def _links(sheet: PageObject) -> dict[str, DictionaryObject]:
    """The links of a page by the place they name; a browser may leave two at one place, of which the larger counts."""
    found: dict[str, DictionaryObject] = {}
    for each in sheet.get("/Annots", ArrayObject()).get_object():
        link = each.get_object()
        address = str(link.get("/A", {}).get("/URI", ""))
        name = address.removeprefix(_ADDRESS)
        if name != address and (name not in found or _area(link) > _area(found[name])):
            found[name] = link
    return found


def _area(link: DictionaryObject) -> float:
    left, bottom, right, top = (float(each) for each in link["/Rect"])  # type: ignore[attr-defined]
    return abs((right - left) * (top - bottom))


def _dictionary(entries: dict[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): each for key, each in entries.items()})


def _set(target: DictionaryObject, entries: dict[str, PdfObject]) -> None:
    target.update({NameObject(key): each for key, each in entries.items()})


def _mapped(block: Block, change: Change) -> Block:
    def of_para(para: Para) -> Para:
        return replace(para, atoms=tuple(change(each) for each in para.atoms))

    if isinstance(block, Para):
        return of_para(block)
    if isinstance(block, Frame):
        return replace(block, paras=tuple(of_para(each) for each in block.paras))
    rows = tuple(
        tuple(replace(cell, paras=tuple(of_para(each) for each in cell.paras)) for cell in row) for row in block.rows
    )
    return replace(block, rows=rows)


def _atoms(page: Page) -> list[Atom]:
    found: list[Atom] = []

    def kept(atom: Atom) -> Atom:
        found.append(atom)
        return atom

    for block in page.blocks:
        _mapped(block, kept)
    return found


if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[Atom], Atom]
