"""A blank form becomes a PDF to fill in.

Fields are called as `shape.py` says. Yes and no, and a short list, are one field (`consent`) with a button for each
key; above a typed signature (`signed`) stands a field for a digital one (`signed-digital`). Lists store the key.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pypdf import PdfReader, PdfWriter

from pipeline.errors import CannotDoError
from pipeline.handout.pdf.engine import LettersMissingError, fonts, typeset, without_letters
from pipeline.handout.pdf.fields import Fields, Widget
from pipeline.handout.pdf.finish import finished
from pipeline.handout.pdf.looks import Look, drawn_looks
from pipeline.handout.pdf.objects import name, put, reference
from pipeline.handout.pdf.places import Kind, one_of_buttons, places_of
from pipeline.handout.pdf.shown import shown_words
from pipeline.handout.shape import Asks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pypdf.generic import DictionaryObject

    from pipeline.handout.pdf.places import Place
    from pipeline.handout.shape import BlankForm, Filled, Part, Question

_PAGES: Final = Path(__file__).parent / "pages.typ"
_LINK: Final = "p:"  # what the links in pages.typ begin with, before the number of the place
_ONE_LINE: Final = 21.0  # points: a place that is higher has several lines


def pdf_form(form: BlankForm, filled: Filled) -> bytes:
    """The form as a PDF, with what is filled in already; the same form and values make the same bytes.

    Raises:
        CannotDoError: typst is not installed, or no font has the letters of the form's language.
    """
    places = places_of(form, filled)
    words = shown_words(places)
    try:
        pages = _pages(form, places, words)
    except LettersMissingError as missing:
        raise CannotDoError(without_letters(form.language)) from missing
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages)))
    widgets = _widgets(writer, places)
    drawings = drawn_looks(form, _looks(form, widgets, words), writer)
    fields = Fields(writer, form)
    for widget in widgets:
        fields.add(widget, drawings.get(widget.number))
    return finished(writer, form)


def _pages(form: BlankForm, places: Sequence[Place], words: Mapping[int, str]) -> bytes:
    """The pages, with places as large as their words need; words that typst stumbles over count for nothing."""
    try:
        return typeset(_PAGES, _page_data(form, places, words), standard="ua-1", tagged=True)
    except CannotDoError:
        if not words:
            raise
        return typeset(_PAGES, _page_data(form, places, {}), standard="ua-1", tagged=True)


def _page_data(form: BlankForm, places: Sequence[Place], words: Mapping[int, str]) -> dict[str, Any]:
    """The form as pages.typ wants it: each question with the numbers of its places and what stands there."""
    numbers: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        numbers.setdefault(place.question.key, []).append(index)
    shown = {place.question.key: words.get(index, "") for index, place in enumerate(places) if place.kind is Kind.WRITE}

    def asked(question: Question) -> dict[str, Any]:
        return {
            "label": question.label, "hint": question.hint, "required": question.required,
            "asks": "one_of" if one_of_buttons(question) else question.asks,
            "options": [place.option.label for place in places if place.question is question and place.option],
            "places": numbers.get(question.key, []),
            "shown": shown.get(question.key, ""),
        }  # fmt: skip

    def part(each: Part) -> dict[str, Any]:
        return {"title": each.title, "note": each.note, "questions": [asked(question) for question in each.questions]}

    return {
        "title": form.title, "intro": form.intro, "parts": [part(each) for each in form.parts],
        "closing": form.closing, "edition_line": form.edition_line, "language": form.language,
        "right_to_left": form.right_to_left, "fonts": fonts(form.language),
    }  # fmt: skip


def _widgets(writer: PdfWriter, places: Sequence[Place]) -> list[Widget]:
    """The places on the pages: the links that pages.typ left there, which are made widgets."""
    found: list[Widget] = []
    roles = _roles(writer)
    for page in writer.pages:
        put(page, {"Tabs": name("S")})  # from field to field in the order of reading
        for each in page.get("/Annots", ()):
            node = each.get_object()
            number = int(node["/A"]["/URI"].removeprefix(_LINK))
            place = places[number]
            x0, y0, x1, y1 = map(float, node["/Rect"])
            size = (x1 - x0, y1 - y0)
            lines = place.question.asks is Asks.LINES or (place.kind is Kind.WRITE and size[1] > _ONE_LINE)
            for key in ("/A", "/Border", "/Contents"):
                node.pop(key, None)
            put(node, {"P": reference(page)})
            put(roles[int(node["/StructParent"])], {"S": name("Form")})
            found.append(Widget(number, place, node, size, lines))
    return found


def _roles(writer: PdfWriter) -> dict[int, DictionaryObject]:
    """What screen readers are told that each annotation is, by its number (14.7.4.4)."""
    tree: Any = writer.root_object["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    return {int(key): each.get_object() for key, each in zip(numbers[::2], numbers[1::2], strict=True)}


def _looks(form: BlankForm, widgets: Sequence[Widget], words: Mapping[int, str]) -> dict[int, Look]:
    """What the fields show that show words, by their number."""
    found: dict[int, Look] = {}
    for widget in widgets:
        empty = widget.place.kind is Kind.CHOOSE and not widget.place.value
        if shown := form.choose if empty else words.get(widget.number, ""):
            found[widget.number] = Look(shown, *widget.size, lines=widget.lines, quiet=empty)
    return found
