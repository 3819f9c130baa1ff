"""The progress over time and towards the targets, as the report draws it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.records import LedgerView, PledgeRow
from pipeline.review.counts import count
from pipeline.review.page.chart import chart
from pipeline.review.page.glance import goals
from pipeline.review.page.groups import Group
from pipeline.review.page.overtime import Month, over_time
from pipeline.review.page.waiting import how_sure
from pipeline.words import words_in
from tests.unit.review import sample

NOW = sample.NOW
EMPTY = LedgerView((), (), (), (), ())


def submitted(*moments: tuple[str, dt.datetime | None]) -> LedgerView:
    form = sample.view(1).submissions[0]
    rows = tuple(replace(form, id=f"S{n}", member=member, received=at) for n, (member, at) in enumerate(moments))
    return replace(EMPTY, submissions=rows)


def test_a_member_counts_once_with_its_first_form() -> None:
    """A corrected form is no second one; a form without a date is left out."""
    months = over_time(submitted(("M1", NOW), ("M1", NOW - 40 * sample.DAY), ("M2", NOW), ("M3", None)), NOW)
    assert [(month.first, month.new[Group.FORM], month.all[Group.FORM]) for month in months] == [
        (dt.date(2026, 1, 1), 1, 1),
        (dt.date(2026, 2, 1), 0, 1),
        (dt.date(2026, 3, 1), 1, 2),
    ]


def test_members_count_from_their_acceptance_and_pledges_from_their_day() -> None:
    """Each group has its own day."""
    pledge = PledgeRow("", NOW, "M1", ())
    by_phone = replace(sample.member(1), entered=NOW, joined=None)
    view = replace(EMPTY, members=(replace(sample.member(0), accepted=NOW), by_phone), pledges=(pledge, pledge))
    assert [month.all for month in over_time(view, NOW)] == [{Group.MEMBER: 1, Group.FORM: 0, Group.PLEDGE: 2}]


def test_dates_of_mail_can_be_anything() -> None:
    """What lies in the future counts as of now, what is older than ten years from the first month on."""
    old, ahead = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
    months = over_time(submitted(("M1", old), ("M2", ahead)), NOW)
    assert len(months) == 120
    assert (months[0].all[Group.FORM], months[-1].all[Group.FORM]) == (1, 2)
    assert over_time(EMPTY, NOW) == ()


def grown(*totals: int) -> list[Month]:
    first = [dt.date(2016 + number // 12, number % 12 + 1, 1) for number in range(len(totals))]
    return [Month(day, {}, dict.fromkeys(Group, total)) for day, total in zip(first, totals, strict=True)]


@pytest.mark.parametrize(("highest", "top"), [(0, 4), (3, 10), (10, 10), (12, 15), (30, 100), (3_604, 4_000)])
def test_the_scale_reaches_to_the_next_target_in_sight(highest: int, top: int) -> None:
    """Where the curves would be flat against it, the scale ends above them."""
    assert max(figure for _, figure in chart(grown(0, highest), (10, 100, 1000), 340, 240).scale) == top


def test_the_curves_stay_in_the_drawing() -> None:
    """Also the last step, and the names of months."""
    drawn = chart(grown(*range(100)), (10, 100, 1000), 340, 240)
    assert all(0 <= x <= 340 and 0 <= y <= 240 for x, y in (curve.end for curve in drawn.curves))
    assert all(0 <= x <= 300 for x, _ in drawn.labels)
    assert 1 <= len(drawn.labels) <= 6


def test_a_target_is_full_only_when_it_is_reached() -> None:
    """Six members are 60 percent of ten, and nothing of a thousand; a target of none is no target."""
    ten, thousand = goals((0, 10, 1000), count(sample.view(12), sample.campaign(), "en"))
    assert (ten.percent, ten.hoped, ten.reached) == (60, 100, False)
    assert (thousand.percent, thousand.hoped) == (0, 1)


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "almost certain"),
        (0.97, "very likely"),
        (0.62, "about 6 in 10"),
        (0.01, "hardly"),
        (-1.0, "hardly"),
        (float("nan"), "hardly"),
    ],
)
def test_how_sure_a_reading_is_is_said_in_words(confidence: float, words: str) -> None:
    """Of readings that are as sure as this one, so many are right."""
    assert how_sure(confidence, words_in("en")).startswith(words)
