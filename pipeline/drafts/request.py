"""What a reply or a letter is made from: frozen values that are filled from the ledger.

What a request of each kind holds besides `draft`, `mail`, `campaign` and `secretariat`:

    welcome       applicants, received; attachments: letters, certificates
    missing       applicants (missing, doubtful), received; attachments: the form of each, filled in as far as known
    unreadable    unread; attachments: a blank form
    pledge        applicants, where it is known who pledged; attachments: a blank form
    update        applicants (changed with `before`, missing), received; the form where something is missing
    duplicate     applicants (missing), since: when the form came that we have; the form where something is missing
    held          applicants, as far as they are known, received
    reminder      reminds, since: when they were asked or pledged; all that the reply had which it reminds of
    confirmation  one applicant, since: when its values were last given or confirmed; its form, filled in
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline import media
from pipeline.campaign.definition import Campaign, FieldType, Part
from pipeline.config import SecretariatSettings
from pipeline.model import DocumentKind, FieldValue, Mail
from pipeline.reconcile.asked import asked_keys, doubtful_keys
from pipeline.records import DraftKind, DraftRow, Member

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Field
    from pipeline.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class Applicant:
    """A member with what a reply says about it. All are keys of the campaign's fields."""

    member: Member
    missing: tuple[str, ...] = ()  # of a one_of group: any one key of it stands for the group
    doubtful: tuple[str, ...] = ()  # given, but to be confirmed
    changed: tuple[str, ...] = ()  # given anew by the form that is answered
    before: tuple[tuple[str, FieldValue], ...] = ()  # what stood there, of the changed ones that had a value
    strangers: tuple[str, ...] = ()  # given by somebody who is not known to write for the member

    def was(self, key: str) -> FieldValue | None:
        """What a changed field held before; None where it was empty."""
        return next((value for field, value in self.before if field == key), None)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A document that could not be read. `code` as in `DocumentReading.code`; "" where it is not known."""

    name: str
    code: str = ""


class Role(StrEnum):
    """What an attachment is: the texts speak of it."""

    LETTER = "letter"
    CERTIFICATE = "certificate"
    BLANK_FORM = "blank form"
    FILLED_FORM = "filled form"  # with what is known, for the city to complete


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach, by default a letter. Files that differ in their ending alone are one thing in two formats."""

    name: str
    data: bytes
    media: str = media.DOCX
    role: Role = Role.LETTER


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """Everything that a reply is made of; the same request always gives the same bytes."""

    draft: DraftRow
    mail: Mail | None  # the message that is answered; a confirmation answers none, and makes no use of it
    campaign: Campaign
    secretariat: SecretariatSettings
    applicants: tuple[Applicant, ...] = ()
    unread: tuple[UnreadFile, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    received: dt.date | None = None  # when our mailbox got the message; None: the day that it says itself
    since: dt.date | None = None  # what this day is, depends on the kind (see above)
    reminds: DraftKind | None = None  # of a reminder: the reply that got no answer (pledge, missing, unreadable)


def applicant_of(
    member: Member, campaign: Campaign, changed: Iterable[str] = (), before: Iterable[tuple[str, FieldValue]] = ()
) -> Applicant:
    """What is missing and doubtful in a member's current values. Staff values are never doubtful."""
    return Applicant(
        member,
        missing=asked_keys(member, campaign),
        doubtful=doubtful_keys(member),
        changed=tuple(changed),
        before=tuple(before),
    )


def unread_files(records: Iterable[DocumentRecord]) -> tuple[UnreadFile, ...]:
    """The unreadable ones among the documents of a message, with their code or what their type tells."""
    return tuple(
        UnreadFile(record.name, record.code or _code_by_media(record.media))
        for record in records
        if record.kind == DocumentKind.UNREADABLE
    )


def leader_of(campaign: Campaign) -> Field | None:
    """The field of the person whom letters address: the first person that others are parts of, else the first."""
    persons = [field for field in campaign.kept_fields if field.type == FieldType.PERSON]
    whole = {field.part_of for field in campaign.kept_fields}
    return next((field for field in persons if field.key in whole), persons[0] if persons else None)


def part_of(campaign: Campaign, whole: Field | None, part: Part) -> Field | None:
    """The field that holds a part (title, gender) of another one."""
    if whole is None:
        return None
    return next((each for each in campaign.kept_fields if each.part_of == whole.key and each.part == part), None)


def _code_by_media(kind: str) -> str:
    if kind == media.OLE_ENCRYPTED:
        return "password"
    if kind.startswith("image/"):
        return "scan"
    return "" if kind in {media.PDF, media.DOCX, media.XLSX, media.HTML, media.TEXT} else "no-reader"
