"""The ledger for other programs: JSON, CSV and GeoJSON in the shapes that `adhesion export` promises.

CSV is UTF-8 without a byte order mark, since it is for programs: with a mark the first heading is not found by its
name. Staff have the workbook. Cells that a spreadsheet would take for a formula get an apostrophe in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.gazetteer import ATTRIBUTION
from pipeline.ledger.columns import clean
from pipeline.ledger.csv_text import csv_text
from pipeline.records import DraftState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.model import Finding, Value
    from pipeline.records import LedgerView, Member, MemberValue, MessageRow, Place, SubmissionRow

    Json = dict[str, object]


def members_json(view: LedgerView) -> list[Json]:
    """Members with their current values; `place` is null where the gazetteer does not know or cannot tell."""
    return [_member(member) for member in view.members]


def submissions_json(view: LedgerView) -> list[Json]:
    """Submissions as they were read, each value with its raw text, confidence and source."""
    return [_submission(row) for row in view.submissions]


def messages_json(view: LedgerView) -> list[Json]:
    """Messages with what became of them; `outcome` is null for one that was kept and not yet concluded."""
    return [_message(row) for row in view.messages]


def members_csv(view: LedgerView, campaign: Campaign) -> str:
    """One row for each member, one column for each kept field of the campaign."""
    rows = (_with_fields(_of_member(member), member.values) for member in view.members)
    return csv_text(_columns(_MEMBER_COLUMNS, campaign), rows)


def submissions_csv(view: LedgerView, campaign: Campaign) -> str:
    """One row for each submission, one column for each kept field of the campaign."""
    rows = (_with_fields(_of_submission(row), row.values) for row in view.submissions)
    return csv_text(_columns(_SUBMISSION_COLUMNS, campaign), rows)


def messages_csv(view: LedgerView) -> str:
    """One row for each message."""
    return csv_text(_MESSAGE_COLUMNS, map(_message, view.messages))


def members_geojson(view: LedgerView) -> Json:
    """A FeatureCollection (RFC 7946) of the members; their current values are flat properties."""
    features: list[Json] = [
        {
            "type": "Feature",
            "id": member.id,
            "geometry": _point(member.place),
            "properties": _with_fields(_of_member(member), member.values),
        }
        for member in view.members
    ]
    return {"type": "FeatureCollection", "attribution": f"Places: {ATTRIBUTION}", "features": features}


_MEMBER_COLUMNS = ("id", "status", "wave", "world_region", "submissions")
_SUBMISSION_COLUMNS = ("id", "message", "document", "language", "received", "member")
_MESSAGE_COLUMNS = (
    "source",
    "message_id",
    "sha256",
    "received",
    "outcome",
    "reason",
    "submissions",
    "member",
    "draft",
    "draft_state",
)


def _of_member(member: Member) -> Json:
    return {
        "id": member.id,
        "status": member.status.value,
        "wave": member.wave,
        "world_region": member.world_region,
        "submissions": list(member.submissions),
    }


def _member(member: Member) -> Json:
    fields = {
        each.field: {"value": _plain(each.value), "origin": each.origin, "submission": each.submission}
        for each in member.values
    }
    return {**_of_member(member), "fields": fields, "place": _place(member.place)}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}


def _point(place: Place | None) -> Json | None:
    """RFC 7946: longitude first."""
    return None if place is None else {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _of_submission(row: SubmissionRow) -> Json:
    return {
        "id": row.id,
        "message": row.message,
        "document": row.document,
        "language": row.language,
        "received": _time(row.received),
        "member": row.member,
    }


def _submission(row: SubmissionRow) -> Json:
    fields = {value.field: _value(value) for value in row.values}
    return {**_of_submission(row), "fields": fields, "findings": [_finding(each) for each in row.findings]}


def _message(row: MessageRow) -> Json:
    return {
        "source": clean(row.place),
        "message_id": row.message_id or None,
        "sha256": row.sha256,
        "received": _time(row.received),
        "outcome": None if row.outcome is None else row.outcome.value,
        "reason": row.reason,
        "submissions": list(row.submissions),
        "member": row.member,
        "draft": None if row.draft is None or row.draft_state is DraftState.REPLACED else row.draft.value,
        "draft_state": None if row.draft_state is None else row.draft_state.value,
    }


def _value(value: Value) -> Json:
    source = value.source
    return {
        "value": _plain(value.value),
        "raw": value.raw,
        "confidence": value.confidence,
        "source": {
            "reader": source.reader,
            "page": source.page,
            "box": None if source.box is None else list(source.box),
            "at": source.at,
        },
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": finding.message,
    }


def _with_fields(own: Json, values: Iterable[Value | MemberValue]) -> Json:
    """Our columns and the campaign's side by side."""
    return {**own, **{_column(each.field, own): _plain(each.value) for each in values}}


def _columns(own: Sequence[str], campaign: Campaign) -> list[str]:
    return [*own, *(_column(field.key, own) for field in campaign.kept_fields)]


def _column(key: str, own: Collection[str]) -> str:
    """A campaign may ask for something that we call the same ("language")."""
    return f"fields.{key}" if key in own else key


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _time(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
