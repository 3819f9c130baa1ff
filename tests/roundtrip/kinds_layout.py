"""Kinds of edit: rows and columns put elsewhere, in, and out."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from tests.roundtrip.kinds import MEMBERS, OFFICE, After, Staff, kind
from tests.roundtrip.watch import order_of


def _area(staff: Staff) -> str:
    return f"A3:{get_column_letter(staff.width)}{staff.last}"


def _upside_down(after: After) -> None:
    assert order_of(after.now) == ["M0004", "M0003", "M0002", "M0001", "M0005", "M0006"]


@kind(holds=_upside_down)
def sorted_rows(staff: Staff) -> None:
    """Rows stay in the order in which staff sorted them; new members come below."""
    staff.do("sort", MEMBERS, _area(staff), 1, falling=True)


@kind(decided={("M0003", "population"): 4321}, holds=_upside_down)
def sorted_rows_and_a_correction(staff: Staff) -> None:
    """A correction made before sorting belongs to its member."""
    staff.to("number", "M0003", "population", 4321)
    staff.do("sort", MEMBERS, _area(staff), 1, falling=True)


@kind(stops=True, by=OFFICE)
def a_column_sorted_by_itself(staff: Staff) -> None:
    """A column that was sorted without its rows stops the run: it would mix up the members."""
    column = get_column_letter(staff.column("leader_name"))
    staff.do("sort", MEMBERS, f"{column}3:{column}{staff.last}", 1, falling=True)


@kind()
def a_column_added_on_the_right(staff: Staff) -> None:
    """A column of theirs stays where it is."""
    letter = get_column_letter(staff.width + 1)
    staff.do("text", MEMBERS, f"{letter}2", "Phoned")
    staff.do("text", MEMBERS, f"{letter}4", "twice")
    staff.do("fill", MEMBERS, f"{letter}4", "00FFFF")


@kind()
def a_column_added_far_right(staff: Staff) -> None:
    """A column of theirs some way off, without a heading."""
    letter = get_column_letter(staff.width + 4)
    staff.do("text", MEMBERS, f"{letter}4", "twice")


@kind()
def a_column_added_in_between(staff: Staff) -> None:
    """A column put between ours stays there."""
    staff.do("insert_columns", MEMBERS, 5, 1)
    staff.do("text", MEMBERS, "E2", "Phoned")
    staff.do("text", MEMBERS, "E4", "twice")


@kind()
def a_column_added_on_the_left(staff: Staff) -> None:
    """A column put in front of all others stays there."""
    staff.do("insert_columns", MEMBERS, 1, 1)
    staff.do("text", MEMBERS, "A2", "Mine")
    staff.do("text", MEMBERS, "A3", "yes")


def _computes(after: After) -> None:
    letter = get_column_letter(after.now[MEMBERS].max_column)
    assert str(after.now[MEMBERS]["AP3"].value or after.now[MEMBERS][f"{letter}3"].value).startswith("=")


@kind()
def a_column_with_formulas(staff: Staff) -> None:
    """Formulas of staff go on meaning what they meant."""
    letter, of = get_column_letter(staff.width + 1), staff.at("M0001", "population")
    staff.do("text", MEMBERS, f"{letter}2", "Half")
    staff.do("typed", MEMBERS, f"{letter}3", f"={of}/2")


def _moved(after: After) -> None:
    keys = [cell.value for cell in after.now[MEMBERS][1]]
    assert keys.index("field:population") == 3


@kind(holds=_moved)
def a_moved_column(staff: Staff) -> None:
    """A column of ours stays where staff moved it."""
    staff.do("move_column", MEMBERS, staff.column("population"), 4)


def _on_the_right(after: After) -> None:
    keys = [str(cell.value) for cell in after.now[MEMBERS][1] if cell.value]
    assert keys[-1] == "field:website"


@kind(holds=_on_the_right, says="was deleted")
def a_deleted_column(staff: Staff) -> None:
    """A column of ours that was deleted comes back on the right; nothing of it is lost, and that is said."""
    staff.do("delete_columns", MEMBERS, staff.column("website"), 1)


def _renamed(after: After) -> None:
    row = after.now[MEMBERS][2]
    assert "Bürgermeisterin" in [cell.value for cell in row]
    assert "Ort" in [cell.value for cell in row]


@kind(decided={("M0003", "leader_name"): "Kim Durand"}, holds=_renamed)
def headings_translated(staff: Staff) -> None:
    """Headings that staff worded themselves stay, and their columns are still read."""
    staff.do("text", MEMBERS, f"{get_column_letter(staff.column('leader_name'))}2", "Bürgermeisterin")
    staff.do("text", MEMBERS, f"{get_column_letter(staff.column('government_name'))}2", "Ort")
    staff.to("text", "M0003", "leader_name", "Kim Durand")


def _in_two_lines(after: After) -> None:
    assert "Name of\nthe mayor" in [cell.value for cell in after.now[MEMBERS][2]]


@kind(holds=_in_two_lines)
def a_heading_in_two_lines(staff: Staff) -> None:
    """A heading with a break in it stays so."""
    staff.do("text", MEMBERS, f"{get_column_letter(staff.column('leader_name'))}2", "Name of\nthe mayor")


def _headed(after: After) -> None:
    assert "field:leader_name" in [cell.value for cell in after.now[MEMBERS][1]]


@kind(holds=_headed)
def a_key_typed_over(staff: Staff) -> None:
    """A hidden key that was typed over comes back; the heading finds the column."""
    staff.do("text", MEMBERS, f"{get_column_letter(staff.column('leader_name'))}1", "oops")


@kind(stops=True)
def the_row_of_keys_deleted(staff: Staff) -> None:
    """Without the hidden keys nothing can be told apart: the run stops."""
    staff.do("delete_rows", MEMBERS, 1, 1)


@kind(decided={("M0003", "population"): 4321})
def the_row_of_headings_deleted(staff: Staff) -> None:
    """Without headings the keys are enough."""
    staff.to("number", "M0003", "population", 4321)
    staff.do("delete_rows", MEMBERS, 2, 1)


@kind()
def rows_put_on_top(staff: Staff) -> None:
    """A title above the table stays there."""
    staff.do("insert_rows", MEMBERS, 1, 2)
    staff.do("text", MEMBERS, "B1", "Our cities")


def _back(after: After) -> None:
    assert order_of(after.now) == ["M0001", "M0002", "M0004", "M0003", "M0005", "M0006"]


@kind(says="M0003", holds=_back)
def a_deleted_row(staff: Staff) -> None:
    """A member whose row was deleted comes back below; that is said."""
    staff.do("delete_rows", MEMBERS, staff.rows["M0003"], 1)


def _third_first(after: After) -> None:
    assert order_of(after.now) == ["M0003", "M0001", "M0002", "M0004", "M0005", "M0006"]


@kind(holds=_third_first)
def a_moved_row(staff: Staff) -> None:
    """A row stays where staff moved it."""
    staff.do("move_row", MEMBERS, staff.rows["M0003"], 3)


def _twice(after: After) -> None:
    assert order_of(after.now).count("M0003") == 2


@kind(says="M0003 stands in 2 rows", holds=_twice)
def a_copied_row(staff: Staff) -> None:
    """A copy of a row stays, changes nothing, and is said."""
    staff.do("copy_row", MEMBERS, staff.rows["M0003"], staff.last + 2)


@kind(decided={("M0003", "population"): 4321}, says="M0003 stands in 2 rows")
def a_correction_in_a_copied_row(staff: Staff) -> None:
    """A correction in one of two copies is taken."""
    staff.do("copy_row", MEMBERS, staff.rows["M0003"], staff.last + 2)
    place = staff.at("M0003", "population").rstrip("0123456789")
    staff.do("number", MEMBERS, f"{place}{staff.last + 2}", 4321)


@kind()
def an_empty_row_in_between(staff: Staff) -> None:
    """An empty row between members stays."""
    staff.do("insert_rows", MEMBERS, 4, 1)
