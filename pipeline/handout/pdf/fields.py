"""The fields of a PDF form (AcroForm, ISO 32000-1, 12.7), one for each place; their widgets lie there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pypdf.generic import ArrayObject, DictionaryObject

from pipeline.handout.pdf.objects import added, array, dictionary, drawing, name, number, put, reference, text
from pipeline.handout.pdf.places import Kind, Place, one_of_buttons
from pipeline.handout.shape import Asks

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject, PdfObject

    from pipeline.handout.shape import BlankForm, Option

REQUIRED, LINES, RADIO, COMBO = 1 << 1, 1 << 12, 1 << 15, 1 << 17  # /Ff: tables 221, 228, 226, 230
_PRINTED: Final = 1 << 2  # /F, table 165
_TYPED: Final = "/Helv 0 Tf 0 g"  # 0: as large as fits
_CHOSEN: Final = "/Helv 10 Tf 0 g"
_TICK: Final = "0.122 0.306 0.475 RG {0:.2f} w 1 J 1 j {1:.2f} {2:.2f} m {3:.2f} {4:.2f} l {5:.2f} {6:.2f} l S"
_STROKES: Final = (0.15, 0.22, 0.5, 0.42, 0.28, 0.8, 0.78)  # width, then three points, in parts of the box


@dataclass(frozen=True, slots=True)
class Widget:
    """A place on a page: the annotation that stands there, its size in points, and whether it has several lines."""

    number: int  # of the place
    place: Place
    node: DictionaryObject
    size: tuple[float, float]
    lines: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """The field of a question that has boxes, and what hangs below it."""

    node: DictionaryObject
    kids: ArrayObject


class Fields:
    """The form of a PDF that is being written."""

    def __init__(self, writer: PdfWriter, form: BlankForm) -> None:
        self._writer, self._form = writer, form
        self._roots, self._groups = array(), dict[str, _Group]()
        fonts = {"Helv": _font("Helvetica", "WinAnsiEncoding"), "ZaDb": _font("ZapfDingbats")}
        self._resources = dictionary({"Font": dictionary({key: added(writer, each) for key, each in fonts.items()})})
        put(writer.root_object, {"AcroForm": added(writer, dictionary({
            "Fields": self._roots, "DR": self._resources, "DA": text(_TYPED),
        }))})  # fmt: skip

    def add(self, widget: Widget, look: IndirectObject | None) -> None:
        """Make the field of a widget; `look` is the drawing of its value."""
        place, node = widget.place, widget.node
        put(node, {"Subtype": name("Widget"), "F": number(_PRINTED), "TU": text(place.said)})
        if place.kind is Kind.WRITE:
            self._write(widget)
        elif place.kind is Kind.CHOOSE:
            put(node, self._list(place))
        elif place.option:
            self._tick(widget, place.option)
        else:
            put(node, {"FT": name("Sig")})
        if place.kind in {Kind.WRITE, Kind.CHOOSE}:
            self._look(widget, look)
        self._hang(place, node)

    def _write(self, widget: Widget) -> None:
        flags = (REQUIRED if widget.place.question.required else 0) | (LINES if widget.lines else 0)
        put(widget.node, {"FT": name("Tx"), "Ff": number(flags), **self._typing(_TYPED)})
        if widget.place.value:
            put(widget.node, {"V": text(widget.place.value)})

    def _typing(self, letters: str) -> dict[str, PdfObject]:
        return {"DA": text(letters), **({"Q": number(2)} if self._form.right_to_left else {})}

    def _list(self, place: Place) -> dict[str, PdfObject]:
        """The first entry takes an answer back."""
        entries = (("", self._form.choose), *((each.key, each.label) for each in place.question.options))
        return {
            "FT": name("Ch"),
            "Ff": number(COMBO | (REQUIRED if place.question.required else 0)),
            "Opt": array(*(array(text(key), text(label)) for key, label in entries)),
            "V": text(place.value),
            **self._typing(_CHOSEN),
        }

    def _tick(self, widget: Widget, option: Option) -> None:
        state = name(option.key if widget.place.value else "Off")
        on, off = (self._drawn(content, widget) for content in (_tick_mark(*widget.size), b""))
        put(widget.node, {
            "AS": state,
            "AP": dictionary({"N": dictionary({option.key: on, "Off": off})}),
            "MK": dictionary({"CA": text("4")}),  # a tick in ZapfDingbats, should a viewer draw it anew
            "DA": text("/ZaDb 0 Tf 0 g"),
        })  # fmt: skip
        if widget.place.question.asks is Asks.BOXES:
            put(widget.node, {"FT": name("Btn"), "V": state})

    def _look(self, widget: Widget, look: IndirectObject | None) -> None:
        """An empty field shows nothing; one that has a value and no drawing is drawn by the viewer."""
        if look is None and not widget.place.value:
            look = self._drawn(b"/Tx BMC EMC", widget)
        if look is not None:
            put(widget.node, {"AP": dictionary({"N": look})})

    def _drawn(self, content: bytes, widget: Widget) -> IndirectObject:
        return drawing(self._writer, content, widget.size, dictionary({}))

    def _hang(self, place: Place, node: DictionaryObject) -> None:
        """Put the field in its place in the tree; boxes hang below their question."""
        if place.option is None:
            put(node, {"T": text(place.name)})
            self._roots.append(reference(node))
            return
        group = self._groups.get(place.question.key) or self._group(place)
        put(node, {"Parent": reference(group.node)})
        if place.question.asks is Asks.BOXES:
            put(node, {"T": text(place.option.key)})
        elif place.value:
            put(group.node, {"V": name(place.value)})
        group.kids.append(reference(node))

    def _group(self, place: Place) -> _Group:
        question, kids = place.question, array()
        node = dictionary({"T": text(question.key), "TU": text(question.label), "Kids": kids})
        if one_of_buttons(question):
            flags = RADIO | (REQUIRED if question.required else 0)
            put(node, {"FT": name("Btn"), "Ff": number(flags)})
        self._groups[question.key] = _Group(node, kids)
        self._roots.append(added(self._writer, node))
        return self._groups[question.key]


def _font(base: str, encoding: str = "") -> DictionaryObject:
    """One of the fonts that every viewer has (9.6.2.2); what it lacks, viewers take from others."""
    made = dictionary({"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name(base)})
    if encoding:
        put(made, {"Encoding": name(encoding)})
    return made


def _tick_mark(width: float, height: float) -> bytes:
    """A tick as large as its box."""
    sizes = (width, width, height, width, height, width, height)
    return _TICK.format(*(part * size for part, size in zip(_STROKES, sizes, strict=True))).encode("ascii")
