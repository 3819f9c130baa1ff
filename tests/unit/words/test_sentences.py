"""What other rooms say in English (findings, reasons, places) is told in the language of the secretariat."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest

import pipeline
from pipeline.words import LANGUAGES, words_in
from pipeline.words.sentences import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE: Final = Path(pipeline.__file__).parent
OTHERS: Final = tuple(language for language in LANGUAGES if language != "en")
PARTS: Final = {"phrase", "place"}
JOINTS: Final = re.compile(
    r"\{\w+\}|^[a-z-]+: (?=[A-Z])|send the files themselves\.|today|tomorrow"
    r"| Nothing was taken from it\.| Nothing was joined\.|\): "
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
    named = {name: text for tree in trees() for name, text in constants_in(tree)}
    codes = {code for tree in trees() for code in codes_in(tree, named)}
    assert len(codes) > 60
    assert codes - known == set()


@lru_cache(maxsize=1)
def trees() -> tuple[ast.Module, ...]:
    """The whole source."""
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py"))


def constants_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text))):
                yield name, text
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                yield name, text


def codes_in(tree: ast.Module, named: dict[str, str]) -> Iterator[str]:
    """The codes that are written out or named in `Finding(...)`, and in the short ways to make one."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and name_of(node.func) in {"Finding", "note", "_left", "problem"}):
            continue
        before = "workbook-" if name_of(node.func) == "problem" else ""
        match node.args[:1]:
            case [ast.Constant(value=str(code))]:
                yield before + code
            case [ast.Name(id=name)] if name in named:
                yield before + named[name]


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_sentence_is_still_said_somewhere() -> None:
    """Who changes an English sentence changes its translations: the words between its gaps stand in the source."""
    nodes = (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    said = "\n".join(node.value for node in nodes if isinstance(node.value, str))
    gone = [
        english
        for code, table in tables(OTHERS[0]).items()
        if code not in PARTS
        for english in table
        if any(len(part) > 12 and part not in said for part in JOINTS.split(english))
    ]
    assert gone == []


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
    told = words.said("A filled form. Staff said whose it is.")
    assert told == "Un formulaire rempli. Le secrétariat a dit de qui il vient."
    assert words.said("Read with a confidence of 0.60: compare with the document.") == (
        "Lu avec une certitude de 0,60\u00a0: comparez avec le document."
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
