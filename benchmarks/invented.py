"""A ledger view of invented members with every field filled, for benchmarks of what staff open."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.campaign.loader import load_campaign
from pipeline.model import DocumentKind, Finding, Mailbox, Severity, Source, Value
from pipeline.records import (
    DocumentRecord,
    DraftKind,
    DraftState,
    LedgerView,
    Member,
    MemberValue,
    MessageRow,
    Outcome,
    Place,
    RunRow,
    Status,
    SubmissionRow,
)
from pipeline.review.links import Links, MemberLinks

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue

NOW: Final = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
_NARRATIVE: Final = (
    "Human rights begin close to home: in the street, the school and the clinic of {name}.\n"
    "• a local ombudsperson since 2011, with a yearly public report\n"
    "• participatory budgeting in every neighbourhood, also in Français, Español et 한국어\n\n"
    "The council adopted the charter unanimously and asked the administration to report on it every spring. "
)
_COUNTRIES: Final = ("ES", "FR", "KR", "SN", "AR", "ID", "DE", "BR", "CA", "TR", "MX", "PT", "ZA", "IN")
_STATUSES: Final = (Status.PUBLISHED, Status.ACCEPTED, Status.READY, Status.TO_REVIEW, Status.ACCEPTED)
_SOURCE: Final = Source("pdf-text", "page 1", 1, (72.0, 200.0, 300.0, 214.0))


def campaign() -> Campaign:
    """The built-in one."""
    return load_campaign("human-rights-cities-2030")


def invented_view(count: int) -> LedgerView:
    """So many members with all fields, one submission each, and a fifth more messages."""
    asked = campaign()
    members = tuple(_member(number, asked) for number in range(1, count + 1))
    return LedgerView(
        members=members,
        submissions=tuple(_submission(member) for member in members),
        messages=tuple(_message(number, count) for number in range(1, count * 12 // 10 + 1)),
        drafts=(),
        runs=(RunRow(1, NOW, NOW, 0, count, 0, version="0"),),
    )


def invented_links(count: int) -> Links:
    """A letter, a reply and a form of each member."""
    return Links(
        {
            f"M{number:04}": MemberLinks(f"letters/{number}.docx", f"drafts/{number}.eml", f"forms/M{number:04}.pdf")
            for number in range(1, count + 1)
        },
        {number: f"drafts/{number}.eml" for number in range(1, count + 1)},
    )


def _member(number: int, asked: Campaign) -> Member:
    status = _STATUSES[number % len(_STATUSES)]
    doubted = status is Status.TO_REVIEW
    values = tuple(
        MemberValue(
            field.key,
            value,
            "staff" if index % 13 == number % 40 else "form",
            f"S{number:04}",
            str(value)[:200],
            0.7 if doubted and not index % 9 else 0.97,
            _SOURCE,
        )
        for index, field in enumerate(asked.kept_fields)
        for value in (_value(field, number),)
    )
    findings = (Finding("field-conflict", Severity.WARNING, "Two places of the form differ.", "website"),)
    return Member(
        id=f"M{number:04}",
        status=status,
        wave=str(1 + number % 4),
        values=values,
        submissions=(f"S{number:04}",),
        findings=findings if doubted else (),
        world_region="Europe",
        language=("en", "fr", "es")[number % 3],
        joined=NOW - dt.timedelta(hours=number),
        documents=((_sha(number), "form.pdf"),),
        senders=(f"rights@city{number}.example",),
        place=Place(f"geonames:{number}", f"Villa {number}", 40 + number % 10, number % 20, "ES"),
    )


def _value(field: Field, number: int) -> FieldValue:
    if field.type is FieldType.CHOICE:
        return field.choices[number % len(field.choices)].key
    if field.type is FieldType.CHOICES:
        return tuple(each.key for each in field.choices[number % 5 :: 3])
    contents: dict[FieldType, FieldValue] = {
        FieldType.NUMBER: 10_000 + number,
        FieldType.DATE: f"2025-{1 + number % 12:02}-15",
        FieldType.COUNTRY: _COUNTRIES[number % len(_COUNTRIES)],
        FieldType.PERSON: f"Maria Exemple {number}",
        FieldType.EMAIL: f"rights@city{number}.example",
        FieldType.PHONE: f"+3493{number:07}",
        FieldType.URL: f"https://city{number}.example",
        FieldType.YES_NO: number % 9 != 0,
        FieldType.NARRATIVE: _NARRATIVE.format(name=f"Villa {number}") * (1 + number % 3),
        FieldType.TEXT: f"{field.key.replace('_', ' ').capitalize()} of Villa {number}",
    }
    return contents[field.type]


def _submission(member: Member) -> SubmissionRow:
    values = tuple(Value(each.field, each.value, each.raw, each.confidence, _SOURCE) for each in member.values)
    number = int(member.id[1:])
    return SubmissionRow(
        f"S{number:04}", _sha(number), "form.pdf", "en", NOW, member.id, values, member.findings, member.wave
    )


def _message(number: int, count: int) -> MessageRow:
    form = number <= count
    received = NOW - dt.timedelta(hours=number)
    return MessageRow(
        id=number,
        place=f"INBOX/1/{number}",
        sha256=_sha(number),
        message_id=f"<{number}@city.example>",
        received=received,
        fetched=received,
        sender=Mailbox(f"rights@city{number}.example", f"Office of Villa {number}"),
        subject=f"Adhesion of Villa {number} to the campaign",
        outcome=Outcome.SUBMISSION if form else Outcome.IGNORED,
        reason="a filled form of a new member" if form else "an out-of-office note",
        submissions=(f"S{number:04}",) if form else (),
        draft=DraftKind.WELCOME if form else None,
        documents=(DocumentRecord("form.pdf", "", "application/pdf", _sha(-number), 90_000, DocumentKind.FORM),),
        draft_state=DraftState.DRAFTED if form else None,
    )


def _sha(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()
