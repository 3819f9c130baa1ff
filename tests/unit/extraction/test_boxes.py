"""Printed pages with frames, cells that hold question and answer, and questions in words that nobody told us."""

from __future__ import annotations

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

CARD = campaign(
    ("reader", FieldType.TEXT, ("Reader",)),
    ("card", FieldType.TEXT, ("Card #",)),
    ("branch", FieldType.TEXT, ("Branch",)),
    ("since", FieldType.DATE, ("Member since",)),
)


def test_a_frame_around_columns_is_no_cell() -> None:
    """Questions and answers side by side in one large box are read by their places."""
    frame = (10.0, 10.0, 500.0, 200.0)
    rows = [
        ("Reader", "Nora Noack", "Clerk", "Olaf"),
        ("Card #", "4711", "Office", "Harbour"),
        ("Branch", "Mill Lane", "Fax", "12"),
    ]
    places = (20.0, 100.0, 250.0, 330.0)
    blocks = [
        text(words, x, 20 + 14 * number, cell=frame)
        for number, row in enumerate(rows)
        for words, x in zip(row, places, strict=True)
    ]

    found = values(CARD, page(*blocks))

    assert {key: value.value for key, value in found.items()} == {
        "reader": "Nora Noack",
        "card": "4711",
        "branch": "Mill Lane",
    }


def test_answers_in_the_cells_of_their_questions_are_not_looked_for_in_the_next_cell() -> None:
    """A grid of small captions over answers: where one is left blank, the next cell is another question."""
    rows = [
        (("Reader", "Nora Noack"), ("Shelf", "12")),
        (("Card #", "4711"), ("Room", "3")),
        (("Branch", ""), ("Desk", "Hall")),
    ]
    rows.append((("Member since", "13/05/2020"), ("Colour", "red")))
    blocks = []
    for number, row in enumerate(rows):
        for column, (caption, answer) in enumerate(row):
            x, y = 20.0 + 120 * column, 20.0 + 30 * number
            cell = (x - 2, y - 2, x + 118, y + 28)
            blocks += [text(each, x, y + at, cell=cell) for each, at in ((caption, 0), (answer, 12)) if each]

    found = values(CARD, page(*blocks))

    assert {key: value.value for key, value in found.items()} == {
        "reader": "Nora Noack",
        "card": "4711",
        "since": "2020-05-13",
    }


def test_a_value_ends_where_the_next_question_of_the_row_begins() -> None:
    """Also where the campaign does not know the next question: by its colon, its type or the room before it."""
    for following in (text("Shelf:", 190, 20), text("Shelf", 170, 20, bold=True), text("Shelf", 250, 20)):
        row = (text("Reader:", 20, 20), text("Nora Noack", 100, 20), following)

        found = values(CARD, page(*row, text("Card #:", 20, 40), text("4711", 100, 40)))

        assert found["reader"].value == "Nora Noack"


def test_a_blank_answer_is_not_filled_with_a_question_that_has_an_answer_of_its_own() -> None:
    """Below "Reader", which is left blank, stands "Room", with its answer beside it."""
    rows = (
        text("Card #", 20, 20),
        text("4711", 100, 20),
        text("Reader", 20, 34),
        text("Room", 20, 48),
        text("3 b", 100, 48),
    )
    more = (text("Branch", 20, 62), text("Mill Lane", 100, 62))

    assert "reader" not in values(CARD, page(*rows, *more))


def test_what_a_part_is_about_is_named_behind_the_word_for_name() -> None:
    """The row is "Reader | Name: | Nora Noack": the part is what is asked for, its first line names it."""
    part = (
        text("Reader", 20, 20, bold=True),
        text("Name:", 100, 20, bold=True),
        text("Nora Noack", 200, 20, bold=True),
    )

    found = values(
        CARD, page(*part, text("Age:", 100, 34), text("44", 200, 34), text("Card #", 20, 60), text("4711", 100, 60))
    )

    assert found["reader"].value == "Nora Noack"


def test_a_wrapped_value_goes_on_below_itself_whatever_stands_in_other_columns() -> None:
    """The second line begins where the first one did, with nothing at the place of the question."""
    column = (
        text("12 Quay Street", 20, 20),
        text("Reader:", 150, 20),
        text("Friends of the", 200, 20),
        text("Old Mill", 200, 29),
    )

    found = values(CARD, page(*column, text("Harbour", 20, 29), text("Card #", 150, 60), text("4711", 200, 60)))

    assert found["reader"].value == "Friends of the Old Mill"


def test_a_caption_in_brackets_stands_under_its_answer() -> None:
    """As under the lines of forms on paper: the answer over "(Reader)", not what comes below it."""
    first = (text("Nora Noack", 20, 20), text("4711", 200, 20), text("(Reader)", 20, 31), text("(Card #)", 200, 31))
    second = (
        text("Mill Lane", 20, 50),
        text("13/05/2020", 200, 50),
        text("(Branch)", 20, 61),
        text("(Member since)", 200, 61),
    )

    found = values(CARD, page(*first, *second))

    assert {key: value.value for key, value in found.items()} == {
        "reader": "Nora Noack",
        "card": "4711",
        "branch": "Mill Lane",
        "since": "2020-05-13",
    }


def test_the_next_number_begins_the_next_question() -> None:
    """Captions with numbers over their answers: "2." on the right of "1." is no answer to it."""
    captions = (text("1. Reader", 20, 20), text("2. Favourite shelf of the reader", 200, 20))
    answers = (text("Nora Noack", 24, 31), text("Poems", 204, 31), text("3. Card #", 20, 60), text("4711", 24, 71))

    found = values(CARD, page(*captions, *answers))

    assert (found["reader"].value, found["card"].value) == ("Nora Noack", "4711")


def test_the_second_line_of_an_address_belongs_to_it() -> None:
    """A plain line below an answer, with nothing beside it and a question after it; that it goes on is only likely."""
    lines = (text("Branch: 12 Quay Street", 20, 20), text("Harbour", 20, 29), text("Card #: 4711", 20, 50))

    found = values(CARD, page(text("Reader: Nora Noack", 20, 5), *lines))

    assert found["branch"].value == "12 Quay Street Harbour"
    assert found["branch"].confidence < 0.9
