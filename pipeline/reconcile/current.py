"""What is true of a member now, from what its forms said and what staff decided. Pure.

Staff have the last word: a value they set (or emptied) stands, whatever a later form says; a later form that says
something else is a finding, never a silent change.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from pipeline.campaign.definition import FieldType, Need
from pipeline.model import CERTAIN, Finding, Severity, Value
from pipeline.normalise.plain import plain
from pipeline.reconcile.regions import REGION_OF
from pipeline.reconcile.statuses import COUNTED
from pipeline.records import MemberValue, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.records import Decision

STATUS_FIELD = "status"
"""The word in `Decision.field` for the applicant's status."""

WAVE_FIELD = "member:wave"
JOINED_FIELD = "member:joined"
ACCEPTED_FIELD = "member:accepted"
"""The same for what else staff may set of an applicant: its wave, the day of its first mail, that of its acceptance."""

ABOUT_MEMBER = frozenset({STATUS_FIELD, WAVE_FIELD, JOINED_FIELD, ACCEPTED_FIELD})
"""What decisions are about that is no field of the campaign."""


class Giver(Protocol):
    """What gives values: a submission (`model.SubmissionRow`), or a pledge, which has no id ("")."""

    @property
    def id(self) -> str:
        """The submission's id, or "" for a pledge."""

    @property
    def values(self) -> tuple[Value, ...]:
        """What it says."""


def current_values(
    givers: Iterable[Giver], decisions: Iterable[Decision], campaign: Campaign
) -> tuple[MemberValue, ...]:
    """Of each field what staff decided last, else what the newest form that gives it says.

    Args:
        givers: the member's submissions and pledges, oldest first.
        decisions: what staff decided about this member, in any order; a value of None empties the field.
        campaign: tells which fields are about a person; they go with the person.
    """
    values: dict[str, MemberValue] = {}
    for giver in givers:
        for key in outdated(values, giver.values, campaign):
            values.pop(key, None)
        for value in giver.values:
            values[value.field] = _from_form(value, giver.id or None)
    for field, decision in latest_decisions(decisions).items():
        if field in ABOUT_MEMBER:
            continue
        if decision.value is None:
            values.pop(field, None)
        else:
            values[field] = MemberValue(field, decision.value, "staff")
    return tuple(values.values())


def outdated(before: Mapping[str, MemberValue | Value], now: Iterable[Value], campaign: Campaign) -> frozenset[str]:
    """The fields that told of a person whom a newer form replaces: a new mayor has no gender or mandate of the old one.

    They are the parts of the person's field and what stands in its section.
    """
    said = {value.field: value.value for value in now}
    replaced = [
        field
        for field in campaign.kept_fields
        if field.type is FieldType.PERSON
        and field.key in before
        and field.key in said
        and not _same_person(before[field.key].value, said[field.key])
    ]
    return frozenset(
        each.key
        for person in replaced
        for each in campaign.kept_fields
        if each.part_of == person.key or (person.section is not None and each.section == person.section)
    )


def latest_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Field -> the decision that stands; of two at the same moment the one given later. Released ones do not stand."""
    latest = {decision.field: decision for decision in sorted(decisions, key=lambda each: each.at)}
    return {field: decision for field, decision in latest.items() if not decision.released}


def accepted_on(decisions: Iterable[Decision]) -> dt.datetime | None:
    """When staff accepted the applicant: the day that they set, else when they chose the status that stands."""
    in_order = sorted(decisions, key=lambda each: each.at)
    since: dt.datetime | None = None
    for decision in in_order:
        if decision.field == STATUS_FIELD:
            counts = decision.value in COUNTED and not decision.released
            since = (since or decision.at) if counts else None
    said = latest_decisions(in_order).get(ACCEPTED_FIELD)
    return since if said is None else _day_of(said) or since


def said_day(decisions: Iterable[Decision], field: str) -> dt.datetime | None:
    """The day that staff set for one of `ABOUT_MEMBER`, at its beginning (UTC)."""
    said = latest_decisions(decisions).get(field)
    return None if said is None else _day_of(said)


def _day_of(decision: Decision) -> dt.datetime | None:
    try:
        day = dt.date.fromisoformat(str(decision.value))
    except ValueError:
        return None
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def staff_status(decisions: Iterable[Decision]) -> Status | None:
    """The status that staff set, or None where they set none, took it back, or wrote no known one."""
    decision = latest_decisions(decisions).get(STATUS_FIELD)
    try:
        return None if decision is None or decision.value is None else Status(str(decision.value))
    except ValueError:
        return None


def missing_fields(values: Sequence[MemberValue], campaign: Campaign) -> tuple[Field, ...]:
    """What a complete form still lacks: required fields, and the first of each `one_of` group that is empty."""
    given = {value.field for value in values}
    groups = _groups(campaign)
    spoken_for = {key for keys in groups.values() if given.intersection(keys) for key in keys}
    firsts = {keys[0] for keys in groups.values()} - spoken_for
    return tuple(
        field
        for field in campaign.kept_fields
        if field.key not in given and (field.need is Need.REQUIRED or field.key in firsts)
    )


def missed_fields(
    values: Sequence[MemberValue], campaign: Campaign, decided: Collection[str] = ()
) -> tuple[Field, ...]:
    """The EXPECTED fields that are absent (or a "no" read from the form), unless staff `decided` on them."""
    given = {value.field: value for value in values}
    return tuple(
        field
        for field in campaign.kept_fields
        if field.need is Need.EXPECTED and field.key not in decided and not _satisfied(field, given.get(field.key))
    )


def doubts(
    values: Sequence[MemberValue],
    findings: Iterable[Finding],
    decided: Collection[str] | None = None,
    *,
    certain: float = CERTAIN,
) -> tuple[Finding, ...]:
    """What makes a member doubtful: unsure values of forms, and findings that are more than information.

    Args:
        values: the member's current values.
        findings: of its latest submission.
        decided: the fields on which staff decided since that submission; what was found about them is settled.
            None: those that hold a value of staff now.
        certain: from this confidence on a value of a form is sure (see `Campaign.certain`).
    """
    settled = {value.field for value in values if value.origin == "staff"} if decided is None else decided
    unsure = tuple(_unsure(value) for value in values if value.origin == "form" and value.confidence < certain)
    serious = (each for each in findings if each.severity is not Severity.INFO)
    return unsure + tuple(each for each in serious if each.field is None or each.field not in settled)


def contradictions(decisions: Mapping[str, Decision], newer: Mapping[str, Value]) -> tuple[Finding, ...]:
    """Where a form that came after a decision of staff says something else.

    Args:
        decisions: field -> the decision that stands.
        newer: field -> what the newest form that came after that decision says.
    """
    return tuple(
        Finding(
            "differs-from-staff",
            Severity.WARNING,
            f"A newer form says {_shown(newer[field].value)}; staff had set {_shown(decision.value)}, which stands.",
            field,
        )
        for field, decision in decisions.items()
        if field in newer and newer[field].value != decision.value
    )


def status_of(
    values: Sequence[MemberValue],
    findings: Iterable[Finding],
    campaign: Campaign,
    *,
    has_form: bool,
    staff_status: Status | None,
    decided: Collection[str] = (),
) -> Status:
    """Where the applicant stands: as staff set it, else pledged, incomplete, to_review or ready, in this order."""
    if staff_status is not None:
        return staff_status
    if not has_form:
        return Status.PLEDGED
    if missing_fields(values, campaign):
        return Status.INCOMPLETE
    if doubts(values, findings, decided, certain=campaign.certain) or missed_fields(values, campaign, decided):
        return Status.TO_REVIEW
    return Status.READY


def world_region(country: str | None) -> str | None:
    """The UCLG section of a country (ISO 3166-1 alpha-2), or None where it is unknown."""
    return None if country is None else REGION_OF.get(country)


def _same_person(one: object, other: object) -> bool:
    """Whether all words of the shorter name stand in the longer one: people leave out a second surname or a degree."""
    words, others = set(plain(str(one)).split()), set(plain(str(other)).split())
    return words <= others or others <= words


def _from_form(value: Value, submission: str | None) -> MemberValue:
    return MemberValue(
        field=value.field,
        value=value.value,
        origin="form",
        submission=submission,
        raw=value.raw,
        confidence=value.confidence,
        source=value.source,
    )


def _groups(campaign: Campaign) -> dict[str, list[str]]:
    """Word of each `one_of` group -> keys of its fields, in the campaign's order."""
    members = sorted((field for field in campaign.kept_fields if field.one_of), key=lambda field: field.one_of or "")
    return {word or "": [field.key for field in fields] for word, fields in groupby(members, lambda each: each.one_of)}


def _satisfied(field: Field, value: MemberValue | None) -> bool:
    """A form's "no" to an expected yes (no signature at its place) still wants a look; one of staff does not."""
    if value is None:
        return False
    return value.origin == "staff" or field.type is not FieldType.YES_NO or value.value is True


def _unsure(value: MemberValue) -> Finding:
    return Finding(
        "unsure-value",
        Severity.WARNING,
        f"Read with a confidence of {value.confidence:.2f}: compare with the document.",
        value.field,
    )


def _shown(value: object) -> str:
    text = "nothing" if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)
    return f"“{text[:80]}…”" if len(text) > 80 else f"“{text}”"  # noqa: PLR2004 - a glance
