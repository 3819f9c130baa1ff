"""What a reply says about the calls for members where a form came between two of them. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.drafts.request import ReplyRequest


@dataclass(frozen=True, slots=True)
class Between:
    """The calls before and after: when the last one closed, and when the next one opens, as far as they are known."""

    closed: dt.date | None
    opens: dt.date | None


def between_calls(request: ReplyRequest) -> Between | None:
    """None where the form came while a call was open, or the member is in a wave all the same (staff may say so)."""
    waves = request.campaign.waves
    day = request.received or (request.mail.date.date() if request.mail and request.mail.date else None)
    if not waves or all(each.member.wave for each in request.applicants):
        return None
    if day is None:
        return Between(None, None)
    if request.campaign.wave_on(day):
        return None
    today = max(day, request.draft.created.date())  # a call that has opened since is no news
    return Between(
        closed=max((wave.closes for wave in waves if wave.closes < day), default=None),
        opens=min((wave.opens for wave in waves if wave.opens > today), default=None),
    )
