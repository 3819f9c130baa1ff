"""How sure an answer is that stands in the place for it: whose it is is beyond doubt, what it means may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType, Part
from pipeline.normalise.empty import is_elsewhere
from pipeline.normalise.plain import one_line

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field
    from pipeline.normalise.base import Normal

SURE: Final = 0.995
"""An answer in its place whose meaning is plain."""

_ENOUGH: Final = {
    FieldType.DATE: 0.97,  # the form says in which order day and month stand
    FieldType.PHONE: 0.95,  # a number of the country that the form names
    FieldType.URL: 0.95,  # "www.example.org" where an address is asked for
    FieldType.NUMBER: 0.8,  # 1998 may be a year elsewhere, and is a number where one is asked for
    FieldType.NARRATIVE: 0.7,  # a short answer to a long question is one
    FieldType.COUNTRY: 0.95,
    FieldType.PERSON: 0.95,
}
"""From this certainty on nothing but the place was in doubt."""


def sureness(normal: Normal, raw: str, field: Field) -> float:
    """0..1 for an answer that is read as `normal`."""
    plain = _is_plain(normal, raw, field)
    return SURE if plain else min(normal.certainty, SURE)


def _is_plain(normal: Normal, raw: str, field: Field) -> bool:
    if field.type is FieldType.NARRATIVE and is_elsewhere(raw):
        return False
    if field.type is FieldType.NUMBER and isinstance(normal.value, float):
        return False
    as_written = normal.value == one_line(raw)
    if field.type is FieldType.PERSON and as_written and normal.certainty >= _ANY_NAME and not normal.findings:
        return True  # one name alone, an unusual one, or many: so it was written
    if field.part is Part.YEARS:
        return normal.certainty >= _ANY_LENGTH  # "4" where years are asked for
    if field.part is Part.TITLE and as_written and normal.certainty >= _MORE_THAN_AN_OFFICE:
        return True
    return normal.certainty >= _ENOUGH.get(field.type, 1.0) and not normal.findings


_ANY_NAME: Final = 0.6
_ANY_LENGTH: Final = 0.65
_MORE_THAN_AN_OFFICE: Final = 0.8  # "President of the Council": the name has a question of its own
