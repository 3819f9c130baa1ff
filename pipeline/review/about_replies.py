"""Replies that staff should look at once more: edited ones out of date, and requests that wait unsent. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.reconcile.reminders import waits_unsent
from pipeline.reconcile.replies import outdated_replies
from pipeline.records import DraftState, ReviewItem
from pipeline.review.answer_words import DONE
from pipeline.review.labels import label, member_name
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.reconcile.replies import Outdated
    from pipeline.records import DraftRow, LedgerView
    from pipeline.words import Words

_LONG: Final = dt.timedelta(days=30)
_MOST_NAMED: Final = 3  # members of one reply


def about_replies(view: LedgerView, campaign: Campaign, words: Words) -> Iterator[ReviewItem]:
    """One item for each such reply; it goes away when the reply was sent, thrown away, or is right again."""
    for found in outdated_replies(view, campaign):
        yield _outdated(found, view, campaign, words)
    now = view.runs[-1].started if view.runs else None
    for reply in view.drafts:
        if now and waits_unsent(reply) and reply.since and now - reply.since >= _LONG:
            yield _unsent(reply, view, campaign, words)


def _outdated(found: Outdated, view: LedgerView, campaign: Campaign, words: Words) -> ReviewItem:
    fields = [label(each, words.language) for each in campaign.fields if each.key in found.fields]
    why = "none_wanted" if found.wanted is None else "fields" if fields else "otherwise"
    digest = hashlib.sha256(repr((found.fields, found.wanted)).encode()).hexdigest()[:8]
    return _item(
        found.reply,
        view,
        campaign,
        words,
        what=words("items.reply_outdated.what", reply=words.draft(found.reply.kind, DraftState.DRAFTED)),
        why=words(f"items.reply_outdated.{why}", fields=one_line(", ".join(fields), 300)),
        do=words("items.reply_outdated.do"),
        severity=Severity.WARNING,
        key=f"reply {found.reply.id} outdated {digest}",
    )


def _unsent(reply: DraftRow, view: LedgerView, campaign: Campaign, words: Words) -> ReviewItem:
    assert reply.since is not None  # noqa: S101 - asked before
    return _item(
        reply,
        view,
        campaign,
        words,
        what=words("items.reply_unsent.what", reply=words.draft(reply.kind, DraftState.DRAFTED)),
        why=words("items.reply_unsent.why", day=words.day(reply.since.date())),
        do=words("items.reply_unsent.do"),
        severity=Severity.INFO,
        key=f"reply {reply.id} unsent",
    )


def _item(  # noqa: PLR0913 - the parts of an item, each under its name
    reply: DraftRow,
    view: LedgerView,
    campaign: Campaign,
    words: Words,
    *,
    what: str,
    why: str,
    do: str,
    severity: Severity,
    key: str,
) -> ReviewItem:
    members = [each for each in view.members if each.id in reply.members][:_MOST_NAMED]
    named = ", ".join(f"{each.id} {member_name(each, campaign, 60)}" for each in members)
    return ReviewItem(
        about=named or words("items.reply_to", number=str(reply.message)),
        what=what,
        why=why,
        do=do,
        member=members[0].id if members else None,
        message=reply.message,
        severity=severity,
        key=key,
        answers=(DONE,),
    )
