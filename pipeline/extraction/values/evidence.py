"""What speaks for it that an answer to a question in unknown words is the value of a field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.normalise.people import holds_institution, is_office
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field
    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.labels.scopes import Scope
    from pipeline.extraction.values.around import Around
    from pipeline.extraction.values.candidate import Candidate, Page

_KIND: Final = {
    FieldType.EMAIL: 0.55,
    FieldType.URL: 0.55,
    FieldType.COUNTRY: 0.55,
    FieldType.CHOICE: 0.5,
    FieldType.PHONE: 0.45,
    FieldType.DATE: 0.35,
    FieldType.NUMBER: 0.3,
    FieldType.PERSON: 0.35,
    FieldType.NARRATIVE: 0.3,
    FieldType.TEXT: 0.15,
}
"""What the kind of an answer tells by itself."""

_SURE: Final = 0.9
_LIKELY: Final = 0.7  # enough to be an answer of another kind
_IN_SECTION, _LIKELY_SECTION = 0.2, 0.1
_BETWEEN: Final = 0.15
_NEXT: Final = 0.1
_ONLY: Final = 0.15  # one question, one field that could be asked there
_ALONE: Final = 0.1  # no other answer of its kind is left
_AGAINST, _AGAINST_LITTLE = 0.2, 0.05
_OFFICE, _INSTITUTION, _ADDRESS = 0.3, 0.25, 0.25
_OFFICES: Final = frozenset({"title", "department"})  # what asks for an office
_STREET: Final = 2  # words; an address has more
_OTHER_KINDS: Final = (FieldType.DATE, FieldType.EMAIL, FieldType.URL, FieldType.PHONE, FieldType.NUMBER)
_WORDS_OF_PROSE: Final = 12
_SAID: Final = 0.25  # some words of the question speak of it


def told_by_itself(label: Label, candidate: Candidate, scope: Scope, page: Page) -> float | None:
    """How much the answer, its question and their part of the form tell; None where something speaks against it."""
    field = page.lexicon.fields[candidate.field]
    if candidate.normal.certainty < _SURE:
        return None
    section, kind = _section(scope, field), _kind(candidate, field, page)
    said = _said(page.layout.join(label.pieces).removesuffix(label.inline), field, page)
    return None if section is None or kind is None or said is None else kind + section + said


def told_by_others(candidate: Candidate, around: Around) -> float:
    """How much the rest of the form tells: the questions before and behind, and what else could be meant."""
    return _order(candidate, around) + _ALONE * around.is_only(candidate)


def _kind(candidate: Candidate, field: Field, page: Page) -> float | None:
    """What the answer itself tells; None where it is none of the field."""
    told, words = _KIND.get(field.type, 0.0), candidate.raw.split()
    if field.type is FieldType.NARRATIVE:
        return told if len(words) >= _WORDS_OF_PROSE else None
    if field.type is not FieldType.TEXT:
        return told
    more = _text(candidate.raw, page.lexicon.asks_about(field.key), field, page)
    return None if more is None else told + more


def _text(raw: str, things: frozenset[str], field: Field, page: Page) -> float | None:
    """What a line of text tells that asks for such things; None where it is an answer of another kind."""
    if len(raw.split()) > _WORDS_OF_PROSE or any(_reads_as(kind, raw, field, page) for kind in _OTHER_KINDS):
        return None
    title, digits = is_office(raw), any(sign.isdigit() for sign in raw)
    if things & _OFFICES:
        other = digits or holds_institution(raw) or _reads_as(FieldType.PERSON, raw, field, page)
        return _OFFICE if title else (None if other else 0.0)
    if "address" in things:
        return _ADDRESS if digits and len(raw.split()) > _STREET else 0.0
    if title or digits:
        return None
    return _INSTITUTION if "name" in things and holds_institution(raw) else 0.0


def _reads_as(kind: FieldType, raw: str, field: Field, page: Page) -> bool:
    """Whether a text is surely an answer of another kind than text."""
    normal = normalise(raw, replace(field, type=kind, part=None), page.context)
    return normal is not None and normal.certainty >= _LIKELY


def _section(scope: Scope, field: Field) -> float | None:
    """What the part of the form tells in which the question stands; None where it is that of another."""
    if field.section is None or scope.section is None:
        return 0.0
    if scope.section == field.section:
        return _IN_SECTION if scope.sure else _LIKELY_SECTION
    return None if scope.sure else -_LIKELY_SECTION


def _order(candidate: Candidate, around: Around) -> float:
    """What the questions before and behind tell, in the order in which forms ask."""
    before, behind = around.neighbours(candidate.label)
    own = around.order[candidate.field]
    low = around.order[before] if before else -1
    high = around.order[behind] if behind else len(around.order)
    if low < own < high:
        between = [around.order[each.key] for each in around.open if low < around.order[each.key] < high]
        only = len(between) == 1 and around.alone(candidate.label)
        return _BETWEEN + _NEXT * (own == min(between)) + _NEXT * (own == max(between)) + _ONLY * only
    if own in (low + 1, high - 1):
        return _NEXT
    if low >= high:
        return 0.0
    return -(_AGAINST_LITTLE if around.is_of_no_part(candidate.field) else _AGAINST)


def _said(text: str, field: Field, page: Page) -> float | None:
    """What the words of the question tell that are understood; None where they ask for something else."""
    if not page.lexicon.may_ask(text, field.key):
        return None
    return _SAID if any(match.field == field.key for match in page.lexicon.labels(text)) else 0.0
