"""What the places of one question hold, as a value; or what of it could not be understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.own.controls import option_of
from pipeline.extraction.own.sure import SURE, sureness
from pipeline.extraction.remarks import another_value, not_understood, several_ticked
from pipeline.model import Block, BlockKind, Finding
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.countries import codes
from pipeline.normalise.empty import is_empty
from pipeline.normalise.plain import key, one_line
from pipeline.normalise.values import normalise
from pipeline.normalise.yes_no import normalise_yes_no

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Field
    from pipeline.extraction.own.handed import HandedOut

_AS_WRITTEN: Final = 0.5  # a name that reads like none
_LONGEST_NAME: Final = 120
_DIFFER: Final = 0.5  # the same question has two answers
_SOME_GONE: Final = 0.8  # boxes that the form had when we handed it out
_SEVERAL: Final = 0.4  # boxes ticked where one is asked for


@dataclass(frozen=True, slots=True)
class Answer:
    """A value with the place that it stands in."""

    normal: Normal
    raw: str
    confidence: float
    block: Block


@dataclass(frozen=True, slots=True)
class Answered:
    """What one question got: an answer or none, and what staff should know."""

    answer: Answer | None = None
    findings: tuple[Finding, ...] = ()


NONE: Final = Answered()


def answered(field: Field, places: Sequence[Block], handed: HandedOut, context: Context) -> Answered:
    """The answer to a question whose places these are. A mark (a signature) is read in `signed`."""
    boxes = [block for block in places if option_of(block)]
    if field.type is FieldType.CHOICES and boxes:
        return _all_ticked(field, boxes, handed, context.language)
    if field.type in {FieldType.CHOICE, FieldType.YES_NO} and boxes:
        return _one_ticked(field, boxes, handed, context.language)
    return _written(field, [block for block in places if block.kind is BlockKind.FIELD], handed, context)


def is_filled(block: Block, handed: HandedOut) -> bool:
    """Whether a place holds anything but an invitation to fill it in."""
    if block.kind is BlockKind.TICK:
        return bool(block.checked)
    return block.kind is BlockKind.FIELD and not is_empty(block.text) and not handed.prompt(block.text)


def _written(field: Field, places: Sequence[Block], handed: HandedOut, context: Context) -> Answered:
    filled = [block for block in places if is_filled(block, handed)]
    if not filled:
        return NONE
    read = [_read(field, block, handed, context) for block in filled]
    first = read[0]
    others = [each for each in read[1:] if _differs(first, each)]
    if not others or first.answer is None:
        return first
    other = others[0].answer
    told = (another_value(field.key, other.block.at, other.raw),) if other else ()
    doubted = replace(first.answer, confidence=min(first.answer.confidence, _DIFFER))
    return Answered(doubted, (*first.findings, *told))


def _differs(one: Answered, other: Answered) -> bool:
    if one.answer is None or other.answer is None:
        return one.answer is not other.answer
    return one.answer.normal.value != other.answer.normal.value


def _read(field: Field, block: Block, handed: HandedOut, context: Context) -> Answered:
    entry = _entry(field, block, handed)
    if entry is not None:
        return Answered(Answer(Normal(entry), block.text, min(SURE, block.confidence), block))
    normal = normalise(block.text, field, context) or _as_written(field, block.text)
    if normal is None:
        return Answered(None, (not_understood(field, context.language, block.text),))
    sure = min(sureness(normal, block.text, field), block.confidence)
    return Answered(Answer(normal, block.text, sure, block), normal.findings)


def _entry(field: Field, block: Block, handed: HandedOut) -> str | None:
    """The key of the entry of a list that was chosen; None for what was typed."""
    if field.type is FieldType.COUNTRY:
        known = codes()
    elif field.type is FieldType.CHOICE:
        known = frozenset(choice.key for choice in field.choices)
    else:
        return None
    chosen = block.stored or handed.key_of(field.key, block.text)
    return chosen if chosen in known else None


def _as_written(field: Field, raw: str) -> Normal | None:
    """A name that reads like none ("Office of the Mayor", "Ana2") is what the city gave all the same."""
    text = one_line(raw)
    named = field.type is FieldType.PERSON and len(text) <= _LONGEST_NAME and any(letter.isalpha() for letter in text)
    return Normal(text, _AS_WRITTEN) if named else None


def _all_ticked(field: Field, boxes: Sequence[Block], handed: HandedOut, language: str | None) -> Answered:
    ticked, findings = _ticked(field, boxes, handed, language)
    if not ticked:
        return Answered(None, findings)
    keys = tuple(choice.key for choice in field.choices if choice.key in ticked)
    offered, there = set(handed.entries.get(field.key, {}).values()), {option_of(each) for each in boxes}
    sure, raw = SURE if offered <= there else _SOME_GONE, _in_words(field, keys, language)
    return Answered(_of_boxes(Normal(keys), raw, list(ticked.values()), sure), findings)


def _one_ticked(field: Field, boxes: Sequence[Block], handed: HandedOut, language: str | None) -> Answered:
    ticked, findings = _ticked(field, boxes, handed, language)
    if not ticked:
        return Answered(None, findings)
    several = len(ticked) > 1
    findings += (several_ticked(field, language),) if several else ()
    if several and field.type is FieldType.YES_NO:
        return Answered(None, findings)
    option, block = next(iter(ticked.items()))
    value: str | bool = option == "yes" if field.type is FieldType.YES_NO else option
    raw = _in_words(field, (option,), language)
    return Answered(_of_boxes(Normal(value), raw, [block], _SEVERAL if several else SURE), findings)


def _in_words(field: Field, options: Sequence[str], language: str | None) -> str:
    """Ticked boxes as they stand on the form."""
    words = {choice.key: next(iter(choice.labels.get(language or "", ())), choice.key) for choice in field.choices}
    return "; ".join(f"☒ {words.get(option, option)}" for option in options)


def _of_boxes(normal: Normal, raw: str, boxes: Sequence[Block], sure: float) -> Answer:
    return Answer(normal, raw, min(sure, *(block.confidence for block in boxes)), boxes[0])


def _ticked(
    field: Field, boxes: Sequence[Block], handed: HandedOut, language: str | None
) -> tuple[dict[str, Block], tuple[Finding, ...]]:
    """The ticked boxes by their options, and what stands in boxes that is no tick."""
    yes_no = field.type is FieldType.YES_NO
    known = {"yes", "no"} if yes_no else {choice.key for choice in field.choices}
    found: dict[str, Block] = {}
    findings: list[Finding] = []
    for block in boxes:
        said = _is_ticked(block, field, handed)
        if said is None:
            findings.append(not_understood(field, language, block.text))
        elif said and option_of(block) in known:
            found.setdefault(option_of(block), block)
    return found, tuple(findings)


def _is_ticked(block: Block, field: Field, handed: HandedOut) -> bool | None:
    """Whether a box is ticked; in a sheet a word says so. None where the word says neither."""
    if block.kind is not BlockKind.FIELD:
        return bool(block.checked)
    if not is_filled(block, handed):
        return False
    if key(block.text) in {handed.yes, key(option_of(block))}:
        return True
    normal = normalise_yes_no(block.text, field, Context())
    return None if normal is None else bool(normal.value)
