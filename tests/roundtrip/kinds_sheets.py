"""Kinds of edit: sheets that staff add, rename, move, copy and delete."""

from __future__ import annotations

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pipeline.review.cells import canonical
from pipeline.review.parts import Package, target_of
from tests.roundtrip.kinds import MEMBERS, OFFICE, OPENPYXL, After, Staff, kind


def _there(after: After) -> None:
    for title in ("Overview", MEMBERS, "To review", "Messages", "How to use"):
        assert title in after.now.sheetnames


@kind(holds=_there)
def a_sheet_of_theirs(staff: Staff) -> None:
    """Their sheet stays as it is, formulas to ours among it."""
    staff.do("add_sheet", "Budget")
    staff.do("text", "Budget", "A1", "City")
    staff.do("typed", "Budget", "B1", f"={MEMBERS}.B3" if staff.is_office else f"={MEMBERS}!B3")
    staff.do("number", "Budget", "C1", 12.5)
    staff.do("fill", "Budget", "C1", "00FFFF")
    staff.do("merge", "Budget", "A3:B4")
    staff.do("comment", "Budget", "A1", "by Kim")


def _drawn_as_it_was(after: After) -> None:
    before, now = (Package.of(each) for each in (after.left_file, after.desk.workbook.read_bytes()))
    drawn = [drawing_of(each, each.sheets()["Charts"]) for each in (before, now)]
    assert before.parts[drawn[0]] == now.parts[drawn[1]]
    assert [before.parts[each] for each in refers_to(before, drawn[0])] == [
        now.parts[each] for each in refers_to(now, drawn[1])
    ]


@kind(holds=_drawn_as_it_was)
def a_sheet_with_a_chart(staff: Staff) -> None:
    """Their chart stays."""
    staff.do("add_sheet", "Charts")
    for row in range(1, 5):
        staff.do("number", "Charts", f"A{row}", row)
        staff.do("number", "Charts", f"B{row}", row * row)
    staff.do("chart", "Charts", "A1:B4")


@kind(by=OFFICE, holds=_drawn_as_it_was)
def a_chart_of_nothing(staff: Staff) -> None:
    """A chart that openpyxl cannot read stays."""
    staff.do("add_sheet", "Charts")
    staff.do("chart", "Charts", "A1:A4")


@kind(by=OPENPYXL, holds=_drawn_as_it_was)
def a_picture(staff: Staff) -> None:
    """A picture on a sheet of theirs stays, byte by byte."""
    staff.do("add_sheet", "Charts")
    staff.do("picture", "Charts")


def _called_cities(after: After) -> None:
    assert "Cities" in after.now.sheetnames
    assert MEMBERS not in after.now.sheetnames


@kind(decided={("M0003", "population"): 4321}, holds=_called_cities, loose={"named"})
def the_sheet_of_members_renamed(staff: Staff) -> None:
    """It keeps the name that staff gave it, and is still read."""
    staff.to("number", "M0003", "population", 4321)
    staff.do("rename_sheet", MEMBERS, "Cities")


def _renamed(after: After) -> None:
    assert "Letters" in after.now.sheetnames
    assert "Messages" not in after.now.sheetnames
    assert after.now["Letters"].max_row > after.left["Letters"].max_row


@kind(holds=_renamed, loose={"named"})
def another_sheet_renamed(staff: Staff) -> None:
    """A sheet of ours keeps the name that staff gave it, and is brought up to date."""
    staff.do("rename_sheet", "Messages", "Letters")


def _in_front(after: After) -> None:
    assert after.now.sheetnames == after.left.sheetnames
    assert after.now.sheetnames[0] == "Messages"


@kind(holds=_in_front)
def sheets_moved(staff: Staff) -> None:
    """Sheets stay in the order in which staff put them."""
    staff.do("move_sheet", "Messages", 0)


@kind(decided={("M0003", "population"): 4321})
def a_copy_of_the_members(staff: Staff) -> None:
    """A copy of the sheet of members within the book is staff's, and says nothing."""
    staff.do("copy_sheet", MEMBERS, "Members in spring")
    staff.to("number", "M0003", "population", 4321)
    staff.do("number", "Members in spring", staff.at("M0003", "population"), 99)


@kind(stops=True)
def the_members_deleted(staff: Staff) -> None:
    """Without the sheet of members the run stops."""
    staff.do("delete_sheet", MEMBERS)


@kind(holds=_there, says="deleted")
def the_overview_deleted(staff: Staff) -> None:
    """It is made again."""
    staff.do("delete_sheet", "Overview")


@kind(holds=_there, says="deleted")
def the_list_to_review_deleted(staff: Staff) -> None:
    """It is made again."""
    staff.do("delete_sheet", "To review")


@kind(holds=_there, says="deleted")
def the_messages_deleted(staff: Staff) -> None:
    """They are made again."""
    staff.do("delete_sheet", "Messages")


@kind(holds=_there, says="deleted")
def the_help_deleted(staff: Staff) -> None:
    """It is made again."""
    staff.do("delete_sheet", "How to use")


@kind(decided={("M0003", "population"): 4321}, holds=_there)
def the_hidden_sheets_deleted(staff: Staff) -> None:
    """Without what we noted for ourselves a correction is still one."""
    staff.to("number", "M0003", "population", 4321)
    for title in ("Lists", "Written"):
        staff.do("show_sheet", title)
        staff.do("delete_sheet", title)


def _row_of(after: After, title: str, first: str) -> list[object]:
    rows = after.now[title].iter_rows(values_only=True)
    return next(list(row) for row in rows if canonical(row[0]) == first)


def _beside_messages(after: After) -> None:
    assert "phoned" in _row_of(after, "Messages", "2")
    assert "Who does it" in [cell.value for cell in after.now["Messages"][1]]
    comments = [cell.comment.text for row in after.now["Messages"].iter_rows() for cell in row if cell.comment]
    assert ["spoke to Kim" in each for each in comments] == [True]


@kind(holds=_beside_messages)
def a_column_beside_the_messages(staff: Staff) -> None:
    """A column and a note beside the messages stay with their messages, although new ones come above them."""
    sheet = load_workbook(staff.path)["Messages"]
    row = next(cell.row for cell in sheet["A"] if canonical(cell.value) == "2")
    letter = get_column_letter(sheet.max_column + 1)
    staff.do("text", "Messages", f"{letter}1", "Who does it")
    staff.do("text", "Messages", f"{letter}{row}", "phoned")
    staff.do("comment", "Messages", f"D{row}", "spoke to Kim")


def _beside_review(after: After) -> None:
    notes = [cell for row in after.now["To review"].iter_rows(values_only=True) for cell in row]
    assert notes.count("Kim does that") == 1


@kind(holds=_beside_review)
def a_note_beside_what_wants_a_look(staff: Staff) -> None:
    """A note in a column of theirs on the list to review stays."""
    sheet = load_workbook(staff.path)["To review"]
    letter = get_column_letter(sheet.max_column + 1)
    staff.do("text", "To review", f"{letter}1", "Who")
    staff.do("text", "To review", f"{letter}2", "Kim does that")


@kind(decided={("M0003", "consent"): False})
def an_answer_without_its_heading(staff: Staff) -> None:
    """Other headings over the list to review do no harm."""
    staff.to("text", "M0003", "consent", "No")
    staff.do("text", "To review", "I1", "Ja oder nein")


def drawing_of(package: Package, sheet: str) -> str:
    """The part with the drawing of a sheet."""
    return next(each for each in refers_to(package, sheet) if "/drawings/" in each)


def refers_to(package: Package, part: str) -> list[str]:
    """The parts that a part refers to."""
    return [target_of(part, each.get("Target")) for each in package.relations(part)]
