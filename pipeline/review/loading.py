"""Openpyxl made fit for workbooks of thousands of members.

Its reader looks a link up among all links of its sheet from the first on (with 40,000 links that takes half a minute),
makes twenty objects of each text, and has defusedxml parse, which is written in Python. Here, for as long as one of our
workbooks is read, links are found by their number, texts are texts, and lxml parses; like defusedxml it neither expands
entities nor asks the network. And Python need not look through millions of cells, again and again, for some that
nobody needs any more.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from openpyxl.cell.rich_text import CellRichText
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.reader import strings
from openpyxl.worksheet import _reader

from pipeline.review.quick_cells import SHARED, TEXT, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_REAL_RICH: Final[Any] = vars(_reader)["parse_richtext_string"]
_WITHIN: Final = {"CELL_TAG", "FORMULA_TAG", "VALUE_TAG"}  # looked at with their row
_TAGS: Final = [
    SHARED,
    *(tag for name, tag in vars(_reader).items() if name.endswith("_TAG") and name not in _WITHIN),
]


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it (or in a function with it as decorator) the garbage collector rests; saves a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def quick_loading() -> Iterator[None]:
    """Within it `load_workbook` is quick. Nothing else must load a workbook at the same time."""
    places: tuple[tuple[Any, str, object], ...] = (
        (RelationshipList, "get", _relation),
        (_reader, "iterparse", _parsed),
        (_reader, "Text", _Text),
        (_reader, "parse_richtext_string", _rich),
        (strings, "iterparse", _parsed),
        (strings, "Text", _Text),
        (strings, "CellRichText", _SharedRich),
    )
    before = [(place, name, getattr(place, name)) for place, name, _ in places]
    try:
        for place, name, ours in places:
            setattr(place, name, ours)
        yield
    finally:
        for place, name, theirs in before:
            setattr(place, name, theirs)


class _Text:
    """The text of a cell, put together of its parts; openpyxl makes twenty objects for each."""

    def __init__(self, content: str) -> None:
        self.content = content

    @staticmethod
    def from_tree(element: Any) -> _Text:  # noqa: ANN401 - lxml's element
        """As openpyxl's own."""
        return _Text(text_of(element))


class _SharedRich:
    """The same of texts that cells share, where parts of one may look different."""

    @staticmethod
    def from_tree(element: Any) -> Any:  # noqa: ANN401 - lxml's element; openpyxl's list of parts
        """As openpyxl's own, which is asked where there is more than plain text."""
        return [element[0].text] if _is_plain(element) else CellRichText.from_tree(element)


def _rich(element: Any) -> Any:  # noqa: ANN401 - lxml's element; a text, or openpyxl's list of its parts
    return element[0].text if _is_plain(element) else _REAL_RICH(element)


def _is_plain(element: Any) -> bool:  # noqa: ANN401 - lxml's element
    return len(element) == 1 and element[0].tag == TEXT and bool(element[0].text)


def _relation(relations: Any, key: str) -> object:  # noqa: ANN401 - a list of openpyxl's, which keeps the index for us
    """The relation of that number."""
    index: dict[str, object] = vars(relations).get("by_number", {})
    if len(index) != len(relations):
        index = relations.by_number = {each.Id: each for each in reversed(relations)}
    return index[key]


def _parsed(source: Any) -> Any:  # noqa: ANN401 - an open file; lxml's events
    """The elements that openpyxl asks for, as they end."""
    return etree.iterparse(
        source,
        tag=_TAGS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
