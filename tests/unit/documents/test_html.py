from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import media
from pipeline.documents.html.read import read_html
from pipeline.model import Block, BlockKind, Document, PlacedDocument, Unreadable
from tests.unit.documents.office import codes, placed, texts


def outcome(page: str | bytes) -> PlacedDocument | Unreadable:
    data = page.encode() if isinstance(page, str) else page
    return read_html(Document("", media.HTML, data, body=True))


def blocks_of(page: str) -> tuple[Block, ...]:
    return placed(outcome(page)).blocks


def test_paragraphs_and_breaks_are_lines() -> None:
    """Block elements and `br` begin a new line; blanks are as wide as one."""
    blocks = blocks_of("<p>Dear\n   all,<br>we&nbsp;join.</p><div>Anna</div>tail")
    assert [(block.text, block.box[1]) for block in blocks] == [
        ("Dear all,", 0),
        ("we join.", 14),
        ("Anna", 28),
        ("tail", 42),
    ]


@pytest.mark.parametrize(
    "label", ["<b>Name</b>:", "<strong>Name:</strong>", '<span style="Font-Weight: bold">Name:</span>']
)
def test_a_bold_label_is_parted_from_its_value(label: str) -> None:
    """Bold in any spelling makes a label at the line's start."""
    assert [(block.text, block.bold) for block in blocks_of(f"<p>{label} Anna Puig</p>")] == [
        ("Name:", True),
        ("Anna Puig", False),
    ]


def test_tables_have_cells() -> None:
    """Cells share the width; spans are honoured; inner tables stay inside."""
    page = (
        "<table><tr><td rowspan=2>Mayor</td><td>Name</td><td>Anna</td></tr>"
        "<tr><td colspan=2>a<table><tr><td>b</td></tr></table></td></tr></table>"
    )
    cells = {block.text: (block.cell, block.at) for block in blocks_of(page)}
    assert cells["Mayor"] == ((0, 0, 200, 42), "table 1, row 1, cell 1")
    assert cells["Anna"] == ((400, 0, 600, 14), "table 1, row 1, cell 3")
    assert cells["a"] == ((200, 14, 600, 42), "table 1, row 2, cell 1")
    assert cells["b"] == ((200, 28, 600, 42), "table 1, row 2, cell 1, table 1, row 1, cell 1")


def test_form_controls_are_fields_and_ticks() -> None:
    """State and values that the page itself gives come out."""
    page = (
        "<p>Kind <input type=checkbox name=c checked> City <input type=radio name=g> Region "
        '<input name=who value="Anna"> <select name=s><option value="">Choose</option><option selected>Spain</option>'
        "</select><textarea>One\nTwo</textarea><input type=hidden value=secret><input type=submit value=Send></p>"
    )
    blocks = blocks_of(page)
    assert [(b.checked, b.group) for b in blocks if b.kind is BlockKind.TICK] == [(True, ""), (False, "g")]
    fields = [(b.name, b.text, b.options) for b in blocks if b.kind is BlockKind.FIELD]
    assert fields == [("who", "Anna", ()), ("s", "Spain", ("Spain",)), ("", "One\nTwo", ())]
    assert texts(blocks) == ["Kind", "City", "Region"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x()</script>",
        "<style>p {}</style>",
        '<div style="display: none">x</div>',
        "<p hidden>x</p>",
        '<span style="mso-hide:all">x</span>',
        "<!-- x -->",
        "<head><title>x</title></head>",
    ],
)
def test_what_is_hidden_is_left_out(hidden: str) -> None:
    """Scripts, styles, comments and hidden elements are no text; what follows them is."""
    assert texts(blocks_of(f"{hidden}Anna")) == ["Anna"]


@pytest.mark.parametrize(
    "history",
    [
        '<blockquote type="cite">Old</blockquote>',
        '<div class="gmail_quote"><div>On Monday wrote:</div><blockquote class="gmail_quote">Old</blockquote></div>',
        '<div id="divRplyFwdMsg">From: x</div><div>Old</div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">From: x</div><p>Old</p>',
    ],
    ids=["cite", "gmail", "outlook web", "outlook"],
)
def test_quoted_mail_is_left_out(history: str) -> None:
    """What the mail program marks as earlier mail goes, and staff are told."""
    document = placed(outcome(f"<body><div>New</div>{history}</body>"))
    assert texts(document.blocks) == ["New"]
    assert codes(document) == ["quoted-left-out"]


@pytest.mark.parametrize(
    "page",
    [
        '<div class="gmail_quote"><div class="gmail_attr">Forwarded message</div><p>Name: Anna</p></div>',
        '<body><div id="divRplyFwdMsg">From: x</div><p>Name: Anna</p></body>',
    ],
    ids=["gmail", "outlook web"],
)
def test_a_mail_that_only_forwards_is_read(page: str) -> None:
    """Where nothing was written above it, the forwarded mail is the message."""
    assert "Name: Anna" in texts(blocks_of(page))


def test_a_page_that_is_nested_too_deeply_is_cut_or_refused() -> None:
    """What stands before the parser's limit is read, with a warning; nothing is lost in silence."""
    deep = "<div>" * 4000 + "deep"
    assert codes(placed(outcome(f"<p>Anna</p>{deep}"))) == ["document-cut"]
    assert isinstance(outcome(deep), Unreadable)


@pytest.mark.parametrize("encoding", ["windows-1251", "iso-8859-2", "gb2312", "utf-8", "no-such-thing"])
def test_a_page_may_name_its_encoding(encoding: str) -> None:
    """The named encoding is used where the bytes are no UTF-8; an unknown name is no reason to stop."""
    words = {"windows-1251": "Казань", "iso-8859-2": "Łódź", "gb2312": "成都"}.get(encoding, "Año")
    page = f'<meta http-equiv=Content-Type content="text/html; charset={encoding}"><p>{words}</p>'
    data = page.encode("cp1252" if encoding == "no-such-thing" else encoding)
    assert texts(placed(outcome(data)).blocks) == [words]


def test_an_empty_page_is_blank() -> None:
    """No text, nothing to read."""
    found = outcome("<html><body><img src=x></body></html>")
    assert isinstance(found, Unreadable)
    assert found.code == "blank"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes make the reader raise."""
    assert isinstance(outcome(data), PlacedDocument | Unreadable)


TAGS = st.sampled_from(["p", "div", "b", "span", "table", "tr", "td", "li", "ul", "pre", "br", "form", "blockquote"])


@given(st.lists(st.tuples(TAGS, st.booleans(), st.text("abc", max_size=3)), max_size=25))
def test_tag_soup_loses_no_words(soup: list[tuple[str, bool, str]]) -> None:
    """Whatever tags stand around them, opened or not: the letters come out once."""
    page = "".join(f"<{'/' if closing else ''}{tag}>{text}" for tag, closing, text in soup)
    found = outcome(page)
    letters = "".join(text for _, _, text in soup)
    got = "".join("".join(texts(found.blocks)).split()) if isinstance(found, PlacedDocument) else ""
    assert sorted(got) == sorted(letters)


@pytest.mark.parametrize(
    ("picture", "inks"),
    [
        ('<img src="cid:signature@town" alt="Signature" width="120" height="40">', ["Signature"]),
        ('<IMG src="data:image/png;base64,AAAA">', [""]),
        ('<img src="https://town.example/logo.png">', []),
        ('<img src="cid:dot@town" width="1" height="1">', []),
    ],
)
def test_a_picture_that_came_with_the_mail_is_ink(picture: str, inks: list[str]) -> None:
    """A signature put in as a picture stands beside its label; pictures from the web and specks do not count."""
    blocks = blocks_of(f"<p><b>Signature:</b> {picture}</p>")
    assert [block.hint for block in blocks if block.kind is BlockKind.INK] == inks
