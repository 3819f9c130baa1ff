"""Small builders for the ledger's tests: invented messages, plans and a campaign of five fields."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign, Field, FieldType, Identity, Need
from pipeline.model import DocumentKind, Mailbox, RawMessage, Source, Value
from pipeline.records import (
    NOTHING_SAID,
    Decision,
    DocumentRecord,
    DraftKind,
    MessageFacts,
    Outcome,
    Plan,
    PlannedPledge,
    PlannedSubmission,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.ledger.store import Ledger
    from pipeline.model import FieldValue, Finding
    from pipeline.records import StoredMessage

NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
ACCOUNT = "adhesion@mail.example"

CAMPAIGN = Campaign(
    id="test",
    name={"en": "Test"},
    languages=("en",),
    fields=(
        Field("city", FieldType.TEXT, {}, need=Need.REQUIRED),
        Field("country", FieldType.COUNTRY, {}, need=Need.REQUIRED),
        Field("people", FieldType.NUMBER, {}),
        Field("themes", FieldType.CHOICES, {}),
        Field("signed", FieldType.YES_NO, {}, need=Need.EXPECTED, mark=True),
        Field("printed_only", FieldType.TEXT, {}, kept=False),
    ),
    identity=Identity(name="city", country="country"),
)
COMPLETE: dict[str, FieldValue] = {"city": "Vila Nova", "country": "PT", "signed": True}


def at(days: int) -> dt.datetime:
    """So many days after the tests' first day."""
    return NOW + dt.timedelta(days=days)


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def value(field: str, content: FieldValue, confidence: float = 0.97) -> Value:
    source = Source("acroform", f"field {field}", 1, (10.0, 20.0, 110.0, 32.5))
    return Value(field, content, f" {content} ", confidence, source)


def values(contents: dict[str, FieldValue]) -> tuple[Value, ...]:
    return tuple(value(field, content) for field, content in contents.items())


def facts(subject: str = "Our adhesion form") -> MessageFacts:
    return MessageFacts("<1@city.example>", Mailbox("clerk@city.example", "Clerk"), subject, NOW)


def form_document(name: str = "form.pdf", data: bytes = b"form") -> DocumentRecord:
    digest = hashlib.sha256(data).hexdigest()
    return DocumentRecord(name, "", "application/pdf", digest, len(data), DocumentKind.FORM)


def submission(
    contents: dict[str, FieldValue] | None = None,
    *,
    member: str | None = None,
    findings: tuple[Finding, ...] = (),
    wave: str | None = "2",
    document: int = 0,
) -> PlannedSubmission:
    return PlannedSubmission(document, "pt", values(contents or COMPLETE), findings, member, wave)


def form_plan(
    *submissions: PlannedSubmission, document: DocumentRecord | None = None, draft: DraftKind | None = DraftKind.WELCOME
) -> Plan:
    planned = submissions or (submission(),)
    return Plan(
        outcome=Outcome.SUBMISSION if planned[0].member is None else Outcome.UPDATE,
        reason="one form",
        facts=facts(),
        documents=(document or form_document(),),
        submissions=planned,
        draft=draft,
        draft_language="pt",
    )


def pledge_plan(contents: dict[str, FieldValue], member: str | None = None) -> Plan:
    planned = PlannedPledge(values(contents), "fr", member)
    return Plan(Outcome.PLEDGE, "support without a form", facts("We join"), pledge=planned, draft=DraftKind.PLEDGE)


def ignored_plan() -> Plan:
    return Plan(Outcome.IGNORED, "an out-of-office reply", facts("Out of office"))


def decision(member: str, field: str, content: FieldValue | None, days: int = 0) -> Decision:
    return Decision(member, field, content, "secretariat", at(days))


def record(ledger: Ledger, decisions: Sequence[Decision], run: int) -> None:
    """What staff decided, as a run takes it in."""
    ledger.take(replace(NOTHING_SAID, by=decisions[0].by, decisions=tuple(decisions)), run)


def kept(ledger: Ledger, run: int, place: str, data: bytes = b"", days: int = 0) -> StoredMessage:
    """A message that arrives and is kept on that day."""
    return ledger.keep(
        RawMessage(place, data or place.encode(errors="surrogateescape"), at(days)), ACCOUNT, run, at(days)
    )


def arrive(ledger: Ledger, run: int, place: str, plan: Plan, days: int = 0) -> tuple[str, ...]:
    """A message that arrives, is kept and concluded; gives the ids of its members."""
    return ledger.apply(kept(ledger, run, place, days=days), plan, run, at(days))


def dump(file: Path) -> Counter[tuple[object, ...]]:
    """Every row of every table, as another program reads them."""
    rows: Counter[tuple[object, ...]] = Counter()
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows.update((table, *row) for row in connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 - own names
    return rows


def without_runs(rows: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    """The rows without those of runs, the only ones that are ever completed."""
    return Counter({row: count for row, count in rows.items() if row[0] != "runs"})
