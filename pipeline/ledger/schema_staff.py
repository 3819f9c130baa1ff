"""The tables for what staff say of members and forms, beside their decisions about fields (see `schema`)."""

from __future__ import annotations

from sqlalchemy import Column, Table

from pipeline.ledger.columns import ExactText, Json
from pipeline.ledger.tables import METADATA, ref, row_id, text, time, values_of

ENTRIES = Table(
    "entries",
    METADATA,
    row_id(),
    ref("member", "members", index=True),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="a member that staff entered, without any message; what they said of it are decisions",
)

MERGES = Table(
    "merges",
    METADATA,
    row_id(),
    ref("member", "members", index=True),
    ref("into", "members", null=True),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="staff found that two members are one, or (no `into`) that they are two after all; the latest row stands",
)

LIKENESSES = Table(
    "likenesses",
    METADATA,
    row_id(),
    ref("one", "members", index=True),
    ref("other", "members"),
    ref("run", "runs"),
    time("at"),
    comment="two members that may be one: staff are asked",
)

KEPT_APART = Table(
    "kept_apart",
    METADATA,
    row_id(),
    ref("one", "members", index=True),
    ref("other", "members"),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="two members of which staff said that they are not the same",
)

BELONGINGS = Table(
    "belongings",
    METADATA,
    row_id(),
    ref("submission", "submissions", index=True),
    ref("member", "members", index=True),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="staff said whose form a submission is; the latest row stands",
)

QUESTIONS = Table(
    "questions",
    METADATA,
    row_id(),
    ref("message", "messages", index=True),
    ref("document", "documents"),
    text("language", null=True),
    Column("candidates", Json, nullable=False),
    Column("findings", Json, nullable=False),
    ref("run", "runs"),
    time("at"),
    comment="a filled form that may be of one of these members or of another government: it waits for staff",
)
QUESTION_VALUES = values_of("question_values", "question")

ANSWERS = Table(
    "answers",
    METADATA,
    row_id(),
    ref("question", "questions", index=True),
    ref("submission", "submissions", null=True),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="staff answered a question; the submission that the form became then",
)

SETTLED = Table(
    "settled",
    METADATA,
    row_id(),
    Column("item", ExactText, nullable=False, index=True),
    text("by"),
    time("at"),
    ref("run", "runs"),
    comment="something to look at that staff ticked off",
)
