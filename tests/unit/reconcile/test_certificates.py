from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Finding, Severity
from pipeline.reconcile.certificates import may_be_certified
from pipeline.records import Member, MemberValue, Status
from tests.unit.drafts.people import campaign

SURE = (MemberValue("government_name", "Town of Sample", "form"), MemberValue("country", "GB", "form"))
MEMBER = Member("M0001", Status.READY, "4", SURE)


@pytest.mark.parametrize("status", Status)
def test_a_certificate_is_for_those_whose_form_is_complete(status: Status) -> None:
    """Complete ones and accepted ones; nobody who only pledged, who lacks answers, who was declined or left."""
    wanted = {Status.TO_REVIEW, Status.READY, Status.ACCEPTED, Status.PUBLISHED}

    assert may_be_certified(replace(MEMBER, status=status), campaign()) == (status in wanted)


@pytest.mark.parametrize("key", ["government_name", "country"])
def test_no_certificate_with_a_doubtful_name_or_country(key: str) -> None:
    """Neither where the reading was unsure nor where it was noted; once staff typed the value there is one."""
    unsure = tuple(replace(value, confidence=0.8) if value.field == key else value for value in SURE)
    typed = tuple(replace(value, origin="staff") if value.field == key else value for value in unsure)
    noted = Finding("text-odd", Severity.WARNING, "Look at it.", key)

    assert not may_be_certified(replace(MEMBER, values=unsure), campaign())
    assert not may_be_certified(replace(MEMBER, findings=(noted,)), campaign())
    assert may_be_certified(replace(MEMBER, values=typed, findings=(noted,)), campaign())


def test_no_certificate_without_a_name() -> None:
    """There would be nobody on it; a country that was not given does no harm."""
    assert not may_be_certified(replace(MEMBER, values=SURE[1:]), campaign())
    assert may_be_certified(replace(MEMBER, values=SURE[:1]), campaign())


def test_kinds_that_staff_decide_about_wait_for_them() -> None:
    """An organisation that is no government has one only after staff accepted it."""
    held = replace(MEMBER, values=(*SURE, MemberValue("government_type", "non_government", "form")))

    assert not may_be_certified(held, campaign())
    assert may_be_certified(replace(held, status=Status.ACCEPTED), campaign())
