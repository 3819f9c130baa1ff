"""Forms that say nowhere whose they are: their first page stayed at home, or the questions were typed into a mail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from pipeline.extraction.data import table
from pipeline.extraction.forms.kinds import asked_by
from pipeline.model import CERTAIN, BlockKind, Finding, Severity
from pipeline.normalise.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.extraction.values.candidate import Page
    from pipeline.model import DocumentReading, FormReading, Value

_MANY: Final = 8  # questions of ours: a list of addresses or a registration has fewer
_MOST: Final = 0.6  # of the required fields
_LONGEST: Final = 16  # words of a heading or a footer
_HEAD, _FOOT = 12, 2  # pieces of text
_WHOLE: Final = 6  # letters; shorter words are looked for whole
_LEFT_OPEN: Final = CERTAIN - 0.02

UNNAMED: Final = Finding(
    "campaign-not-named",
    Severity.WARNING,
    "Neither the form nor the mail names the campaign. It asks what the campaign asks: see whether it is meant for it.",
)


def is_unnamed(page: Page, values: tuple[Value, ...], campaign: Campaign) -> bool:
    """Whether a form asks much that the campaign asks, tells most of what has to be known, and names nobody else."""
    told = {value.field for value in values}
    asked = asked_by(page, campaign) | told
    return (
        len(asked) >= _MANY and campaign.identity.name in told
        and len(told & campaign.required) > _MOST * len(campaign.required) and not names_another(page)
    )  # fmt: skip


def names_another(page: Page) -> bool:
    """Whether head or foot of a form name a network, a prize, a meeting or the like."""
    return any(_is_name(text) for text in _edges(page))


def left_open(reading: DocumentReading) -> DocumentReading:
    """The reading with every value in doubt, and the reason among the findings of each form."""
    return replace(reading, forms=tuple(map(_doubted, reading.forms)))


def _doubted(form: FormReading) -> FormReading:
    values = tuple(replace(each, confidence=min(each.confidence, _LEFT_OPEN)) for each in form.values)
    return replace(form, values=values, findings=(UNNAMED, *form.findings))


def _edges(page: Page) -> Iterator[str]:
    """The short texts above the first question and the last ones of the document."""
    pieces = page.layout.pieces
    labels = {index for label in page.spotted.labels.values() for index in label.pieces}
    first = min(labels, default=len(pieces))
    for index in (*range(min(first, _HEAD)), *range(max(first, len(pieces) - _FOOT), len(pieces))):
        piece = pieces[index]
        if index not in labels and piece.kind is BlockKind.TEXT and len(piece.text.split()) <= _LONGEST:
            yield piece.text


def _is_name(text: str) -> bool:
    said = plain(text)
    words = frozenset(said.split())
    return any(noun in words if _is_short(noun) else noun in said for noun in _nouns())


def _is_short(noun: str) -> bool:
    return len(noun) < _WHOLE and noun.isascii()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(plain(noun.strip()) for line in table("others").values() for noun in line.split(","))
