"""What staff should look at, why, and what to do about it; the most urgent first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.reconcile.items import LIKENESS, finding_key, message_key, value_key
from pipeline.reconcile.statuses import CLOSED, DECIDED
from pipeline.records import Outcome, ReviewItem
from pipeline.review.about_replies import about_replies
from pipeline.review.answer_words import DONE, FORM, RIGHT
from pipeline.review.asking import about_pairs, about_questions
from pipeline.review.cells import canonical, show
from pipeline.review.labels import label, member_name, raw_text, told
from pipeline.review.plain import one_line
from pipeline.review.standing import Standing, standings
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue, Finding
    from pipeline.records import LedgerView, Member, MemberValue, MessageRow

_SAID_ELSEWHERE: Final = frozenset({"applicant-held", LIKENESS})
"""Findings that the items about the kind of applicant and about pairs say already."""

Said = tuple[Severity, str]
"""How urgent, and the key of the words: what, and what to do."""

_MESSAGES: Final[dict[Outcome, Said]] = {
    Outcome.FAILED: (Severity.ERROR, "failed"),
    Outcome.HELD: (Severity.ERROR, "message_held"),
    Outcome.UNREADABLE: (Severity.WARNING, "unreadable"),
    Outcome.OTHER_FORM: (Severity.WARNING, "other_form"),
    Outcome.QUESTION: (Severity.WARNING, "question"),
}
_BESIDE: Final[dict[str, Said]] = {
    "form-held": (Severity.ERROR, "form_held"),
    "also-unreadable": (Severity.INFO, "also_unreadable"),
}
"""Findings about messages whose outcome asks nothing of staff."""

_WHO_WROTE: Final[dict[str, Said]] = {
    "sender-not-authentic": (Severity.WARNING, "not_authentic"),
    "sender-domain-differs": (Severity.WARNING, "domain_differs"),
    "sender-public-provider": (Severity.INFO, "public_provider"),
}
"""Findings about senders, whatever the message is."""

_NOT_OPENED: Final[dict[str, Said]] = dict.fromkeys(
    ("mail-closed-message", "mail-encrypted", "mail-external-body", "mail-partial", "mail-too-deep",
     "mail-too-many-parts", "mail-yenc"),
    (Severity.WARNING, "not_opened"),
) | {"mail-file-link": (Severity.INFO, "linked")}  # fmt: skip
"""Findings about what no document stands for; of documents that could not be read, others speak."""

_SILENT: Final = {None, Outcome.IGNORED, Outcome.DUPLICATE}

_RANK: Final = (
    "failed",
    "held",
    "kind",
    "pair",
    "reply",
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
    words = words_in(language)
    ranked = list(_about_messages(view, words))
    ranked += [("held", item) for item in about_questions(view, campaign, words)]
    ranked += [("pair", item) for item in about_pairs(view, campaign, words)]
    ranked += [("reply", item) for item in about_replies(view, campaign, words)]
    for member in view.members:
        ranked += _about_member(member, open_now[member.id], campaign, words)
    urgency = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    ranked.sort(key=lambda each: (urgency[each[1].severity], _RANK.index(each[0])))
    return tuple(item for _, item in ranked if item.key not in view.settled)


def _about_messages(view: LedgerView, words: Words) -> Iterator[tuple[str, ReviewItem]]:
    read = {
        message.sender.address: message.id
        for message in sorted(view.messages, key=lambda each: each.id)
        if message.outcome in {Outcome.SUBMISSION, Outcome.UPDATE}
    }
    asked = {question.message for question in view.questions}
    for message in view.messages:
        yield from _beside_forms(message, words)
        yield from _about_mail(message, words)
        if message.outcome not in _MESSAGES or (message.outcome is Outcome.HELD and message.id in asked):
            continue
        answered = message.id < read.get(message.sender.address, 0)
        if message.outcome is Outcome.UNREADABLE and message.sender.address and answered:
            continue
        yield message.outcome.value, _message_item(message, words)


def _message_item(message: MessageRow, words: Words) -> ReviewItem:
    assert message.outcome is not None  # noqa: S101 - only messages with an outcome of `_MESSAGES` come here
    return _item_of(message, _MESSAGES[message.outcome], message.reason, words)


def _beside_forms(message: MessageRow, words: Words) -> Iterator[tuple[str, ReviewItem]]:
    """What came in one message with forms that were read, and was not read or not taken."""
    for finding in message.findings:
        if finding.code in _BESIDE:
            item = _item_of(message, _BESIDE[finding.code], finding.message, words)
            yield "held" if item.severity is Severity.ERROR else "beside", item


def _about_mail(message: MessageRow, words: Words) -> Iterator[tuple[str, ReviewItem]]:
    """Who wrote a message, and what of it nobody read; of one that is asked for anew the latter is said already."""
    told = _WHO_WROTE if message.outcome is Outcome.UNREADABLE else _WHO_WROTE | _NOT_OPENED
    for finding in message.findings if message.outcome not in _SILENT else ():
        if finding.code in told:
            yield "beside", _item_of(message, told[finding.code], finding.message, words)


def _item_of(message: MessageRow, said: Said, why: str, words: Words) -> ReviewItem:
    severity, key = said
    sender = one_line(message.sender.name or message.sender.address, 80) or words("common.unknown_sender")
    subject = one_line(message.subject, 100) or words("common.no_subject")
    reason = one_line(words.said(why), 500) or words("items.no_reason")
    return ReviewItem(
        about=words("items.message", number=str(message.id), sender=sender),
        what=words(f"items.{key}.what"),
        why=words("items.why_message", subject=subject, why=reason),
        do=words(f"items.{key}.do"),
        member=message.member,
        message=message.id,
        severity=severity,
        key=message_key(message.id, key),
        answers=() if message.outcome is Outcome.FAILED else (DONE,),
    )


def _about_member(
    member: Member, standing: Standing, campaign: Campaign, words: Words
) -> Iterator[tuple[str, ReviewItem]]:
    about = f"{member.id} {member_name(member, campaign)}"
    if _kind_is_held(member, campaign):
        yield "kind", _held(member, about, campaign, words)
    for finding in standing.doubts:
        if finding.code not in _SAID_ELSEWHERE:
            yield "doubt", _doubt(member, about, finding, campaign, words)
    if standing.missing:
        yield "missing", _missing(member, about, standing.missing, words)
    if standing.missed:
        yield "missed", _missed(member, about, standing.missed, words)
    if member.wave is None and member.submissions and member.status not in (*CLOSED, *DECIDED):
        yield "wave", _between_waves(member, about, words)


def _kind_is_held(member: Member, campaign: Campaign) -> bool:
    kind = member.get(campaign.identity.kind) if campaign.identity.kind else None
    return kind is not None and kind.value in campaign.held_kinds and member.status not in DECIDED


def _held(member: Member, about: str, campaign: Campaign, words: Words) -> ReviewItem:
    field = campaign.field(campaign.identity.kind or "")
    value = member.get(field.key)
    shown = canonical(show(value.value if value else None, field, words.language))
    return ReviewItem(
        about,
        words("items.kind.what", kind=shown),
        words("items.kind.why"),
        words("items.kind.do"),
        member.id,
        severity=Severity.ERROR,
    )


def _doubt(member: Member, about: str, finding: Finding, campaign: Campaign, words: Words) -> ReviewItem:
    field = next((each for each in campaign.fields if each.key == finding.field), None)
    if field is None:
        return _doubt_of_whole(member, about, finding, words)
    value = member.get(field.key)
    shown = as_shown(value.value, field, words) if value else words("common.no_value")
    return ReviewItem(
        about,
        words("items.doubt.what", label=label(field, words.language), value=shown),
        one_line(told(finding, campaign, words), 400) + (said(value, words) if value else ""),
        words("items.doubt.do"),
        member.id,
        severity=finding.severity,
        field=finding.field,
        key=value_key(member.id, field.key, value.value if value else None),
        answers=(RIGHT, FORM) if finding.code == "differs-from-staff" else (RIGHT,),
    )


def _doubt_of_whole(member: Member, about: str, finding: Finding, words: Words) -> ReviewItem:
    return ReviewItem(
        about,
        words("items.doubt.whole"),
        one_line(words.said(finding.message), 400),
        words("items.doubt.do_whole"),
        member.id,
        severity=finding.severity,
        key=finding_key(member.submissions[-1], finding.code) if member.submissions else "",
        answers=(RIGHT,) if member.submissions else (),
    )


def said(value: MemberValue, words: Words) -> str:
    """What the document says, as the end of a reason; "" where there is no such text."""
    return f" {words('items.doubt.raw', raw=one_line(raw_text(value, words), 300))}" if value.raw else ""


def as_shown(value: FieldValue, field: Field, words: Words) -> str:
    """A value on one line, as its cell shows it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return words.number(value)
    return one_line(canonical(show(value, field, words.language)), 120)


def _missing(member: Member, about: str, missing: tuple[Field, ...], words: Words) -> ReviewItem:
    only = missing[0].key if len(missing) == 1 else None
    return ReviewItem(
        about,
        words("items.missing.what", fields=_listed(missing, words)),
        words.many("items.missing.why", len(missing)),
        words("items.missing.do"),
        member.id,
        field=only,
        key=value_key(member.id, only, None) if only else "",
    )


def _missed(member: Member, about: str, missed: tuple[Field, ...], words: Words) -> ReviewItem:
    only = missed[0].key if len(missed) == 1 else None
    value = member.get(only) if only else None
    return ReviewItem(
        about,
        words("items.missed.what", fields=_listed(missed, words)),
        words("items.missed.why"),
        words("items.missed.do"),
        member.id,
        field=only,
        key=value_key(member.id, only, value.value if value else None) if only else "",
        answers=(RIGHT,) if only else (),
    )


def _listed(fields: tuple[Field, ...], words: Words) -> str:
    return ", ".join(label(field, words.language) for field in fields)


def _between_waves(member: Member, about: str, words: Words) -> ReviewItem:
    return ReviewItem(
        about,
        words("items.wave.what"),
        words("items.wave.why"),
        words("items.wave.do"),
        member.id,
        severity=Severity.INFO,
    )
