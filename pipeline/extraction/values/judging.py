"""A text that may be an answer, judged: what it says as a value of its field, and how well it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.campaign.definition import FieldType, Part
from pipeline.extraction.page.mirror import turned_box
from pipeline.extraction.values.candidate import Candidate, Page
from pipeline.extraction.values.proposal import Proposal, Way
from pipeline.model import Source
from pipeline.normalise.values import normalise, normalise_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.labels.scopes import Fit
    from pipeline.extraction.wording.match import Match
    from pipeline.model import Box
    from pipeline.normalise.base import Normal

TRUST: Final = {
    Way.FIELD: 1.0,
    Way.BESIDE_FIELD: 0.99,
    Way.INLINE: 0.99,
    Way.RIGHT: 0.99,
    Way.CELL: 0.98,
    Way.BELOW: 0.96,
    Way.BOX: 0.99,
    Way.TOTAL: 0.97,
    Way.ABOVE: 0.94,
    Way.ONE_OF_SEVERAL: 0.7,
    Way.WRAPPED: 0.993,  # before the first line alone, which is nearly as likely
}
"""How far the place of a value alone can be trusted."""

LONG = {FieldType.NARRATIVE}
SPELT: Final = {FieldType.TEXT: 0.98, FieldType.NARRATIVE: 0.98, FieldType.PERSON: 0.98}
"""Types that nearly any text can be: their check proves little."""

_JOINED_HANGUL: Final = 0.88  # a Korean line may break inside a word: the blank put in its place may be wrong
_READ: Final = 0.5  # how clearly a text was read tells little of whether it is the answer
_ONE_OF_TWO: Final = 0.7
_WRAPPED: Final = 0.9  # lines that only seem to go on with a value
_WITHOUT_BLANKS: Final = {FieldType.EMAIL, FieldType.URL}


def judged(field: Field, proposal: Proposal, suits: Fit, label: int, match: Match, page: Page) -> Iterator[Candidate]:
    """The proposal as a value of the field, if its text is one."""
    normal = _normal(field, proposal, match, page)
    if normal is None:
        return
    first = page.layout.pieces[proposal.pieces[0]]
    fits = TRUST[proposal.way] * normal.certainty * SPELT.get(field.type, 1.0)
    if page.layout.joins_hangul(proposal.pieces):
        fits *= _JOINED_HANGUL
    sure = fits * first.confidence
    part = field.part if field.part in {Part.START, Part.END, Part.YEARS} else None
    slot = (part.value if part else "", proposal.pieces[0])
    yield Candidate(
        field=field.key,
        normal=normal,
        raw=proposal.text.strip(),
        score=suits.score * fits * first.confidence**_READ,
        confidence=suits.trust * sure * (_WRAPPED if proposal.way is Way.WRAPPED else 1.0),
        slot=slot,
        pieces=proposal.pieces,
        source=source(page, proposal.pieces),
        label=label,
        wording=match.wording,
        most=suits.trust * normal.certainty,
        doubtful=proposal.way is Way.WRAPPED,
        way=proposal.way,
    )


def _normal(field: Field, proposal: Proposal, match: Match, page: Page) -> Normal | None:
    if field.part and not field.part_of:
        part = normalise_part(proposal.text, field, page.context)
        return part or _one_date(proposal.text, field, match, page)
    if field.type in _WITHOUT_BLANKS and len(proposal.pieces) > 1:  # an address that is wrapped in a narrow cell
        joined = "".join(page.layout.pieces[index].text for index in proposal.pieces)
        normal = normalise(joined, field, page.context) if joined.isascii() and " " not in joined else None
        if normal is not None:
            return normal
    return normalise(proposal.text, field, page.context)


def _one_date(text: str, field: Field, match: Match, page: Page) -> Normal | None:
    """One date where an end of a period is asked for: that end, if the label asks for nothing else.

    Where two date fields share the label it is rather the beginning, and somebody has to look.
    """
    alone = not page.lexicon.asks_for_several(match)
    pair = page.lexicon.fields[field.key].part is None and field.part is Part.START
    if field.type is not FieldType.DATE or not (alone or pair):
        return None
    normal = normalise(text, replace(field, part=None), page.context)
    return normal and replace(normal, certainty=min(normal.certainty, 1.0 if alone else _ONE_OF_TWO))


def source(page: Page, pieces: tuple[int, ...]) -> Source:
    """Where pieces stand: the box around those on the first one's page. Made-up boxes are left out by the engine."""
    first = page.layout.pieces[pieces[0]]
    box = around([_place(page, i) for i in pieces if page.layout.pieces[i].page == first.page])
    box = turned_box(box) if first.page in page.from_right else box
    return Source(first.reader, first.at, first.page, box)


def _place(page: Page, index: int) -> Box:
    """The true box of a piece."""
    box = page.layout.pieces[index].box
    return page.moved.back(index, box) if page.moved else box
