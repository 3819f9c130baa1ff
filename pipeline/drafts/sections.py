"""What a reply says about one government, as people read it in the language of the reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Campaign, FieldType, Part
from pipeline.drafts.request import Applicant, leader_of, part_of
from pipeline.languages.direction import isolated
from pipeline.languages.language import Language
from pipeline.languages.wording import short, typographic, value_text, wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Field
    from pipeline.model import FieldValue

_MANY: Final = 40  # lines of one list; a reply is no register
_SHORT: Final = 80  # characters; a longer answer is not set beside what it was before
_ASKED_ONCE: Final = frozenset({FieldType.NARRATIVE, FieldType.YES_NO, FieldType.CHOICES})
"""What belongs to the day of the adhesion: a confirmation does not ask about it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as a reader sees it. `before` is what stood there, where both are short."""

    label: str
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What a reply can say about one government. Whatever is not known is empty."""

    name: str
    reference: str
    leader: str
    title: str
    missing: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    doubtful: tuple[Entry, ...]
    changes: tuple[Entry, ...]
    known: tuple[Entry, ...]


def section_of(applicant: Applicant, campaign: Campaign, language: Language) -> Section:
    """One government in the words of a language."""
    words = _Words(applicant, campaign, language)
    leader = leader_of(campaign)
    groups = dict.fromkeys(field.one_of for key in applicant.missing if (field := campaign.field(key)).one_of)
    return Section(
        name=words.value(campaign.field(campaign.identity.name)),
        reference=applicant.member.id,
        leader=words.value(leader),
        title=words.value(part_of(campaign, leader, Part.TITLE)),
        missing=tuple(words.label(field) for key in applicant.missing if not (field := campaign.field(key)).one_of),
        one_of=tuple(
            tuple(words.label(field) for field in campaign.kept_fields if field.one_of == group) for group in groups
        ),
        doubtful=words.entries(applicant.doubtful),
        changes=words.entries(applicant.changed, compared=True),
        known=words.entries(field.key for field in campaign.kept_fields if _lasts(field)),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    applicant: Applicant
    campaign: Campaign
    language: Language

    def label(self, field: Field) -> str:
        return isolated(typographic(wording(field.labels, self.language, self.campaign)), self.language)

    def value(self, field: Field | None) -> str:
        held = self.applicant.member.get(field.key) if field else None
        return isolated(short(str(held.value)), self.language) if held else ""

    def shown(self, field: Field, value: FieldValue) -> str:
        text = value_text(field, value, self.language, self.campaign)
        return typographic(text) if field.choices else text  # what a form says itself stays as it was declared

    def entries(self, keys: Iterable[str], *, compared: bool = False) -> tuple[Entry, ...]:
        found = (self._entry(self.campaign.field(key), compared=compared) for key in keys)
        return tuple(each for each in found if each)[:_MANY]

    def _entry(self, field: Field, *, compared: bool) -> Entry | None:
        held = self.applicant.member.get(field.key)
        if held is None or (compared and held.origin == "staff"):  # the word of staff stands, whatever a form says
            return None
        was = self.applicant.was(field.key) if compared else None
        now = self.shown(field, held.value)
        before = "" if was is None else self.shown(field, was)
        if before == now:
            return None
        if max(len(now), len(before)) > _SHORT:
            before = ""
        label = self.label(field).strip("¿?؟:： \u00a0")  # a colon and the answer come behind it
        return Entry(label, isolated(now, self.language), isolated(before, self.language))


def _lasts(field: Field) -> bool:
    """Whether it says who and where a member is, and so may change: no answer, no consent, no day of a signature."""
    if field.type is FieldType.DATE:
        return field.part in {Part.START, Part.END}
    return field.type not in _ASKED_ONCE and field.part is not Part.GENDER
