"""What staff should look at, why, and what to do about it; the most urgent first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.records import Outcome, ReviewItem
from pipeline.review.cells import canonical, show, worded
from pipeline.review.plain import one_line
from pipeline.review.standing import CLOSED, Standing, standings
from pipeline.review.wording import DECIDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue, Finding
    from pipeline.records import LedgerView, Member, MemberValue, MessageRow

_HELD_CODES: Final = frozenset({"applicant-held"})  # said by the item about the kind of applicant already

_MESSAGES: Final[dict[Outcome, tuple[Severity, str, str]]] = {
    Outcome.FAILED: (
        Severity.ERROR,
        "Message could not be worked on",
        "Nothing now: the next runs try again, after the third failure it is held for you.",
    ),
    Outcome.HELD: (
        Severity.ERROR,
        "Message is held for you",
        "Open the message in the mailbox and answer it. What it says of a known member, type into its row.",
    ),
    Outcome.UNREADABLE: (
        Severity.WARNING,
        "Form cannot be read",
        "Send the draft that asks for another form. What you can read of a known member, type into its row.",
    ),
    Outcome.OTHER_FORM: (
        Severity.WARNING,
        "Form of something else",
        "Pass it on to whom it concerns. No reply was drafted.",
    ),
    Outcome.QUESTION: (
        Severity.WARNING,
        "Question or greeting",
        "Read it in the mailbox and answer it. No reply was drafted.",
    ),
}
_BESIDE: Final = {
    "form-held": (
        Severity.ERROR,
        "One form of several is held for you",
        "The other forms of the message are in. What this one says of a known member, type into its row.",
    ),
    "also-unreadable": (
        Severity.INFO,
        "Something beside a form cannot be read",
        "Nothing needed if it is a picture or a council's decision; ask again if it is another form.",
    ),
}
"""Findings about messages whose outcome asks nothing of staff."""

_WHO_WROTE: Final = {
    "sender-not-authentic": (
        Severity.WARNING,
        "The sender may be forged",
        "Call the government at a number that you know from elsewhere before you send a reply or a letter.",
    ),
    "sender-domain-differs": (
        Severity.WARNING,
        "Sent from another organisation's address",
        "Nothing needed if you know that it writes for this government; if not, ask the address in the form.",
    ),
    "sender-public-provider": (
        Severity.INFO,
        "Sent from a public mail provider",
        "Nothing needed in most cases; if in doubt, ask the address in the form.",
    ),
}
"""Findings about senders, whatever the message is."""

_NOT_OPENED: Final = dict.fromkeys(
    ("mail-closed-message", "mail-encrypted", "mail-external-body", "mail-partial", "mail-too-deep",
     "mail-too-many-parts", "mail-yenc"),
    (
        Severity.WARNING,
        "Part of a message was not read",
        "Open the message in the mailbox and look whether a form is in that part; if so, ask for the form alone.",
    ),
) | {
    "mail-file-link": (
        Severity.INFO,
        "Something was linked and not attached",
        "Nothing needed if the form is here; if the link is the form, ask for it as an attachment.",
    ),
}  # fmt: skip
"""Findings about what no document stands for; of documents that could not be read, others speak."""

_SILENT: Final = {None, Outcome.IGNORED, Outcome.DUPLICATE}

_IN_A_CELL: Final = (
    "Compare with the form. Correct the cell if it is wrong; if not, choose “It is right” on “To review”."
)
_AS_A_WHOLE: Final = "Compare with the form and with the member that is named. Set the status once you have decided."
_RANK: Final = (
    "failed",
    "held",
    "kind",
    "unreadable",
    "doubt",
    "missing",
    "question",
    "other_form",
    "missed",
    "wave",
    "beside",
)


def review_items(view: LedgerView, campaign: Campaign, language: str = "en") -> tuple[ReviewItem, ...]:
    """Everything that wants a look, the most urgent first, then in the order of arrival.

    A message that could not be read counts as handled once its sender's form was read after it.
    """
    open_now = standings(view, campaign)
    ranked = list(_about_messages(view))
    for member in view.members:
        ranked += _about_member(member, open_now[member.id], campaign, language)
    urgency = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    ranked.sort(key=lambda each: (urgency[each[1].severity], _RANK.index(each[0])))
    return tuple(item for _, item in ranked)


def member_name(member: Member, campaign: Campaign, longest: int = 120) -> str:
    """The name of a member on one line; its id where it has no name yet."""
    name = member.get(campaign.identity.name) if campaign.identity.name else None
    return one_line(str(name.value), longest) if name else member.id


def label(field: Field, language: str) -> str:
    """The first label of a field."""
    return one_line(worded(field.labels, language, field.key), 90)


def _about_messages(view: LedgerView) -> Iterator[tuple[str, ReviewItem]]:
    read = {
        message.sender.address: message.id
        for message in sorted(view.messages, key=lambda each: each.id)
        if message.outcome in {Outcome.SUBMISSION, Outcome.UPDATE}
    }
    for message in view.messages:
        yield from _beside_forms(message)
        yield from _about_mail(message)
        if message.outcome not in _MESSAGES:
            continue
        answered = message.id < read.get(message.sender.address, 0)
        if message.outcome is Outcome.UNREADABLE and message.sender.address and answered:
            continue
        yield message.outcome.value, _message_item(message)


def _message_item(message: MessageRow) -> ReviewItem:
    assert message.outcome is not None  # noqa: S101 - only messages with an outcome of `_MESSAGES` come here
    return _item_of(message, _MESSAGES[message.outcome], message.reason)


def _beside_forms(message: MessageRow) -> Iterator[tuple[str, ReviewItem]]:
    """What came in one message with forms that were read, and was not read or not taken."""
    for finding in message.findings:
        if finding.code in _BESIDE:
            item = _item_of(message, _BESIDE[finding.code], finding.message)
            yield "held" if item.severity is Severity.ERROR else "beside", item


def _about_mail(message: MessageRow) -> Iterator[tuple[str, ReviewItem]]:
    """Who wrote a message, and what of it nobody read; of one that is asked for anew the latter is said already."""
    told = _WHO_WROTE if message.outcome is Outcome.UNREADABLE else _WHO_WROTE | _NOT_OPENED
    for finding in message.findings if message.outcome not in _SILENT else ():
        if finding.code in told:
            yield "beside", _item_of(message, told[finding.code], finding.message)


def _item_of(message: MessageRow, said: tuple[Severity, str, str], why: str) -> ReviewItem:
    severity, what, do = said
    sender = one_line(message.sender.name or message.sender.address or "unknown sender", 80)
    subject = one_line(message.subject, 100) or "no subject"
    return ReviewItem(
        about=f"Message {message.id} from {sender}",
        what=what,
        why=f"“{subject}”: {one_line(why, 500) or 'no reason was noted'}",
        do=do,
        member=message.member,
        message=message.id,
        severity=severity,
    )


def _about_member(
    member: Member, standing: Standing, campaign: Campaign, language: str
) -> Iterator[tuple[str, ReviewItem]]:
    about = f"{member.id} {member_name(member, campaign)}"
    if _kind_is_held(member, campaign):
        yield "kind", _held(member, about, campaign, language)
    for finding in standing.doubts:
        if finding.code not in _HELD_CODES:
            yield "doubt", _doubt(member, about, finding, campaign, language)
    if standing.missing:
        yield "missing", _missing(member, about, standing.missing, language)
    if standing.missed:
        yield "missed", _missed(member, about, standing.missed, language)
    if member.wave is None and member.submissions and member.status not in (*CLOSED, *DECIDED):
        yield "wave", _between_waves(member, about)


def _kind_is_held(member: Member, campaign: Campaign) -> bool:
    kind = member.get(campaign.identity.kind) if campaign.identity.kind else None
    return kind is not None and kind.value in campaign.held_kinds and member.status not in DECIDED


def _held(member: Member, about: str, campaign: Campaign, language: str) -> ReviewItem:
    field = campaign.field(campaign.identity.kind or "")
    value = member.get(field.key)
    shown = canonical(show(value.value if value else None, field, language))
    return ReviewItem(
        about,
        f"Decide whether to admit: {shown}",
        "For applicants of this kind no letter is written before you decide.",
        "Set its status to Accepted or Declined; correct the kind if it is wrong.",
        member.id,
        severity=Severity.ERROR,
    )


def _doubt(member: Member, about: str, finding: Finding, campaign: Campaign, language: str) -> ReviewItem:
    field = next((each for each in campaign.fields if each.key == finding.field), None)
    value = member.get(field.key) if field else None
    shown = as_shown(value.value, field, language) if field and value else ""
    what = f"{label(field, language)}: {shown or 'no value'}" if field else "The form as a whole"
    return ReviewItem(
        about,
        what,
        one_line(finding.message, 400) + (said(value) if value else ""),
        _IN_A_CELL if field else _AS_A_WHOLE,
        member.id,
        severity=finding.severity,
        field=finding.field,
    )


def said(value: MemberValue) -> str:
    """What the document says, as the end of a reason; "" where there is no such text."""
    return f" The document says “{one_line(value.raw, 300)}”." if value.raw else ""


def as_shown(value: FieldValue, field: Field, language: str) -> str:
    """A value on one line, as its cell shows it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return one_line(canonical(show(value, field, language)), 120)


def _missing(member: Member, about: str, missing: tuple[Field, ...], language: str) -> ReviewItem:
    listed = ", ".join(label(field, language) for field in missing)
    return ReviewItem(
        about,
        f"Missing: {listed}",
        f"{_many(len(missing), 'required answer')} not found in the form.",
        "Look into the form; type in what stands there, or send the draft that asks for it.",
        member.id,
        field=missing[0].key if len(missing) == 1 else None,
    )


def _missed(member: Member, about: str, missed: tuple[Field, ...], language: str) -> ReviewItem:
    listed = ", ".join(label(field, language) for field in missed)
    return ReviewItem(
        about,
        f"Not found: {listed}",
        "Expected on a form, but you may do without.",
        "Look into the form; set the cell to what you find, or accept the applicant as it is.",
        member.id,
        field=missed[0].key if len(missed) == 1 else None,
    )


def _between_waves(member: Member, about: str) -> ReviewItem:
    return ReviewItem(
        about,
        "Came between waves",
        "No call for members was open when its form came.",
        "Nothing needed: it is welcome. Accept it when it is ready.",
        member.id,
        severity=Severity.INFO,
    )


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
