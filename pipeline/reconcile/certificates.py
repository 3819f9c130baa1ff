"""Which members may have a certificate: it hangs on a wall, so that nothing on it may be doubtful. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.records import Status

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.records import Member

_DECIDED: Final = frozenset({Status.ACCEPTED, Status.PUBLISHED})
_MEMBERS: Final = frozenset({Status.TO_REVIEW, Status.READY}) | _DECIDED


def may_be_certified(member: Member, campaign: Campaign) -> bool:
    """Whether a certificate can be made.

    Its form is complete or staff accepted it (kinds for which staff decide: only then), it has a name, and name and
    country were either typed by staff or read so surely that nobody is asked to look at them.
    """
    if member.status not in (_DECIDED if _is_held(member, campaign) else _MEMBERS):
        return False
    identity = campaign.identity
    shown = (identity.name, *([identity.country] if identity.country else []))
    return member.get(identity.name) is not None and all(_is_sure(key, member, campaign) for key in shown)


def _is_held(member: Member, campaign: Campaign) -> bool:
    kind = member.get(campaign.identity.kind) if campaign.identity.kind else None
    return kind is not None and kind.value in campaign.held_kinds


def _is_sure(key: str, member: Member, campaign: Campaign) -> bool:
    """A value that is not given stands nowhere: it is no doubt."""
    value = member.get(key)
    if value is None or value.origin != "form":
        return True
    noted = any(finding.field == key and finding.severity is not Severity.INFO for finding in member.findings)
    return not noted and value.confidence >= campaign.certain
