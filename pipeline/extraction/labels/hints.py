"""Words that a form prints under every question ("Please write in capitals"): they tell how to answer, and answer none.

One text at the places of answers of quite different kinds cannot be an answer to all of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.answers import says_something
from pipeline.model import BlockKind
from pipeline.normalise.empty import is_instruction
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from pipeline.campaign.definition import FieldType
    from pipeline.extraction.labels.label import Spotted
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_PLACES: Final = 3
_KINDS: Final = 3  # names, titles and places may be the same for two; a country, an address and a number never are


def hints(layout: Layout, spotted: Spotted, lexicon: Lexicon) -> frozenset[int]:
    """The pieces that say the same right behind or under labels of different kinds, wherever they stand.

    Where most labels have nothing else behind them it is what the form shows in an empty place, and stays.
    """
    places: dict[str, list[tuple[FieldType, bool]]] = defaultdict(list)
    for label in spotted.labels.values():
        index = label.last + 1
        if not label.inline and _may_hint(index, layout, spotted):
            kind = lexicon.fields[label.matches[0].field].type
            places[_folded(index, layout)].append((kind, _is_plain(index + 1, layout, spotted)))
    said = {text for text, asked in places.items() if _is_hint(asked)}
    if not said:
        return frozenset()
    every = range(len(layout.pieces))
    return frozenset(i for i in every if _may_hint(i, layout, spotted) and _folded(i, layout) in said)


def _is_hint(asked: list[tuple[FieldType, bool]]) -> bool:
    kinds = {kind for kind, _ in asked}
    return len(asked) >= _PLACES and len(kinds) >= _KINDS and 2 * sum(followed for _, followed in asked) > len(asked)


def _is_plain(index: int, layout: Layout, spotted: Spotted) -> bool:
    return index < len(layout.pieces) and index not in spotted.printed and index not in spotted.options


def _may_hint(index: int, layout: Layout, spotted: Spotted) -> bool:
    if not _is_plain(index, layout, spotted):
        return False
    piece = layout.pieces[index]
    return piece.kind is BlockKind.TEXT and (says_something(piece) or is_instruction(piece.text))


def _folded(index: int, layout: Layout) -> str:
    return fold(layout.pieces[index].text)
