"""What strangers write stays text, whatever it looks like, in all that comes out of one run of the real program."""

from __future__ import annotations

import csv
import email
import io
import re
import shutil
import zipfile
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.browser import NEEDS_CHROMIUM, chromium
from tests.few import run_again
from tests.hostile import ATTEMPTS, hostile_inbox
from tests.program import export

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from openpyxl import Workbook

OUR_HEADERS: Final = {
    *("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "x-unsent"),
    *("mime-version", "content-type", "content-transfer-encoding"),
}
CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PLAIN_ELEMENTS: Final = {
    *("html", "head", "meta", "title", "style", "body", "div", "span", "p", "br", "hr"),
    *("ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "h1", "h2", "h3", "b", "strong", "em", "bdi"),
}
ACTIVE_WORD: Final = re.compile(rb"<w:(instrText|fldSimple|object|altChunk)|<w:hyperlink")
ACTIVE_PDF: Final = ("/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/EmbeddedFile")
RAN: Final = ("pwnedpwned", "49 ")  # what the templates of theirs would have written


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves after the mails of `tests/hostile.py`; `said.txt` is what it said."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "inbox").mkdir()
    hostile_inbox(folder / "inbox")
    said = run_again(folder / "outputs", folder / "inbox", pdf=True)
    (folder / "said.txt").write_text(said, encoding="utf-8")
    return folder / "outputs"


def drafts(outputs: Path) -> Iterator[EmailMessage]:
    for file in sorted((outputs / "drafts").glob("*.eml")):
        yield email.message_from_bytes(file.read_bytes(), policy=policy.default)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()) if found else ""


def attached(outputs: Path, ending: str) -> Iterator[bytes]:
    """Files of that kind that go out with drafts, and the letters."""
    for message in drafts(outputs):
        for each in message.iter_attachments():
            if (each.get_filename() or "").endswith(ending):
                yield each.get_content()
    for file in sorted((outputs / "letters").glob(f"*{ending}")):
        yield file.read_bytes()


def text_of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(str(each) for each in root.itertext("{*}t"))


def formulas(book: Workbook) -> list[str]:
    return [
        f"{cell.coordinate}" for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_each_mail_is_read_and_answered(outputs: Path) -> None:
    """Nothing that a stranger writes keeps his form from being read or his mail from being answered, by one draft."""
    messages = export("messages", outputs)

    assert [each["outcome"] for each in messages] == ["submission"] * len(ATTEMPTS)
    assert {each["draft"] for each in messages} == {"missing", "welcome"}
    assert len(list(drafts(outputs))) == len(ATTEMPTS)


def test_drafts_have_our_headers_and_go_to_who_wrote(outputs: Path) -> None:
    """No name, subject or file name adds a header or an address."""
    for number, message in enumerate(drafts(outputs)):
        people = {each.addr_spec for name in ("to", "cc") for each in getattr(message[name], "addresses", ())}

        assert {name.lower() for name in message.keys()} <= OUR_HEADERS  # noqa: SIM118 - no dictionary
        assert people <= {f"sender{number}@town{number}.example", f"person{number}@town{number}.example"}
        assert f"sender{number}@town{number}.example" in people
        assert not message.defects
        assert not CONTROL.search(str(message["subject"]) + str(message["to"]))


def test_texts_of_drafts_are_plain(outputs: Path) -> None:
    """What looks like a template, markup or control stands there as it was written; names without end are cut."""
    texts = [part(message, "plain").replace("\r\n", "\n") for message in drafts(outputs)]

    assert any("{{ 7*7 }}" in text for text in texts)
    assert any("<script>" in text for text in texts)
    assert not [text for text in texts if CONTROL.search(text) or any(each in text for each in RAN)]
    assert max(map(len, texts)) < 10_000
    assert not [text for text in texts if "\u0301\u0300\u0334\u0335\u0489\u0301" in text]


def test_html_of_drafts_holds_plain_elements_alone(outputs: Path) -> None:
    """In the HTML of a draft nothing of a stranger's is an element, an address to fetch, or a way to run something."""
    for message in drafts(outputs):
        source = part(message, "html")
        for element in etree.fromstring(source, etree.HTMLParser()).iter("*") if source else ():
            assert element.tag in PLAIN_ELEMENTS
            assert not [name for name in map(str, element.attrib) if name.startswith("on") or "src" in name]


@NEEDS_CHROMIUM
def test_a_browser_runs_and_fetches_nothing(outputs: Path, tmp_path: Path) -> None:
    """The report, and the HTML of each draft, in a real browser: no script of a stranger's, no request."""
    pages = [Path(shutil.copy(outputs / "report.html", tmp_path))]
    for number, message in enumerate(drafts(outputs)):
        if source := part(message, "html"):
            pages.append(tmp_path / f"{number}.html")
            pages[-1].write_text(source, encoding="utf-8")
    with chromium() as page:
        for file in pages:
            page.open(file, 900)

            assert page.run("window.pwned === undefined")
            assert page.strangers() == []


def test_letters_and_forms_in_word_are_text(outputs: Path) -> None:
    """A Word file that goes out has no field, link or object of a stranger's, and his braces as he wrote them."""
    texts = []
    for data in attached(outputs, ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not ACTIVE_WORD.search(archive.read("word/document.xml"))
            links = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
        texts.append(text_of_word(data))

        assert not [each for each in links if b"evil.example" in each]
        assert not CONTROL.search(texts[-1])
        assert not any(each in texts[-1] for each in RAN)
    assert any("{{ 7*7 }}" in text for text in texts)


def test_letters_and_forms_as_pdf_are_text(outputs: Path) -> None:
    """A PDF that goes out runs, opens and fetches nothing; letters stay two pages at most, whatever they name."""
    for data in attached(outputs, ".pdf"):
        reader = PdfReader(io.BytesIO(data))
        objects = " ".join(str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1))

        assert not [word for word in ACTIVE_PDF if f"'{word}'" in objects]
    letters = [PdfReader(file) for file in sorted((outputs / "letters").glob("*.pdf"))]
    assert all(len(letter.pages) <= 2 for letter in letters)


def test_spreadsheets_hold_no_formula(outputs: Path) -> None:
    """The workbook, and forms that go out as workbooks, hold nothing that a spreadsheet works out or fetches."""
    book = load_workbook(outputs / "ledger.xlsx")
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    strings = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    assert formulas(book) == []
    assert not [link.target for link in links if link.target and ("evil" in link.target or "script:" in link.target)]
    assert "{{ 7*7 }}" in strings
    assert not CONTROL.search(strings)
    assert not [data for data in attached(outputs, ".xlsx") if formulas(load_workbook(io.BytesIO(data)))]


def test_tables_for_spreadsheets_hold_no_formula(outputs: Path) -> None:
    """No cell of a CSV file begins as a formula does."""
    for file in outputs.rglob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))):
            assert not [cell for cell in row if re.match(r"\s*[=@\uff1d]|\s*[+-](?!\d{5,15}$|\d+(\.\d+)?$)", cell)]


def test_what_the_run_says_tells_nothing_of_them(outputs: Path) -> None:
    """Neither names nor addresses are in what the run prints."""
    said = outputs.with_name("said.txt").read_text(encoding="utf-8")

    assert not [word for word in ("Town", "evil", "pwned", "calc", "passwd") if word in said]
