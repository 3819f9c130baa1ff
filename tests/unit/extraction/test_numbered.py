"""Rows that are numbered, answers with a dash in front, and tables that a mail makes with blanks."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.engine import Engine
from tests.unit.extraction.placing import page, text
from tests.unit.extraction.test_arrangement import ASKED, CHOIR, STEP, TRUTH, read


def test_a_column_that_counts_the_rows_is_no_answer() -> None:
    """The number stands next to the answer, where the label behind it is looked for."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        top = 50 + 20.0 * n
        edges = ((20.0, 50.0), (50.0, 250.0), (250.0, 450.0))
        for (x0, x1), words in zip(edges, (str(n + 1), answer, label), strict=True):
            blocks.append(text(words, x0 + 2, top + 4, cell=(x0, top, x1, top + 20)))
    assert read(*blocks) == TRUTH


def test_a_dash_in_front_of_an_answer_is_no_part_of_it() -> None:
    """A number with a dash is not below zero."""
    blocks = []
    for n, (label, answer) in enumerate(ASKED.values()):
        blocks += [text(f"{n + 1}) {label}", 50, n * STEP), text(f"- {answer}", 60, n * STEP + 10)]
    assert read(*blocks) == TRUTH


def test_a_table_made_with_blanks_has_a_row_for_each_applicant() -> None:
    """In plain text, where letters stand under each other."""
    rows = [tuple(label for label, _ in ASKED.values()), tuple(answer for _, answer in ASKED.values())]
    rows.append(("Owls of Birchford", "Spain", "13 June 2001", "17", "Ben Birch", "ben@owls.example"))
    blocks = [
        replace(text(words, 20 + 130 * at, 20 + 14 * n), reader="text", at=f"line {n}")
        for n, row in enumerate(rows)
        for at, words in enumerate(row)
    ]
    forms = Engine(CHOIR).extract(replace(page(*blocks), reader="text", drawn=False)).forms
    found = [{v.field: v.value for v in form.values} for form in forms]
    assert [each["email"] for each in found] == ["ada@larks.example", "ben@owls.example"]
