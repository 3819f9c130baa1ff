"""Kinds of edit: how staff make cells look, what they note beside them, what they compute."""

from __future__ import annotations

from tests.roundtrip.kinds import MEMBERS, OPENPYXL, After, Staff, kind

NOTE = "Kim phoned the mayor's office on Tuesday."


def _noted(after: After) -> None:
    comment = after.cell("M0003", "contact_name").comment
    assert comment is not None
    assert NOTE in comment.text


@kind(holds=_noted)
def a_comment(staff: Staff) -> None:
    """A note at a cell is there afterwards."""
    staff.to("comment", "M0003", "contact_name", NOTE)


def _noted_below_ours(after: After) -> None:
    comment = after.cell("M0001", "population").comment
    assert comment is not None
    assert comment.text.count(NOTE) == 1
    assert "77777" in comment.text


@kind(decided={("M0001", "population"): 5}, holds=_noted_below_ours)
def a_comment_where_ours_comes_later(staff: Staff) -> None:
    """A note stays below ours where ours comes to the same cell."""
    staff.to("number", "M0001", "population", 5)
    staff.to("comment", "M0001", "population", NOTE)


def _coloured(after: After) -> None:
    assert after.cell("M0003", "leader_name").fill.fgColor.rgb[-6:] == "FF00FF"


@kind(holds=_coloured)
def a_colour(staff: Staff) -> None:
    """A colour stays."""
    staff.to("fill", "M0003", "leader_name", "FF00FF")


@kind(decided={("M0003", "leader_name"): "Kim Durand"}, holds=_coloured)
def a_colour_at_a_corrected_cell(staff: Staff) -> None:
    """A colour stays although the cell has another mark now."""
    staff.to("fill", "M0003", "leader_name", "FF00FF")
    staff.to("text", "M0003", "leader_name", "Kim Durand")


def _bold(after: After) -> None:
    assert after.cell("M0003", "leader_name").font.b
    assert not after.cell("M0004", "leader_name").font.b


@kind(holds=_bold)
def bold(staff: Staff) -> None:
    """Bold stays bold."""
    staff.to("bold", "M0003", "leader_name")


def _as_thousands(after: After) -> None:
    assert after.cell("M0003", "population").number_format == "0.00"


@kind(holds=_as_thousands)
def a_number_format(staff: Staff) -> None:
    """A format stays."""
    staff.to("looks", "M0003", "population", "0.00")


@kind()
def a_wide_column(staff: Staff) -> None:
    """A width stays."""
    staff.do("width", MEMBERS, staff.column("leader_name"), 90)


@kind()
def a_high_row(staff: Staff) -> None:
    """A height stays."""
    staff.do("height", MEMBERS, staff.rows["M0003"], 30)


@kind()
def a_hidden_column(staff: Staff) -> None:
    """A hidden column stays hidden."""
    staff.do("hide_column", MEMBERS, staff.column("website"))


@kind()
def a_hidden_row(staff: Staff) -> None:
    """A hidden row stays hidden; the member is still a member."""
    staff.do("hide_row", MEMBERS, staff.rows["M0003"])


@kind()
def the_hidden_keys_shown(staff: Staff) -> None:
    """Somebody shows the row of keys: nothing happens."""
    staff.do("show_row", MEMBERS, 1)


def _frozen(after: After) -> None:
    assert after.now[MEMBERS].freeze_panes == after.left[MEMBERS].freeze_panes == "D3"


@kind(holds=_frozen, by=OPENPYXL)
def frozen_panes(staff: Staff) -> None:
    """Three columns stay in view."""
    staff.do("freeze", MEMBERS, 3, 2)


def _zoomed(after: After) -> None:
    assert after.now[MEMBERS].sheet_view.zoomScale == after.left[MEMBERS].sheet_view.zoomScale == 130


@kind(holds=_zoomed, by=OPENPYXL)
def zoom(staff: Staff) -> None:
    """The zoom stays."""
    staff.do("zoom", MEMBERS, 130)


@kind()
def merged_cells_of_theirs(staff: Staff) -> None:
    """Cells merged in columns of staff stay merged."""
    row = staff.rows["M0003"]
    staff.do("text", MEMBERS, f"AR{row}", "both")
    staff.do("merge", MEMBERS, f"AR{row}:AS{row}")


def _kept(after: After) -> None:
    assert after.value("M0003", "leader_title") == "Mayor"


@kind(decided={("M0003", "leader_title"): "Mayor"})
def merged_cells_of_ours(staff: Staff) -> None:
    """Cells of ours that are merged: what is covered is no decision."""
    staff.to("text", "M0003", "leader_title", "Mayor")
    first = staff.column("leader_title")
    assert first == staff.column("leader_gender") - 1
    staff.do("merge", MEMBERS, f"{staff.at('M0003', 'leader_title')}:{staff.at('M0003', 'leader_gender')}")


def _has_rule(after: After) -> None:
    rules = [rule for area in after.now[MEMBERS].conditional_formatting for rule in area.rules]
    assert any('="nobody"' in "".join(rule.formula) for rule in rules)
    assert sum('="Accepted"' in "".join(rule.formula) for rule in rules) == 1


@kind(holds=_has_rule)
def a_rule_for_colours(staff: Staff) -> None:
    """A conditional format of staff stays, and ours are there once."""
    staff.do("colour_by_rule", MEMBERS, "B3:B6", '$B3="nobody"')


@kind()
def lists_taken_away(staff: Staff) -> None:
    """Without lists to choose from nothing else changes."""
    at = staff.at("M0001", "member:status")
    staff.do("no_offers", MEMBERS, f"{at}:{at[:-1]}6")


def _protected(after: After) -> None:
    assert after.now[MEMBERS].protection.sheet


@kind(holds=_protected)
def protection(staff: Staff) -> None:
    """A protected sheet is brought up to date and stays protected."""
    staff.do("protect", MEMBERS)


def _named(after: After) -> None:
    assert "first_city" in after.now.defined_names


@kind(holds=_named)
def a_name_for_a_cell(staff: Staff) -> None:
    """A named range stays."""
    staff.do("name", "first_city", MEMBERS, staff.at("M0001", "government_name"))


def _titled(after: After) -> None:
    assert after.now.properties.keywords == "cities"


@kind(by=OPENPYXL, holds=_titled)
def document_properties(staff: Staff) -> None:
    """What staff noted in the properties of the document stays."""
    staff.do("keywords", "cities")
