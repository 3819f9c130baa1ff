"""Tables of several applicants whose heads stand in two rows, are numbered, or repeat for each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign, Field, FieldType, Section
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import page, text

if TYPE_CHECKING:
    from pipeline.model import Block

NAME = {"en": ("Name",)}
CHOIR = Campaign(
    "choir",
    {"en": "Choirs"},
    ("en",),
    (
        Field("choir", FieldType.TEXT, {"en": ("Name of the choir", "Choir")}),
        Field("country", FieldType.COUNTRY, {"en": ("Country",)}),
        Field("leader", FieldType.PERSON, {"en": ("Name of the conductor", "Name")}, section="leader"),
        Field("leader_mail", FieldType.EMAIL, {"en": ("E-mail of the conductor", "E-mail")}, section="leader"),
        Field("singer", FieldType.PERSON, {"en": ("Name of the soloist", "Name")}, section="singer"),
        Field("singer_mail", FieldType.EMAIL, {"en": ("E-mail of the soloist", "E-mail")}, section="singer"),
    ),
    sections=(Section("leader", {"en": ("Conductor",)}), Section("singer", {"en": ("Soloist",)})),
)
KEYS = ("choir", "country", "leader", "leader_mail", "singer", "singer_mail")
LARKS = ("Larks", "Spain", "Ada Ash", "ada@l.example", "Ben Birch", "ben@l.example")
OWLS = ("Owls", "Ireland", "Cleo Cole", "cleo@o.example", "Eve Dale", "dan@o.example")
WIDE, HIGH = 100.0, 20.0


def cell(words: str, column: float, row: float, *, columns: float = 1, rows: float = 1) -> Block:
    x, y = column * WIDE, row * HIGH
    return text(words, x + 2, y + 4, cell=(x, y, x + columns * WIDE, y + rows * HIGH))


def in_rows(first: int, *applicants: tuple[str, ...]) -> list[Block]:
    return [cell(words, n, first + row) for row, each in enumerate(applicants) for n, words in enumerate(each)]


def forms(*blocks: Block) -> list[tuple[object, ...]]:
    found = [{v.field: v.value for v in form.values} for form in Engine(CHOIR).extract(page(*blocks)).forms]
    return [tuple(each.get(key) for key in KEYS) for each in found]


TRUTH = [
    ("Larks", "ES", "Ada Ash", "ada@l.example", "Ben Birch", "ben@l.example"),
    ("Owls", "IE", "Cleo Cole", "cleo@o.example", "Eve Dale", "dan@o.example"),
]
TWO_ROWS = [
    cell("Name of the choir", 0, 0, rows=2),
    cell("Country", 1, 0, rows=2),
    cell("Conductor", 2, 0, columns=2),
    cell("Soloist", 4, 0, columns=2),
    *(cell(words, 2 + n, 1) for n, words in enumerate(("Name", "E-mail", "Name", "E-mail"))),
]


def test_a_wide_head_tells_what_the_heads_under_it_are_about() -> None:
    """The name under "Conductor" is the conductor's, under "Soloist" the soloist's."""
    assert forms(*TWO_ROWS, *in_rows(2, LARKS, OWLS)) == TRUTH


def test_numbers_of_columns_are_no_applicant() -> None:
    """A row "(1) (2) (3)" under the heads counts them."""
    numbers = tuple(f"({n})" for n in range(1, 7))
    assert forms(*TWO_ROWS, *in_rows(2, numbers, LARKS, OWLS)) == TRUTH


def test_the_parts_of_a_column_of_questions_have_rows_of_their_own() -> None:
    """An applicant in each column, numbered, and between the questions the headings of the parts."""
    side = ("Name of the choir", "Country", "Conductor", "Name", "E-mail", "Soloist", "Name", "E-mail")
    rows = [each for each in range(8) if each not in {2, 5}]
    blocks = [cell("1", 1, -1), cell("2", 2, -1)]
    blocks += [cell(words, 0, row, columns=1 if row in rows else 3) for row, words in enumerate(side)]
    blocks += [cell(words, 1, row) for row, words in zip(rows, LARKS, strict=True)]
    blocks += [cell(words, 2, row) for row, words in zip(rows, OWLS, strict=True)]
    assert forms(*blocks) == TRUTH


def test_a_cell_beside_all_rows_of_its_part_names_it() -> None:
    """The name of the part stands in the middle of a high cell on the left."""
    blocks = [cell("Name of the choir", 1, 0), cell("Country", 1, 1)]
    blocks += [cell("Conductor", 0, 2, rows=2), cell("Soloist", 0, 4, rows=2)]
    blocks += [cell(words, 1, 2 + n) for n, words in enumerate(("Name", "E-mail", "Name", "E-mail"))]
    blocks += [cell(words, 2 + n, row) for n, each in enumerate((LARKS, OWLS)) for row, words in enumerate(each)]
    assert forms(*blocks) == TRUTH


def test_an_address_that_had_no_room_in_its_cell_is_read_whole() -> None:
    """What goes on in the next line of a narrow cell belongs to the address, its hyphens too."""
    narrow = (0.0, 0.0, 80.0, 40.0)
    asked = [text("E-mail of the conductor", -120, 10, cell=(-122, 0, 0, 40)), text("dan.dale@old-", 4, 4, cell=narrow)]
    asked += [text("owls.example", 4, 14, cell=narrow), text("Country", -120, 44, cell=(-122, 40, 0, 60))]
    asked += [text("Spain", 4, 44, cell=(0.0, 40.0, 80.0, 60.0)), text("Choir", -120, 64, cell=(-122, 60, 0, 80))]
    asked += [text("Owls", 4, 64, cell=(0.0, 60.0, 80.0, 80.0))]
    assert forms(*asked)[0][3] == "dan.dale@old-owls.example"
