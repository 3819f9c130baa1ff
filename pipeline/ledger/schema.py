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
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from pipeline.ledger.columns import CleanText, ExactText, Json, UtcTime

METADATA = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=null, index=index)


def _sha256(name: str = "sha256", *, index: bool = False) -> Column[str]:
    return Column(name, String(64), nullable=False, index=index)


def _word(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, String(64), nullable=null)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, CleanText, nullable=null)


def _time(name: str, *, null: bool = False) -> Column[object]:
    return Column(name, UtcTime, nullable=null)


def _values_of(name: str, owner: str) -> Table:
    """Values as they were read; `position` keeps their order."""
    return Table(
        name,
        METADATA,
        _id(),
        _ref(owner, f"{owner}s", index=True),
        Column("position", Integer, nullable=False),
        _text("field"),
        Column("value", Json, nullable=False),
        _text("raw"),
        Column("confidence", Float, nullable=False),
        _text("reader"),
        _text("at"),
        Column("page", Integer),
        Column("box", Json),
        comment="one value that was read, and where it stands in its document",
    )


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
    _id(),
    _time("started"),
    _text("version"),
    _time("finished", null=True),
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
    _id(),
    Column("account", ExactText, nullable=False),
    Column("place", ExactText, nullable=False),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    _time("received", null=True),
    _time("fetched"),
    _ref("run", "runs"),
    Column("partial", Integer, nullable=False, server_default="0"),  # 1: only its header was kept (too large, ...)
    UniqueConstraint("account", "place", "sha256"),
    comment="a message at a place of a mailbox; other bytes at the same place are another message",
)

FOUND_AGAIN = Table(
    "found_again",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    Column("account", ExactText, nullable=False, index=True),
    Column("place", ExactText, nullable=False),
    _ref("run", "runs"),
    _time("at"),
    comment="another place at which a message was found, its first one being gone; the latest row stands",
)

LISTINGS = Table(
    "listings",
    METADATA,
    _id(),
    Column("account", ExactText, nullable=False, index=True),
    Column("epoch", ExactText),
    Column("highest", Integer),
    Column("left", Integer, nullable=False),
    _ref("run", "runs", null=True),
    _time("at"),
    comment="a mailbox as it was listed, less what we move away; without a run: staff accepted that it was reset",
)

REFUSALS = Table(
    "refusals",
    METADATA,
    _id(),
    Column("account", ExactText, nullable=False, index=True),
    Column("place", ExactText, nullable=False),
    _ref("run", "runs"),
    _time("at"),
    comment="an attempt to fetch a message that the mailbox lists and did not give",
)

RETRIES = Table(
    "retries",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    Column("failure", Integer, nullable=False),
    _time("at"),
    comment="staff asked to try a held message again; failures up to this one do not count any more",
)

TOUCHES = Table(
    "touches",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _word("action"),
    _text("target"),
    _ref("run", "runs"),
    _time("at"),
    CheckConstraint("action IN ('moved', 'flagged')", name="known_action"),
    comment="what was done with a concluded message in its mailbox",
)

MEMBERS = Table(
    "members",
    METADATA,
    _id(),
    _time("created"),
    _ref("run", "runs"),
    comment="an applicant; all that is known of it is derived from what refers to it",
)

OUTCOMES = Table(
    "outcomes",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _ref("run", "runs"),
    _word("outcome"),
    _text("reason"),
    _ref("member", "members", null=True),
    _word("draft", null=True),
    _text("message_id"),
    _text("sender_address"),
    _text("sender_name"),
    _text("subject"),
    _time("sent", null=True),
    _time("at"),
    comment="what became of a message and what its headers say; the latest row stands",
)

FAILURES = Table(
    "failures",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _ref("run", "runs"),
    _text("code"),
    _time("at"),
    comment="an attempt to conclude a message that failed",
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    Column("position", Integer, nullable=False),
    _text("name"),
    _text("inside"),
    _text("media"),
    _sha256(index=True),
    Column("size", Integer, nullable=False),
    _word("kind", null=True),
    _text("reason", null=True),
    _text("code", null=True),
    comment="a document of a message; its bytes stay in the message",
)

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _ref("document", "documents", index=True),
    _ref("member", "members", index=True),
    _text("language", null=True),
    _text("wave", null=True),
    _ref("run", "runs"),
    _time("at"),
    comment="a filled form as it was read",
)
SUBMISSION_VALUES = _values_of("submission_values", "submission")

REREADINGS = Table(
    "rereadings",
    METADATA,
    _id(),
    _ref("submission", "submissions", index=True),
    _ref("replaces", "submissions", index=True),
    _ref("run", "runs"),
    _time("at"),
    comment="a submission that is an earlier one read again by a newer program, and stands instead of it",
)

PLEDGES = Table(
    "pledges",
    METADATA,
    _id(),
    _ref("message", "messages"),
    _ref("member", "members", index=True),
    _text("language", null=True),
    _ref("run", "runs"),
    _time("at"),
    comment="support declared without a form",
)
PLEDGE_VALUES = _values_of("pledge_values", "pledge")

FINDINGS = Table(
    "findings",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _ref("submission", "submissions", null=True, index=True),
    Column("position", Integer, nullable=False),
    _text("code"),
    _word("severity"),
    _text("text"),
    _text("field", null=True),
    comment="something that staff should know, about a submission or (without one) about the message",
)

LAPSED = Table(
    "lapsed",
    METADATA,
    _id(),
    _ref("finding", "findings", index=True),
    _ref("run", "runs"),
    _time("at"),
    comment="something about a message that a newer program does not find any more, and staff accepted that",
)

MEMBER_EVENTS = Table(
    "member_events",
    METADATA,
    _id(),
    _ref("member", "members", index=True),
    _word("event"),
    _ref("message", "messages"),
    _ref("submission", "submissions", null=True),
    _ref("run", "runs"),
    _time("at"),
    CheckConstraint("event IN ('created', 'updated', 'pledged')", name="known_event"),
    comment="what happened to a member by which message",
)

DECISIONS = Table(
    "decisions",
    METADATA,
    _id(),
    _ref("member", "members", index=True),
    _text("field"),
    Column("value", Json),
    Column("was", Json),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    Column("released", Integer, nullable=False, server_default="0"),  # 1: staff gave the field back to the forms
    comment="a word of staff about a field of a member or its status; the latest one stands",
)

ENTRIES = Table(
    "entries",
    METADATA,
    _id(),
    _ref("member", "members", index=True),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="a member that staff entered, without any message; what they said of it are decisions",
)

MERGES = Table(
    "merges",
    METADATA,
    _id(),
    _ref("member", "members", index=True),
    _ref("into", "members", null=True),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="staff found that two members are one, or (no `into`) that they are two after all; the latest row stands",
)

LIKENESSES = Table(
    "likenesses",
    METADATA,
    _id(),
    _ref("one", "members", index=True),
    _ref("other", "members"),
    _ref("run", "runs"),
    _time("at"),
    comment="two members that may be one: staff are asked",
)

KEPT_APART = Table(
    "kept_apart",
    METADATA,
    _id(),
    _ref("one", "members", index=True),
    _ref("other", "members"),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="two members of which staff said that they are not the same",
)

BELONGINGS = Table(
    "belongings",
    METADATA,
    _id(),
    _ref("submission", "submissions", index=True),
    _ref("member", "members", index=True),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="staff said whose form a submission is; the latest row stands",
)

QUESTIONS = Table(
    "questions",
    METADATA,
    _id(),
    _ref("message", "messages", index=True),
    _ref("document", "documents"),
    _text("language", null=True),
    Column("candidates", Json, nullable=False),
    Column("findings", Json, nullable=False),
    _ref("run", "runs"),
    _time("at"),
    comment="a filled form that may be of one of these members or of another government: it waits for staff",
)
QUESTION_VALUES = _values_of("question_values", "question")

ANSWERS = Table(
    "answers",
    METADATA,
    _id(),
    _ref("question", "questions", index=True),
    _ref("submission", "submissions", null=True),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="staff answered a question; the submission that the form became then",
)

SETTLED = Table(
    "settled",
    METADATA,
    _id(),
    Column("item", ExactText, nullable=False, index=True),
    _text("by"),
    _time("at"),
    _ref("run", "runs"),
    comment="something to look at that staff ticked off",
)

DRAFTS = Table(
    "drafts",
    METADATA,
    _id(),
    _ref("message", "messages"),
    _word("kind"),
    _text("language", null=True),
    Column("message_id", CleanText, nullable=False, unique=True),
    _ref("run", "runs"),
    _time("created"),
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
    _id(),
    _ref("draft", "drafts", index=True),
    _text("file"),
    Column("letters", Json, nullable=False),
    _sha256(),
    _time("at"),
    comment="a file that was written for a reply; the latest row stands",
)

DRAFT_STATES = Table(
    "draft_states",
    METADATA,
    _id(),
    _ref("draft", "drafts", index=True),
    _word("state"),
    Column("place", ExactText),
    Column("epoch", ExactText),
    Column("sha256", String(64)),
    _ref("run", "runs"),
    _time("at"),
    comment="a reply in the Drafts folder and what people made of it; the latest row stands, sha256 is as we wrote it",
)

ERASURES = Table(
    "erasures",
    METADATA,
    _id(),
    _word("what"),
    _text("by"),
    _time("at"),
    Column("salt", String(64), nullable=False),
    Column("counts", Json, nullable=False),
    CheckConstraint("what IN ('erased', 'retention')", name="known_erasure"),
    comment="what was taken out of the ledger for good, as the law asks: when, by whom, how much; never whose",
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    _id(),
    _ref("erasure", "erasures", index=True),
    _word("kind"),
    _sha256("hash", index=True),
    _ref("member", "members", null=True),
    CheckConstraint("kind IN ('message', 'bytes', 'place', 'member', 'words')", name="known_tombstone"),
    comment="hashes by which something that was erased is known when it comes again, and nothing can be told from them",
)

Index("ix_messages_account", MESSAGES.c.account, MESSAGES.c.id)
