"""Whole forms beside each other on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign.definition import FieldType, Identity
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import campaign, page, text

if TYPE_CHECKING:
    from pipeline.model import Block

ASKED = ("Name of the choir", "Country", "Number of singers", "Founded on", "E-mail")
ASKING = campaign(
    ("name", FieldType.TEXT, ASKED[:1]),
    ("country", FieldType.COUNTRY, ASKED[1:2]),
    ("singers", FieldType.NUMBER, ASKED[2:3]),
    ("founded", FieldType.DATE, ASKED[3:4]),
    ("mail", FieldType.EMAIL, ASKED[4:]),
)
CHOIR = replace(ASKING, identity=Identity(name="name"))
LARKS = ("Larks", "Spain", "42", "12/05/1998", "ada@l.example")
OWLS = ("Owls", "Ireland", "17", "13/06/2001", "cleo@o.example")
CROWS = ("Crows", "France", "99", "14/07/2003", "eve@c.example")


def form(answers: tuple[str, ...], x: float) -> list[Block]:
    pairs = enumerate(zip(ASKED, answers, strict=True))
    return [b for n, (label, said) in pairs for b in (text(label, x, 50 + 30 * n), text(said, x, 60 + 30 * n))]


def forms(*blocks: Block) -> list[tuple[object, ...]]:
    keys = ("name", "country", "singers", "founded", "mail")
    found = [{v.field: v.value for v in each.values} for each in Engine(CHOIR).extract(page(*blocks)).forms]
    return [tuple(each.get(key) for key in keys) for each in found]


TRUTH = [
    ("Larks", "ES", 42, "1998-05-12", "ada@l.example"),
    ("Owls", "IE", 17, "2001-06-13", "cleo@o.example"),
    ("Crows", "FR", 99, "2003-07-14", "eve@c.example"),
]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_forms_beside_each_other_are_forms_of_their_own(count: int) -> None:
    """The same questions in the same rows are asked of several, from the left to the right."""
    answers = (LARKS, OWLS, CROWS)[:count]
    blocks = [text("Sign up for the choirs of the town, all of them", 20, 10)]
    blocks += [block for n, each in enumerate(answers) for block in form(each, 20 + 190 * n)]
    assert forms(*blocks) == TRUTH[:count]


def test_one_row_of_answers_under_many_questions_is_one_form() -> None:
    """A table with a row of heads and a single row below."""
    cells = [(20.0 + 110 * n, 50.0, 130.0 + 110 * n, 70.0) for n in range(5)]
    blocks = [text(words, c[0] + 2, 54, cell=c) for words, c in zip(ASKED, cells, strict=True)]
    below = [(x0, 70.0, x1, 90.0) for x0, _, x1, _ in cells]
    blocks += [text(words, c[0] + 2, 74, cell=c) for words, c in zip(LARKS, below, strict=True)]
    assert forms(*blocks) == TRUTH[:1]


def test_questions_that_narrow_cells_break_are_still_the_same_questions() -> None:
    """The lines of a cell are one question."""
    blocks = []
    for side, answers in ((0, LARKS), (1, OWLS)):
        x = 20 + 250 * side
        for n, (label, said) in enumerate(zip(ASKED, answers, strict=True)):
            top = 50 + 40.0 * n
            asks, answer = (x, top, x + 60, top + 38), (x + 60, top, x + 200, top + 38)
            words = enumerate(label.split())
            blocks += [text(word, x + 2, top + 2 + 9 * at, cell=asks) for at, word in words]
            blocks.append(text(said, x + 62, top + 2, cell=answer))
    assert forms(*blocks) == TRUTH[:2]


def test_forms_may_ask_for_the_name_in_words_that_nobody_told_us() -> None:
    """Six other questions that stand twice in the same rows are two forms, not two parts of one."""
    asked = ("Country", "Number of singers", "Founded on", "E-mail", "Web page", "Telephone")
    kinds = (FieldType.COUNTRY, FieldType.NUMBER, FieldType.DATE, FieldType.EMAIL, FieldType.URL, FieldType.PHONE)
    keys = ("country", "singers", "founded", "mail", "web", "phone")
    choirs = campaign(*((key, kind, (words,)) for key, kind, words in zip(keys, kinds, asked, strict=True)))
    answers = [("Spain", "42", "12/05/1998", "ada@l.example", "l.example", "+34 912 345 678")]
    answers.append(("Ireland", "17", "13/06/2001", "cleo@o.example", "o.example", "+353 1 234 5678"))
    blocks = []
    for side, said in enumerate(answers):
        for n, (label, answer) in enumerate(zip(asked, said, strict=True)):
            blocks += [text(label, 20 + 250 * side, 50 + 30 * n), text(answer, 130 + 250 * side, 50 + 30 * n)]
    found = [{v.field: v.value for v in each.values} for each in Engine(choirs).extract(page(*blocks)).forms]
    assert [each["mail"] for each in found] == ["ada@l.example", "cleo@o.example"]
