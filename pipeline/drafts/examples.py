"""Invented requests for every text of the replies: what templates are tried with, and shown as previews."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.campaign.definition import FieldType
from pipeline.config import SecretariatSettings
from pipeline.drafts.request import Applicant, Attachment, ReplyRequest, Role, UnreadFile, applicant_of
from pipeline.drafts.text import BLANK, LINK
from pipeline.model import Mail, Mailbox
from pipeline.records import DraftKind, DraftRow, Member, MemberValue, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue

CASES: Final = (*(str(kind) for kind in DraftKind), BLANK, LINK)
"""The texts of replies, by their file names; the last two are texts of their own for the kind `unreadable`."""

_DAY: Final = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
_EARLIER: Final = dt.date(2026, 1, 15)
_UNREAD: Final = {
    BLANK: (UnreadFile("form.pdf", "blank-form"),),
    LINK: (UnreadFile("WeTransfer", "link"),),
    DraftKind.UNREADABLE: (UnreadFile("form.jpg", "scan"), UnreadFile("form.doc")),
}
_FORM: Final = Attachment("form.pdf", b"", media.PDF, Role.BLANK_FORM)
_FILLED: Final = Attachment("M0001-form.pdf", b"", media.PDF, Role.FILLED_FORM)
_LETTER: Final = Attachment("M0001-welcome.docx", b"")
_CERTIFICATE: Final = Attachment("M0001-certificate.pdf", b"", media.PDF, Role.CERTIFICATE)
_ATTACHED: Final = {
    DraftKind.WELCOME: (_LETTER, _CERTIFICATE),
    DraftKind.MISSING: (_FILLED,),
    DraftKind.DUPLICATE: (_FILLED,),
    DraftKind.UPDATE: (_FILLED,),
    DraftKind.REMINDER: (_FORM,),
    DraftKind.CONFIRMATION: (_FILLED,),
    DraftKind.PLEDGE: (_FORM,),
    DraftKind.UNREADABLE: (_FORM,),
}
_VALUES: Final[dict[FieldType, FieldValue]] = {
    FieldType.COUNTRY: "ES",
    FieldType.NUMBER: 1234,
    FieldType.DATE: "2026-03",
    FieldType.PHONE: "+34930000000",
    FieldType.EMAIL: "someone@town.example",
    FieldType.URL: "https://town.example",
    FieldType.YES_NO: True,
}


def kind_of(case: str) -> DraftKind:
    """The kind of draft that a text is for."""
    return DraftKind.UNREADABLE if case in {BLANK, LINK} else DraftKind(case)


def example_member(campaign: Campaign, language: str, *, full: bool = True, number: int = 1) -> Member:
    """An invented member, with a value for every field or (not full) for none."""
    fields = campaign.kept_fields if full else ()
    values = tuple(MemberValue(field.key, _example(field), "form") for field in fields)
    wave = campaign.waves[-1].id if full and campaign.waves else None
    return Member(f"M{number:04}", Status.READY, wave, values, language=language)


def example_reply(
    case: str,
    campaign: Campaign,
    language: str,
    applicants: Sequence[Applicant],
    secretariat: SecretariatSettings | None = None,
    reminds: DraftKind = DraftKind.MISSING,
) -> ReplyRequest:
    """A request for one of `CASES` about these applicants, which may be real ones; all else in it is invented."""
    kind = kind_of(case)
    sender = Mailbox("sender@town.example", "Sender")
    mail = Mail("<1@town.example>", (), sender, None, (), "Form", _DAY, "Dear all", (), ())
    members = tuple(each.member.id for each in applicants)
    return ReplyRequest(
        draft=DraftRow(1, kind, 1, language, "<draft@example.org>", members, _DAY),
        mail=None if kind is DraftKind.CONFIRMATION else mail,
        campaign=campaign,
        secretariat=secretariat or SecretariatSettings(),
        applicants=tuple(applicants),
        unread=_UNREAD.get(case, ()),
        attachments=_ATTACHED.get(kind, ()),
        received=_DAY.date(),
        since=_EARLIER,
        reminds=reminds if kind is DraftKind.REMINDER else None,
    )


def examples(case: str, campaign: Campaign, language: str) -> Iterator[ReplyRequest]:
    """Requests that lead through the branches of a text: much and little known, one and several."""
    reminders = (DraftKind.PLEDGE, DraftKind.MISSING, DraftKind.UNREADABLE)
    for reminds in reminders if case == DraftKind.REMINDER else reminders[:1]:
        for applicants in _applicants(case, campaign, language, nobody=_may_be_nobodys(case, reminds)):
            request = example_reply(case, campaign, language, applicants, reminds=reminds)
            yield request
            yield replace(request, unread=(), attachments=(), received=dt.date(1990, 1, 1), since=None)


def _may_be_nobodys(case: str, reminds: DraftKind) -> bool:
    """Whether such a reply may go to somebody who is no member yet."""
    asked = case == DraftKind.REMINDER and reminds is not DraftKind.MISSING
    return asked or case in {DraftKind.PLEDGE, DraftKind.HELD, DraftKind.UNREADABLE, BLANK, LINK}


def _applicants(case: str, campaign: Campaign, language: str, *, nobody: bool) -> tuple[tuple[Applicant, ...], ...]:
    member = example_member(campaign, language)
    if case == DraftKind.CONFIRMATION:  # goes to one member, of whom an address at least is known
        address = tuple(each for each in member.values if campaign.field(each.field).type is FieldType.EMAIL)
        return ((Applicant(member),), (Applicant(replace(member, values=address)),)) if address else ()
    keys = tuple(field.key for field in campaign.kept_fields)
    before = tuple((value.field, value.value) for value in member.values)
    full = Applicant(member, missing=keys, doubtful=keys, changed=keys, before=before)
    bare = applicant_of(example_member(campaign, language, full=False, number=2), campaign)
    return ((full,), (bare,), (full, bare), *(((),) if nobody else ()))


def _example(field: Field) -> FieldValue:
    if field.type == FieldType.CHOICE:
        return field.choices[0].key
    if field.type == FieldType.CHOICES:
        return tuple(choice.key for choice in field.choices)
    return _VALUES.get(field.type, "Example")
