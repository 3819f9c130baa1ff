"""The one door to normal forms: a text and the field it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType, Part
from pipeline.normalise.base import Normal
from pipeline.normalise.choice import normalise_choice, normalise_choices
from pipeline.normalise.country import normalise_country
from pipeline.normalise.date import normalise_date
from pipeline.normalise.email import normalise_email
from pipeline.normalise.empty import is_elsewhere, is_empty
from pipeline.normalise.narrative import normalise_narrative
from pipeline.normalise.number import normalise_number
from pipeline.normalise.parts import read_gender, read_title
from pipeline.normalise.period import read_period
from pipeline.normalise.person import normalise_person
from pipeline.normalise.phone import normalise_phone
from pipeline.normalise.text import normalise_text
from pipeline.normalise.url import normalise_url
from pipeline.normalise.yes_no import normalise_yes_no

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field
    from pipeline.normalise.base import Context, Normaliser

_POINTS: Final = 0.8  # "See annex 2" may be the whole answer, or stand for pages of it
_MORE: Final = 0.8  # a name stands beside the office that was asked for

_NORMALISERS: dict[FieldType, Normaliser] = {
    FieldType.TEXT: normalise_text,
    FieldType.NARRATIVE: normalise_narrative,
    FieldType.PERSON: normalise_person,
    FieldType.COUNTRY: normalise_country,
    FieldType.NUMBER: normalise_number,
    FieldType.DATE: normalise_date,
    FieldType.PHONE: normalise_phone,
    FieldType.EMAIL: normalise_email,
    FieldType.URL: normalise_url,
    FieldType.YES_NO: normalise_yes_no,
    FieldType.CHOICE: normalise_choice,
    FieldType.CHOICES: normalise_choices,
}


def normalise(raw: str, field: Field, context: Context) -> Normal | None:
    """The normal form of `raw` as a value of `field`; None where it is none, or says nothing. Never raises."""
    if is_empty(raw):
        return None
    if is_elsewhere(raw):  # a long answer may be that; of everything else the value stands in another place
        return Normal(" ".join(raw.split()), _POINTS) if field.type is FieldType.NARRATIVE else None
    if field.part is Part.YEARS:
        return read_period(raw, field.part, context)  # "4", "4 years"; a year is no length
    value = _NORMALISERS[field.type](raw, field, context)
    if value is not None and field.part is Part.TITLE:
        return _title_alone(value, read_title(raw, field, context))
    if value is None and field.part is not None and field.part is not Part.TITLE:
        return normalise_part(raw, field, context)  # "Ms" where the gender is asked, a period where its end is
    return value


def _title_alone(whole: Normal, title: Normal | None) -> Normal:
    """An answer as an office; with doubt where only a part of it is one ("Mayor Ana Ash")."""
    if title is None or title.value == whole.value:
        return whole
    return Normal(whole.value, min(whole.certainty, _MORE), whole.findings)


def normalise_part(raw: str, field: Field, context: Context) -> Normal | None:
    """What `raw`, the text of the field's parent, says about `field` (its title, gender, start, end or length)."""
    if field.part is None or is_empty(raw):
        return None
    if field.part is Part.TITLE:
        return read_title(raw, field, context)
    if field.part is Part.GENDER:
        return read_gender(raw, field, context)
    return read_period(raw, field.part, context)
