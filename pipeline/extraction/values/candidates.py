"""Every value that every field could have, each with the score of how well it fits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.label import LEAST, Label
from pipeline.extraction.labels.matrix import Column, answers_in, columns_of
from pipeline.extraction.labels.scopes import RIGHT, Fit, Scope, fit
from pipeline.extraction.page.layout import PAPER
from pipeline.extraction.values.candidate import Candidate, Page
from pipeline.extraction.values.judging import LONG, SPELT, judged, source
from pipeline.extraction.values.pairing import propose
from pipeline.extraction.values.pledges import TRUST as PLEDGED
from pipeline.extraction.values.pledges import Pledged, pledged
from pipeline.extraction.values.proposal import Proposal, Wanted, Way
from pipeline.extraction.values.sentences import has_blank
from pipeline.extraction.values.without_address import without_address
from pipeline.model import BlockKind
from pipeline.normalise.asked import asks_for_money
from pipeline.normalise.fold import fold
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.extraction.wording.match import Match

_ANY_TEXT: Final = {FieldType.TEXT, FieldType.PERSON}
_NEIGHBOURS: Final = {Way.RIGHT, Way.BELOW}
_LATER: Final = 0.004  # what each wording is worth less than the one before it
_MOST_RANKS: Final = 5
_CLOSE_BEFORE: Final = 3  # pieces between a form field and its printed label, at most
_QUESTIONS: Final = 3  # make a form of a sentence
_FILLED: Final = 3  # blanks in it, too
_TOLD: Final = 7  # and so do so many things that it tells
_SURELY_ASKED: Final = 0.89


def text_candidates(page: Page, only: Container[str] | None = None) -> Iterator[Candidate]:
    """Candidates from printed labels and the texts or form fields around them; `only`: of these fields alone."""
    tables = columns_of(page.layout, page.lexicon, page.spotted)
    for label in page.spotted.labels.values():
        if label.first in tables:
            yield from _of_columns(label, tables[label.first], page, only)
            continue
        found: dict[Wanted, list[Proposal]] = {}  # several fields look for the same kind of answer
        for match in label.matches:
            if only is not None and match.field not in only:
                continue
            field = _asked_for(match, page.lexicon)
            suits = fit(match, page.scopes[label.first], page.lexicon)
            if match.score < LEAST or not suits.score or field.mark:
                continue
            looked_for = wanted(field)
            if looked_for not in found:
                found[looked_for] = list(propose(label, page.layout, page.spotted, looked_for))
            for proposal in found[looked_for]:
                if _is_a_question(proposal, field, page):
                    continue
                short = without_address(proposal, field, page.layout)
                yield from judged(field, short, _weighed(match, suits, field), label.first, match, page)


def _is_a_question(proposal: Proposal, field: Field, page: Page) -> bool:
    """Whether a text on paper beside or below a label asks for something itself: the head of the next column."""
    first = page.layout.pieces[proposal.pieces[0]]
    if field.type not in _ANY_TEXT or proposal.way not in _NEIGHBOURS or first.reader not in PAPER:
        return False
    return first.kind is BlockKind.TEXT and page.lexicon.heads_a_column(proposal.text)


def wanted(field: Field) -> Wanted:
    """What kind of answer a field looks for."""
    number = field.type is FieldType.NUMBER and field.part is None
    return Wanted(field.type in LONG, number, number and asks_for_money(field), field.type is FieldType.TEXT)


def _of_columns(
    label: Label, columns: tuple[Column, ...], page: Page, only: Container[str] | None
) -> Iterator[Candidate]:
    """Candidates of a label whose row has a column for each section."""
    for match in (each for each in label.matches if only is None or each.field in only):
        field = _asked_for(match, page.lexicon)
        pieces = answers_in(label.last, field.section, columns, page.layout)
        if pieces and match.score >= LEAST and not field.mark:
            proposal = Proposal(Way.RIGHT, tuple(pieces), page.layout.join(pieces))
            yield from judged(field, proposal, _weighed(match, RIGHT, field), label.first, match, page)


def field_candidates(page: Page, only: Container[str] | None = None) -> Iterator[Candidate]:
    """Candidates from form fields and content controls whose own name or tooltip is a label; `only` of these fields."""
    for index, piece in enumerate(page.layout.pieces):
        if piece.kind is not BlockKind.FIELD or not piece.text.strip():
            continue
        matches = named(piece.hint, piece.name, page.lexicon)
        for match in (each for each in matches if only is None or each.field in only):
            field = _asked_for(match, page.lexicon)
            suits = fit(match, _scope_of_name(index, matches, page), page.lexicon)
            if match.score >= LEAST and suits.score:
                proposal = Proposal(Way.FIELD, (index,), piece.text)
                yield from judged(field, proposal, _weighed(match, suits, field), index, match, page)


def pledge_candidates(page: Page, identity: str) -> Iterator[Candidate]:
    """Candidates from a sentence in which somebody speaks for a government, on papers that ask more: letters do not."""
    sure_labels = (label for label in page.spotted.labels.values() if label.score >= _SURELY_ASKED)
    found = _pledged(page, identity)
    asked = len({label.matches[0].field for label in sure_labels})
    filled, told = max((said.filled for said in found), default=0), len({said.field.key for said in found})
    if asked < _QUESTIONS and filled < _FILLED and told < _TOLD:
        return
    for said in found:
        ways = ((text, normalise(text, said.field, page.context)) for text in said.texts)
        text, normal = next(((text, normal) for text, normal in ways if normal), ("", None))
        if normal is not None:
            sure = PLEDGED * normal.certainty * SPELT.get(said.field.type, 1.0)
            first = said.pieces[0]
            slot = (f"pledge {said.field.key}", first)
            place = source(page, said.pieces)
            yield Candidate(
                said.field.key, normal, text, sure * LEAST, sure, slot, said.pieces, place, first, doubtful=True
            )


def without_sentences(found: list[Candidate], said: list[Candidate], page: Page) -> list[Candidate]:
    """The candidates without those of labels amid a sentence with blanks: its words are no labels."""
    amid = {piece for each in said for piece in each.pieces if has_blank(page.layout.pieces[piece].text)}
    return [each for each in found if each.label not in amid]


def _pledged(page: Page, identity: str) -> list[Pledged]:
    """What sentences of a speaker say; questions with a colon, boxes and headings are no part of them."""
    labels = page.spotted.labels.values()
    asking = frozenset(each.first for each in labels if each.closed and ":" in page.layout.pieces[each.first].text)
    others = asking | page.spotted.options | frozenset(page.spotted.headings)
    return [*pledged(page.layout, others, page.lexicon, identity)]


def _asked_for(match: Match, lexicon: Lexicon) -> Field:
    """The field that a label asks for; where two dates share the label, the one or the other end of the period."""
    field, end = lexicon.fields[match.field], lexicon.end_of_period(match)
    return field if end is None else replace(field, part=end)


def _weighed(match: Match, suits: Fit, field: Field) -> Fit:
    """A label in its place: its likeness to the wording, and how it fits its section.

    Of two labels that fit as well, the one that the campaign names first counts.
    """
    known = (fold(wording) for wording in field.labels.get(match.language, ()))
    rank = next((rank for rank, wording in enumerate(known) if wording == match.wording), 0)
    return Fit(match.score * suits.score * (1 - _LATER * min(rank, _MOST_RANKS)), match.trust * suits.trust)


def named(hint: str, name: str, lexicon: Lexicon) -> tuple[Match, ...]:
    """The fields that a form field's tooltip or name speaks of."""
    for text in (hint, readable(name), readable(name.rpartition(".")[2])):
        matches = lexicon.labels(text)
        if matches and matches[0].score >= LEAST:
            return matches
    return ()


def readable(name: str) -> str:
    """A field name as words: "form1[0].contactEmail[0]" -> "form1 contact email"."""
    name = re.sub(r"\[\d+\]|#", "", name)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[._\-/]+", " ", name).strip()


def _scope_of_name(index: int, matches: tuple[Match, ...], page: Page) -> Scope:
    """The section that the path of a field's name tells, else that of the same question printed in front of it."""
    for step in reversed(page.layout.pieces[index].name.split(".")[:-1]):
        heading = page.lexicon.heading(readable(step))
        if heading:
            return Scope(heading.field, sure=True)
    asked = {match.field for match in matches}
    printed = (
        first
        for first, label in page.spotted.labels.items()
        if 0 < index - label.last <= _CLOSE_BEFORE and asked & {match.field for match in label.matches}
    )
    return page.scopes.get(max(printed, default=index), Scope(None, sure=False))
