"""A ledger of invented members in many languages, for the tests of the review room."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.campaign.loader import load_campaign
from pipeline.model import DocumentKind, FieldValue, Finding, Mailbox, Severity
from pipeline.records import (
    DocumentRecord,
    DraftKind,
    DraftRow,
    LedgerView,
    Member,
    MemberValue,
    MessageRow,
    Outcome,
    RunRow,
    Status,
    SubmissionRow,
)

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

LONG = (
    "We believe that human rights begin close to home: in the street, the school and the clinic.\n"
    "• a local ombudsperson since 2011, with a yearly public report\n"
    "• participatory budgeting in every neighbourhood\n"
    "• a municipal plan against discrimination, drawn up with forty associations\n\n"
    "The council adopted the charter unanimously and asked the administration to report on it every spring. "
) * 2

_PLACES: tuple[tuple[str, str, str, str, str], ...] = (
    ("Ajuntament de Granollers", "ES", "Europe", "Núria Exemple Vidal", "Alcaldessa"),
    ("광주광역시", "KR", "Asia-Pacific", "한가람", "시장"),
    ("بلدية رام الله", "PS", "Middle East and West Asia", "ليلى مثال", "رئيسة البلدية"),
    ("Ville de Thiès", "SN", "Africa", "Awa Exemple Ndiaye", "Maire"),
    ("Municipalidad de Rosario", "AR", "Latin America", "Lucía Ejemplo Paz", "Intendenta"),
    ("Kota Wonosobo", "ID", "Asia-Pacific", "Budi Contoh", "Bupati"),
    ("Stadt Nürnberg", "DE", "Europe", "Greta Beispiel", "Oberbürgermeisterin"),
    ("City of Utrecht", "NL", "Europe", "Sanne Voorbeeld", "Mayor"),
    ("Prefeitura de São Leopoldo", "BR", "Latin America", "João Exemplo", "Prefeito"),
    ("Diputació de Barcelona", "ES", "Europe", "Pau Exemple", "President"),
    ("City of Vancouver", "CA", "North America", "Robin Example", "Mayor"),
    ("Kadıköy Belediyesi", "TR", "Middle East and West Asia", "Deniz Örnek", "Belediye Başkanı"),
)
_STATUSES = (
    Status.ACCEPTED,
    Status.PUBLISHED,
    Status.READY,
    Status.TO_REVIEW,
    Status.INCOMPLETE,
    Status.ACCEPTED,
    Status.PLEDGED,
    Status.READY,
    Status.ACCEPTED,
    Status.DECLINED,
)


@lru_cache(maxsize=1)
def campaign() -> Campaign:
    return load_campaign("human-rights-cities-2030")


def member(number: int) -> Member:
    name, country, region, leader, title = _PLACES[number % len(_PLACES)]
    status = _STATUSES[number % len(_STATUSES)]
    pledged = status is Status.PLEDGED
    values: dict[str, FieldValue] = {
        "government_name": name if number < len(_PLACES) else f"{name} {number}",
        "government_type": ("municipality", "municipality", "province", "district")[number % 4],
        "country": country,
        "population": 12_500 + 7919 * number,
        "leader_name": leader,
        "leader_title": title,
        "mandate_start": "2022",
        "mandate_end": "2026-06-30",
        "contact_name": "Kim Example",
        "contact_email": f"rights{number}@city{number}.example",
        "contact_phone": "+34938426610",
        "postal_address": "Plaça Major 1, 08400 Granollers",
        "website": f"https://city{number}.example",
        "motivation": LONG if number % 3 else "저희 시는 인권을 존중합니다. " * 12,
        "policies": "مكتب حقوق الإنسان في البلدية يعمل منذ عام ٢٠١١. " * 6 if number % 4 == 2 else LONG[:180],
        "themes": ("housing", "gender_equality") if number % 2 else ("housing",),
        "decision_date": "2025-11-20",
        "signed": number % 5 != 0,
        "consent": True,
    }
    if status is Status.INCOMPLETE:
        del values["leader_name"], values["contact_email"]
    if pledged:
        values = {key: values[key] for key in ("government_name", "country")}
    id_ = f"M{number + 1:04d}"
    return Member(
        id=id_,
        status=status,
        wave=None if pledged or number % 7 == 6 else str(1 + number % 4),
        values=tuple(_value(key, value, number) for key, value in values.items()),
        submissions=() if pledged else (f"S{number + 1:04d}",),
        findings=_findings(status),
        world_region=region,
        language="en",
        joined=NOW - number * 9 * DAY,
        documents=() if pledged else ((sha(number), "form.pdf"),),
    )


def _value(key: str, value: FieldValue, number: int) -> MemberValue:
    unsure = key == "population" and number % 6 == 3
    if key == "postal_address" and number % 8 == 1:
        return MemberValue(key, value, "staff")
    raw = "ca. 12 mil hab. (2021)" if unsure else str(value)
    return MemberValue(key, value, "form", f"S{number + 1:04d}", raw, 0.62 if unsure else 0.97)


def _findings(status: Status) -> tuple[Finding, ...]:
    if status is not Status.TO_REVIEW:
        return ()
    text = "The name of the leader stands in the place of the contact too."
    return (Finding("same-person", Severity.WARNING, text, "contact_name"),)


def sha(number: int) -> str:
    return f"{number:064x}"


def message(number: int, outcome: Outcome, reason: str, submission: str | None = None) -> MessageRow:
    return MessageRow(
        id=number + 1,
        place=f"inbox/{number}.eml",
        sha256=sha(number),
        message_id=f"<{number}@city.example>",
        received=NOW - number * DAY,
        fetched=NOW - number * DAY,
        sender=Mailbox(f"office{number}@city{number}.example", "Office of the Mayor"),
        subject="Adhesion form – 10, 100, 1000",
        outcome=outcome,
        reason=reason,
        submissions=(submission,) if submission else (),
        draft=DraftKind.WELCOME if submission else None,
        documents=(DocumentRecord("form.pdf", "", "application/pdf", sha(number), 9000, DocumentKind.FORM),),
    )


def view(count: int = 12) -> LedgerView:
    members = tuple(member(number) for number in range(count))
    aside = (
        (Outcome.UNREADABLE, "The PDF is protected with a password."),
        (Outcome.QUESTION, "No form, no words of support."),
        (Outcome.HELD, "Failed three times: ValueError."),
        (Outcome.IGNORED, "auto-reply: out of office"),
        (Outcome.OTHER_FORM, "A form of another network."),
        (Outcome.FAILED, "RuntimeError"),
    )
    messages = tuple(message(n, Outcome.SUBMISSION, "One form read.", f"S{n + 1:04d}") for n in range(count))
    messages += tuple(message(count + n, *each) for n, each in enumerate(aside))
    submissions = tuple(
        SubmissionRow(f"S{n + 1:04d}", sha(n), "form.pdf", "en", NOW, members[n].id, (), (), "1") for n in range(count)
    )
    drafts = tuple(
        DraftRow(n + 1, DraftKind.WELCOME, n + 1, "en", f"<d{n}@x.example>", (members[n].id,), NOW, f"drafts/{n}.eml")
        for n in range(count)
    )
    return LedgerView(members, submissions, messages, drafts, (RunRow(1, NOW, NOW, 0, count + 6, 0),))


def with_value(of: LedgerView, id_: str, value: MemberValue) -> LedgerView:
    """The ledger with one value of one member set."""
    return replace(of, members=tuple(_with(each, value) if each.id == id_ else each for each in of.members))


def _with(of: Member, value: MemberValue) -> Member:
    others = tuple(each for each in of.values if each.field != value.field)
    return replace(of, values=(*others, value))
