"""The values that the rooms hand to each other, each named after its stage of life.

    RawMessage -> Mail -> Document -> PlacedDocument -> DocumentReading -> (see `records`)

All are frozen, hold plain data and know nothing of files, databases or clocks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch) from the page's top left corner."""

FieldValue = str | int | float | bool | tuple[str, ...]
"""A normal form: see `campaign.definition.FieldType` for which type gives which."""


CERTAIN: Final = 0.9
"""From this confidence on a value stands unmarked, unless the office wishes otherwise (`[review] certain`)."""


class Severity(StrEnum):
    """How much a finding matters: `error` stops the thing it is about, `warning` wants a look."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that staff should know. `code` is stable and machine-readable, `message` is for people."""

    code: str
    severity: Severity
    message: str
    field: str | None = None


# --- mail ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the mailbox gave it. `place` is its address in the mailbox (path, or folder and UID)."""

    place: str
    data: bytes
    received: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One attachment (or the body) as bytes, not yet read. `media` is the type told from the content."""

    name: str
    media: str
    data: bytes
    inside: str = ""  # "" for the message itself, else the chain of containers, e.g. "forwarded message 1"
    body: bool = False  # the text of the mail itself: it may hold a pasted form
    attached: bool = True  # False: shown inside the text, as logos are
    named: bool = False  # the mail that it came with names the campaign


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A correspondent: e-mail address in lower case (or "") and display name (or "")."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message taken apart. Header values are decoded, unfolded and free of control characters."""

    message_id: str  # with its angle brackets, exactly as sent; "" where there is none
    references: tuple[str, ...]
    sender: Mailbox
    reply_to: Mailbox | None
    recipients: tuple[Mailbox, ...]
    subject: str
    date: dt.datetime | None  # aware; None where the header is missing or nonsense
    text: str  # the body as plain text, quoted history left out where it is marked
    documents: tuple[Document, ...]
    headers: tuple[tuple[str, str], ...]  # lower-case names, in order
    findings: tuple[Finding, ...] = ()


# --- documents -------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What stands at a place of a document."""

    TEXT = "text"  # printed or typed words
    FIELD = "field"  # a form field or content control that holds text; empty text means it is empty
    TICK = "tick"  # a box or button that can be ticked
    INK = "ink"  # a picture, drawing or digital signature
    RULE = "rule"  # a drawn line


@dataclass(frozen=True, slots=True)
class Block:
    """One placed thing. Readers of every format give these, in reading order.

    A flow format (DOCX, XLSX, plain text) has no real coordinates: its reader places cells and paragraphs
    on a grid of its own, so that "right of" and "below" mean the same for every format.
    """

    kind: BlockKind
    text: str
    page: int  # from 1; a sheet is a page; a DOCX is one long page
    box: Box
    at: str  # the place in words a person can follow: "table 1, row 3, cell 2"
    cell: Box | None = None  # the table cell that it stands in, where there is one
    name: str = ""  # FIELD, TICK: the field's full name, the control's tag
    hint: str = ""  # FIELD, TICK: tooltip, title, alias
    checked: bool | None = None  # TICK: ticked or not; INK: False for an empty place for a signature
    options: tuple[str, ...] = ()  # FIELD: the values that a list or combo box offers
    stored: str = ""  # FIELD: what a list keeps for the entry that it shows, where the file says it
    group: str = ""  # TICK: name of the radio group
    bold: bool = False
    reader: str = ""  # what read it, where it differs from `PlacedDocument.reader`
    confidence: float = 1.0  # how sure the reader is of the text itself (OCR)
    printed: bool = False  # TEXT: known to stand on the blank form: it may part answers and is none


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document read into one shape. `drawn`: its boxes are true places on a page."""

    reader: str  # "acroform", "xfa", "pdf-text", "docx", "xlsx", "html", "text"
    blocks: tuple[Block, ...]
    pages: int
    drawn: bool
    findings: tuple[Finding, ...] = ()
    named: bool = False  # the mail that it came with names the campaign
    mark: str = ""  # of a form that we handed out, as it stands in the file (`campaign.form_mark`)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that no reader can read. `code` is stable; `reason` tells staff what it is and what to ask for."""

    code: str
    reason: str


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands in its document. `page` and `box` are None where the format has none."""

    reader: str
    at: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from a form: its normal form, the text as it stands, how sure, and where from."""

    field: str
    value: FieldValue
    raw: str
    confidence: float
    source: Source


@dataclass(frozen=True, slots=True)
class FormReading:
    """One filled form: its values (at most one a field) and what is noteworthy about it."""

    values: tuple[Value, ...]
    findings: tuple[Finding, ...] = ()

    def get(self, key: str) -> Value | None:
        """The value of a field, or None where the form does not give it."""
        return next((value for value in self.values if value.field == key), None)


class DocumentKind(StrEnum):
    """What a document turned out to be."""

    FORM = "form"
    OTHER_FORM = "other_form"
    NOT_A_FORM = "not_a_form"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What one document says. `reason` is a sentence where it is unreadable, `code` its stable short form."""

    kind: DocumentKind
    language: str | None = None
    forms: tuple[FormReading, ...] = ()
    code: str | None = None
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    mentions_campaign: bool = False
    declares_support: bool = False  # words of a pledge, in whatever kind of document
    applicant: Value | None = None  # of a paper that is no form: the government that it speaks for, if it names one
