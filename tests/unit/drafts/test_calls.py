from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.drafts.calls import Between, between_calls
from pipeline.drafts.request import Applicant, ReplyRequest
from tests.unit.drafts.people import campaign, member, request


def reply(received: dt.date | None, *, wave: str | None = None, drafted: dt.date | None = None) -> ReplyRequest:
    """A reply to a form that came on that day, drafted then or later."""
    made = request(applicants=(Applicant(member(wave=wave)),))
    at = dt.datetime.combine(drafted or received or dt.date(2026, 3, 4), dt.time(12), dt.UTC)
    return replace(made, received=received, draft=replace(made.draft, created=at))


@pytest.mark.parametrize(
    ("received", "found"),
    [
        (dt.date(2026, 3, 4), None),
        (dt.date(2023, 11, 15), None),
        (dt.date(2023, 11, 16), Between(dt.date(2023, 11, 15), dt.date(2024, 10, 9))),
        (dt.date(2024, 10, 8), Between(dt.date(2023, 11, 15), dt.date(2024, 10, 9))),
        (dt.date(2021, 5, 1), Between(None, dt.date(2022, 2, 1))),
        (dt.date(2026, 9, 1), Between(dt.date(2026, 6, 25), None)),
    ],
)
def test_which_calls_lie_round_a_day(received: dt.date, found: Between | None) -> None:
    """The last one that closed, the next one that opens, as far as the campaign knows them; none where one is open."""
    assert between_calls(reply(received)) == found


def test_a_call_that_has_opened_since_is_no_news() -> None:
    """A reply that is drafted months later does not announce what has begun."""
    late = reply(dt.date(2023, 12, 1), drafted=dt.date(2024, 12, 1))
    assert between_calls(late) == Between(dt.date(2023, 11, 15), dt.date(2026, 1, 1))


def test_a_member_of_a_wave_is_not_told() -> None:
    """Staff have said which wave it counts for, or an earlier form has."""
    assert between_calls(reply(dt.date(2023, 12, 1), wave="2")) is None


def test_the_day_of_the_mail_stands_in() -> None:
    """Where our mailbox did not say when it came."""
    assert between_calls(reply(None)) is None


def test_a_campaign_without_waves_has_no_calls() -> None:
    """Nothing is said of what there is not."""
    made = reply(dt.date(2023, 12, 1))
    assert between_calls(replace(made, campaign=replace(campaign(), waves=()))) is None
