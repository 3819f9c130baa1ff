"""Tables without drawn lines, lines that go on in narrow columns, values beside the middle of long labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import FieldType
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import campaign, page, text, values

if TYPE_CHECKING:
    from pipeline.model import Block

CHOIR = campaign(
    ("singer", FieldType.TEXT, ("Singer", "Name of the singer of the choir")),
    ("voice", FieldType.TEXT, ("Voice",)),
    ("born", FieldType.DATE, ("Date of birth",)),
    ("mail", FieldType.EMAIL, ("E-mail",)),
)
HEAD = ("Singer", "Voice", "Date of birth", "E-mail")
NORA = ("Nora Noack", "alto", "13/05/1990", "nora@a.example")
OLAF = ("Olaf Ohm", "bass", "14/06/1980", "olaf@a.example")


def rows(*lines: tuple[float, tuple[str, ...]]) -> list[Block]:
    return [text(words, 20 + 120 * n, y) for y, line in lines for n, words in enumerate(line) if words]


def forms(*blocks: Block) -> list[dict[str, object]]:
    return [{v.field: v.value for v in form.values} for form in Engine(CHOIR).extract(page(*blocks)).forms]


def test_columns_without_lines_are_a_table() -> None:
    """Applicants under a row of questions, with nothing drawn between them."""
    found = forms(*rows((50, HEAD), (66, NORA), (82, OLAF)))
    assert [each["singer"] for each in found] == ["Nora Noack", "Olaf Ohm"]
    assert [each["mail"] for each in found] == ["nora@a.example", "olaf@a.example"]


def test_lines_close_under_each_other_belong_to_one_row() -> None:
    """A wide step parts the rows, a narrow one the lines of a cell."""
    more = ("Noack-Novak", "", "", "")
    found = forms(*rows((50, HEAD), (68, ("Nora", *NORA[1:])), (78, more), (96, OLAF)))
    assert [each["singer"] for each in found] == ["Nora Noack-Novak", "Olaf Ohm"]
    assert [each["voice"] for each in found] == ["alto", "bass"]


def test_questions_down_the_side_need_no_lines_either() -> None:
    """An applicant in each column on the right of the questions."""
    found = forms(*rows(*((50 + 16 * n, each) for n, each in enumerate(zip(HEAD, NORA, OLAF, strict=True)))))
    assert [each["singer"] for each in found] == ["Nora Noack", "Olaf Ohm"]
    assert [each["born"] for each in found] == ["1990-05-13", "1980-06-14"]


def test_a_value_that_had_no_room_goes_on_in_its_column() -> None:
    """The other column beside it does not matter; as nothing proves it, the value is in doubt."""
    left = [text("Singer: Nora Noack", 20, 50), text("Noack-Novak", 20, 59), text("Voice: alto", 20, 78)]
    right = [text("Date of birth: 13/05/1990", 120, 50), text("E-mail: nora@a.example", 120, 64)]
    found = values(CHOIR, page(*left, *right))
    assert found["singer"].value == "Nora Noack Noack-Novak"
    assert found["singer"].confidence < 0.9
    assert found["voice"].value == "alto"


def test_a_value_may_stand_in_the_middle_beside_a_label_of_two_lines() -> None:
    """Neither line of the label is at the height of the value."""
    blocks = [text("Name of the singer", 20, 50), text("Nora Noack", 200, 55), text("of the choir", 20, 60)]
    blocks += [text("Voice", 20, 80), text("alto", 200, 80), text("Date of birth", 20, 96), text("13/05/1990", 200, 96)]
    found = values(CHOIR, page(*blocks))
    assert found["singer"].value == "Nora Noack"
    assert found["voice"].value == "alto"


STORY = campaign(
    ("story", FieldType.NARRATIVE, ("What is the story of your choir",)),
    ("singers", FieldType.NUMBER, ("Number of singers", "Singers of the choir")),
    ("voice", FieldType.TEXT, ("Voice",)),
)


def test_a_long_answer_beside_a_label_of_two_lines_is_read_to_its_end() -> None:
    """The first lines stand beside the lines of the label, the others below with nothing on their left."""
    lines = (
        "We began in a barn, long ago, and",
        "sang for the cows and the sheep.",
        "Now we sing in halls and churches",
        "too.",
    )
    blocks = [text("What is the story of", 20, 50), text("your choir", 20, 61)]
    blocks += [text(line, 200, 50 + 11 * n) for n, line in enumerate(lines)]
    blocks += [text("Voice", 20, 110), text("alto", 200, 110)]
    story = values(STORY, page(*blocks))["story"].value
    assert str(story).split() == " ".join(lines).split()


def test_a_line_that_goes_on_with_a_sentence_is_no_label() -> None:
    """The line above was full and its sentence has not ended, so what reads like a label goes on with it."""
    lines = ("We began in a barn, and came to be known by all the", "singers in the choir.", "We sing.")
    blocks = [text("What is the story of your choir", 20, 50)]
    blocks += [text(line, 20, 61 + 11 * n) for n, line in enumerate(lines)]
    blocks += [text("Voice", 20, 120), text("alto", 200, 120)]
    found = values(STORY, page(*blocks))
    assert str(found["story"].value).split() == " ".join(lines).split()
    assert "singers" not in found
