from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from pipeline.drafts.html import html_of
from pipeline.languages.language import read_language

ENGLISH, ARABIC = read_language("en"), read_language("ar")
TAGS = {"html", "head", "meta", "body", "div", "p", "br", "ul", "li", "blockquote", "bdi"}


def body(text: str) -> str:
    """What stands inside, without styles."""
    inside = html_of(text, ENGLISH).partition('">\n')[2].partition("\n</div>\n</body>")[0]
    inside = inside.partition('">\n')[2] or inside
    return re.sub(r' (?:style|type|lang|dir)="[^"]*"', "", inside)


def test_paragraphs_and_lines() -> None:
    """An empty line ends a paragraph; a line stays a line."""
    assert body("Dear all,\n\nOne line\nand another\n") == "<p>Dear all,</p>\n<p>One line<br>and another</p>"


def test_lists_with_lists_inside() -> None:
    """Indented items belong to the item above them."""
    text = "Send us:\n\n- a name\n- one of these:\n  - this\n  - that\n- a date\n"
    assert body(text) == (
        "<p>Send us:</p>\n"
        "<ul><li>a name</li><li>one of these:<ul><li>this</li><li>that</li></ul></li><li>a date</li></ul>"
    )


def test_quotation() -> None:
    """The original is a quotation, line by line, each in its own direction."""
    assert body("X wrote:\n\n> Hello,\n>\n> - we\n") == (
        "<p>X wrote:</p>\n<blockquote><div>Hello,</div><div><br></div><div>- we</div></blockquote>"
    )
    assert '<div dir="auto">' in html_of("> مرحبا", ENGLISH)


def test_foreign_text_stays_apart_from_its_surroundings() -> None:
    """What was set apart in the plain text is so in the HTML."""
    assert body("(\u2068بلدية المثال\u2069), M0001") == "<p>(<bdi>بلدية المثال</bdi>), M0001</p>"


def test_arabic_runs_from_right_to_left() -> None:
    """Direction and language stand where mail programs look for them; lists are indented from the right."""
    page = html_of("- نعم\n", ARABIC)
    assert page.count('lang="ar" dir="rtl"') == 2
    assert "padding-right" in page
    assert "padding-left" not in page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "- <a href='http://x.example'>click</a>",
        "> </blockquote><iframe src=//x.example>",
        "&lt;b&gt; &amp; \u2068<b>\u2069",
        "https://x.example/?a=1&b=2",
    ],
)
def test_what_looks_like_html_stays_text(text: str) -> None:
    """No element of anybody else's gets in, and no link is made."""
    page = lxml_html.document_fromstring(html_of(text, ENGLISH).encode())
    assert {each.tag for each in page.iter()} <= TAGS
    assert not {"href", "src", "onerror"} & {name for each in page.iter() for name in each.attrib}
    words = text.strip("->").strip().replace("\u2068", "").replace("\u2069", "")
    shown = "".join(str(each) for each in page.itertext())
    assert words in shown or words[1:].strip() in shown


@given(st.text(max_size=300))
def test_any_text_makes_our_elements_alone(text: str) -> None:
    """Whatever stands in a text, the document has our elements and attributes and nothing else."""
    clean = "".join(char for char in text if char.isprintable() or char == "\n")
    page = lxml_html.document_fromstring(html_of(clean, ARABIC).encode())
    assert {each.tag for each in page.iter()} <= TAGS
    assert {name for each in page.iter() for name in each.attrib} <= {"lang", "dir", "style", "charset", "type"}
