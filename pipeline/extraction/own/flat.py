"""Our form without its fields: printed to a PDF, scanned, or saved by a program that drops them.

It is read as any other form, by its labels. What helps is known of its print: which texts are hints and no answers, and
that a name typed at the place for a signature signs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.campaign.form_mark import FormMark, mark_of, mark_within
from pipeline.extraction.own.printed import printed_answers
from pipeline.extraction.own.signed import may_be_a_name
from pipeline.extraction.values.completeness import missing
from pipeline.model import CERTAIN, BlockKind, Source
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.extraction.own.handed import HandedOut
    from pipeline.model import Block, Box, DocumentReading, FormReading, PlacedDocument, Value

_REACH: Final = 12  # texts between two lines of one hint: a row has other columns
_EDGE: Final = 4.0  # points by which lines of one column may be set in
_ABOVE, _BELOW = 6.0, 90.0  # points around the label of a signature
_FEW: Final = 5  # labels of one signature
_DIFFER: Final = 0.85
_TYPED: Final = 0.85


def own_mark(document: PlacedDocument, campaign: Campaign) -> FormMark | None:
    """The mark of a form of this campaign that we handed out: in the file's properties, else printed at its foot."""
    printed = (mark_within(block.text) for block in document.blocks if block.kind is BlockKind.TEXT)
    mark = mark_of(document.mark) or next(filter(None, printed), None)
    return mark if mark and mark.campaign == campaign.id else None


def read_flat(
    document: PlacedDocument, handed: HandedOut, campaign: Campaign, usual: Callable[[PlacedDocument], DocumentReading]
) -> DocumentReading:
    """What it says, read in the usual way."""
    answers = _set_right(document, handed)
    reading = usual(answers)
    forms = tuple(_signed(form, answers.blocks, handed, campaign) for form in reading.forms)
    if len(forms) == 1 and document.drawn:
        forms = (_completed(forms[0], answers.blocks, handed, campaign, reading.language or ""),)
    return replace(reading, forms=forms)


def _completed(
    form: FormReading, blocks: Sequence[Block], handed: HandedOut, campaign: Campaign, language: str
) -> FormReading:
    """The form with the answers that the usual way did not find, or was in doubt about."""
    asked = [field.key for field in campaign.kept_fields if field.type is FieldType.COUNTRY]
    found: dict[str, Value] = {}
    for _ in range(2):  # the country first: telephone numbers are read with it
        told = (str(value.value) for each in asked if (value := found.get(each) or form.get(each)))
        found = {each.field: each for each in printed_answers(blocks, handed, campaign, language, next(told, None))}
    values = {value.field: value for value in form.values}
    values |= {each.field: _compared(each, values.get(each.field)) for each in found.values()}
    return _told_anew(form, tuple(values[f.key] for f in campaign.kept_fields if f.key in values), campaign)


def _compared(value: Value, usual: Value | None) -> Value:
    """The surer of two values of one field; none is sure where they differ."""
    if usual is None or usual.confidence < min(value.confidence, CERTAIN):
        return value
    return usual if usual.value == value.value else replace(usual, confidence=min(usual.confidence, _DIFFER))


def _set_right(document: PlacedDocument, handed: HandedOut) -> PlacedDocument:
    """The document without hints, notes and introduction, and with each question on one line."""
    blocks = list(document.blocks)
    texts = [(index, block) for index, block in enumerate(blocks) if block.kind is BlockKind.TEXT]
    left_out: set[int] = set()
    for at, (first, block) in enumerate(texts):
        near = texts[at : at + _REACH]
        if first in left_out:
            continue
        left_out.update(_lines(near, handed.asides))
        asked = _lines(near, frozenset(handed.questions))
        if len(asked) > 1:
            whole = " ".join(blocks[each].text for each in asked)
            blocks[first] = replace(block, text=whole, box=_around([blocks[each].box for each in asked]))
            left_out.update(asked[1:])
    kept = (block for index, block in enumerate(blocks) if index not in left_out)
    return replace(document, blocks=tuple(kept))


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _lines(texts: Sequence[tuple[int, Block]], wholes: frozenset[str]) -> list[int]:
    """The lines that are one known text together, beginning with the first; none where that begins no such text."""
    joined, lines = "", list[int]()
    start = texts[0][1]
    for index, block in texts:
        more = joined + key(block.text)
        if not _in_column(start, block) or not any(whole.startswith(more) for whole in wholes):
            if index == texts[0][0]:
                return []
            continue
        joined, lines = more, [*lines, index]
        if joined in wholes:
            return lines
    return []


def _in_column(one: Block, other: Block) -> bool:
    begin, end = abs(one.box[0] - other.box[0]), abs(one.box[2] - other.box[2])
    return one.page == other.page and min(begin, end) < _EDGE


def _signed(form: FormReading, blocks: Sequence[Block], handed: HandedOut, campaign: Campaign) -> FormReading:
    """The form with a signature that was typed."""
    values = {value.field: value for value in form.values}
    for field in campaign.kept_fields:
        value = values.get(field.key)
        typed = _typed_name(field, blocks, handed) if field.mark and value and value.value is False else None
        if value and typed:
            source = Source(value.source.reader, typed.at, typed.page, typed.box) if value.source.box else value.source
            values[field.key] = replace(value, value=True, raw=typed.text, confidence=_TYPED, source=source)
    if values == {value.field: value for value in form.values}:
        return form
    return _told_anew(form, tuple(values.values()), campaign)


def _told_anew(form: FormReading, values: tuple[Value, ...], campaign: Campaign) -> FormReading:
    """The form with other values, and without the findings that they are missing."""
    gone = set(missing(form.values, campaign)) - set(missing(values, campaign))
    return replace(form, values=values, findings=tuple(each for each in form.findings if each not in gone))


def _typed_name(field: Field, blocks: Sequence[Block], handed: HandedOut) -> Block | None:
    """What stands beside or close below the label of a signature and is no print."""
    wordings = {key(label) for labels in field.labels.values() for label in labels}
    for label in [block for block in blocks if key(block.text) in wordings][:_FEW]:
        for block in blocks:
            near = block.page == label.page and -_ABOVE <= block.box[1] - label.box[1] <= _BELOW
            written = block.kind is BlockKind.TEXT and block is not label and not handed.prints(block.text)
            if near and written and may_be_a_name(block.text):
                return block
    return None
