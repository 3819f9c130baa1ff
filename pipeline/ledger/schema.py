"""The tables. Rows are only ever added: what was said stays as it was said, what is true now is derived.

The exceptions are `runs`, whose row is completed when the run ends, and erasure (see `erasing`). Every row that
something caused names the message or the run that did. Types are those every SQL database has; see `columns` for how
our values stand in them.

After a change here: add a step to `migrations.STEPS` that makes it in a ledger that exists.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from pipeline.ledger.columns import ExactText, Json
from pipeline.ledger.schema_erased import ERASURES, TOMBSTONES
from pipeline.ledger.schema_replies import DRAFT_FILES, DRAFT_MEMBERS, DRAFT_STATES, DRAFTS, REPLACED
from pipeline.ledger.schema_staff import (
    ANSWERS,
    BELONGINGS,
    ENTRIES,
    KEPT_APART,
    LIKENESSES,
    MERGES,
    QUESTION_VALUES,
    QUESTIONS,
    SETTLED,
)
from pipeline.ledger.tables import METADATA, ref, row_id, sha256, text, time, values_of, word

__all__ = [
    "ANSWERS",
    "BELONGINGS",
    "CONTENTS",
    "DECISIONS",
    "DOCUMENTS",
    "DRAFTS",
    "DRAFT_FILES",
    "DRAFT_MEMBERS",
    "DRAFT_STATES",
    "ENTRIES",
    "ERASURES",
    "FAILURES",
    "FINDINGS",
    "FOUND_AGAIN",
    "KEPT_APART",
    "LAPSED",
    "LIKENESSES",
    "LISTINGS",
    "MEMBERS",
    "MEMBER_EVENTS",
    "MERGES",
    "MESSAGES",
    "META",
    "METADATA",
    "OUTCOMES",
    "PLEDGES",
    "PLEDGE_VALUES",
    "QUESTIONS",
    "QUESTION_VALUES",
    "REFUSALS",
    "REPLACED",
    "REREADINGS",
    "RETRIES",
    "RUNS",
    "SETTLED",
    "SUBMISSIONS",
    "SUBMISSION_VALUES",
    "TOMBSTONES",
    "TOUCHES",
]

META = Table(
    "meta",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", String(64), nullable=False),
    comment="what this database is and which version of the schema it has",
)

RUNS = Table(
    "runs",
    METADATA,
    row_id(),
    time("started"),
    text("version"),
    time("finished", null=True),
    Column("exit_code", Integer),
    Column("seen", Integer, nullable=False, default=0),
    Column("known", Integer, nullable=False, default=0),
    Column("counts", Json, nullable=False),
    comment="one run of the program; completed when it ends",
)

CONTENTS = Table(
    "contents",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    comment="bytes of messages exactly as they came, zlib-compressed, each once",
)

MESSAGES = Table(
    "messages",
    METADATA,
    row_id(),
    Column("account", ExactText, nullable=False),
    Column("place", ExactText, nullable=False),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    time("received", null=True),
    time("fetched"),
    ref("run", "runs"),
    Column("partial", Integer, nullable=False, server_default="0"),  # 1: only its header was kept (too large, ...)
    UniqueConstraint("account", "place", "sha256"),
    comment="a message at a place of a mailbox; other bytes at the same place are another message",
)

FOUND_AGAIN = Table(
    "found_again",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    Column("account", ExactText, nullable=False, index=True),
    Column("place", ExactText, nullable=False),
    ref("run", "runs"),
    time("at"),
    comment="another place at which a message was found, its first one being gone; the latest row stands",
)

LISTINGS = Table(
    "listings",
    METADATA,
    row_id(),
    Column("account", ExactText, nullable=False, index=True),
    Column("epoch", ExactText),
    Column("highest", Integer),
    Column("left", Integer, nullable=False),
    ref("run", "runs", null=True),
    time("at"),
    comment="a mailbox as it was listed, less what we move away; without a run: staff accepted that it was reset",
)

REFUSALS = Table(
    "refusals",
    METADATA,
    row_id(),
    Column("account", ExactText, nullable=False, index=True),
    Column("place", ExactText, nullable=False),
    ref("run", "runs"),
    time("at"),
    comment="an attempt to fetch a message that the mailbox lists and did not give",
)

RETRIES = Table(
    "retries",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    Column("failure", Integer, nullable=False),
    time("at"),
    comment="staff asked to try a held message again; failures up to this one do not count any more",
)

TOUCHES = Table(
    "touches",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    word("action"),
    text("target"),
    ref("run", "runs"),
    time("at"),
    CheckConstraint("action IN ('moved', 'flagged')", name="known_action"),
    comment="what was done with a concluded message in its mailbox",
)

MEMBERS = Table(
    "members",
    METADATA,
    row_id(),
    time("created"),
    ref("run", "runs"),
    comment="an applicant; all that is known of it is derived from what refers to it",
)

OUTCOMES = Table(
    "outcomes",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    ref("run", "runs"),
    word("outcome"),
    text("reason"),
    ref("member", "members", null=True),
    word("draft", null=True),
    text("message_id"),
    text("sender_address"),
    text("sender_name"),
    text("subject"),
    time("sent", null=True),
    time("at"),
    comment="what became of a message and what its headers say; the latest row stands",
)

FAILURES = Table(
    "failures",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    ref("run", "runs"),
    text("code"),
    time("at"),
    comment="an attempt to conclude a message that failed",
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    Column("position", Integer, nullable=False),
    text("name"),
    text("inside"),
    text("media"),
    sha256(index=True),
    Column("size", Integer, nullable=False),
    word("kind", null=True),
    text("reason", null=True),
    text("code", null=True),
    comment="a document of a message; its bytes stay in the message",
)

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    ref("document", "documents", index=True),
    ref("member", "members", index=True),
    text("language", null=True),
    text("wave", null=True),
    ref("run", "runs"),
    time("at"),
    comment="a filled form as it was read",
)
SUBMISSION_VALUES = values_of("submission_values", "submission")

REREADINGS = Table(
    "rereadings",
    METADATA,
    row_id(),
    ref("submission", "submissions", index=True),
    ref("replaces", "submissions", index=True),
    ref("run", "runs"),
    time("at"),
    comment="a submission that is an earlier one read again by a newer program, and stands instead of it",
)

PLEDGES = Table(
    "pledges",
    METADATA,
    row_id(),
    ref("message", "messages"),
    ref("member", "members", index=True),
    text("language", null=True),
    ref("run", "runs"),
    time("at"),
    comment="support declared without a form",
)
PLEDGE_VALUES = values_of("pledge_values", "pledge")

FINDINGS = Table(
    "findings",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    ref("submission", "submissions", null=True, index=True),
    Column("position", Integer, nullable=False),
    text("code"),
    word("severity"),
    text("text"),
    text("field", null=True),
    comment="something that staff should know, about a submission or (without one) about the message",
)

LAPSED = Table(
    "lapsed",
    METADATA,
    row_id(),
    ref("finding", "findings", index=True),
    ref("run", "runs"),
    time("at"),
    comment="something about a message that a newer program does not find any more, and staff accepted that",
)

MEMBER_EVENTS = Table(
    "member_events",
    METADATA,
    row_id(),
    ref("member", "members", index=True),
    word("event"),
    ref("message", "messages"),
    ref("submission", "submissions", null=True),
    ref("run", "runs"),
    time("at"),
    CheckConstraint("event IN ('created', 'updated', 'pledged')", name="known_event"),
    comment="what happened to a member by which message",
)

DECISIONS = Table(
    "decisions",
    METADATA,
    row_id(),
    ref("member", "members", index=True),
    text("field"),
    Column("value", Json),
    Column("was", Json),
    text("by"),
    time("at"),
    ref("run", "runs"),
    Column("released", Integer, nullable=False, server_default="0"),  # 1: staff gave the field back to the forms
    comment="a word of staff about a field of a member or its status; the latest one stands",
)

Index("ix_messages_account", MESSAGES.c.account, MESSAGES.c.id)
