from __future__ import annotations

from pipeline.reconcile.asked import asked_keys
from pipeline.records import Member, MemberValue, Status
from tests.unit.reconcile.building import CAMPAIGN, Values, town


def member(values: Values, status: Status = Status.TO_REVIEW) -> Member:
    return Member("M0001", status, None, tuple(MemberValue(key, value, "form") for key, value in values.items()))


def test_a_signature_is_asked_for_along_with_what_is_required() -> None:
    """A form without it is complete and was welcomed: no later reply asks for it alone."""
    unsigned = town("Ronda", "ronda.example", signed=False)

    assert asked_keys(member(unsigned), CAMPAIGN) == ()
    assert asked_keys(member(town("Ronda", "ronda.example", signed=None, leader_name=None)), CAMPAIGN) == (
        "leader_name",
        "signed",
    )


def test_one_answer_of_a_group_is_asked_for_once() -> None:
    """The first key stands for the group."""
    assert asked_keys(member(town("Ronda", "ronda.example", motivation=None)), CAMPAIGN) == ("vision_government",)


def test_nothing_is_asked_of_whom_staff_accepted() -> None:
    """They took it as it is."""
    lacking = town("Ronda", "ronda.example", leader_name=None)

    assert asked_keys(member(lacking, Status.ACCEPTED), CAMPAIGN) == ()
    assert asked_keys(member(lacking, Status.PUBLISHED), CAMPAIGN) == ()
    assert asked_keys(member(lacking, Status.INCOMPLETE), CAMPAIGN) == ("leader_name",)
