"""Kinds of edit: what staff type into cells of ours."""

from __future__ import annotations

from tests.roundtrip.kinds import OFFICE, OPENPYXL, After, Staff, kind

LONG = "We hold that rights begin in the street. " * 250
ARABIC, HINDI, EMOJI = "ليلى مثال", "उदाहरण नगर पालिका", "👩🏽‍⚕️ mairie 🏛️"


@kind(decided={("M0003", "population"): 4321})
def a_number(staff: Staff) -> None:
    """A number typed over another becomes the value."""
    staff.to("number", "M0003", "population", 4321)


@kind(decided={("M0003", "population"): 250_000})
def a_number_as_text(staff: Staff) -> None:
    """A number typed as text with spaces is the number."""
    staff.to("text", "M0003", "population", "250 000")


@kind(decided={("M0003", "postal_address"): "0034"})
def leading_zeros(staff: Staff) -> None:
    """Zeros in front stay."""
    staff.to("text", "M0003", "postal_address", "0034")


@kind(decided={("M0003", "contact_phone"): "+33142345678"})
def a_phone_number_with_plus(staff: Staff) -> None:
    """A telephone number keeps its plus and loses its spaces."""
    staff.to("text", "M0003", "contact_phone", "+33 1 42 34 56 78")


@kind(decided={("M0003", "decision_date"): "2026-03-05"})
def a_day(staff: Staff) -> None:
    """A day chosen from a calendar is that day."""
    staff.to("day", "M0003", "decision_date", 46086)


@kind(decided={("M0003", "decision_date"): "2026-03-05"})
def a_day_in_words(staff: Staff) -> None:
    """A day typed as text is understood."""
    staff.to("text", "M0003", "decision_date", "5 mars 2026")


@kind(decided={("M0003", "decision_date"): "next spring, perhaps"}, says="next spring, perhaps")
def a_day_that_is_none(staff: Staff) -> None:
    """Nonsense in a column of days is kept as typed, and said."""
    staff.to("text", "M0003", "decision_date", "next spring, perhaps")


@kind(decided={("M0003", "decision_date"): "31/02/2026"}, says="31/02/2026")
def a_day_that_never_was(staff: Staff) -> None:
    """The thirtieth of February is kept as typed, and said."""
    staff.to("text", "M0003", "decision_date", "31/02/2026")


@kind(decided={("M0003", "mandate_end"): "2027"})
def a_year(staff: Staff) -> None:
    """A year alone is a year, in a column of days."""
    staff.to("number", "M0003", "mandate_end", 2027)


@kind(decided={("M0003", "country"): "IT"})
def another_country(staff: Staff) -> None:
    """A country chosen from the list."""
    staff.to("text", "M0003", "country", "Italy")


@kind(decided={("M0003", "country"): "Atlantis"}, says="Atlantis")
def a_country_that_is_none(staff: Staff) -> None:
    """A country that nobody knows is kept as typed, and said."""
    staff.to("text", "M0003", "country", "Atlantis")


@kind(decided={("M0003", "government_type"): "province"})
def a_choice(staff: Staff) -> None:
    """A kind of government chosen from the list."""
    staff.to("text", "M0003", "government_type", "province")


@kind(decided={("M0003", "consent"): True})
def a_yes(staff: Staff) -> None:
    """Yes is a yes."""
    staff.to("text", "M0003", "consent", "Yes")


@kind(decided={("M0003", "consent"): True}, by=OPENPYXL)
def a_truth_value(staff: Staff) -> None:
    """TRUE, as a program keeps it, is a yes."""
    staff.to("typed", "M0003", "consent", True)  # noqa: FBT003 - it is what is typed


@kind(decided={("M0003", "contact_email"): "kim@city.example"})
def an_address(staff: Staff) -> None:
    """An e-mail address, its domain in lower case."""
    staff.to("text", "M0003", "contact_email", "kim@City.example")


@kind(decided={("M0003", "website"): "https://city.example"})
def a_website(staff: Staff) -> None:
    """A website."""
    staff.to("text", "M0003", "website", "https://city.example")


@kind(decided={("M0003", "status"): "accepted"})
def a_status(staff: Staff) -> None:
    """Accepted is accepted, whatever arrives."""
    staff.to("text", "M0003", "member:status", "Accepted")


def _stands_as_typed(after: After) -> None:
    assert after.cell("M0003", "member:status").value == "perhaps"


@kind(says="perhaps", holds=_stands_as_typed)
def a_status_that_is_none(staff: Staff) -> None:
    """It decides nothing, stands as typed, and is said."""
    staff.to("text", "M0003", "member:status", "perhaps")


@kind(decided={("M0003", "population"): None})
def an_emptied_cell(staff: Staff) -> None:
    """An emptied cell empties the value."""
    staff.to("clear", "M0003", "population")


@kind(decided={("M0001", "population"): None}, says="")
def an_emptied_cell_that_a_form_fills(staff: Staff) -> None:
    """A newer form does not fill what staff emptied; it becomes something to review."""
    staff.to("clear", "M0001", "population")


def _to_review(after: After) -> None:
    rows = [row for row in after.now["To review"].iter_rows(values_only=True) if "M0001 population" in str(row[0])]
    assert rows
    assert "77777" in str(rows)


@kind(decided={("M0001", "population"): 5}, holds=_to_review)
def a_value_that_a_later_form_contradicts(staff: Staff) -> None:
    """Staff win, and the contradiction is something to review."""
    staff.to("number", "M0001", "population", 5)


@kind(decided={("M0003", "population"): 12}, by=OFFICE)
def a_formula_that_was_computed(staff: Staff) -> None:
    """A formula counts by its result."""
    staff.to("typed", "M0003", "population", "=3*4")


@kind(says="formula without a result", by=OPENPYXL)
def a_formula_that_nobody_computed(staff: Staff) -> None:
    """A formula without a result decides nothing, and is said."""
    staff.to("typed", "M0003", "population", "=3*4")


@kind(decided={("M0003", "leader_title"): "The mayor of the town"})
def rich_text(staff: Staff) -> None:
    """Text of which a part is bold is its text."""
    staff.to("rich", "M0003", "leader_title", "The mayor ", "of the town")


@kind(decided={("M0003", "motivation"): LONG.strip()})
def a_very_long_text(staff: Staff) -> None:
    """Ten thousand characters."""
    staff.to("text", "M0003", "motivation", LONG.strip())


@kind(decided={("M0003", "leader_name"): ARABIC})
def right_to_left(staff: Staff) -> None:
    """A name in Arabic."""
    staff.to("text", "M0003", "leader_name", ARABIC)


@kind(decided={("M0003", "contact_role"): HINDI})
def another_script(staff: Staff) -> None:
    """Devanagari."""
    staff.to("text", "M0003", "contact_role", HINDI)


@kind(decided={("M0003", "contact_role"): EMOJI})
def emoji(staff: Staff) -> None:
    """Characters beyond the basic plane, joined ones."""
    staff.to("text", "M0003", "contact_role", EMOJI)


@kind()
def spaces_around(staff: Staff) -> None:
    """Spaces before and after a text are no edit."""
    staff.to("text", "M0003", "contact_email", "  mairie2@ville2.example  ")


@kind(decided={("M0003", "population"): None})
def only_spaces(staff: Staff) -> None:
    """Spaces alone are nothing."""
    staff.to("text", "M0003", "population", "   ")


@kind(decided={("M0003", "contact_role"): "=not a formula"})
def a_text_that_begins_like_a_formula(staff: Staff) -> None:
    """It is text, and is written back as text."""
    staff.to("text", "M0003", "contact_role", "=not a formula")


@kind(decided={("M0003", "policies"): "Rights in the street.\nRights in school."})
def several_lines(staff: Staff) -> None:
    """Paragraphs stay."""
    staff.to("text", "M0003", "policies", "Rights in the street.\nRights in school.")


@kind(says="worked out")
def a_cell_that_the_program_works_out(staff: Staff) -> None:
    """What stands in a column that is worked out decides nothing; that is said."""
    staff.to("text", "M0003", "member:world_region", "Mars")
