"""What staff say beside the values of fields: who is one with whom, whose a form is, who pledged by telephone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.records import Outcome, Status
from pipeline.review.sheets import find_sheet
from tests.roundtrip.desk import form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.records import LedgerView, Member
    from pipeline.review.sheets import Key
    from tests.roundtrip.desk import Desk

NAMESAKE = form(9, Name_of_the_local_government="Ville Exemple A")
"""A form of the same name and country as the first member's, with other people at other addresses."""


@pytest.fixture
def desk(opened: Desk, tmp_path: Path) -> Desk:
    return opened.copied(tmp_path / "outputs")


def edited(desk: Desk, edit: Callable[[Worksheet], None], sheet: Key = "members") -> LedgerView:
    """The ledger after staff edited a sheet of ours, saved it, and a run came by."""
    change(desk, edit, sheet)
    return desk.run()


def change(desk: Desk, edit: Callable[[Worksheet], None], sheet: Key = "members") -> None:
    book = load_workbook(desk.workbook)
    found = find_sheet(book, sheet)
    assert found is not None
    edit(found)
    book.save(desk.workbook)


def column(sheet: Worksheet, key: str) -> int:
    rows = sheet.iter_rows(max_row=2, values_only=True)
    return next(row.index(key) + 1 for row in rows if key in row)


def row_of(sheet: Worksheet, start: str) -> int:
    """The row whose first cell begins so: a member's number, a hidden key."""
    keys = sheet.iter_rows(max_col=1, values_only=True)
    return next(number for number, (key,) in enumerate(keys, start=1) if str(key or "").startswith(start))


def set_cell(member: str, key: str, value: str | int | dt.date | None) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, member), column(sheet, key)).value = value

    return edit


def answer(key: str, text: str) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, key), sheet.max_column).value = text

    return edit


def add_row(**cells: str | int | dt.date) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        row = sheet.max_row + 1
        for key, value in cells.items():
            sheet.cell(row, column(sheet, key.replace("__", ":"))).value = value

    return edit


def member(view: LedgerView, name: str) -> Member:
    return next(each for each in view.members if each.id == name)


def shown(desk: Desk, sheet: Key = "members") -> list[list[object]]:
    found = find_sheet(load_workbook(desk.workbook), sheet)
    assert found is not None
    return [list(row) for row in found.iter_rows(values_only=True)]


# --- rows --------------------------------------------------------------------------------------------


def test_a_row_with_a_name_becomes_a_member_once(desk: Desk) -> None:
    """A pledge by telephone: the next workbook shows it with a number, and it is entered once."""
    row = add_row(field__government_name="Ville de Test", field__country="France", member__joined=dt.date(2025, 3, 4))
    view = edited(desk, row)
    new = member(view, "M0005")
    assert (new.status, new.joined, new.submissions) == (Status.PLEDGED, dt.datetime(2025, 3, 4, tzinfo=dt.UTC), ())
    assert {value.field: value.value for value in new.values} == {"government_name": "Ville de Test", "country": "FR"}
    assert any(row[:2] == ["M0005", "Ville de Test"] for row in shown(desk))

    assert len(desk.run().members) == 5
    assert desk.said == ""


def test_a_row_is_not_entered_again_while_the_workbook_cannot_be_replaced(desk: Desk) -> None:
    """A run that took the row in and could not write leaves it without a number: the next run knows it."""
    change(desk, add_row(field__government_name="Ville de Test"))
    kept = desk.workbook.read_bytes()
    desk.run()
    desk.workbook.write_bytes(kept)  # as if the run had not been able to write
    change(desk, add_row(field__government_name="Ville de Toast"))
    view = desk.run()
    names = [str(value.value) for each in view.members if (value := each.get("government_name"))]
    assert sorted(names)[-2:] == ["Ville de Test", "Ville de Toast"]
    assert len(view.members) == 6


def test_a_row_without_a_name_stays_and_is_said(desk: Desk) -> None:
    """Nothing that staff typed goes away."""
    edited(desk, add_row(field__population=1200))
    assert "neither a member number nor a name" in desk.said
    assert any(1200 in row or "1200" in row for row in shown(desk))


def test_a_form_of_a_government_that_staff_entered_is_its_update(desk: Desk) -> None:
    """The form finds the row of the same name, which was a pledge; what staff typed stands."""
    edited(desk, add_row(field__government_name="Ville Exemple H", field__country="France"))
    desk.deliver(form(7))
    view = desk.run()
    assert len(view.members) == 5
    assert member(view, "M0005").submissions == ("S0005",)


def test_a_row_that_may_be_a_member_already_is_asked_about(desk: Desk) -> None:
    """Nothing is joined by itself; the answer joins them, or is remembered."""
    view = edited(desk, add_row(field__government_name="Mairie de Ville Exemple A", field__country="France"))
    assert ("M0001", "M0005") in view.likenesses

    view = edited(desk, answer("pair M0001 M0005", "They are the same"), "review")
    assert [each.id for each in view.members] == ["M0001", "M0002", "M0003", "M0004"]
    assert member(view, "M0001").merged == ("M0005",)


def test_two_that_are_not_the_same_are_not_asked_about_again(desk: Desk) -> None:
    """The answer is remembered."""
    edited(desk, add_row(field__government_name="Mairie de Ville Exemple A", field__country="France"))
    view = edited(desk, answer("pair M0001 M0005", "Not the same"), "review")
    assert len(view.members) == 5
    assert ("M0001", "M0005") not in view.likenesses
    assert "pair M0001 M0005" not in [row[0] for row in shown(desk, "review")]


# --- one and the same ----------------------------------------------------------------------------------


def test_two_rows_are_joined_and_parted_again(desk: Desk) -> None:
    """The younger stays as a grey row where it was; clearing its cell parts them."""
    before = desk.run()
    view = edited(desk, set_cell("M0003", "member:same", "M0001"))
    assert [each.id for each in view.members] == ["M0001", "M0002", "M0004"]
    assert member(view, "M0001").submissions == ("S0001", "S0003")
    assert "M0003" in [row[0] for row in shown(desk)]

    view = edited(desk, set_cell("M0003", "member:same", None))
    assert view.members == before.members
    assert desk.said == ""


def test_what_is_no_number_of_a_member_stays_in_its_cell_and_is_said(desk: Desk) -> None:
    """Nothing is joined."""
    view = edited(desk, set_cell("M0003", "member:same", "the one from Lyon"))
    assert len(view.members) == 4
    assert "the one from Lyon" in desk.said
    assert any("the one from Lyon" in row for row in shown(desk))


def test_a_form_is_given_to_another_member_and_to_a_new_one(desk: Desk) -> None:
    """On the sheet of submissions, by the number of the member or as new."""
    place = "Belongs to"
    view = edited(desk, set_cell("S0003", place, "M0001"), "submissions")
    assert (member(view, "M0001").submissions, member(view, "M0003").submissions) == (("S0001", "S0003"), ())

    view = edited(desk, set_cell("S0003", place, "New"), "submissions")
    assert member(view, "M0005").submissions == ("S0003",)


# --- answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "owner"), [("Same as M0001", "M0001"), ("Another government", "M0005")])
def test_a_form_that_waits_is_taken_in_as_staff_answer(desk: Desk, said: str, owner: str) -> None:
    """Held with both sides shown; afterwards a submission with a reply, and never asked again."""
    desk.deliver(NAMESAKE)
    view = desk.run()
    assert view.messages[-1].outcome is Outcome.HELD
    (question,) = view.questions
    asked = shown(desk, "review")[row_number(desk, "question 1") - 1]
    assert "Camille Durand A" in str(asked)
    assert "Camille Durand J" in str(asked)

    view = edited(desk, answer("question 1", said), "review")
    assert view.questions == ()
    assert (view.messages[-1].member, view.submissions[-1].member) == (owner, owner)
    assert view.messages[-1].outcome in {Outcome.SUBMISSION, Outcome.UPDATE}
    assert view.drafts[-1].members == (owner,)
    assert view.drafts[-1].file is not None
    assert question.candidates == ("M0001",)


def row_number(desk: Desk, key: str) -> int:
    found = find_sheet(load_workbook(desk.workbook), "review")
    assert found is not None
    return row_of(found, key)


def test_the_value_of_a_newer_form_can_be_taken_instead_of_that_of_staff(desk: Desk) -> None:
    """A conflict waits; “take the form's” gives the field back to the forms."""
    edited(desk, set_cell("M0001", "field:population", 555))
    desk.deliver(form(0, Population="66666"))
    view = desk.run()
    population = member(view, "M0001").get("population")
    assert population is not None
    assert population.value == 555

    view = edited(desk, answer("value M0001 population", "Take the form’s"), "review")
    population = member(view, "M0001").get("population")
    assert population is not None
    assert (population.value, population.origin) == (66666, "form")


def test_the_right_value_can_be_typed_beside_what_is_asked(desk: Desk) -> None:
    """Instead of going to the cell."""
    edited(desk, set_cell("M0001", "field:population", 555))
    desk.deliver(form(0, Population="66666"))
    desk.run()
    view = edited(desk, answer("value M0001 population", "7 000"), "review")
    population = member(view, "M0001").get("population")
    assert population is not None
    assert (population.value, population.origin) == (7000, "staff")


def test_an_answer_about_an_older_value_is_not_taken(desk: Desk) -> None:
    """An older copy of the workbook says “it is right” of what a newer form has replaced since."""
    edited(desk, set_cell("M0001", "field:population", 555))
    desk.deliver(form(0, Population="66666"))
    desk.run()
    change(desk, answer("value M0001 population", "It is right"), "review")
    old = desk.workbook.read_bytes()
    edited(desk, set_cell("M0001", "field:population", 556))
    desk.workbook.write_bytes(old)
    desk.run()
    view = desk.run()
    population = member(view, "M0001").get("population")
    assert population is not None
    assert population.value == 556


def test_what_is_done_does_not_come_back(desk: Desk) -> None:
    """A question by mail is ticked off."""
    desk.deliver(b"From: a@b.example\r\nSubject: Hello\r\nMessage-ID: <q@b.example>\r\n\r\nWhen does it begin?\r\n")
    desk.run()
    assert row_number(desk, "message 5")
    edited(desk, answer("message 5", "Done"), "review")
    assert not any(str(row[0]).startswith("message 5") for row in shown(desk, "review"))


def test_an_answer_that_is_none_is_said(desk: Desk) -> None:
    """A word that is not in the list, where no value is asked."""
    desk.deliver(b"From: a@b.example\r\nSubject: Hello\r\nMessage-ID: <q@b.example>\r\n\r\nWhen does it begin?\r\n")
    desk.run()
    edited(desk, answer("message 5", "called them"), "review")
    assert "called them" in desk.said


# --- about members -------------------------------------------------------------------------------------


def test_wave_and_days_are_set_and_given_back(desk: Desk) -> None:
    """By a list and by dates; “Automatic” or an empty cell gives them back."""
    worked_out = member(desk.run(), "M0002")
    change(desk, set_cell("M0002", "member:wave", "Wave 3"))
    change(desk, set_cell("M0002", "member:status", "Accepted"))
    change(desk, set_cell("M0002", "member:joined", dt.date(2025, 5, 6)))
    view = edited(desk, set_cell("M0002", "member:accepted", "7 June 2025"))
    now = member(view, "M0002")
    assert (now.wave, str(now.joined)[:10], str(now.accepted)[:10]) == ("3", "2025-05-06", "2025-06-07")

    change(desk, set_cell("M0002", "member:wave", "Automatic"))
    view = edited(desk, set_cell("M0002", "member:joined", None))
    now = member(view, "M0002")
    assert (now.wave, now.joined) == (worked_out.wave, worked_out.joined)
    assert desk.said == ""


def test_a_wave_that_is_none_stays_in_its_cell_and_is_said(desk: Desk) -> None:
    """And the one that was worked out stands."""
    before = member(desk.run(), "M0002").wave
    view = edited(desk, set_cell("M0002", "member:wave", "the fifth"))
    assert member(view, "M0002").wave == before
    assert "the fifth" in desk.said
    assert any("the fifth" in row for row in shown(desk))
