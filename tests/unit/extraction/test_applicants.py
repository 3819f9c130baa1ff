"""Several applicants in one document: a table with a row or a column for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import campaign, page, text

if TYPE_CHECKING:
    from pipeline.model import Block, PlacedDocument

CHOIR = campaign(
    ("singer", FieldType.TEXT, ("Singer",)),
    ("voice", FieldType.TEXT, ("Voice",)),
    ("born", FieldType.DATE, ("Date of birth",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
)
HEAD = ("Singer", "Voice", "Date of birth", "E-mail")
SINGERS = [
    ("Nora Noack", "alto", "13/05/1990", "nora@a.example"),
    ("Olaf Ohm", "bass", "14/06/1980", "olaf@a.example"),
    ("Pia Pohl", "soprano", "", "pia@a.example"),
]


def _grid(*rows: tuple[str, ...], top: float = 50) -> list[Block]:
    blocks = []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            x, y = 20.0 + 120 * column, top + 20 * number
            cell = (x - 2, y - 4, x + 118, y + 16)
            blocks += [text(words, x, y, cell=cell)] if words else []
    return blocks


def _forms(document: PlacedDocument) -> list[dict[str, object]]:
    reading = Engine(CHOIR).extract(document)
    return [{value.field: value.value for value in form.values} for form in reading.forms]


def test_a_row_for_each_applicant() -> None:
    """Under a row of questions each row is a form of its own; what is left blank in one is not taken from another."""
    forms = _forms(page(text("Sign up for the choir", 20, 10), *_grid(HEAD, *SINGERS)))

    assert [form["singer"] for form in forms] == ["Nora Noack", "Olaf Ohm", "Pia Pohl"]
    assert [form.get("born") for form in forms] == ["1990-05-13", "1980-06-14", None]
    assert [form["mail"] for form in forms] == ["nora@a.example", "olaf@a.example", "pia@a.example"]


def test_a_column_for_each_applicant() -> None:
    """Questions down the side, an applicant in each column."""
    turned = [tuple(row[number] for row in (HEAD, *SINGERS)) for number in range(len(HEAD))]

    forms = _forms(page(*_grid(*turned)))

    assert [form["singer"] for form in forms] == ["Nora Noack", "Olaf Ohm", "Pia Pohl"]
    assert [form["voice"] for form in forms] == ["alto", "bass", "soprano"]
    assert [form.get("born") for form in forms] == ["1990-05-13", "1980-06-14", None]


def test_a_column_keeps_what_answers_unknown_questions_over_and_under_the_known_ones() -> None:
    """The first row asks in words nobody told us: what stands there is each column's own, and never another's."""
    head = ("Who?", *HEAD, "Singer for short")
    singers = [("", *SINGERS[0], "Nora"), ("Olaf", *SINGERS[1], "Olaf"), ("Pia", *SINGERS[2], "Pia")]
    turned = [tuple(row[number] for row in (head, *singers)) for number in range(len(head))]

    forms = _forms(page(*_grid(*turned)))

    assert [form["singer"] for form in forms] == ["Nora Noack", "Olaf Ohm", "Pia Pohl"]
    assert [form["mail"] for form in forms] == ["nora@a.example", "olaf@a.example", "pia@a.example"]
    assert [form.get("born") for form in forms] == ["1990-05-13", "1980-06-14", None]


def test_a_bar_across_the_table_does_not_end_its_columns() -> None:
    """Under a heading as wide as the table each column still answers for itself: unknown questions too."""
    turned = [tuple(row[number] for row in (HEAD, *SINGERS)) for number in range(len(HEAD))]
    bar = text("How you can be reached", 20, 130, cell=(18.0, 126.0, 498.0, 146.0))
    below = _grid(("E-mail for short notices", "n@a.example", "o@a.example", "p@a.example"), top=150)

    forms = _forms(page(*_grid(*turned), bar, *below))

    assert [form["mail"] for form in forms] == ["nora@a.example", "olaf@a.example", "pia@a.example"]
    bar = replace(bar, box=(20, 110, 140, 118), cell=(18.0, 106.0, 498.0, 126.0))
    below = _grid(("Mail address, please", "n@a.example", "o@a.example", "p@a.example"), top=130)
    forms = _forms(page(*_grid(*turned[:3]), bar, *below))
    assert {form.get("mail") for form in forms[1:]} <= {None, "o@a.example", "p@a.example"}


def test_each_value_names_its_own_place() -> None:
    """The place of a value is where it stands on the page, in its own row."""
    reading = Engine(CHOIR).extract(page(*_grid(HEAD, *SINGERS)))

    boxes = [form.get("singer") for form in reading.forms]

    assert [value.source.box[1] for value in boxes if value and value.source.box] == [70, 90, 110]


def test_one_row_under_the_questions_is_one_form() -> None:
    """So is a table of questions and answers side by side."""
    assert len(_forms(page(*_grid(HEAD, SINGERS[0])))) == 1
    pairs = [(HEAD[0], "Nora Noack", HEAD[1], "alto"), (HEAD[2], "13/05/1990", HEAD[3], "nora@a.example")]
    assert _forms(page(*_grid(*pairs))) == [
        {"singer": "Nora Noack", "voice": "alto", "born": "1990-05-13", "mail": "nora@a.example"}
    ]


def test_what_the_others_answered_in_a_column_of_unknown_words_is_nobodys_answer() -> None:
    """A question in words nobody told us keeps its answers to itself, also where a label stands beside it."""
    head = ("Singer", "Voice", "Whom may we ring up?", "E-mail", "Date of birth")
    rows = [
        ("Nora Noack", "", "Rita Rot", "nora@a.example", "13/05/1990"),
        ("Olaf Ohm", "bass", "Siv Sand", "olaf@a.example", ""),
    ]

    forms = _forms(page(*_grid(head, *rows)))

    assert forms == [
        {"singer": "Nora Noack", "mail": "nora@a.example", "born": "1990-05-13"},
        {"singer": "Olaf Ohm", "voice": "bass", "mail": "olaf@a.example"},
    ]


def test_the_place_of_an_answer_is_where_it_stands_in_the_table() -> None:
    """However a row is turned to be read, its values are shown where they are."""
    reading = Engine(CHOIR).extract(page(*_grid(HEAD, *SINGERS)))

    third = reading.forms[2].get("voice")
    assert third is not None
    assert third.source.box is not None
    assert third.source.box[:2] == (140.0, 110.0)


def test_questions_beside_questions_are_no_applicants() -> None:
    """Two pairs of columns, of which nobody told us the questions of the second: one applicant, not three."""
    rows = [
        ("Singer", "Nora Noack", "Shoe size of the singer", "forty"),
        ("Voice", "alto", "Colour of the eyes", "grey"),
        ("Date of birth", "13/05/1990", "Whom may we ring up?", "Rita Rot"),
        ("E-mail", "nora@a.example", "When do you get up?", "early"),
    ]

    forms = _forms(page(*_grid(*rows)))

    assert [form["singer"] for form in forms] == ["Nora Noack"]


def test_names_that_read_like_their_question_are_names() -> None:
    """Under the question for the name stand names, though each begins as a label does ("Singer: Nora")."""
    named = [(f"Singer {singer[0]}", *singer[1:]) for singer in SINGERS]

    forms = _forms(page(*_grid(HEAD, *named)))

    assert [form["mail"] for form in forms] == ["nora@a.example", "olaf@a.example", "pia@a.example"]


def test_a_question_in_two_lines_of_its_cell_is_one() -> None:
    """A head whose lines are labels each asks once, and the table is read all the same."""
    second = text("Singer", 20, 62, cell=(18.0, 46.0, 138.0, 76.0))
    head = [replace(each, cell=(*(each.cell or (0, 0, 0))[:3], 76.0)) for each in _grid(HEAD)]

    forms = _forms(page(*head, second, *_grid(*SINGERS, top=80)))

    assert [form["mail"] for form in forms] == ["nora@a.example", "olaf@a.example", "pia@a.example"]
