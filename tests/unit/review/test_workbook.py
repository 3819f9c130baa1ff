from __future__ import annotations

import stat
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipeline.config import Settings
from pipeline.errors import SafetyStopError
from pipeline.records import LedgerView, MemberValue
from pipeline.review.links import Links, MemberLinks, links_of
from pipeline.review.workbook import write_workbook
from tests.unit.review import sample
from tests.unit.review.editing import find, members_sheet

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, view: LedgerView, links: Links | None = None, days: int = 0) -> str:
    moment = sample.NOW + days * sample.DAY
    return write_workbook(path, view, sample.campaign(), Settings(), links or links_of(view), moment)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.xlsx"


def contents(path: Path) -> list[tuple[str, str, object]]:
    book = load_workbook(path)
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def test_the_sheets_stand_in_the_order_of_use(path: Path) -> None:
    """Overview first and open; what staff need not see is hidden."""
    assert write(path, sample.view(6))
    book = load_workbook(path)
    seen = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert seen == ["Overview", "To review", "Members", "Submissions", "Messages", "History", "How to use"]
    assert book.active is not None
    assert book.active.title == "Overview"


def test_only_the_owner_can_read_it(path: Path) -> None:
    """It holds names and addresses."""
    write(path, sample.view(6))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["ledger.xlsx"]


def test_a_run_without_news_leaves_the_file_alone(path: Path) -> None:
    """The time of making is no difference."""
    write(path, sample.view(6))
    before = path.read_bytes()
    assert not write(path, sample.view(6), days=1)
    assert path.read_bytes() == before


def test_two_writes_of_the_same_ledger_say_the_same(path: Path, tmp_path: Path) -> None:
    """Cell for cell."""
    other = tmp_path / "other.xlsx"
    write(path, sample.view(6))
    write(other, sample.view(6))
    assert contents(path) == contents(other)


def test_any_news_is_written(path: Path) -> None:
    """Another value, another link, another member: the file changes."""
    view = sample.view(3)
    write(path, view)
    assert write(path, sample.with_value(view, "M0001", MemberValue("population", 1, "form")))
    assert write(path, view)
    assert write(path, view, Links({"M0001": MemberLinks(letter="letters/M0001.docx")}))
    assert write(path, sample.view(4))


def test_values_are_what_they_are(path: Path) -> None:
    """Days are days, numbers are numbers with separators, choices and countries are words."""
    write(path, sample.view(6))
    sheet = members_sheet(load_workbook(path))
    assert find(sheet, "M0001", "field:mandate_end").is_date
    assert find(sheet, "M0001", "field:population").value == 12_500
    assert find(sheet, "M0001", "field:population").number_format == "#,##0"
    assert find(sheet, "M0001", "field:country").value == "Spain"
    assert find(sheet, "M0001", "field:signed").value == "No"
    assert find(sheet, "M0001", "field:contact_phone").value == "+34938426610"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x.example","a")', "+1+1", "@SUM(A1)", "=1+1", "a\x07b\u202e"])
def test_text_from_outside_is_never_a_formula(path: Path, text: str) -> None:
    """Wherever it stands: a value, a subject, a reason."""
    view = sample.with_value(sample.view(2), "M0001", MemberValue("postal_address", text, "form", raw=text))
    subject = replace(view.messages[0], subject=text, reason=text)
    write(path, replace(view, messages=(subject, *view.messages[1:])))
    book = load_workbook(path)
    formulas = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas


def test_a_doubtful_cell_says_why_and_what_the_document_says(path: Path) -> None:
    """Colour and comment; a value of staff has another colour and no comment."""
    write(path, sample.view(6))
    sheet = members_sheet(load_workbook(path))
    doubtful, staff = find(sheet, "M0004", "field:population"), find(sheet, "M0002", "field:postal_address")
    assert doubtful.comment is not None
    assert "ca. 12 mil hab. (2021)" in doubtful.comment.text
    assert staff.comment is None
    plain = find(sheet, "M0001", "field:postal_address")
    missing = find(sheet, "M0005", "field:leader_name")
    assert len({cell.fill.fgColor.rgb for cell in (doubtful, staff, missing, plain)}) == 4


def test_links_lead_to_files_below_the_outputs_only(path: Path) -> None:
    """A path can never become another address."""
    links = Links(
        {"M0001": MemberLinks(letter="letters/M 1#.docx", draft="//evil.example/x", document="http://e.example")}
    )
    write(path, sample.view(2), links)
    sheet = members_sheet(load_workbook(path))
    targets = [find(sheet, "M0001", f"link:{each}").hyperlink.target for each in ("letter", "draft", "document")]
    assert targets == ["letters/M%201%23.docx", "evil.example/x", "http%3A//e.example"]


def test_the_overview_has_native_charts(path: Path) -> None:
    """At least two, drawn from cells."""
    write(path, sample.view(6))
    with zipfile.ZipFile(path) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/charts/chart")]) == 2


def test_an_empty_ledger_gives_a_workbook_too(path: Path) -> None:
    """The first run may find nothing."""
    assert write(path, LedgerView((), (), (), (), ()))
    assert not write(path, LedgerView((), (), (), (), ()))


def test_what_staff_added_is_still_there(path: Path) -> None:
    """Columns, comments, colours, rows and sheets survive news."""
    view = sample.view(6)
    write(path, view)
    book = load_workbook(path)
    sheet = members_sheet(book)
    end = sheet.max_column + 1
    sheet.cell(2, end).value = "Phoned on"
    sheet.cell(find(sheet, "M0003", "member:id").row, end).value = "=1+1"
    find(sheet, "M0002", "field:leader_title").comment = Comment("ask Ana", "Someone")
    find(sheet, "M0002", "field:website").fill = PatternFill("solid", start_color="00FF00")
    sheet.cell(sheet.max_row + 1, 2).value = "Villa Ejemplo"
    book.create_sheet("Notes")["A1"] = "remember"
    book.save(path)
    assert write(path, sample.with_value(view, "M0001", MemberValue("population", 77, "form")))
    book = load_workbook(path)
    sheet = members_sheet(book)
    assert book["Notes"]["A1"].value == "remember"
    assert sheet.cell(2, end).value == "Phoned on"
    assert sheet.cell(find(sheet, "M0003", "member:id").row, end).value == "=1+1"
    assert find(sheet, "M0001", "field:population").value == 77
    assert find(sheet, "M0002", "field:leader_title").comment.text == "ask Ana"
    assert find(sheet, "M0002", "field:website").fill.fgColor.rgb.endswith("00FF00")
    assert any(row[1].value == "Villa Ejemplo" for row in sheet.iter_rows())
    assert not write(path, sample.with_value(view, "M0001", MemberValue("population", 77, "form")))


def test_a_workbook_that_somebody_saved_meanwhile_is_left_alone(path: Path) -> None:
    """What was typed after the corrections were read waits for the next run."""
    view = sample.view(2)
    write(path, view)
    before = path.read_bytes()
    newer = sample.view(3)
    done = write_workbook(path, newer, sample.campaign(), Settings(), Links(), sample.NOW, expected="0" * 64)
    assert not done
    assert path.read_bytes() == before


def test_a_foreign_workbook_is_never_overwritten(path: Path) -> None:
    """A file without our keys may be somebody's work."""
    Workbook().save(path)
    with pytest.raises(SafetyStopError, match=r"ledger\.xlsx"):
        write(path, sample.view(2))


def test_a_large_ledger_is_written_in_time(path: Path) -> None:
    """Time grows with the number of members, not faster (generous: machines differ)."""
    begin = time.process_time()
    write(path, sample.view(150))
    assert time.process_time() - begin < 5


def test_a_doubtful_value_leads_to_its_place_in_the_form(path: Path) -> None:
    """On “To review” a link shows the cut-out of the form, where there is one."""
    view = sample.with_value(sample.view(1), "M0001", MemberValue("population", 5, "form", "S0001", "5", 0.4))
    write(path, view, links_of(view, evidence={("M0001", "population"): "evidence/S0001/population.png"}))
    sheet = load_workbook(path)["To review"]
    found = [
        cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.value == "Look"
    ]
    assert found == ["evidence/S0001/population.png"]
