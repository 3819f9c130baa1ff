"""XFA forms inside PDFs: what was filled in (datasets packet), with captions and choices from the template packet.

XFA 3.3 is XML in `/AcroForm /XFA`, either an array of packet names and streams or one stream with all packets. Data is
bound to fields by name: a data element carries the name of its field or of the field's `bind ref`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError  # types only: defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pypdf.generic import StreamObject

from pipeline.documents.pdf.objects import array, dictionary, entry, resolved, words
from pipeline.documents.pdf.widgets import clean
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

READER = "xfa"
DATA = "http://www.xfa.org/schema/xfa-data/1.0/"
MOST_BYTES = 20_000_000  # of one packet
MOST_VALUES = 5_000
DEEPEST = 50
ROW = 16.0  # points between the rows of the grid that stands for the missing places
WHERE = (200.0, 0.0, 540.0, 12.0)
BARE_AND = re.compile(rb"&(?!#?\w{1,32};)")  # some programs write a plain "&" into the data
NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LAST_NAME = re.compile(r"([^.$\[\]]+)(?:\[[^\]]*\])?$")


@dataclass(slots=True)
class _Asked:
    """What the template says about a field. `choices` are pairs of what is stored and what is shown."""

    name: str
    caption: str = ""
    tick: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class XfaForm:
    """The values of an XFA form as blocks.

    `dynamic`: only an XFA viewer can show its pages. `broken`: it holds data that cannot be parsed.
    """

    blocks: list[Block] = field(default_factory=list)
    dynamic: bool = False
    broken: bool = False


def read_xfa(reader: PdfReader) -> XfaForm | None:
    """The XFA form of a PDF, None where it has none. What cannot be parsed counts as holding no data."""
    root = reader.root_object
    form = dictionary(entry(root, "/AcroForm"))
    if form is None or entry(form, "/XFA") is None:
        return None
    asked: dict[str, list[_Asked]] = {}
    data: list[Element] = []
    packets = list(_packets(form))
    for packet in (found for found in packets if found is not None):
        for part in packet.iter():
            if _local(part) == "template" and not asked:
                _ask(part, (), asked)
            elif part.tag == f"{{{DATA}}}data":
                data.append(part)
    values = [value for part in data for value in _leaves(part, ())]
    blocks = [_block(index, path, texts, asked) for index, (path, texts) in enumerate(values[:MOST_VALUES])]
    dynamic = str(entry(root, "/NeedsRendering")) == "True" or not array(entry(form, "/Fields"))
    return XfaForm(blocks, dynamic, broken=None in packets)


def without_doubles(blocks: list[Block], others: list[Block]) -> tuple[list[Block], list[Block]]:
    """The XFA blocks that say something the form's own fields do not, and those of them that contradict a field.

    A static XFA form holds each value twice; fields are matched by the last part of their names.
    """
    known: dict[str, list[Block]] = {}
    for other in others:
        known.setdefault(last_name(other.name), []).append(other)
    kept, against = [], []
    for block in blocks:
        fields = known.get(last_name(block.name), [])
        if fields and (not block.text or any(_same(block, other) for other in fields)):
            continue
        kept.append(block)
        if any(other.text for other in fields):
            against.append(block)
    return kept, against


def last_name(name: str) -> str:
    """The last part of a field's full name, without its number: "Name" for "form[0].page[0].Name[2]"."""
    found = LAST_NAME.search(name)
    return found.group(1) if found else name


def _same(block: Block, other: Block) -> bool:
    if other.kind is not BlockKind.FIELD or block.kind is BlockKind.TICK:
        return True  # buttons are told by their own widgets
    return block.text.split() == other.text.split() or block.text in other.options


def _packets(form: DictionaryObject) -> Iterator[Element | None]:
    """The template and datasets packets, or all packets in one; None for one that cannot be parsed."""
    found = entry(form, "/XFA")
    parts = array(found)
    named = list(zip(map(words, parts[::2]), map(resolved, parts[1::2]), strict=False)) if parts else [("", found)]
    for name, stream in named:
        if name in {"", "template", "datasets", "xdp"} and isinstance(stream, StreamObject):
            yield _parsed(stream)


def _parsed(stream: StreamObject) -> Element | None:
    try:
        data = stream.get_data()
    except Exception:  # noqa: BLE001 - pypdf raises far more than its own errors on damaged streams
        return None
    if len(data) > MOST_BYTES:
        return None
    parsed = _element(data)
    return parsed if parsed is not None else _element(NO_XML.sub(b"", BARE_AND.sub(b"&amp;", data)))


def _element(data: bytes) -> Element | None:
    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def _local(part: Element) -> str:
    return part.tag.rpartition("}")[2]


def _below(part: Element, *names: str) -> Element | None:
    """The first element on a path of local names."""
    for kid in part:
        if _local(kid) == names[0]:
            return _below(kid, *names[1:]) if len(names) > 1 else kid
    return None


def _said(part: Element | None) -> str:
    return " ".join("".join(part.itertext()).split()) if part is not None else ""


def _ask(part: Element, path: tuple[str, ...], asked: dict[str, list[_Asked]]) -> None:
    """Collect the fields of the template by the name of the data that they are bound to."""
    for kid in part:
        kind, name = _local(kid), kid.get("name", "")
        if kind in {"field", "exclGroup"}:
            found = _asked(kid, kind, path)
            if found.name:
                asked.setdefault(found.name, []).append(found)
        elif kind in {"subform", "subformSet", "area", "pageSet", "pageArea", "contentArea"} and len(path) < DEEPEST:
            _ask(kid, (*path, name) if name else path, asked)


def _asked(part: Element, kind: str, path: tuple[str, ...]) -> _Asked:
    bind = _below(part, "bind")
    ref = LAST_NAME.search(bind.get("ref", "")) if bind is not None else None
    caption = _said(_below(part, "caption", "value")) or _said(_below(part, "assist", "toolTip"))
    found = _Asked(ref.group(1) if ref else part.get("name", ""), caption, path=path)
    if kind == "exclGroup":
        buttons = [kid for kid in part if _local(kid) == "field"]
        found.choices = tuple((_stored(button), _said(_below(button, "caption", "value"))) for button in buttons)
        return found
    found.tick = _below(part, "ui", "checkButton") is not None
    found.choices = ((_stored(part), caption),) if found.tick else _list(part)
    return found


def _stored(button: Element) -> str:
    """What is stored while a button is on: the first of its items, "1" where it has none."""
    items = _below(button, "items")
    return _said(items[0]) if items is not None and len(items) else "1"


def _list(part: Element) -> tuple[tuple[str, str], ...]:
    """The choices of a list: one list of items is shown, a second one marked `save` is stored."""
    lists = [kid for kid in part if _local(kid) == "items"]
    stored = next((items for items in lists if items.get("save") == "1"), None)
    shown = next((items for items in lists if items is not stored), stored)
    if shown is None:
        return ()
    return tuple((_said(a), _said(b)) for a, b in zip(stored if stored is not None else shown, shown, strict=False))


def _leaves(part: Element, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Path and texts of each value below an element; several chosen values stand in `value` elements."""
    count: dict[str, int] = {}
    for kid in part:
        name = _local(kid)
        number = count[name] = count.get(name, -1) + 1
        here = (*path, f"{name}[{number}]" if number else name)
        if not len(kid):
            yield here, [kid.text or ""]
        elif all(_local(value) == "value" for value in kid):
            yield here, [value.text or "" for value in kid]
        elif _local(kid[0]) in {"body", "html"}:
            yield here, ["\n".join(line for line in map(_said, kid[0]) if line)]
        elif len(here) < DEEPEST:
            yield from _leaves(kid, here)


def _block(index: int, path: tuple[str, ...], texts: list[str], asked: dict[str, list[_Asked]]) -> Block:
    """One value as a block. XFA gives no place, so they stand below each other on page 1."""
    name = ".".join(path)
    known = _bound(path, asked)
    stored = [clean(text).strip() for text in texts]
    shown = dict(reversed(known.choices))
    block = Block(
        BlockKind.FIELD,
        "\n".join(shown.get(text, text) or text for text in stored),
        1,
        (WHERE[0], WHERE[1] + index * ROW, WHERE[2], WHERE[3] + index * ROW),
        f"form field {name}",
        name=name,
        hint=known.caption,
        reader=READER,
    )
    if known.tick:
        on = stored[0] == known.choices[0][0]
        return replace(block, kind=BlockKind.TICK, text=known.caption or known.name, checked=on)
    return replace(block, options=tuple(display for _, display in known.choices if display))


def _bound(path: tuple[str, ...], asked: dict[str, list[_Asked]]) -> _Asked:
    """The field of the template that a value belongs to; nothing is said where several could be meant."""
    name = last_name(path[-1])
    fields = asked.get(name, [])
    if len(fields) > 1:
        parents = tuple(last_name(part) for part in path[:-1])
        best = max(_shared(found.path, parents) for found in fields)
        fields = [found for found in fields if _shared(found.path, parents) == best]
    plain = len({(found.caption, found.tick, found.choices) for found in fields}) == 1
    return fields[0] if plain else _Asked(name)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many names two paths share, counted from their ends."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False)))
