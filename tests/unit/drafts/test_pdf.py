from __future__ import annotations

import datetime as dt
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PIL import Image
from pypdf import PdfReader

from pipeline.config import LetterSettings
from pipeline.drafts.letters import LetterKind, LetterRequest, write_letter, write_letters
from pipeline.drafts.pdf import converter, write_pdfs
from tests.unit.drafts.everybody import EVERYBODY
from tests.unit.drafts.people import LANGUAGES, SECRETARIAT, campaign, member

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

FAKE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"; echo "%PDF made by a fake" > "$2/M0001-welcome-en.pdf"
"""
LIMITED = """#!/bin/sh
[ $# -le 255 ] || exit 0
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"; out="$2"; shift 2
for file; do name="${file##*/}"; echo "%PDF made by a fake" > "$out/${name%.docx}.pdf"; done
"""
HANGS = "#!/bin/sh\nsleep 600 & wait\n"


def letters(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> list[Path]:
    day = dt.date(2026, 3, 4)
    return [
        write_letter(LetterRequest(member(language=language), campaign(), SECRETARIAT, day), folder)
        for language in languages
    ]


def program(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small program in LibreOffice's place."""
    (folder / "bin").mkdir()
    file = folder / "bin" / "soffice"
    file.write_text(text)
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")


def longest(folder: Path) -> list[Path]:
    """Letter and certificate of every language, to a name of two hundred characters, with both pictures."""
    picture = folder / "picture.png"
    Image.new("RGB", (300, 120), "navy").save(picture)
    look = LetterSettings(logo=picture, signature=picture)
    signing = SECRETARIAT.model_copy(update={"signatory_title": "Coordinator"})
    who, day = EVERYBODY["a long name"], dt.date(2026, 3, 4)
    requests = [
        LetterRequest(who, campaign(), signing, day, language, kind, look)
        for language in campaign().languages
        for kind in LetterKind
    ]
    return [letter.file for letter in write_letters(requests, folder)]


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
def test_letters_become_one_page_each(tmp_path: Path) -> None:
    """Also the longest letter and certificate of each language fit one page and hold their words as text.

    Who signs a certificate stands at its foot.
    """
    files = longest(tmp_path)
    pdfs = write_pdfs(files)

    assert [pdf.stem for pdf in pdfs] == [file.stem for file in files]
    assert len(pdfs) == 2 * len(campaign().languages)
    for pdf in pdfs:
        (page,) = PdfReader(pdf).pages
        assert "Mancomunidad" in page.extract_text()
        assert all("+" in name for name in fonts(page))
        assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
        assert "certificate" not in pdf.name or height_of("Coordinator", page) < page.mediabox.height / 5


def height_of(words: str, page: PageObject) -> float:
    """How far above the lower edge of the page they begin, in points."""
    heights: list[float] = []

    def seen(text: str, place: list[float], line: list[float], *_font: object) -> None:
        if words in text:
            heights.append(place[3] * line[5] + place[5])

    page.extract_text(visitor_text=seen)
    return heights[0]


def fonts(page: PageObject) -> list[str]:
    """Names of the fonts on a page; a plus stands in those that the file brings along."""
    resources = cast("DictionaryObject", page["/Resources"])
    held = cast("DictionaryObject", resources["/Font"]).values()
    return [str(cast("DictionaryObject", font.get_object())["/BaseFont"]) for font in held]


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
def test_the_same_letter_gives_the_same_pdf(tmp_path: Path) -> None:
    """A PDF that is made again, later, has the same bytes, and is still whole."""
    first, second = (write_pdfs(letters(tmp_path / name, ("fr",)))[0] for name in ("one", "two"))

    assert first.read_bytes() == second.read_bytes()
    assert PdfReader(first, strict=True).metadata


def test_without_libreoffice_there_are_word_letters_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice has no PDFs, and no error."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert write_pdfs(letters(tmp_path, ("en",))) == ()


def test_only_what_came_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where some letters are not converted, the others are there."""
    program(tmp_path, FAKE, monkeypatch)
    (pdf,) = write_pdfs(letters(tmp_path, ("en", "fr")))

    assert pdf.read_text() == "%PDF made by a fake\n"


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When time is up there are no PDFs, and the run goes on."""
    program(tmp_path, HANGS, monkeypatch)

    assert write_pdfs(letters(tmp_path, ("en",)), seconds=-4.5) == ()


def test_very_many_letters_go_in_several_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice leaves out, without a word, what stands behind some 250 files on its command line."""
    program(tmp_path, LIMITED, monkeypatch)
    (letter,) = letters(tmp_path, ("en",))
    many = [Path(shutil.copy(letter, tmp_path / f"{number}.docx")) for number in range(401)]

    assert len(write_pdfs(many)) == len(many)


def test_nothing_to_convert() -> None:
    """No letters, no call."""
    assert write_pdfs([]) == ()
