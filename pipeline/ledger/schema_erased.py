"""The tables for what was erased or went after its time: what of it can be told without naming anybody."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, String, Table

from pipeline.ledger.columns import Json
from pipeline.ledger.tables import METADATA, ref, row_id, sha256, text, time, word

ERASURES = Table(
    "erasures",
    METADATA,
    row_id(),
    word("what"),
    text("by"),
    time("at"),
    Column("salt", String(64), nullable=False),
    Column("counts", Json, nullable=False),
    CheckConstraint("what IN ('erased', 'retention')", name="known_erasure"),
    comment="what was taken out of the ledger for good, as the law asks: when, by whom, how much; never whose",
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    row_id(),
    ref("erasure", "erasures", index=True),
    word("kind"),
    sha256("hash", index=True),
    ref("member", "members", null=True),
    CheckConstraint("kind IN ('message', 'bytes', 'place', 'member', 'words')", name="known_tombstone"),
    comment="hashes by which something that was erased is known when it comes again, and nothing can be told from them",
)
