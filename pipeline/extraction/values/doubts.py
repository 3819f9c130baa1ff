"""What speaks against a value that was chosen, though its question is known and its place is the best: it is not sure.

Each doubt is about forms in general: how this form pairs its questions with their answers elsewhere, what the text of
a value says about itself, and what stands where a value ends.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.runs import LISTED, close_below
from pipeline.extraction.values.candidate import Page
from pipeline.extraction.values.long_answers import is_cut, runs_on
from pipeline.extraction.values.proposal import Way
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.values.candidate import Candidate

_MOST: Final = 0.85
"""The confidence of a value about which there is a doubt."""

_BESIDE: Final = {Way.INLINE, Way.RIGHT, Way.BESIDE_FIELD}
_UNDER: Final = {Way.BELOW}
_ANY_TEXT: Final = {FieldType.TEXT, FieldType.PERSON}
_MANY: Final = 4  # answers that are found in one way tell how a form pairs
_TIMES: Final = 3  # as many as in the other way
_MOST_WORDS: Final = 12  # of a question
_HINT = re.compile(r"[(（]([^()（）]+)[)）]")
_SEVERAL = re.compile(r"\S\s?[/|;]\s?\S")


@dataclass(frozen=True, slots=True)
class _Form:
    """What the other answers of a form say about one of them."""

    page: Page
    ways: Counter[Way | None]  # in which the short answers stand to their questions
    chosen: frozenset[int]  # labels whose answers were chosen
    answered: frozenset[int]  # labels that have any answer


def doubted(chosen: Sequence[Candidate], candidates: Sequence[Candidate], page: Page) -> list[Candidate]:
    """The chosen ones of all candidates, those that something speaks against no surer than a doubt allows."""
    ways = Counter(each.way for each in chosen if not _is_long(each, page))
    labels, answered = (frozenset(each.label for each in some) for some in (chosen, candidates))
    form = _Form(page, ways, labels, answered)
    return [_capped(each) if _doubtful(each, form) else each for each in chosen]


def _capped(candidate: Candidate) -> Candidate:
    return replace(candidate, confidence=min(candidate.confidence, _MOST), doubtful=True)


def _doubtful(candidate: Candidate, form: _Form) -> bool:
    page, ways = form.page, form.ways
    if candidate.way is None:
        return False
    if _is_long(candidate, page):
        inline = 2 * ways[Way.INLINE] >= ways.total()
        return runs_on(candidate, page, inline=inline) or is_cut(candidate, form.chosen, page)
    of_place = _pairs_otherwise(candidate, ways) or _goes_on(candidate, page) or _asked_again(candidate, form)
    return of_place or _asks(candidate, page) or _asked_for_more(candidate, page)


def _is_long(candidate: Candidate, page: Page) -> bool:
    return page.lexicon.fields[candidate.field].type is FieldType.NARRATIVE


def _pairs_otherwise(candidate: Candidate, ways: Counter[Way | None]) -> bool:
    """Whether the form has its other answers beside their questions and this one below, or the other way round."""
    beside, under = sum(ways[way] for way in _BESIDE), sum(ways[way] for way in _UNDER)
    if candidate.way in _UNDER:
        return beside >= _MANY and beside >= _TIMES * under
    return candidate.way is Way.RIGHT and under >= _MANY and under >= _TIMES * beside


def _asks(candidate: Candidate, page: Page) -> bool:
    """Whether a short value is worded as a question, or begins with one."""
    if page.lexicon.fields[candidate.field].type not in _ANY_TEXT:
        return False
    words = candidate.raw.split()[:_MOST_WORDS]
    heads = (" ".join(words[:count]) for count in range(2, len(words) + 1))
    return any(page.lexicon.asks_plainly(head) for head in heads)


def _goes_on(candidate: Candidate, page: Page) -> bool:
    """Whether a line that nobody asked for and nothing explains stands close below a value of one line."""
    if page.lexicon.fields[candidate.field].type is not FieldType.TEXT or candidate.way is Way.WRAPPED:
        return False
    last = candidate.pieces[-1]
    following = {page.layout.right_below(last), last + 1 if last + 1 < len(page.layout.pieces) else None}
    return any(each is not None and _follows(each, last, page) for each in following)


def _follows(index: int, last: int, page: Page) -> bool:
    """Whether a plain line stands close below, at the edge of the value or of its question."""
    here, there = page.layout.pieces[last], page.layout.pieces[index]
    plain = here.kind is BlockKind.TEXT is there.kind and not here.cell and not there.cell
    if not plain or index in page.spotted.printed or LISTED.match(there.text):
        return False
    below = there.page == here.page and there.box[1] >= here.box[3] - 1
    return below and close_below(there, here)


def _asked_for_more(candidate: Candidate, page: Page) -> bool:
    """Whether the label asks for several things, or for another in brackets, or is only the first words of a text."""
    label = page.spotted.labels.get(candidate.label)
    kind = page.lexicon.fields[candidate.field].type
    if label is None or kind not in _ANY_TEXT:
        return False
    text = page.layout.join(label.pieces).removesuffix(label.inline)
    others = (page.lexicon.exactly(hint) for hint in _HINT.findall(text))
    if any(found and candidate.field not in {match.field for match in found} for found in others):
        return True
    if candidate.way is Way.INLINE and not label.closed:
        return True
    return len(label.matches) > 1 and bool(_SEVERAL.search(text)) and bool(_SEVERAL.search(candidate.raw))


def _asked_again(candidate: Candidate, form: _Form) -> bool:
    """Whether the same question stands in the same part of the form again, and has no answer there: whose is this?"""
    labels, scopes = form.page.spotted.labels, form.page.scopes
    if candidate.label not in labels:
        return False
    scope = scopes[candidate.label].section
    again = (first for first, label in labels.items() if label.matches[0].wording == candidate.wording)
    return any(scopes[first].section == scope for first in again if first not in form.answered)
