"""Every form field of a PDF (AcroForm, ISO 32000-1, 12.7): its value, its places, the ticks of its buttons.

The tree of fields is walked here and not by `PdfReader.get_fields`, which loses values that are inherited, buttons
whose kids have names of their own and widgets that stand on pages only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import StreamObject

from pipeline.documents.pdf.objects import (
    DEPTH,
    Key,
    array,
    dictionaries,
    dictionary,
    entry,
    frame_of,
    key_of,
    numbers,
    whole,
    words,
)
from pipeline.documents.printed.frame import NOWHERE
from pipeline.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf.generic import DictionaryObject


MOST_FIELDS = 20_000
MOST_PAGES = 200
RADIO, PUSH = 1 << 15, 1 << 16  # /Ff of buttons
UNSEEN = (1 << 1) | (1 << 5)  # /F of annotations: hidden, no view
OFF = "/Off"

FieldText = str | tuple[str, ...] | None
"""A value as the file holds it: text, several choices, or none at all. Names of buttons keep their slash."""


class Kind(Enum):
    """The kinds of fields that the standard knows, and one for what it does not."""

    TEXT = auto()
    TICK = auto()
    RADIO = auto()
    PUSH = auto()
    CHOICE = auto()
    SIGNATURE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Widget:
    """One place where a field shows. `page` from 1; `on` and `state` of buttons, without slash, "" where not given."""

    page: int = 1
    box: Box = NOWHERE
    on: str = ""
    state: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class FormField:
    """A field with all its places. `options` are pairs of what is stored and what a person sees."""

    name: str
    kind: Kind
    value: FieldText
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    widgets: tuple[Widget, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What a node of the tree hands down to its kids."""

    name: str = ""
    type: str = ""
    flags: int = 0
    value: FieldText = None
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def and_(self, node: DictionaryObject) -> _Above:
        """The same with what `node` says itself."""
        own = words(node.get("/T")) if "/T" in node else ""
        return _Above(
            f"{self.name}.{own}" if self.name and own else own or self.name,
            words(entry(node, "/FT")) or self.type,
            whole(entry(node, "/Ff")) if "/Ff" in node else self.flags,
            _value(node) if "/V" in node else self.value,
            words(entry(node, "/TU")) or self.hint,
            _options(node) if "/Opt" in node else self.options,
        )


def field_values(data: bytes) -> dict[str, FieldText]:
    """Every field's full name and its value as it is stored; of fields with the same name the last one.

    Raises:
        Exception: whatever pypdf raises for a file that it cannot open.
    """
    return {field.name: field.value for field in form_fields(PdfReader(BytesIO(data)))}


def form_fields(reader: PdfReader) -> list[FormField]:
    """The fields of the form in the order of its tree, then those that stand on pages only.

    Raises:
        Exception: whatever pypdf raises where the page tree cannot be walked.
    """
    places = _places(reader)
    seen: set[Key] = set()
    form = dictionary(entry(reader.root_object, "/AcroForm"))
    roots = dictionaries(entry(form, "/Fields")) if form is not None else []
    found = list(_walk(roots, places, seen))
    found += _walk([node for node, _ in places.values() if key_of(node) not in seen], places, seen)
    return _joined(found)


_Places = dict["Key", tuple["DictionaryObject", "Widget"]]


def _places(reader: PdfReader) -> _Places:
    """Every widget that stands on a page, by its key, in the order of the pages."""
    found: _Places = {}
    for number, page in enumerate(reader.pages[:MOST_PAGES], start=1):
        frame = frame_of(page)
        for node in dictionaries(entry(page, "/Annots")):
            if words(entry(node, "/Subtype")) != "/Widget" or len(found) >= MOST_FIELDS:
                continue
            corners = numbers(entry(node, "/Rect"))
            box = frame.box(*corners) if corners else NOWHERE
            found.setdefault(key_of(node), (node, replace(_widget(node), page=number, box=box)))
    return found


def _walk(roots: list[DictionaryObject], places: _Places, seen: set[Key]) -> Iterator[FormField]:
    """All fields below `roots`. Nodes that come twice (circles among them) count once."""
    stack = [(root, _above(root), 0) for root in reversed(roots)]
    while stack and len(seen) < MOST_FIELDS:
        node, above, depth = stack.pop()
        if key_of(node) in seen or depth > DEPTH:
            continue
        seen.add(key_of(node))
        here = above.and_(node)
        kids = [kid for kid in dictionaries(entry(node, "/Kids")) if key_of(kid) not in seen]
        fields = [kid for kid in kids if "/T" in kid or "/Kids" in kid]
        stack += [(kid, here, depth + 1) for kid in reversed(fields)]
        plain = [kid for kid in kids if "/T" not in kid and "/Kids" not in kid]
        if plain or not fields:
            seen.update(key_of(kid) for kid in plain)
            yield _field(here, plain or [node], places)


def _above(root: DictionaryObject) -> _Above:
    """What the parents of a node hand down to it; a root may be a stray kid of a field."""
    chain: list[DictionaryObject] = []
    parent = dictionary(entry(root, "/Parent"))
    while parent is not None and len(chain) < DEPTH:
        chain.append(parent)
        parent = dictionary(entry(parent, "/Parent"))
    above = _Above()
    for node in reversed(chain):
        above = above.and_(node)
    return above


def _field(here: _Above, nodes: list[DictionaryObject], places: _Places) -> FormField:
    hint = here.hint or next((tip for node in nodes if (tip := words(entry(node, "/TU")))), "")
    widgets = tuple(
        places[key_of(node)][1] if key_of(node) in places else _widget(node)
        for node in nodes
        if key_of(node) in places or "/Rect" in node
    )
    return FormField(here.name, _kind(here), here.value, hint, here.options, widgets)


def _kind(here: _Above) -> Kind:
    if here.type == "/Btn":
        if here.flags & PUSH:
            return Kind.PUSH
        return Kind.RADIO if here.flags & RADIO else Kind.TICK
    return {"/Tx": Kind.TEXT, "/Ch": Kind.CHOICE, "/Sig": Kind.SIGNATURE}.get(here.type, Kind.UNKNOWN)


def _joined(fields: list[FormField]) -> list[FormField]:
    """Fields that are one (same name, kind and value), their places put together; named ones come first."""
    found: dict[tuple[str, Kind, FieldText], FormField] = {}
    for field in fields:
        key = (field.name, field.kind, field.value)
        known = found.get(key)
        found[key] = replace(known, widgets=known.widgets + field.widgets) if known else field
    return list(found.values())


def _widget(node: DictionaryObject) -> Widget:
    """What a widget says of itself; its page and place are known only by the page that shows it."""
    looks = dictionary(entry(node, "/AP"))
    states: list[str] = []
    for look in ("/N", "/D"):
        by_state = dictionary(entry(looks, look)) if looks is not None else None
        if by_state is not None and not isinstance(by_state, StreamObject):
            states += [state for state in by_state if state != OFF]
    state = words(entry(node, "/AS"))
    on = states[0] if states else state if state != OFF else ""
    unseen = bool(whole(entry(node, "/F")) & UNSEEN)
    return Widget(on=on.removeprefix("/"), state=state.removeprefix("/"), unseen=unseen)


def _value(node: DictionaryObject) -> FieldText:
    """`/V`: several choices as a tuple, a signature as "signed"; None where it is absent or null."""
    found = entry(node, "/V")
    if found is None:
        return None
    if isinstance(found, list):
        return tuple(words(part) for part in array(found))
    if dictionary(found) is not None and not isinstance(found, StreamObject):
        return "signed" if len(dictionary(found) or ()) else None
    return words(found)


def _options(node: DictionaryObject) -> tuple[tuple[str, str], ...]:
    """`/Opt`: each a text or a pair of what is stored and what is shown."""
    pairs = []
    for option in array(entry(node, "/Opt")):
        parts = [words(part) for part in array(option)] or [words(option)]
        pairs.append((parts[0], parts[-1]))
    return tuple(pairs)
