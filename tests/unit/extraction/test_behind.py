"""Lines that have the answer first and, in brackets or after dots, what was asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.campaign.definition import Field, FieldType, Identity
from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import page, text
from tests.unit.extraction.test_arrangement import ASKED, CHOIR, STEP, TRUTH, read

OWLS = ("Owls of Birchford", "Spain", "13 June 2001", "17", "Cleo Cole", "cleo@owls.example")


@pytest.mark.parametrize(
    "line",
    [
        "{answer} ({label})",
        "____{answer}____ ({label})",
        "{answer} [{label}]",
        "{answer} .......... {label}",
        "{answer}  <-- {label}",
    ],
)
def test_what_was_asked_for_may_stand_behind_the_answer_in_its_line(line: str) -> None:
    """Brackets, dots and arrows point back to the answer."""
    lines = (line.format(answer=answer, label=label) for label, answer in ASKED.values())
    assert read(*(text(each, 50, n * STEP) for n, each in enumerate(lines))) == TRUTH


def test_one_line_may_hold_several_answers_each_with_its_label_behind() -> None:
    """The brackets part them."""
    said = [f"{answer} ({label})" for label, answer in ASKED.values()]
    assert read(text(", ".join(said[:3]), 50, 0), text(", ".join(said[3:]), 50, STEP)) == TRUTH


def test_an_answer_in_bold_type_is_joined_with_the_bracket_behind_it() -> None:
    """A printed line comes in a piece for each type."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        bold = text(answer, 50, n * STEP, bold=True)
        blocks += [bold, text(f"({label})", bold.box[2] + 2, n * STEP)]
    assert read(*blocks) == TRUTH


def test_brackets_that_explain_a_question_are_no_labels() -> None:
    """What stands in brackets behind a question with its own answer stays an explanation."""
    rows = enumerate(ASKED.values())
    blocks = [
        each
        for n, (label, answer) in rows
        for each in (text(f"{label} ({label})", 50, n * STEP), text(answer, 300, n * STEP))
    ]
    assert read(*blocks) == TRUTH


def test_names_with_their_office_in_brackets_are_not_turned_round() -> None:
    """A list of people says nothing of the one that is asked for."""
    people = ("Ben Birch (Choir)", "Cleo Cray (Country)", "Dan Dale (Founded on)", "Eve Elm (E-mail)")
    lines = (text(each, 50, n * STEP) for n, each in enumerate(people))
    assert not Engine(CHOIR).extract(page(*lines)).forms


def test_two_forms_beside_each_other_may_have_their_labels_behind() -> None:
    """The same words in brackets in the same rows ask the same of two."""
    choirs = [ASKED, {key: (label, said) for (key, (label, _)), said in zip(ASKED.items(), OWLS, strict=True)}]
    lines = [
        text(f"{answer} ({label})", 50 + 260 * side, n * STEP)
        for side, asked in enumerate(choirs)
        for n, (label, answer) in enumerate(asked.values())
    ]
    choir = replace(CHOIR, identity=Identity(name="name"))
    found = [{v.field: v.value for v in form.values} for form in Engine(choir).extract(page(*lines)).forms]
    assert [each["email"] for each in found] == ["ada@larks.example", "cleo@owls.example"]


def test_one_line_may_ask_and_answer_several_things_parted_by_semicolons() -> None:
    """Each part begins with its question, in whatever number of words."""
    said = [f"{label}: {answer}" for label, answer in ASKED.values()]
    assert read(text("; ".join(said[:3]), 50, 0), text("; ".join(said[3:]) + ";", 50, STEP)) == TRUTH


def test_a_long_answer_keeps_its_full_stop_and_not_what_the_next_unknown_question_is_answered() -> None:
    """A bracket behind a sentence asks too, where brackets behind answers do: it is a sentence of its own."""
    about = Field("about", FieldType.NARRATIVE, {"en": ("What the choir does",)})
    choir = replace(CHOIR, fields=(*CHOIR.fields, about))
    said = "We sing in the square on every feast day of the year."
    other = "Our house was built by weavers and later bought by the town."
    lines = [f"{answer} ({label})" for label, answer in ASKED.values()]
    lines += [f"{said} (What the choir does)", f"{other} (Tale of the roof)", "4 May 1874 (Bell was cast)"]
    reading = Engine(choir).extract(page(*(text(each, 50, n * STEP) for n, each in enumerate(lines))))
    assert {v.value for v in reading.forms[0].values if v.field == "about"} == {said}
