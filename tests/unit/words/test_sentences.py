"""What other rooms say in English (findings, reasons, places) is told in the language of the secretariat."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

import pipeline
from pipeline.words import LANGUAGES, words_in
from pipeline.words.sentences import tables

SOURCE: Final = Path(pipeline.__file__).parent
OTHERS: Final = tuple(language for language in LANGUAGES if language != "en")
PARTS: Final = {"phrase", "place"}
GROUPS: Final = {"missing", "workbook-cell"}  # of many codes
CODE: Final = re.compile(r"[a-z]+(?:[-.][a-z0-9]+)+")
JOINTS: Final = re.compile(
    r"\{\w+\}|^[a-z-]+: (?=[A-Z])|send the files themselves\.|today|tomorrow| Nothing was taken from it\.|\): "
)
"""Where the program puts a sentence together."""


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sentences_with_the_same_gaps(language: str) -> None:
    """A sentence that is forgotten in one language, or a gap that it would lose, is found here."""
    first, other = tables(OTHERS[0]), tables(language)
    assert {code: set(table) for code, table in other.items()} == {code: set(table) for code, table in first.items()}
    sentences = [pair for table in other.values() for pair in table.items()]
    assert [(en, told) for en, told in sentences if gaps(en) != gaps(told)] == []


def test_every_code_of_a_finding_has_its_sentences() -> None:
    """A finding of a new kind would be told in English in a French workbook."""
    known = set(tables(OTHERS[0]))
    codes = {code for file in SOURCE.rglob("*.py") for code in codes_in(file)}
    assert len(codes) > 60
    assert codes - known == set()


def codes_in(file: Path) -> set[str]:
    """The codes that are written out in `Finding(...)`, and in the short ways to make one."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in {"Finding", "note", "_left", "problem"}:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(f"workbook-{first.value}" if name_of(node.func) == "problem" else first.value)
    return found


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_sentence_is_still_said_somewhere() -> None:
    """Who changes an English sentence changes its translations: the words between its gaps stand in the source."""
    said = "\n".join(text for file in SOURCE.rglob("*.py") for text in texts_in(file))
    gone = [
        english
        for code, table in tables(OTHERS[0]).items()
        if code not in PARTS
        for english in table
        if any(len(part) > 12 and part not in said for part in JOINTS.split(english))
    ]
    assert gone == []


def texts_in(file: Path) -> list[str]:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.mark.parametrize("language", OTHERS)
def test_texts_of_several_sentences_are_told_sentence_by_sentence(language: str) -> None:
    """Reasons of several documents, reasons in reasons, places and days; values stay as they are."""
    words = words_in(language)
    told = words.said(
        "a.pdf: The PDF is damaged and cannot be opened. Ask for it to be saved and sent again.; "
        "b.zip: It is an archive (.zip), which cannot be read yet. Ask for a PDF, Word (.docx) or Excel (.xlsx) file."
    )
    assert [each.partition(".")[0] for each in told.split("; ")] == ["a", "b"]
    assert re.findall(r"\b(?:The|Ask|It|is|which)\b", told) == []
    assert "2026" in words.said("Received on 2026-10-06, between waves: accepted, and said so in the reply.")
    assert "2026-10-06" not in words.said("Received on 2026-10-06, between waves: accepted, and said so in the reply.")
    assert words.place("table 1, row 3, cell 2") != "table 1, row 3, cell 2"


def test_french_is_french() -> None:
    """One of each: a plain finding, one with values, one within another, a confidence, a place."""
    words = words_in("fr")
    assert (
        words.said("A filled form. Staff said whose it is.") == "Un formulaire rempli. L’équipe a dit de qui il vient."
    )
    assert words.said("Read with a confidence of 0.62: compare with the document.") == (
        "Lu avec une certitude de 0,62\u00a0: comparez avec le document."
    )
    assert words.said("Another place (page 2, line 3) says “1 {x}”: compare with the document.") == (
        "Un autre endroit (page 2, ligne 3) indique «\u00a01 {x}\u00a0»\u00a0: comparez avec le document."
    )


def test_what_nobody_translated_is_told_in_english() -> None:
    """Texts of older versions, of people, or far too long ones come back as they are."""
    words = words_in("fr")
    nested, long = "a: " * 12 + "; " + "b: c. " * 22, "A filled form" + ". A" * 5000
    for text in (
        "",
        "Something quite new.",
        "x" * 100_000,
        ": " * 2500,
        "M, (row " * 700,
        nested,
        long,
        "{",
        "a: b; c",
    ):
        assert words.said(text) == text
        assert words_in("en").said(text) == text
