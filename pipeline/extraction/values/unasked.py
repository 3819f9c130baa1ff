"""Answers to questions in words that nobody knows: what a person would still make of them.

An answer tells by its kind what it may answer: an e-mail address, a telephone number, the name of an office. So does
its place: the part of the form that it stands in, the questions before and behind it in the order in which forms ask,
and that no other open question could be meant. All such answers are found together, the plainest first, and what is
found is a neighbour for the rest. They are doubtful, always.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from itertools import groupby, product
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Part
from pipeline.extraction.labels.answers import bare
from pipeline.extraction.labels.scopes import RIGHT, scope_at
from pipeline.extraction.labels.unknown_labels import unknown_labels
from pipeline.extraction.values.around import Around
from pipeline.extraction.values.assignment import assign
from pipeline.extraction.values.candidates import wanted
from pipeline.extraction.values.evidence import told_by_itself, told_by_others
from pipeline.extraction.values.judging import judged
from pipeline.extraction.values.pairing import propose
from pipeline.extraction.values.proposal import Wanted, Way
from pipeline.extraction.wording.match import Match
from pipeline.normalise.people import is_office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Field
    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.values.candidate import Candidate, Page

_ROUNDS: Final = 4
_ENOUGH: Final = 0.5  # evidence for a value
_CLEARLY: Final = 0.1  # more than for any other field, and than any other answer has
_MOST: Final = 0.8  # the confidence of such a value at most
_LEAST_KNOWN: Final = 4  # questions that are understood
_SHARE_KNOWN: Final = 0.5  # of the others
_MOST_LABELS: Final = 80
_OF_ANY_FORM: Final = frozenset({Way.BESIDE_FIELD, Way.WRAPPED})


def unasked(page: Page, chosen: Sequence[Candidate], given: frozenset[str]) -> list[Candidate]:
    """Values of fields that are not `given`, from answers that none of the chosen ones has taken."""
    labels = page.spotted.labels
    models = [labels[each.label] for each in chosen if each.label in labels]
    taken = frozenset(piece for each in chosen for piece in each.pieces)
    unknown = unknown_labels(page.layout, page.spotted, models, taken)
    if len(models) < _LEAST_KNOWN or len(models) < _SHARE_KNOWN * len(unknown) or len(unknown) > _MOST_LABELS:
        return []
    return _found(page, chosen, given, unknown)


def _found(page: Page, chosen: Sequence[Candidate], given: frozenset[str], unknown: list[Label]) -> list[Candidate]:
    page = replace(page, spotted=replace(page.spotted, printed=_printed(page, unknown, chosen)))
    ways = frozenset(each.way for each in chosen) | _OF_ANY_FORM
    around = Around.of(page, chosen, given)
    possible = [each for label in unknown for each in _possible(label, around.open, page) if each.way in ways]
    around = around.with_possible(possible, page)
    found: list[Candidate] = []
    for _ in range(_ROUNDS):
        weighed = [_weighed(each, around) for each in possible if around.is_open(each)]
        sure = [each for each in assign([each for each in weighed if each.score > 0]) if _clear(each, weighed)]
        if not sure:
            break
        found += sure
        around = around.with_more(sure)
    return found


def _weighed(candidate: Candidate, around: Around) -> Candidate:
    """A value with the score of all that speaks for it."""
    told = candidate.confidence + told_by_others(candidate, around)
    score = candidate.score * max(0.0, min(told, 1.0))
    return replace(candidate, score=score, confidence=_MOST, doubtful=True, asked=False)


def _printed(page: Page, unknown: list[Label], chosen: Sequence[Candidate]) -> frozenset[int]:
    """What asks, once the unknown questions do; names of offices beside them are answers, though they may ask, too."""
    asking = {piece for each in unknown for piece in each.pieces}
    answered = {each.label for each in chosen}
    beside = {index for each in unknown if not each.inline for index in _next_to(each, page)}
    labels = page.spotted.labels
    answers = {
        index
        for index in beside - asking - answered
        if (index not in labels or bare(labels[index])) and is_office(page.layout.pieces[index].text)
    }
    return (page.spotted.printed | asking) - answers


def _next_to(label: Label, page: Page) -> Iterator[int]:
    """What stands on the right of a question, or else below it."""
    below = page.layout.right_below(label.last)
    yield from page.layout.right_of(label.last)[:1] or ([] if below is None else [below])


def _possible(label: Label, fields: Sequence[Field], page: Page) -> Iterator[Candidate]:
    """The values that fields could have behind a question; the confidence is what each tells by itself."""
    scope = scope_at(label.first, page.layout, page.spotted, page.scopes)
    for kind, some in groupby(sorted(fields, key=_looks_for), key=_looks_for):
        proposals = list(propose(label, page.layout, page.spotted, Wanted(*kind)))
        for field, proposal in product(some, proposals):
            match = Match(field.key, page.context.language or "", 1.0, "")
            for each in judged(field, proposal, RIGHT, label.first, match, page):
                told = told_by_itself(label, each, scope, page)
                if told is not None:
                    yield replace(each, confidence=told)


def _looks_for(field: Field) -> tuple[bool, ...]:
    return astuple(wanted(field))


def _clear(candidate: Candidate, weighed: list[Candidate]) -> bool:
    """Whether enough speaks for a value, and clearly less for any other of its field or from its place."""
    if candidate.score < _ENOUGH:
        return False
    others = (
        each.score
        for each in weighed
        if (each.field == candidate.field and each.label != candidate.label)
        or (each.field != candidate.field and each.label == candidate.label and not _both_ends(each, candidate))
    )
    return candidate.score - max(others, default=0.0) >= _CLEARLY


def _both_ends(one: Candidate, other: Candidate) -> bool:
    """Whether two values are the ends of one period."""
    parts = {one.slot[0], other.slot[0]} & set(Part)
    return len(parts) > 1 and one.normal.value != other.normal.value
