"""What the ledger keeps and gives back: messages with their outcomes, members, plans, drafts, runs.

    Plan -> (ledger rows) -> Member, MessageRow, SubmissionRow, DraftRow, RunRow -> LedgerView

Frozen plain values like those of `model`, which they build on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model import DocumentKind, FieldValue, Finding, Mailbox, Severity, Source, Value


class Outcome(StrEnum):
    """The one thing that became of a message."""

    SUBMISSION = "submission"
    UPDATE = "update"
    DUPLICATE = "duplicate"
    PLEDGE = "pledge"
    UNREADABLE = "unreadable"
    OTHER_FORM = "other_form"
    QUESTION = "question"
    IGNORED = "ignored"
    FAILED = "failed"
    HELD = "held"


class Status(StrEnum):
    """Where an applicant stands. The first four are derived, the others only staff set."""

    PLEDGED = "pledged"
    INCOMPLETE = "incomplete"
    TO_REVIEW = "to_review"
    READY = "ready"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DraftKind(StrEnum):
    """The replies that are drafted."""

    WELCOME = "welcome"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    PLEDGE = "pledge"
    UPDATE = "update"
    DUPLICATE = "duplicate"  # the same form came once more
    HELD = "held"  # staff decide about the applicant first: received, nothing promised
    REMINDER = "reminder"  # somebody was asked, and did not answer
    CONFIRMATION = "confirmation"  # whether what is known of a member still holds


class DraftState(StrEnum):
    """What became of a reply that was put into Drafts."""

    DRAFTED = "drafted"
    EDITED = "edited"
    SENT = "sent on"
    DISCARDED = "discarded"
    REPLACED = "replaced"  # taken back by us, untouched, since what it said was no longer so


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message that the ledger keeps. `id` counts from 1 in the order of arrival in the ledger."""

    id: int
    place: str
    sha256: str
    size: int
    received: dt.datetime | None
    fetched: dt.datetime
    failures: int = 0  # how often concluding it has failed so far
    partial: bool = False  # only its header was kept


@dataclass(frozen=True, slots=True)
class Kept:
    """The message that the ledger has from a place of a mailbox: its number and the hash of its bytes."""

    message: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A mailbox as a run left it: `left` is how many messages it listed, less those that it moved away."""

    epoch: str | None
    highest: int | None
    left: int


@dataclass(frozen=True, slots=True)
class Concluded:
    """A message that has its outcome, where it lies as far as is known, and what was done with it: (action, target)."""

    message: int
    place: str
    outcome: Outcome
    done: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Delivered:
    """A reply that was put into Drafts. `answered` is the Message-ID of what it answers, `sha256` of what we wrote."""

    draft: int
    message_id: str
    answered: str
    state: DraftState
    epoch: str | None
    sha256: str | None
    at: dt.datetime  # when it was put there
    withdrawn: bool = False  # it is to be taken back


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A reply that waits untouched and is to be taken back. `sha256` is of what we wrote, `epoch` where it was put."""

    draft: DraftRow
    sha256: str
    epoch: str | None = None  # None: it became a file, or nobody knows whether it was put into Drafts


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What unwrapping told about a message; kept beside its outcome."""

    message_id: str
    sender: Mailbox
    subject: str
    sent: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer: a town, or a subdivision of a country (ISO 3166-2). Degrees are those of WGS 84."""

    id: str  # "geonames:3117735" or "iso:ES-B"
    name: str
    latitude: float
    longitude: float
    country: str = ""  # ISO 3166-1 alpha-2
    subdivision: str = ""  # ISO 3166-2 code where it is known: "ES-B"


@dataclass(frozen=True, slots=True)
class MemberValue:
    """The current value of a field of a member. `origin` is "form" or "staff"."""

    field: str
    value: FieldValue
    origin: str
    submission: str | None = None
    raw: str = ""
    confidence: float = 1.0
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A local government (or other applicant) as the ledger knows it now; derived from its history."""

    id: str  # "M0001"
    status: Status
    wave: str | None  # None: pledged or between waves
    values: tuple[MemberValue, ...]
    submissions: tuple[str, ...] = ()  # ids "S0001", oldest first
    findings: tuple[Finding, ...] = ()  # of its latest submission
    world_region: str | None = None
    language: str | None = None
    joined: dt.datetime | None = None  # when its first form (or pledge) was received
    documents: tuple[tuple[str, str], ...] = ()  # (sha256 of the message, name) of its latest submission
    senders: tuple[str, ...] = ()  # addresses that wrote for it, in lower case
    place: Place | None = None  # where it lies; None where the gazetteer does not know or cannot tell homonyms apart
    accepted: dt.datetime | None = None  # when staff accepted it
    merged: tuple[str, ...] = ()  # ids of members that staff found to be this one
    entered: dt.datetime | None = None  # when staff entered it by hand
    names: tuple[str, ...] = ()  # what it was surely called so far, in whatever language

    def get(self, key: str) -> MemberValue | None:
        """The current value of a field, or None."""
        return next((value for value in self.values if value.field == key), None)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document of a message as the ledger keeps it (the bytes stay in the raw message)."""

    name: str
    inside: str
    media: str
    sha256: str
    size: int
    kind: DocumentKind | None  # None: not read (pictures in signatures, ...)
    reason: str | None = None
    code: str | None = None  # of its reading (`DocumentReading.code`): says in a reply, in any language, what is wrong


@dataclass(frozen=True, slots=True)
class PlannedSubmission:
    """A submission that is to be written. `member` is None where a new member is to be made."""

    document: int  # index into Plan.documents
    language: str | None
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    member: str | None
    wave: str | None
    alike: tuple[str, ...] = ()  # members that staff should compare it with


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A filled form of which only staff can say whose it is: that of one of the `candidates`, or a new one's."""

    document: int  # index into Plan.documents
    language: str | None
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedPledge:
    """Support declared without a form: `values` says who, as far as it is known."""

    values: tuple[Value, ...]
    language: str | None
    member: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one message changes in the ledger; applied in one transaction together with its outcome."""

    outcome: Outcome
    reason: str
    facts: MessageFacts
    documents: tuple[DocumentRecord, ...] = ()
    submissions: tuple[PlannedSubmission, ...] = ()
    pledge: PlannedPledge | None = None
    draft: DraftKind | None = None
    draft_language: str | None = None
    member: str | None = None  # the member a duplicate or a question belongs to, where known
    findings: tuple[Finding, ...] = ()  # about the message as a whole
    questions: tuple[PlannedQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """Something staff should look at: what, why, and what to do."""

    about: str  # "M0003 Ajuntament de ..." or "message 12"
    what: str
    why: str
    do: str
    member: str | None = None
    message: int | None = None
    severity: Severity = Severity.WARNING
    field: str | None = None
    key: str = ""  # by which an answer finds it again; "" where it takes none
    answers: tuple[str, ...] = ()  # that it takes (see `review.answer_words`)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message with its current outcome, for lists."""

    id: int
    place: str
    sha256: str
    message_id: str
    received: dt.datetime | None
    fetched: dt.datetime
    sender: Mailbox
    subject: str
    outcome: Outcome | None  # None: stored, not concluded yet
    reason: str
    submissions: tuple[str, ...] = ()
    member: str | None = None
    draft: DraftKind | None = None
    findings: tuple[Finding, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    draft_state: DraftState | None = None  # None: there is no reply, or it is still to be written


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission as it was read; it never changes."""

    id: str
    message: str  # sha256
    document: str
    language: str | None
    received: dt.datetime | None
    member: str
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    wave: str | None


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """A submission that stands no more: its form was read again, and that was accepted."""

    submission: SubmissionRow
    until: dt.datetime
    otherwise: frozenset[str]  # the fields that the next reading gives another value, or none


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A reply that is to be drafted or was drafted. `message_id` is our own, made from what it answers."""

    id: int
    kind: DraftKind
    message: int
    language: str
    message_id: str
    members: tuple[str, ...]
    created: dt.datetime
    file: str | None = None  # relative to outputs/, once written
    letters: tuple[str, ...] = ()  # relative to outputs/
    state: DraftState | None = None  # None: it is still to be written
    since: dt.datetime | None = None  # when it was written, or last seen to become what it is
    facts: dict[str, str] | None = field(default=None, hash=False)  # what it was made from (`reconcile.reply_facts`)
    prints: dict[str, str] = field(default_factory=dict, hash=False)  # file of a letter -> sha256 of what we wrote
    withdrawn: bool = False  # it is to be taken back, or was
    successor: int | None = None  # the reply that comes instead of it


@dataclass(frozen=True, slots=True)
class ReplyChange:
    """A reply to be drafted, one to be taken back, or one instead of another; what is not drafted has no kind."""

    message: int
    kind: DraftKind | None = None
    language: str = ""
    members: tuple[str, ...] = ()
    instead: int | None = None  # the number of the one to be taken back
    about: str = ""  # what tells it from other replies of its kind to the same message


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as the ledger remembers it. `counts` holds messages by outcome; `seen` what the mailbox showed."""

    id: int
    started: dt.datetime
    finished: dt.datetime | None
    exit_code: int | None
    seen: int
    known: int
    counts: tuple[tuple[str, int], ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A word of staff about a field of a member (or its `status`); the latest one stands."""

    member: str
    field: str
    value: FieldValue | None  # None: staff emptied it
    by: str
    at: dt.datetime
    was: FieldValue | None = None
    released: bool = False  # staff gave the field back: the newest form counts again


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member that staff entered by hand: field (or one of the words about members) and what they said of it."""

    values: tuple[tuple[str, FieldValue], ...]
    alike: tuple[str, ...] = ()  # members that staff should compare it with


@dataclass(frozen=True, slots=True)
class Answer:
    """Whose a form is that waited for staff: a member's; None: another government's, that is not known yet."""

    question: int
    member: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """All that staff said in one go; taken into the ledger together or not at all."""

    by: str
    at: dt.datetime
    decisions: tuple[Decision, ...] = ()
    entered: tuple[NewMember, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()  # two members that are one
    parted: tuple[str, ...] = ()  # merged members that are their own again
    apart: tuple[tuple[str, str], ...] = ()  # two members that are not the same
    belongings: tuple[tuple[str, str | None], ...] = ()  # a submission, and whose it is; None: a new member's
    settled: tuple[str, ...] = ()  # keys of items that are done
    answers: tuple[Answer, ...] = ()  # worked on after the rest was taken in

    def __len__(self) -> int:
        """How many things were said."""
        parts = (self.decisions, self.entered, self.merged, self.parted, self.apart, self.belongings, self.settled)
        return sum(len(part) for part in (*parts, self.answers))


NOTHING_SAID = Saying("", dt.datetime.min.replace(tzinfo=dt.UTC))


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge as it was read."""

    message: str  # sha256
    received: dt.datetime | None
    member: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A form that waits for staff to say whose it is."""

    id: int
    message: int
    document: str  # its name
    position: int  # of the document in its message
    language: str | None
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    candidates: tuple[str, ...]  # ids of members
    received: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A member that staff found to be another one (`into`), which has its number now."""

    member: str
    into: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """What a run saw and what became of it; `known` were concluded by earlier runs."""

    seen: int
    known: int
    outcomes: dict[Outcome, int] = field(default_factory=dict)

    @property
    def balanced(self) -> bool:
        """Whether every message that was seen has an outcome."""
        return self.seen == self.known + sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The ledger's current state, all that workbook, report and exports show."""

    members: tuple[Member, ...]
    submissions: tuple[SubmissionRow, ...]
    messages: tuple[MessageRow, ...]
    drafts: tuple[DraftRow, ...]
    runs: tuple[RunRow, ...]
    decisions: tuple[Decision, ...] = ()
    pledges: tuple[PledgeRow, ...] = ()
    questions: tuple[Question, ...] = ()  # that staff have not answered
    merges: tuple[Merge, ...] = ()  # that stand
    likenesses: tuple[tuple[str, str], ...] = ()  # members that may be one, of which staff said nothing yet
    settled: frozenset[str] = frozenset()  # keys of items that staff ticked off
    earlier: tuple[EarlierReading, ...] = ()  # readings of forms that stand no more, oldest first
