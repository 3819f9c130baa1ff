"""Heads of a table that say "from" and "to" alone: the ends of what the part of the table is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Part
from pipeline.extraction.wording.match import Match
from pipeline.normalise.fold import fold
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_LIKELY: Final = 0.89  # it says nothing of what begins or ends


def period_heads(questions: Iterable[int], layout: Layout, lexicon: Lexicon) -> dict[int, tuple[Match, ...]]:
    """What each such question may ask for, by its piece; none where one of the two ends has no question."""
    said = {index: fold(layout.pieces[index].text) for index in questions}
    starts = [index for index, text in said.items() if text in words("dates", "since")]
    ends = [index for index, text in said.items() if text in words("dates", "until")]
    if not starts or not ends:
        return {}
    asked = [*((index, Part.START) for index in starts), *((index, Part.END) for index in ends)]
    return {index: _matches(part, said[index], lexicon) for index, part in asked}


def _matches(part: Part, text: str, lexicon: Lexicon) -> tuple[Match, ...]:
    """The fields that ask for this end of a period, whatever period it is."""
    fields = (key for key, field in lexicon.fields.items() if field.part is part)
    return tuple(Match(key, "", _LIKELY, text, names_section=False) for key in fields)
