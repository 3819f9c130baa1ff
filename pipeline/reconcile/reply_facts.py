"""What a reply is made from, in short: compared to tell whether one that waits still says what is so. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import DocumentKind
from pipeline.reconcile.asked import asked_keys, changed_keys, doubtful_keys
from pipeline.reconcile.certificates import may_be_certified
from pipeline.records import DraftKind, Member, MessageRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView

_ASKED: Final = " asked"
"""What stands behind a member's id for all that is no value of it."""


@dataclass(frozen=True, slots=True)
class ByNumber:
    """What the ledger says, by id: looking through all of it for each of ten thousand replies takes minutes."""

    members: dict[str, Member]
    messages: dict[int, MessageRow]
    submissions: dict[str, SubmissionRow]
    numbers: dict[str, int]  # sha256 -> the first message with these bytes

    @classmethod
    def of(cls, view: LedgerView) -> ByNumber:
        """The same by id."""
        return cls(
            {each.id: each for each in view.members},
            {each.id: each for each in view.messages},
            {each.id: each for each in view.submissions},
            {each.sha256: each.id for each in sorted(view.messages, key=lambda each: -each.id)},
        )

    def forms(self, member: Member) -> list[SubmissionRow]:
        """The forms of a member, oldest first."""
        ids = sorted(member.submissions, key=lambda each: (len(each), each))
        return [self.submissions[each] for each in ids]

    def form_of(self, message: MessageRow, member: Member) -> tuple[SubmissionRow | None, list[SubmissionRow]]:
        """The form that a message gave for a member, and the member's forms before it."""
        forms = self.forms(member)
        for place, form in enumerate(forms):
            if form.message == message.sha256:
                return form, forms[:place]
        return None, forms


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it would be drafted now."""

    kind: DraftKind
    language: str
    message: MessageRow
    members: tuple[str, ...]


def facts_of(reply: Reply, known: ByNumber, campaign: Campaign) -> dict[str, str]:
    """Everything that a reply says of its members and of the message: a word -> a short hash of what it stands for.

    Values have the word `M0001.key`. The mail itself, the templates and the settings are not in it: what waits is not
    drawn anew for them.
    """
    unread = [(each.name, each.code) for each in reply.message.documents if each.kind is DocumentKind.UNREADABLE]
    facts = {"kind": reply.kind.value, "language": reply.language, "unread": _short(unread)}
    for number in reply.members:
        member = known.members[number]
        facts |= {f"{number}.{value.field}": _short(value.value) for value in member.values}
        facts[number + _ASKED] = _short(_asked(reply, member, known, campaign))
    return facts


def fields_that_differ(one: dict[str, str], other: dict[str, str]) -> tuple[str, ...]:
    """The fields of which two replies do not say the same, in no order of importance."""
    words = {word for word in one.keys() | other.keys() if one.get(word) != other.get(word)}
    return tuple(sorted({word.partition(".")[2] for word in words if "." in word}))


def _asked(reply: Reply, member: Member, known: ByNumber, campaign: Campaign) -> Sequence[object]:
    """What is asked of a member, whether a certificate comes along, and whom a copy may go to."""
    now, before = known.form_of(reply.message, member)
    changed = changed_keys(now, before) if now else ()
    certified = reply.kind is DraftKind.WELCOME and may_be_certified(member, campaign)
    unsure = tuple(
        value.field
        for value in member.values
        if value.origin == "form" and value.confidence < campaign.certain and "@" in str(value.value)
    )
    return (asked_keys(member, campaign), doubtful_keys(member), changed, member.wave, certified, unsure)


def _short(value: object) -> str:
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
