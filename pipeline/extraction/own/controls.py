"""The places on our form that people fill in, found by their names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.model import Block, BlockKind
from pipeline.normalise.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign.definition import Campaign

_KEY: Final = re.compile(r"[.-]")

Controls = dict[str, list[Block]]
"""Key of a field -> the places where it is answered: one, or one for each of its boxes."""


def controls_of(blocks: Iterable[Block], campaign: Campaign) -> Controls:
    """The places that have a name of the campaign, by field."""
    keys = {field.key for field in campaign.kept_fields}
    found: Controls = defaultdict(list)
    for block in blocks:
        if (key := field_of(block)) in keys:
            found[key].append(block)
    return dict(found)


def field_of(block: Block) -> str:
    """The field that a place answers, by its name: `themes` of `themes.housing`, `signed` of `signed-digital`."""
    return _KEY.split(block.name, maxsplit=1)[0]


def option_of(block: Block) -> str:
    """The option that a box stands for; of buttons that share one name what the button itself is called."""
    return block.name.partition(".")[2] or (block.text if block.kind is BlockKind.TICK else "")


def copies(blocks: Sequence[Block], campaign: Campaign) -> list[tuple[Block, ...]]:
    """The document parted where our form begins again, if each part names somebody else; else whole."""
    named = [(index, block.name) for index, block in enumerate(blocks) if block.kind is BlockKind.FIELD and block.name]
    times = Counter(name for _, name in named)
    starts = [index for index, name in named if named and name == named[0][1]]
    if not starts or times[campaign.identity.name] < 2:  # noqa: PLR2004 - one form alone
        return [tuple(blocks)]
    edges = [0, *starts[1:], len(blocks)]
    parts = [tuple(blocks[begin:end]) for begin, end in pairwise(edges)]
    filled = [part for part in parts if _name(part, campaign)]
    names = {_name(part, campaign) for part in filled}
    return filled if len(filled) == len(names) > 0 else [tuple(blocks)]


def _name(blocks: Iterable[Block], campaign: Campaign) -> str:
    names = (one_line(block.text) for block in blocks if block.name == campaign.identity.name)
    return next(filter(None, names), "")
