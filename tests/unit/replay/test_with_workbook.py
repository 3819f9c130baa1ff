"""Staff edit the workbook while a replay is accepted: what they typed counts, whatever number the form has now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.ledger.store import Ledger
from pipeline.reconcile.rereading import Form, FormKind
from pipeline.reconcile.taking_over import Replacing, TakingOver
from pipeline.review.sheets import find_sheet
from pipeline.words import words_in
from tests.roundtrip.desk import CAMPAIGN, Desk, form

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import Value
    from pipeline.review.sheets import Key

LATER = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "outputs")
    desk.deliver(form(1), form(2))
    desk.run()
    return desk


def typed(desk: Desk, key: Key, row: str, heading: str, value: str) -> None:
    book = load_workbook(desk.workbook)
    sheet = find_sheet(book, key)
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    place = next(each.index(heading) for each in rows if heading in each)
    number = next(number for number, each in enumerate(rows, start=1) if str(each[0]).startswith(row))
    sheet.cell(number, place + 1).value = value
    book.save(desk.workbook)


def read_again(desk: Desk) -> None:
    """The first form, its population read in another way."""
    url = f"sqlite:///{desk.outputs / 'state' / 'ledger.db'}"
    with Ledger.open(url) as ledger:
        first = next(each for each in ledger.view(CAMPAIGN).submissions if each.member == "M0001")
        told = tuple(changed(each) for each in first.values)
        again = Form(FormKind.FORM, 0, first.document, first.language, told, first.findings)
        ledger.take_over([TakingOver(1, (Replacing(first.id, again),))], LATER)


def changed(value: Value) -> Value:
    return replace(value, value=424242) if value.field == "population" else value


def test_cells_that_staff_typed_before_a_reading_was_accepted_stand(desk: Desk) -> None:
    """The field that was read in another way, and another one; a cell that they left alone takes the new reading."""
    typed(desk, "members", "M0001", "field:website", "https://ville.example/nouveau")
    read_again(desk)
    (first, _) = desk.run().members
    said = {each.field: (each.value, each.origin) for each in first.values}
    assert said["website"] == ("https://ville.example/nouveau", "staff")
    assert said["population"] == (424242, "form")

    typed(desk, "members", "M0001", "field:population", "77")
    read_again(desk)
    (first, _) = desk.run().members
    assert {each.field: (each.value, each.origin) for each in first.values}["population"] == (77, "staff")
    assert desk.said == ""


def test_a_form_that_staff_gave_away_is_known_under_its_earlier_number(desk: Desk) -> None:
    """The sheet of submissions was written before the form was read again."""
    typed(desk, "submissions", "S0001", words_in("en")("submissions.member"), "M0002")
    read_again(desk)
    view = desk.run()
    assert [(each.id, each.member) for each in view.submissions] == [("S0002", "M0002"), ("S0003", "M0002")]
    assert desk.said == ""
