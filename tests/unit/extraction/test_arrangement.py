"""Forms whose labels stand behind or below their answers, and answers that read like labels."""

from __future__ import annotations

import pytest

from pipeline.campaign.definition import FieldType
from tests.unit.extraction.placing import campaign, page, text, values

CHOIR = campaign(
    ("name", FieldType.TEXT, ("Name of the choir", "Choir")),
    ("country", FieldType.COUNTRY, ("Country",)),
    ("founded", FieldType.DATE, ("Founded on",)),
    ("singers", FieldType.NUMBER, ("Number of singers",)),
    ("leader", FieldType.PERSON, ("Name of the conductor",)),
    ("email", FieldType.EMAIL, ("E-mail",)),
)
ASKED = {
    "name": ("Name of the choir", "Larks of Alderwick"),
    "country": ("Country", "Ireland"),
    "founded": ("Founded on", "12 May 1998"),
    "singers": ("Number of singers", "42"),
    "leader": ("Name of the conductor", "Ada Ashdown"),
    "email": ("E-mail", "ada@larks.example"),
}
TRUTH = {
    "name": "Larks of Alderwick",
    "country": "IE",
    "founded": "1998-05-12",
    "singers": 42,
    "leader": "Ada Ashdown",
    "email": "ada@larks.example",
}
STEP = 30.0


def read(*blocks: object) -> dict[str, object]:
    return {key: value.value for key, value in values(CHOIR, page(*blocks)).items()}  # type: ignore[arg-type]


def test_labels_may_stand_behind_their_answers() -> None:
    """Where dates, numbers and addresses stand in front of their labels, all answers do."""
    rows = enumerate(ASKED.values())
    blocks = [each for n, (label, answer) in rows for each in (text(answer, 50, n * STEP), text(label, 250, n * STEP))]
    assert read(*blocks) == TRUTH


@pytest.mark.parametrize("caption", ["{}", "({})"])
def test_labels_may_stand_below_their_answers(caption: str) -> None:
    """Captions under lines that were filled in, in brackets or without."""
    rows = enumerate(ASKED.values())
    blocks = [
        each
        for n, (label, answer) in rows
        for each in (text(answer, 50, n * STEP), text(caption.format(label), 50, n * STEP + 10))
    ]
    assert read(*blocks) == TRUTH


def test_captions_may_stand_in_the_middle_under_long_lines() -> None:
    """A caption under the middle of a line does not stand under the answer's own letters."""
    rows = enumerate(ASKED.values())
    blocks = [
        each
        for n, (label, answer) in rows
        for each in (text(answer, 50, n * STEP), text(f"({label})", 280, n * STEP + 10))
    ]
    assert read(*blocks) == TRUTH


@pytest.mark.parametrize("left_out", ["name", "singers", "leader", "email"])
def test_an_answer_left_out_leaves_the_others_at_their_labels(left_out: str) -> None:
    """An empty line over a caption takes no answer from its neighbours, in one column or in two."""
    filled = {key: (label, "" if key == left_out else answer) for key, (label, answer) in ASKED.items()}
    for columns in (1, 2):
        blocks = []
        for n, (label, answer) in enumerate(filled.values()):
            x, y = 50 + n % columns * 240, n // columns * STEP
            blocks += [text(answer, x, y)] if answer else []
            blocks.append(text(label, x, y + 10))
        assert read(*blocks) == {key: value for key, value in TRUTH.items() if key != left_out}


def test_labels_above_their_answers_stay_where_they_are() -> None:
    """The usual way round is told from the other one, though every answer stands between two labels."""
    rows = enumerate(ASKED.values())
    blocks = [
        each for n, (label, answer) in rows for each in (text(label, 50, n * STEP), text(answer, 50, n * STEP + 10))
    ]
    assert read(*blocks) == TRUTH


def test_an_answer_is_shown_where_it_stands() -> None:
    """A label put before its answer in thought moves nothing on the page."""
    rows = enumerate(ASKED.values())
    blocks = [each for n, (label, answer) in rows for each in (text(answer, 50, n * STEP), text(label, 250, n * STEP))]
    place = values(CHOIR, page(*blocks))["country"].source.box
    assert place is not None
    assert place[:2] == (50, STEP)


def test_the_lines_of_a_long_label_are_no_answers() -> None:
    """A label that is known whole is read whole, also where its first line alone is a label too."""
    asked = campaign(
        ("name", FieldType.TEXT, ("Name of the choir", "Name of the choir or of the society")),
        ("country", FieldType.COUNTRY, ("Country",)),
    )
    first, second = text("Name of the choir", 50, 0), text("or of the society", 50, 9)
    found = values(asked, page(first, second, text("Larks", 50, 20), text("Country", 50, 40), text("Spain", 50, 50)))
    assert found["name"].value == "Larks"


def test_a_high_cell_over_its_label_is_its_answer() -> None:
    """The last answer wraps; the cells of its row are higher than the labels, which stand under them."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        x, y = 50.0 + 200 * (n % 2), 80.0 * (n // 2)
        over, under = (x, y, x + 200, y + 60), (x, y + 60, x + 200, y + 76)
        blocks += [text(answer, x + 2, y + 2, cell=over), text(label, x + 2, y + 62, cell=under)]
    assert read(*blocks) == TRUTH


def test_a_label_may_stand_behind_the_last_line_of_its_answer() -> None:
    """The line over it has nothing where the labels stand: it belongs to the answer."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        y = n * STEP
        lines = ("Larks and other birds of", "Alderwick") if n == 0 else (answer,)
        blocks += [text(line, 50, y + 9 * at) for at, line in enumerate(lines)]
        blocks.append(text(label, 250, y + 9 * (len(lines) - 1)))
    assert read(*blocks)["name"] in {"Larks and other birds of Alderwick", "Larks and other birds of, Alderwick"}


def test_a_question_left_empty_takes_nothing_from_an_unknown_one_below_it_in_a_table_with_labels_behind() -> None:
    """What stands where the labels do asks as well, in whatever words: its answer is its own."""
    rows = [(label, "" if key == "leader" else answer) for key, (label, answer) in ASKED.items()]
    rows.insert(rows.index(("Name of the conductor", "")) + 1, ("Who rings the bell", "Otto Oak"))
    blocks = []
    for n, (label, answer) in enumerate(rows):
        y = n * STEP
        left, right = (40.0, y, 200.0, y + STEP), (200.0, y, 400.0, y + STEP)
        blocks += [text(answer, 45, y + 5, cell=left)] if answer else []
        blocks += [text(label, 205, y + 5, cell=right)]
    assert read(*blocks) == {key: value for key, value in TRUTH.items() if key != "leader"}
