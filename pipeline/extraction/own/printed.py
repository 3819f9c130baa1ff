"""Answers on a printed or scanned copy of our form, found by where our forms have them: beside the question, or below.

The usual way finds most of them. This finds those that it leaves, and all are for somebody to look at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.campaign.form_mark import mark_within
from pipeline.model import BlockKind, Source, Value
from pipeline.normalise.base import Context
from pipeline.normalise.plain import key
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.extraction.own.handed import HandedOut
    from pipeline.model import Block

_SURE: Final = 0.85
_ABOVE: Final = 5.0  # points by which an answer may stand higher than its question
_MOST: Final = 400  # texts of a page
_NOTHING: Final = re.compile(r"\D?|\d{1,3}\s*/\s*\d{1,3}")  # the arrow of a list; "2 / 4" at the foot of a page
_TICKED: Final = {FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO}  # boxes are found by their words


def printed_answers(
    blocks: Sequence[Block], handed: HandedOut, campaign: Campaign, language: str, country: str | None
) -> Iterator[Value]:
    """A value for each question that stands there in our words, is written, and has an answer of its kind."""
    context = Context(language, country, "DMY", campaign.placeless, order_seen=True)
    fields = {field.key: field for field in campaign.kept_fields if field.type not in _TICKED}
    for page in sorted({block.page for block in blocks}):
        texts = [block for block in blocks if block.page == page and block.kind is BlockKind.TEXT][:_MOST]
        labels = [block for block in texts if key(block.text) in handed.questions]
        written = [block for block in texts if _is_written(block.text, handed)]
        for label in labels:
            field = fields.get(handed.questions[key(label.text)])
            value = _value(field, _answer(label, labels, written), context) if field else None
            if value:
                yield value


def _is_written(text: str, handed: HandedOut) -> bool:
    return not handed.prints(text) and _NOTHING.fullmatch(text) is None and mark_within(text) is None


def _answer(label: Block, labels: Sequence[Block], written: Sequence[Block]) -> list[Block]:
    """What is written between a question and the next one: beside it, else below."""
    end = min((other.box[1] for other in labels if other.box[1] > label.box[1] + 1), default=float("inf"))
    here = [each for each in written if label.box[1] - _ABOVE <= each.box[1] < end - _ABOVE]
    beside = [each for each in here if each.box[0] >= label.box[2] - 1 or each.box[2] <= label.box[0] + 1]
    return beside or [each for each in here if each.box[1] >= label.box[3] - 1]


def _value(field: Field, answer: Sequence[Block], context: Context) -> Value | None:
    lines = "\n" if field.type is FieldType.NARRATIVE else " "
    raw = lines.join(block.text for block in answer)
    normal = normalise(raw, field, context) if answer else None
    if normal is None:
        return None
    first, sure = answer[0], min(_SURE, normal.certainty, *(block.confidence for block in answer))
    place = Source(first.reader or "pdf-text", first.at, first.page, first.box)
    return Value(field.key, normal.value, raw, round(sure, 3), place)
