"""What a reply asks of a member: what is missing, what is to be confirmed, what a form gave anew. Pure.

All are keys of the campaign's fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Need
from pipeline.model import Severity
from pipeline.reconcile.current import missing_fields
from pipeline.reconcile.statuses import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.model import FieldValue
    from pipeline.records import Member, MemberValue, SubmissionRow

SURE: Final = 0.75  # below this confidence a value that a form gave is asked to be confirmed


def asked_keys(member: Member, campaign: Campaign) -> tuple[str, ...]:
    """What is missing in a member's current values; of a one_of group the first key stands for the group.

    What is only expected, such as a signature, is asked for along with what is required, never alone: without it a form
    is complete, and welcomed. Nothing is asked of a member that staff accepted as it is.
    """
    given = {value.field: value for value in member.values}
    required = {field.key for field in missing_fields(member.values, campaign)}
    if not required or member.status in COUNTED:
        return ()
    return tuple(
        field.key
        for field in campaign.kept_fields
        if field.key in required or _is_expected(field, given.get(field.key))
    )


def doubtful_keys(member: Member) -> tuple[str, ...]:
    """What is given, but to be confirmed. Values of staff are never doubtful."""
    noted = {
        finding.field
        for finding in member.findings
        if finding.severity is not Severity.INFO and not finding.code.endswith("-missing")
    }
    return tuple(
        value.field
        for value in member.values
        if value.origin == "form" and (value.field in noted or value.confidence < SURE)
    )


def changed_keys(now: SubmissionRow, earlier: Sequence[SubmissionRow]) -> tuple[str, ...]:
    """The fields that a submission gives otherwise than the earlier ones of its member (oldest first), or anew."""
    before = {value.field: value.value for row in earlier for value in row.values}
    return tuple(value.field for value in now.values if before.get(value.field) != value.value)


def values_before(changed: Iterable[str], earlier: Sequence[SubmissionRow]) -> tuple[tuple[str, FieldValue], ...]:
    """What the earlier submissions of a member (oldest first) say of the fields that the newest one changed."""
    before = {value.field: value.value for row in earlier for value in row.values}
    return tuple((key, before[key]) for key in changed if key in before)


def _is_expected(field: Field, value: MemberValue | None) -> bool:
    """Whether a yes is expected and not there: a signature that is not there is missing."""
    return field.need is Need.EXPECTED and not field.one_of and (value is None or value.value is False)
