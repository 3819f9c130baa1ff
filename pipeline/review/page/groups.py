"""Members, forms in hand, pledges: the three shapes in which map, lists and curves show how far each one is. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.reconcile.statuses import COUNTED
from pipeline.records import Status
from pipeline.review.status import IN_HAND

if TYPE_CHECKING:
    from pipeline.records import Member


class Group(StrEnum):
    """How far somebody is, told by shape as well as by colour."""

    MEMBER = "member"
    FORM = "form"
    PLEDGE = "pledge"


def group_of(member: Member) -> Group | None:
    """The group of a member; None for who declined or withdrew."""
    if member.status in COUNTED:
        return Group.MEMBER
    if member.status in IN_HAND:
        return Group.FORM
    return Group.PLEDGE if member.status is Status.PLEDGED else None
