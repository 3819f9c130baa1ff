from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.documents.text import read_text
from pipeline.model import Document, PlacedDocument, Unreadable
from tests.unit.documents.office import codes, placed, texts


def outcome(data: bytes) -> PlacedDocument | Unreadable:
    return read_text(Document("", media.TEXT, data, body=True))


def test_lines_stand_below_each_other() -> None:
    """A line is a block; a blank line leaves its room."""
    first, second = placed(outcome(b"Name: Anna\r\n\r\nVic\r\n")).blocks
    assert (first.text, first.box, first.at) == ("Name: Anna", (0, 0, 60, 14), "line 1")
    assert (second.box[1], second.at) == (28, "line 3")


@pytest.mark.parametrize("gap", ["\t", "   ", "          "])
def test_columns_are_parted_by_tabs_and_wide_gaps(gap: str) -> None:
    """A tab or three blanks set what follows to the right, at its own column."""
    label, value = placed(outcome(f"Country{gap}Costa  Rica".encode())).blocks
    assert (label.text, value.text) == ("Country", "Costa  Rica")
    assert value.box[0] >= label.box[2]


def test_quoted_lines_are_left_out() -> None:
    """What ">" marks was written in earlier mail."""
    assert texts(placed(outcome(b"Yes\n> Name: Old\n>> Older\nVic")).blocks) == ["Yes", "Vic"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_from_the_bytes(encoding: str) -> None:
    """Byte order mark, UTF-8, else Windows-1252."""
    assert texts(placed(outcome("Año – Córdoba".encode(encoding))).blocks) == ["Año – Córdoba"]


def test_an_empty_text_is_blank() -> None:
    """Nothing but blanks is nothing to read."""
    found = outcome(b" \n\t\n")
    assert isinstance(found, Unreadable)
    assert found.code == "blank"


def test_a_very_long_text_is_cut() -> None:
    """Beyond the limit reading stops, and staff are told."""
    document = placed(outcome(b"x\n" * 30_000))
    assert (len(document.blocks), codes(document)) == (20_000, ["document-cut"])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes make the reader raise."""
    assert isinstance(outcome(data), PlacedDocument | Unreadable)


@given(st.lists(st.lists(st.text("abcÀж中", min_size=1, max_size=5), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_word_comes_out_once(lines: list[list[str]]) -> None:
    """All words of unquoted lines come out in order, each once."""
    found = texts(placed(outcome("\n".join("    ".join(line) for line in lines).encode())).blocks)
    assert found == [word for line in lines for word in line]
