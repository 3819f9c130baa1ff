"""Values that are known already, as a person would type them into the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.handout.shape import Asks, Filled
from pipeline.languages.wording import plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign.definition import Campaign
    from pipeline.handout.shape import BlankForm, Question
    from pipeline.model import FieldValue

_ISO_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def fill(campaign: Campaign, form: BlankForm, values: Mapping[str, FieldValue]) -> Filled:
    """What stands in the form for these normal forms; a value that its question cannot show is left out.

    A signature is never filled in: it is given anew with each form.
    """
    types = {field.key: field.type for field in campaign.kept_fields}
    filled = {
        question.key: _answer(question, values[question.key], types[question.key])
        for question in form.questions
        if question.key in values
    }
    return {key: answer for key, answer in filled.items() if answer}


def _answer(question: Question, value: FieldValue, kind: FieldType) -> str | tuple[str, ...]:
    keys = {option.key for option in question.options}
    match question.asks:
        case Asks.SIGNATURE:
            return ""
        case Asks.YES_NO:
            return ("yes" if value else "no",) if isinstance(value, bool) else ()
        case Asks.BOXES:
            return tuple(key for key in value if key in keys) if isinstance(value, tuple) else ()
        case Asks.LIST:
            return value if isinstance(value, str) and value in keys else ""
        case Asks.LINES:
            return "\n".join(plain_lines(str(value))).strip()
        case Asks.LINE:
            return _line(value, kind)


def _line(value: FieldValue, kind: FieldType) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = plain(str(value))
    day = _ISO_DAY.fullmatch(text) if kind is FieldType.DATE else None
    return "/".join(part for part in reversed(day.groups()) if part) if day else text
