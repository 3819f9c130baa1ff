"""The map of the report: where marks stand, what they say, and that ten thousand of them stay readable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Place, Status
from pipeline.review.page.groups import Group
from pipeline.review.page.projection import HEIGHT, WIDTH, place
from pipeline.review.page.regions import regions
from pipeline.review.page.worldmap import WorldMap, outline, world_map
from pipeline.words import words_in
from tests.unit.review import sample

if TYPE_CHECKING:
    from pipeline.records import Member


def named(member: Member) -> str:
    return member.id


def at(number: int, latitude: float, longitude: float, status: Status = Status.ACCEPTED) -> Member:
    spot = Place(str(number), "x", latitude, longitude)
    return replace(sample.member(number), place=spot, status=status)


def drawn(*members: Member) -> WorldMap:
    return world_map(members, named, words_in("en"))


def test_the_map_lies_as_people_know_it() -> None:
    """North is up, Vancouver is left of Granollers and Gwangju right of it, Rosario below it."""
    vancouver, granollers, gwangju = place(-123.1, 49.3), place(2.3, 41.6), place(126.9, 35.2)
    rosario = place(-60.7, -32.9)
    assert vancouver[0] < rosario[0] < granollers[0] < gwangju[0]
    assert vancouver[1] < granollers[1] < gwangju[1] < HEIGHT / 2 < rosario[1]


@given(st.floats(-720, 720), st.floats(-1000, 1000))
def test_every_place_is_on_the_map(longitude: float, latitude: float) -> None:
    """Also the pole, and what a wrong gazetteer says."""
    x, y = place(longitude, latitude)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_the_outline_fills_the_map() -> None:
    """Coasts are told from the left edge to the right one, in one path of nothing but steps."""
    starts = [int(x) for x in re.findall(r"M(-?\d+) ", outline())]
    assert min(starts) < WIDTH * 0.1
    assert max(starts) > WIDTH * 0.9
    assert re.fullmatch(r"[Mlz\d\s-]+", outline())


def test_who_has_no_place_is_counted() -> None:
    """The map says how many it does not show; who declined is not meant to be on it."""
    unplaced = replace(sample.member(0), place=None)
    shown = drawn(unplaced, at(1, 41.6, 2.3), at(2, 35.2, 126.9, Status.PLEDGED), at(3, 1, 1, Status.DECLINED))
    assert (shown.placed, shown.without) == (2, 1)
    assert {(mark.text, mark.group) for mark in shown.world.marks} == {("M0002", Group.MEMBER), ("M0003", Group.PLEDGE)}


def test_a_place_that_is_none_is_no_place() -> None:
    """A gazetteer that says nonsense does not break the page."""
    assert drawn(at(1, float("nan"), 2.3), at(2, 1.0, float("inf"))).without == 2


def test_neighbours_are_one_mark_that_names_them() -> None:
    """Five members of one town are one larger mark; four are named."""
    (mark,) = drawn(*(at(number, 41.6, 2.3) for number in range(5))).world.marks
    assert mark.size > 1
    assert mark.text == "5 members: M0001; M0002; M0003; M0004 and 1 more"


def test_ten_thousand_members_stay_a_few_hundred_marks() -> None:
    """Every one of them is counted in some mark."""
    spots = ((number * 7919 % 12000 / 100 - 50, number * 104729 % 36000 / 100 - 180) for number in range(10_000))
    shown = drawn(*(at(number, *spot) for number, spot in enumerate(spots)))
    assert shown.world.crowded
    assert len(shown.world.marks) <= 300
    assert shown.placed == 10_000


def test_where_most_of_them_are_is_shown_closer() -> None:
    """Towns that are one blot on the map of the world lie apart on that of their surroundings."""
    towns = [at(number, 41 + number / 4, 2 + number / 4) for number in range(10)]
    far = at(11, -32.9, -60.7)
    shown = drawn(*towns, far)
    assert shown.closer is not None
    assert len(shown.closer.marks) == 10
    assert all(shown.closer.window.holds(mark.x, mark.y) for mark in shown.closer.marks)
    assert drawn(*towns[:7], far).closer is None


def test_the_list_says_what_the_map_shows() -> None:
    """By region, the largest first, what is not known last; of a long one the rest is counted."""
    members = [replace(sample.member(0), world_region="Africa", status=Status.PLEDGED) for _ in range(70)]
    members += [replace(sample.member(1), world_region=None, status=Status.READY) for _ in range(80)]
    members += [replace(sample.member(2), world_region="Africa", status=Status.ACCEPTED)]
    africa, unknown = regions(members, named)
    assert (africa.name, africa.counts[Group.PLEDGE], africa.total, africa.left) == ("Africa", 70, 71, 11)
    assert africa.listed[0] == ("M0003", Group.MEMBER)
    assert (unknown.name, unknown.total) == (None, 80)
