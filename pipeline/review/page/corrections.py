"""What staff said in the workbook since the run before, so that they see that it arrived. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reconcile.current import ABOUT_MEMBER, STATUS_FIELD, WAVE_FIELD
from pipeline.records import Status
from pipeline.review.items import as_shown
from pipeline.review.labels import label, member_name
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue
    from pipeline.records import Decision, LedgerView
    from pipeline.words import Words


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that staff changed, in words; `now` is "" where they emptied it or gave it back."""

    member: str
    what: str
    was: str
    now: str


def corrections(
    decisions: Sequence[Decision], view: LedgerView, campaign: Campaign, words: Words
) -> tuple[Correction, ...]:
    """The decisions in their order."""
    names = {member.id: f"{member.id} {member_name(member, campaign, 70)}" for member in view.members}
    fields = {field.key: field for field in campaign.kept_fields}
    return tuple(
        Correction(
            names.get(each.member, each.member),
            _about(each.field, fields, words),
            _shown(each.was, each.field, fields, words),
            _shown(each.value, each.field, fields, words),
        )
        for each in decisions
    )


def _about(key: str, fields: dict[str, Field], words: Words) -> str:
    if key in fields:
        return label(fields[key], words.language)
    return words(f"members.{key.removeprefix('member:')}") if key in ABOUT_MEMBER else one_line(key, 90)


def _shown(value: FieldValue | None, key: str, fields: dict[str, Field], words: Words) -> str:
    if value is None:
        return ""
    if key == STATUS_FIELD and value in set(Status):
        return words.status(Status(str(value)))
    if key == WAVE_FIELD:
        return words.wave(str(value))
    return as_shown(value, fields[key], words) if key in fields else one_line(str(value), 120)
