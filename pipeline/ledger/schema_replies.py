"""The tables for replies: which are to be drafted, where they wait, what people made of them, what was taken back."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from pipeline.ledger.columns import CleanText, ExactText, Json
from pipeline.ledger.tables import METADATA, ref, row_id, sha256, text, time, word

DRAFTS = Table(
    "drafts",
    METADATA,
    row_id(),
    ref("message", "messages"),
    word("kind"),
    text("language", null=True),
    Column("message_id", CleanText, nullable=False, unique=True),
    ref("run", "runs"),
    time("created"),
    comment="a reply that is to be drafted",
)

DRAFT_MEMBERS = Table(
    "draft_members",
    METADATA,
    Column("draft", ForeignKey("drafts.id"), primary_key=True),
    Column("member", ForeignKey("members.id"), primary_key=True),
    comment="the members that a reply is about",
)

DRAFT_FILES = Table(
    "draft_files",
    METADATA,
    row_id(),
    ref("draft", "drafts", index=True),
    text("file"),
    Column("letters", Json, nullable=False),
    sha256(),
    time("at"),
    Column("facts", Json),  # what it is made from: a word -> a short hash; None: written by an older program
    Column("prints", Json),  # file of a letter -> the hash of what we wrote; None likewise
    comment="a file that was written for a reply; the latest row stands",
)

DRAFT_STATES = Table(
    "draft_states",
    METADATA,
    row_id(),
    ref("draft", "drafts", index=True),
    word("state"),
    Column("place", ExactText),
    Column("epoch", ExactText),
    Column("sha256", String(64)),
    ref("run", "runs"),
    time("at"),
    comment="a reply in the Drafts folder and what people made of it; the latest row stands, sha256 is as we wrote it",
)

REPLACED = Table(
    "replaced",
    METADATA,
    row_id(),
    ref("draft", "drafts", index=True),
    ref("by", "drafts", null=True),
    ref("run", "runs"),
    time("at"),
    comment="a reply that is to be taken back since what it says is no longer so, and the one that comes instead",
)
