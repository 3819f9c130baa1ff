"""Papers of offices, shops and clubs: sums, periods, numbers that name, the same question on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.extraction.engine import Engine
from pipeline.model import CERTAIN, Severity
from tests.unit.extraction.placing import campaign, page, text, values

if TYPE_CHECKING:
    from pipeline.model import Block

LEASE = campaign(
    ("tenant", FieldType.TEXT, ("Tenant",)),
    ("lease", FieldType.TEXT, ("Lease #", "Lease / Version")),
    ("rent", FieldType.NUMBER, ("Total rent", "Rent")),
    ("begins", FieldType.DATE, ("Period of lease", "First day")),
    ("ends", FieldType.DATE, ("Period of lease", "Last day")),
)
TENANT = (text("Tenant:", 20, 20), text("Greta Grau", 100, 20))


def test_two_dates_that_share_a_label_are_the_ends_of_a_period() -> None:
    """Of two date fields with the same label the first one is the beginning, the second one the end."""
    found = values(LEASE, page(*TENANT, text("Period of lease:", 20, 40), text("13/02/20-28/03/20", 100, 40)))

    assert (found["begins"].value, found["ends"].value) == ("2020-02-13", "2020-03-28")
    assert found["begins"].confidence > 0.9


def test_the_other_dates_of_a_form_tell_the_order_of_day_and_month() -> None:
    """02/25/2020 has no 25th month: then 02/03/2020 on the same form is the third of February."""
    dated = (text("First day:", 20, 40), text("02/03/2020", 100, 40), text("Printed 02/25/2020", 300, 5))

    found = values(LEASE, page(*TENANT, *dated))

    assert found["begins"].value == "2020-02-03"
    assert found["begins"].confidence > 0.9


def test_one_date_where_a_period_is_asked_for_is_doubtful() -> None:
    """It may be the beginning or the whole."""
    found = values(LEASE, page(*TENANT, text("Period of lease:", 20, 40), text("13/02/2020", 100, 40)))

    assert found["begins"].confidence < 0.8
    assert "ends" not in found


def _monthly(*last_row: str) -> tuple[Block, ...]:
    rows = [("Month", "Days", "Rent"), ("May", "31", "$1,605.00"), ("June", "30", "$800.00"), last_row]
    return tuple(
        text(words, 20 + 100 * column, 60 + 12 * row)
        for row, cells in enumerate(rows)
        for column, words in enumerate(cells)
    )


def test_the_sum_of_a_column_is_what_its_header_asks_for() -> None:
    """A row that begins with "Total" adds up the rows above it, in whatever language."""
    for word in ("Total", "Summe", "Totaux", "합계"):
        found = values(LEASE, page(*TENANT, *_monthly(word, "61", "$2,405.00")))

        assert (found["rent"].value, found["rent"].confidence > 0.9) == (2405, True)


def test_a_column_without_a_sum_is_doubtful() -> None:
    """Nobody knows which of several amounts is meant."""
    found = values(LEASE, page(*TENANT, *_monthly("July", "31", "$900.00")))

    assert found["rent"].confidence < 0.8


def test_of_counts_and_amounts_in_a_row_the_amount_answers_a_question_for_money() -> None:
    """Behind "Total rent" stand 61 and $2,405.00: the days are no money."""
    row = (text("Total rent:", 20, 40), text("61", 150, 40), text("$2,405.00", 220, 40))

    assert values(LEASE, page(*TENANT, *row))["rent"].value == 2405


def test_the_same_answer_on_every_page_is_sure_and_another_one_is_doubtful() -> None:
    """Places that agree do not lower the confidence; places that differ do."""
    again, other = text("Greta Grau", 100, 20, page=2), text("Gustav Gelb", 100, 20, page=2)
    label = text("Tenant:", 20, 20, page=2)
    rent = (text("Rent:", 20, 40), text("$20.00", 100, 40))

    once, twice, differing = (
        values(LEASE, page(*TENANT, *rent, *more))["tenant"].confidence for more in ((), (label, again), (label, other))
    )

    assert twice >= once >= CERTAIN > differing


def test_staff_hear_what_the_other_place_says() -> None:
    """Two places of one document that answer a question differently are a finding, with the other answer."""
    label, other = text("Tenant:", 20, 20, page=2), text("Gustav Gelb", 100, 20, page=2)

    (form,) = Engine(LEASE).extract(page(*TENANT, text("Rent:", 20, 40), text("$20.00", 100, 40), label, other)).forms

    [finding] = [each for each in form.findings if each.code == "another-value"]
    assert (finding.field, finding.severity) == ("tenant", Severity.WARNING)
    assert "page 2" in finding.message or "page 1" in finding.message
    assert ("Gustav Gelb" in finding.message) != ("Greta Grau" in finding.message)


def test_heads_of_a_list_are_not_the_dates_of_the_whole() -> None:
    """Each line has a first and a last day of its own; the period of the paper stands in another place."""
    lines = [
        (
            text("First day", 20, y),
            text("Last day", 120, y),
            text(f"{day}/05/2020", 20, y + 10),
            text(f"{day + 1}/05/2020", 120, y + 10),
        )
        for y, day in ((60, 13), (90, 15), (120, 17))
    ]
    period = (text("Period of lease:", 20, 40), text("02/05/2020 - 30/05/2020", 120, 40))

    found = values(LEASE, page(*TENANT, *period, *(each for line in lines for each in line)))

    assert (found["begins"].value, found["ends"].value) == ("2020-05-02", "2020-05-30")
    assert found["begins"].confidence > 0.9


def test_a_number_sign_means_something() -> None:
    """The label "Lease %" is not "Lease #", and a heading "LEASE" is neither."""
    papers = (
        text("LEASE", 200, 5, bold=True),
        text("Lease %", 20, 40),
        text("100", 100, 40),
        text("Lease No.", 20, 60),
    )

    assert values(LEASE, page(*TENANT, *papers, text("A-4711", 100, 60)))["lease"].value == "A-4711"


def test_of_two_labels_the_one_that_the_campaign_names_first_counts() -> None:
    """Both are on the form, with different answers: the first wording wins, and somebody has to look."""
    both = (text("Lease / Version", 20, 40), text("17-2", 100, 40), text("Lease #", 20, 60), text("17", 100, 60))

    found = values(LEASE, page(*TENANT, *both))

    assert found["lease"].value == "17"
    assert found["lease"].confidence < CERTAIN


def test_an_answer_begins_beside_the_first_line_of_its_question() -> None:
    """A question that goes on for lines has its answer on the right of all of them."""
    why = ("why", FieldType.NARRATIVE, ("Why do you and your friends sing in this choir?",))
    asked = campaign(("tenant", FieldType.TEXT, ("Tenant",)), why)
    rows = [
        ("Why do you and your", "We have sung since we were"),
        ("friends sing in this", "children, and our parents have"),
        ("choir?", "sung before us."),
    ]
    blocks = [text(question, 20, 60 + 12.0 * n, bold=True) for n, (question, _) in enumerate(rows)]
    blocks += [text(answer, 200, 60 + 12.0 * n) for n, (_, answer) in enumerate(rows)]

    said = values(asked, page(*TENANT, *blocks))["why"].value

    assert " ".join(str(said).split()) == "We have sung since we were children, and our parents have sung before us."
