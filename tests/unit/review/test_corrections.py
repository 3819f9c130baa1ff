from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.campaign.definition import FieldType
from pipeline.config import Settings
from pipeline.errors import ExitCode, SafetyStopError
from pipeline.model import FieldValue
from pipeline.records import LedgerView, MemberValue, Status
from pipeline.review.corrections import Corrections, read_corrections
from pipeline.review.links import links_of
from pipeline.review.workbook import write_workbook
from tests.unit.review import sample
from tests.unit.review.editing import edit, find, members_sheet

if TYPE_CHECKING:
    from pathlib import Path

Said = list[tuple[str, str, FieldValue | None]]


def write(path: Path, view: LedgerView) -> None:
    write_workbook(path, view, sample.campaign(), Settings(), links_of(view), sample.NOW)


def read(path: Path, view: LedgerView) -> Corrections:
    return read_corrections(path, view, sample.campaign())


def said(corrections: Corrections) -> Said:
    return [(each.member, each.field, each.value) for each in corrections.decisions]


@pytest.fixture(scope="module")
def view() -> LedgerView:
    return sample.view(6)


@pytest.fixture(scope="module")
def written(view: LedgerView, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("review") / "ledger.xlsx"
    write(file, view)
    return file.read_bytes()


@pytest.fixture
def path(tmp_path: Path, written: bytes) -> Path:
    file = tmp_path / "ledger.xlsx"
    file.write_bytes(written)
    return file


def test_nothing_typed_is_nothing_said(path: Path, view: LedgerView) -> None:
    """A workbook as we wrote it, and none at all, hold no corrections."""
    assert not said(read(path, view))
    assert read(path.with_name("absent.xlsx"), view) == Corrections()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("population", 250_000.0, 250_000),
        ("population", "250 000", 250_000),
        ("country", "France", "FR"),
        ("country", "Italia", "IT"),
        ("government_type", "Municipality", "municipality"),
        ("government_type", "province", "province"),
        ("mandate_end", dt.datetime(2027, 5, 31), "2027-05-31"),  # noqa: DTZ001 - as a spreadsheet gives it
        ("mandate_end", dt.datetime(1905, 7, 19), "2027"),  # noqa: DTZ001 - the year 2027 typed into a cell of days
        ("decision_date", "31/12/2025", "2025-12-31"),
        ("consent", "No", False),
        ("consent", True, True),
        ("leader_title", "Governor", "Governor"),
        ("contact_email", "someone@Else.example", "someone@else.example"),
        ("website", None, None),
        ("website", "   ", None),
    ],
)
def test_what_staff_type_comes_back_in_its_normal_form(
    path: Path, view: LedgerView, key: str, typed: object, value: FieldValue | None
) -> None:
    """Numbers, days, words of choices and countries, emptied cells."""
    edit(path, "M0002", f"field:{key}", typed)
    before = view.members[1].get(key)
    expected = [] if before and before.value == value else [("M0002", key, value)]
    corrections = read(path, view)
    assert said(corrections) == expected
    assert not corrections.problems


def test_several_choices_come_back(path: Path, view: LedgerView) -> None:
    """What we show for several choices means them, in the campaign's order."""
    shown = find(members_sheet(load_workbook(path)), "M0002", "field:themes").value
    edit(path, "M0001", "field:themes", shown.upper())
    assert said(read(path, view)) == [("M0001", "themes", ("housing", "gender_equality"))]


def test_who_and_when_is_kept(path: Path, view: LedgerView) -> None:
    """The moment of saving, the program's word for the editor, and what it was before."""
    edit(path, "M0001", "field:population", 9)
    decision = read(path, view).decisions[0]
    assert decision.by == "staff"
    assert decision.was == 12_500
    assert abs(decision.at.timestamp() - path.stat().st_mtime) < 0.001


def test_an_edit_without_sense_is_kept_as_typed_and_said(path: Path, view: LedgerView) -> None:
    """Nothing that staff typed is lost; that it means nothing is a problem. Shown again, it is no new edit."""
    edit(path, "M0001", "field:population", "very many indeed")
    corrections = read(path, view)
    assert said(corrections) == [("M0001", "population", "very many indeed")]
    assert "very many indeed" in corrections.problems[0].message
    after = sample.with_value(view, "M0001", MemberValue("population", "very many indeed", "staff"))
    write(path, after)
    assert not said(read(path, after))


def test_staff_decide_and_give_the_decision_back(path: Path, view: LedgerView) -> None:
    """Accepted is a decision; automatic, or an emptied cell, takes it back."""
    edit(path, "M0003", "member:status", "Accepted")
    assert said(read(path, view)) == [("M0003", "status", "accepted")]
    edit(path, "M0003", "member:status", "Ready")
    edit(path, "M0001", "member:status", "Automatic")
    edit(path, "M0002", "member:status", None)
    assert said(read(path, view)) == [("M0001", "status", None), ("M0002", "status", None)]


def test_a_word_that_is_no_status_stays_and_is_said_until_it_is_mended(path: Path, view: LedgerView) -> None:
    """It decides nothing; a newer workbook still shows it."""
    edit(path, "M0003", "member:status", "perhaps")
    assert not said(read(path, view))
    write(path, sample.view(9))
    assert find(members_sheet(load_workbook(path)), "M0003", "member:status").value == "perhaps"
    assert [each.code for each in read(path, sample.view(9)).problems] == ["workbook-unknown-status"]


def test_what_is_worked_out_cannot_be_typed_over(path: Path, view: LedgerView) -> None:
    """It is said, and decides nothing."""
    edit(path, "M0001", "member:world_region", "Mars")
    corrections = read(path, view)
    assert not said(corrections)
    assert [each.code for each in corrections.problems] == ["workbook-not-editable"]


def test_the_ledger_moving_on_is_no_word_of_staff(path: Path, view: LedgerView) -> None:
    """A workbook that shows an older state holds no corrections of what changed since."""
    newer = sample.with_value(view, "M0001", MemberValue("population", 99, "form"))
    assert not said(read(path, newer))
    edit(path, "M0001", "field:leader_title", "Governor")
    assert said(read(path, newer)) == [("M0001", "leader_title", "Governor")]


def test_answers_to_doubts_are_decisions(path: Path, view: LedgerView) -> None:
    """The answer “It is right” makes the doubtful value staff's own."""
    book = load_workbook(path)
    sheet = book["To review"]
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("value M0004 population "))
    row[-1].value = "It is right"
    book.save(path)
    value = view.members[3].get("population")
    assert value is not None
    assert said(read(path, view)) == [("M0004", "population", value.value)]


def test_rows_and_columns_may_be_moved(path: Path, view: LedgerView) -> None:
    """Cells are found by id and key: sorted rows, moved columns, rows on top, another name of the sheet."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    moved = [row[3:] + row[:3] for row in rows[:2] + rows[:1:-1]]
    changed = next(row for row in moved if "M0005" in row)
    changed[moved[0].index("field:leader_title")] = "Governor"
    sheet.delete_rows(1, sheet.max_row)
    sheet.cell(2, 1).value = "Our members"
    for number, texts in enumerate(moved, start=3):
        for place, text in enumerate(texts, start=1):
            sheet.cell(number, place).value = text
    sheet.title = "Members 2026"
    book.move_sheet(sheet, 3)
    book.save(path)
    assert said(read(path, view)) == [("M0005", "leader_title", "Governor")]


def test_a_column_moved_without_its_key_is_followed_by_its_heading(path: Path, view: LedgerView) -> None:
    """Dragging a column of a table leaves the hidden key above it behind."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    for row in sheet.iter_rows(min_row=2):
        row[7].value, row[8].value = row[8].value, row[7].value
    book.save(path)
    assert not said(read(path, view))


def test_a_column_of_staff_with_a_heading_of_ours_is_theirs(path: Path, view: LedgerView) -> None:
    """The key tells which is ours; the other is carried under a heading of its own, as a table wants it."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    end = sheet.max_column + 1
    sheet.cell(2, end).value = "Status"
    sheet.cell(3, end).value = "phoned"
    book.save(path)
    assert not said(read(path, view))
    write(path, sample.view(7))
    sheet = members_sheet(load_workbook(path))
    headings = [cell.value for cell in sheet[2]]
    assert sheet.cell(3, end).value == "phoned"
    assert len(set(headings)) == len(headings)


def test_a_deleted_heading_row_loses_no_member(path: Path, view: LedgerView) -> None:
    """The keys are enough."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    sheet.delete_rows(2)
    sheet.tables.clear()
    find(sheet, "M0001", "field:leader_title").value = "Governor"
    book.save(path)
    assert said(read(path, view)) == [("M0001", "leader_title", "Governor")]


def test_a_column_sorted_by_itself_stops_the_run(path: Path, view: LedgerView) -> None:
    """Taking it over would give every member the value of another."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    cells = [find(sheet, f"M000{n}", "field:contact_email") for n in (1, 2, 3, 4)]
    values = [cell.value for cell in cells]
    for cell, value in zip(cells, [*values[1:], values[0]], strict=True):
        cell.value = value
    book.save(path)
    with pytest.raises(SafetyStopError, match="sorted"):
        read(path, view)


def test_rows_of_staff_and_copies_are_said(path: Path, view: LedgerView) -> None:
    """A row without id, an unknown id and two different copies decide nothing."""
    book = load_workbook(path)
    sheet = members_sheet(book)
    copy = [cell.value for cell in sheet[3]]
    sheet.append(copy)
    find(sheet, "M0001", "field:leader_title").value = "Governor"
    sheet.append([None, None, "Accepted"])
    sheet.append(["M9999", "Nowhere"])
    sheet.cell(sheet.max_row - 2, 13).value = "Prime Minister"
    book.save(path)
    corrections = read(path, view)
    codes = {each.code for each in corrections.problems}
    assert {"workbook-row-doubled", "workbook-row-without-member", "workbook-unknown-member"} <= codes


def test_a_formula_of_staff_counts_by_its_result_only(path: Path, view: LedgerView) -> None:
    """One that no program has computed decides nothing and is said."""
    edit(path, "M0001", "field:population", "=SUM(1,2)")
    corrections = read(path, view)
    assert not said(corrections)
    assert [each.code for each in corrections.problems] == ["workbook-cell-error"]


def test_mending_the_shown_part_of_a_cut_text_keeps_the_rest(path: Path, view: LedgerView) -> None:
    """What did not fit into the cell is not lost."""
    long = "word " * 8000 + "end"
    view = sample.with_value(view, "M0001", MemberValue("motivation", long, "form"))
    write(path, view)
    shown = find(members_sheet(load_workbook(path)), "M0001", "field:motivation").value
    edit(path, "M0001", "field:motivation", "Dear all, " + shown)
    value = said(read(path, view))[0][2]
    assert isinstance(value, str)
    assert value.startswith("Dear all, word")
    assert value.endswith("word end")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_a_damaged_workbook_stops_the_run(path: Path, view: LedgerView, content: bytes) -> None:
    """With the file's name and what to do; nothing is overwritten."""
    path.write_bytes(content)
    with pytest.raises(SafetyStopError, match=r"ledger\.xlsx.*rename") as stop:
        read(path, view)
    assert stop.value.exit_code is ExitCode.SAFETY_STOP


def test_a_workbook_without_keys_stops_the_run(path: Path, view: LedgerView) -> None:
    """Where the row of keys was deleted, nothing can be told apart any more."""
    book = load_workbook(path)
    members_sheet(book).delete_rows(1)
    book.save(path)
    with pytest.raises(SafetyStopError, match="keys"):
        read(path, view)


TEXTS = st.text(st.characters(codec=None), max_size=60)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=4, max_size=4), number=st.integers(0, 10**12), status=st.sampled_from(Status))
def test_no_text_from_outside_becomes_a_correction(
    tmp_path: Path, texts: list[str], number: int, status: Status
) -> None:
    """Whatever a ledger holds, a workbook nobody touched says nothing, and is not written twice."""
    fields = [field for field in sample.campaign().kept_fields if field.type is not FieldType.NUMBER]
    values = tuple(MemberValue(field.key, text, "form") for field, text in zip(fields, texts * 9, strict=False))
    member = replace(sample.member(0), status=status, values=(*values, MemberValue("population", number, "form")))
    view = replace(sample.view(1), members=(member,))
    path = tmp_path / "any.xlsx"
    write(path, view)
    assert not said(read(path, view))
    before = path.read_bytes()
    write(path, view)
    assert path.read_bytes() == before
