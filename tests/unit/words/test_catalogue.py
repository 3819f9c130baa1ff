"""The words of workbook and report are there in every language, with the same gaps, and nothing else is asked for."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path
from string import Formatter

import pytest

import pipeline
from pipeline.records import DraftKind, DraftState, Outcome, Status
from pipeline.words import LANGUAGES, words_in

ENGLISH = words_in("en")
SOURCE = Path(pipeline.__file__).parent
DYNAMIC = r"[\w ]+"  # a part of a key that is only known when the program runs


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def asked() -> list[tuple[str, set[str] | None]]:
    """Every key that the source asks for, as a pattern, with the gaps that it fills (None: not known)."""
    found: list[tuple[str, set[str] | None]] = []
    texts = [file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py")]
    for text in [text for text in texts if "pipeline.words import" in text]:
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Call) and node.args and is_words(node.func)):
                continue
            given = {each.arg for each in node.keywords if each.arg}
            many = isinstance(node.func, ast.Attribute) and node.func.attr == "many"
            keys = keys_of(node.args[0])
            found += [(rf"{key}\.\w+" if many else key, given | {"number"} if many else given) for key in keys]
    for file in SOURCE.rglob("*.j2"):
        calls = re.findall(r"say(\.many)?\('([^']+)'( ~)?", file.read_text(encoding="utf-8"))
        found += [
            (re.escape(key) + (DYNAMIC if open_ended else "") + (r"\.\w+" if many else ""), None)
            for many, key, open_ended in calls
        ]
    return found


def is_words(function: ast.expr) -> bool:
    """Whether a call is `words(...)`, `words.many(...)` or `words_in(...)(...)`."""
    match function:
        case ast.Name(id="words") | ast.Attribute(value=ast.Name(id="words"), attr="many"):
            return True
        case ast.Call(func=ast.Name(id="words_in")):
            return True
    return False


def keys_of(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(key)):
            return [re.escape(key)]
        case ast.JoinedStr(values=parts):
            return ["".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else DYNAMIC for p in parts)]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_with_the_same_gaps(language: str) -> None:
    """A text that is forgotten in one language, or a gap that it would not fill, is found here."""
    own = set(read(language))
    plurals = {key for key in own ^ set(read("en")) if key.rpartition(".")[2] in {"zero", "one", "two", "few", "many"}}
    assert own - plurals == set(read("en")) - plurals
    words = words_in(language)
    assert {key for key in own if key in ENGLISH.texts and gaps(words(key)) != gaps(ENGLISH(key))} == set()


def read(language: str) -> dict[str, str]:
    """The texts that the file of a language has itself."""
    from pipeline.words.catalogue import _flat, _table  # noqa: PLC0415 - what English fills in must not count

    return dict(_flat(_table(language)))


def test_every_word_that_is_asked_for_is_there_and_filled_in() -> None:
    """A mistyped key or a forgotten gap would stop a run; a word that nobody asks for is dead."""
    calls = asked()
    assert len(calls) > 100
    unknown = [key for key, _ in calls if not any(re.fullmatch(key, each) for each in ENGLISH.texts)]
    assert unknown == []
    wrong = [
        (each, given)
        for key, given in calls
        for each, text in ENGLISH.texts.items()
        if given is not None and DYNAMIC not in key and re.fullmatch(key, each) and not gaps(text) <= given
    ]
    assert wrong == []


def test_every_enumeration_has_its_words() -> None:
    """What a status, an outcome or a reply is called is known for every one of them, in every language."""
    for language in LANGUAGES:
        words = words_in(language)
        assert all(words.status(each) and words.status_meaning(each) for each in Status)
        assert all(words.outcome(each) for each in (*Outcome, None))
        assert all(words.draft(kind, state) for kind in DraftKind for state in (*DraftState, None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_such_that_spreadsheets_take_them(language: str) -> None:
    """At most 31 letters, none of the seven that are forbidden, no two alike."""
    names = [text for key, text in words_in(language).texts.items() if key.startswith("sheet.")]
    assert all(0 < len(name) <= 31 and not set(name) & set("':\\/?*[]") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_a_name_of_a_sheet_means_one_sheet_in_all_languages() -> None:
    """Where a program dropped the hidden names, sheets are found by what they are called in any language."""
    meant: dict[str, str] = {}
    for language in LANGUAGES:
        for key, text in words_in(language).texts.items():
            if key.startswith("sheet."):
                assert meant.setdefault(text, key) == key


def test_statuses_mean_the_same_in_all_languages() -> None:
    """A status that staff type in another language than the workbook's is never taken for another status."""
    meant: dict[str, Status] = {}
    for language in LANGUAGES:
        for status in Status:
            assert meant.setdefault(words_in(language).status(status).casefold(), status) is status


def test_numbers_and_dates_are_in_the_style_of_the_language() -> None:
    """Thousands, percent, months and plurals as the language writes them."""
    moment = dt.datetime(2026, 11, 3, 9, 5, tzinfo=dt.UTC)
    assert ENGLISH.number(12345) == "12,345"
    assert words_in("es").number(12345) == "12.345"
    assert words_in("fr").number(12345) == "12\u202f345"
    assert ENGLISH.moment(moment) == "3 November 2026, 09:05 UTC"
    assert words_in("fr").moment(moment) == "3 novembre 2026, 09:05 UTC"
    assert words_in("es").moment(moment) == "3 de noviembre de 2026, 09:05 UTC"
    assert ENGLISH.many("items.missing.why", 1) == "1 required answer not found in the form."
    assert words_in("fr").many("items.missing.why", 2).startswith("2 réponses obligatoires")


def test_a_language_without_words_speaks_english() -> None:
    """Nothing ever fails for want of a word."""
    assert words_in("xx")("sheet.members") == "Members"
