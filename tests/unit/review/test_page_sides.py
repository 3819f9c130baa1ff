"""What staff are asked to compare stands side by side in the report."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Source, Value
from pipeline.reconcile.items import pair_key, question_key
from pipeline.records import LedgerView, Question
from pipeline.review.page.sides import Comparing, Sides
from pipeline.words import words_in
from tests.unit.review import sample

NAMES = ("Ajuntament de Granollers", "광주광역시")


def compared(view: LedgerView, key: str) -> Sides | None:
    return Comparing(view, sample.campaign(), words_in("en")).sides(key)


def test_two_members_that_may_be_one_stand_beside_each_other() -> None:
    """A column for each; what they agree in is told from what they do not."""
    view = replace(sample.view(2), likenesses=(("M0001", "M0002"),))
    sides = compared(view, pair_key("M0001", "M0002"))
    assert sides is not None
    assert [each.name for each in sides.heads] == [f"M0001 {NAMES[0]}", f"M0002 {NAMES[1]}"]
    rows = {row.label: row for row in sides.rows}
    assert rows["Name of the local or regional government"].said == NAMES
    assert rows["Name of the contact person"].same
    assert not rows["Country"].same
    assert all(any(row.said) for row in sides.rows)


def test_a_form_stands_beside_those_it_may_be_of() -> None:
    """The form first; a member that is gone has no column."""
    name = Value("government_name", "Granollers", "Granollers", 0.9, Source("pdf", "page 1"))
    asked = Question(7, 1, "form.pdf", 0, "ca", (name,), (), ("M0001", "M0404"), None)
    sides = compared(replace(sample.view(1), questions=(asked,)), question_key(7))
    assert sides is not None
    assert [each.short for each in sides.heads] == ["the form", "M0001"]
    assert sides.rows[0].said == ("Granollers", NAMES[0])


def test_what_asks_for_something_else_has_no_sides() -> None:
    """Most of what waits is about one value."""
    assert compared(sample.view(2), "value M0001 population 1234") is None
