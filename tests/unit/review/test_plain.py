from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.plain import CUT_NOTE, LONGEST, fitting, one_line, plain, squeezed

TEXTS = st.text(st.characters(codec=None))


@given(TEXTS)
def test_a_cleaned_text_can_stand_in_any_xml(text: str) -> None:
    """No control characters, surrogates or noncharacters are left, and cleaning again changes nothing."""
    clean = plain(text)
    assert not any(ord(each) < 32 and each not in "\t\n" for each in clean)
    assert clean == plain(clean)
    clean.encode("utf-8")


@given(TEXTS)
def test_line_endings_and_trailing_spaces_are_no_difference(text: str) -> None:
    """What programs change when they save counts as the same."""
    unix = text.replace("\r", "")
    assert squeezed(unix.replace("\n", "\r\n")) == squeezed(unix + "  \n")


def test_too_long_a_text_is_cut_with_a_note() -> None:
    """Excel counts UTF-16 units; the cut never splits a letter of two units."""
    cut = fitting("😀" * LONGEST)
    assert cut.endswith(CUT_NOTE)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_marks_that_turn_the_direction_of_writing_are_taken_out() -> None:
    """A cell shows what it holds."""
    assert plain("invoice\u202efdp.exe") == "invoicefdp.exe"


def test_escapes_of_excel_stay_visible_text() -> None:
    """`_x000D_` is a character to Excel; it must not become one."""
    assert "_x000D_" not in plain("a_x000D_b")


def test_one_line_is_short() -> None:
    """Lines are joined, the end is marked where it is cut."""
    assert one_line("a\n b", 10) == "a b"
    assert one_line("abcdefghijkl", 5) == "abcd…"
