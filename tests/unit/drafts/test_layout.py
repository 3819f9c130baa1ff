from __future__ import annotations

from pipeline.drafts.layout import laid_out
from pipeline.languages.language import read_language

ENGLISH, ARABIC, FRENCH = (read_language(code) for code in ("en", "ar", "fr"))


def test_long_lines_are_broken_between_words() -> None:
    """At most 76 columns; what does not fit into one stays whole; items go on below their words."""
    assert laid_out("word " * 30, ENGLISH) == f"{' '.join(['word'] * 15)}\n{' '.join(['word'] * 15)}\n"
    assert laid_out(f"- {'word ' * 30}", ENGLISH).splitlines()[1].startswith("  word")
    assert laid_out(f"see {'x' * 200} there", ENGLISH) == f"see\n{'x' * 200}\nthere\n"


def test_korean_letters_take_two_columns() -> None:
    """A line of Korean has half as many letters."""
    assert max(map(len, laid_out("인권 도시 " * 30, ENGLISH).splitlines())) <= 50
    assert len(laid_out("인권 도시 " * 30, ENGLISH).splitlines()) > 3


def test_no_french_line_begins_with_a_colon() -> None:
    """Blanks before high punctuation and inside quotation marks do not break."""
    text = "mot " * 18 + "suite : « campagne » ! oui ; non ?"
    lines = laid_out(text, FRENCH).splitlines()
    assert not any(line.startswith((":", "»", "!", ";", "?")) or line.endswith("«") for line in lines)
    assert "suite\u00a0:" in laid_out(text, FRENCH)


def test_quoted_lines_stay_quoted() -> None:
    """Each part of a long quoted line has its mark; no blank hangs at the end."""
    lines = laid_out(f"> {'word ' * 40}\n>\n> end", ENGLISH).splitlines()
    assert all(line.startswith("> ") or line == ">" for line in lines)
    assert max(map(len, lines)) <= 76


def test_lines_of_arabic_begin_at_the_right() -> None:
    """A line that begins with other letters has a mark, so that programs which go by the first letter set it right."""
    text = "الموقع الإلكتروني\n\noffice@committee.example\n\n- \u2068form.pdf\u2069: الملف محمي\n\n> Hello"
    assert laid_out(text, ARABIC).splitlines() == [
        "الموقع الإلكتروني",
        "",
        "\u200foffice@committee.example",
        "",
        "\u200f- \u2068form.pdf\u2069: الملف محمي",
        "",
        "> Hello",
    ]


def test_empty_lines_come_alone() -> None:
    """However many a template leaves behind."""
    assert laid_out("\n\na\n\n\n  \n\nb\n\n", ENGLISH) == "a\n\nb\n"
