"""The Word and Excel forms as LibreOffice shows them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.handout.build import build_form, form_languages, planned
from pipeline.handout.shape import Format

if TYPE_CHECKING:
    from pathlib import Path

CAMPAIGN = load_campaign("human-rights-cities-2030")
SHOWN = [(language, Format.DOCX) for language in form_languages(CAMPAIGN)] + [("ko", Format.XLSX), ("es", Format.XLSX)]
LINES = "=1+1\nSecond line\n\nThird"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Format], str]:
    """The text of each form, made into a PDF; all in one call, since it starts slowly."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder: Path = tmp_path_factory.mktemp("forms")
    for language, kind in SHOWN:
        known = {"government_name": "Vila Exemplo", "motivation": LINES}
        (folder / f"{language}-{kind}.{kind}").write_bytes(build_form(CAMPAIGN, language, kind, known))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(file) for file in sorted(folder.glob("*-*.*"))]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {(language, kind): text_of(folder / f"{language}-{kind}.pdf") for language, kind in SHOWN}


def text_of(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def bare(text: str) -> str:
    """Letters alone: lines break where the cells end."""
    return "".join(text.replace("\ufffe", "").split()).replace("-", "")


@pytest.mark.parametrize(("language", "kind"), [each for each in SHOWN if each[0] != "ar"])
def test_all_questions_show(pages: dict[tuple[str, Format], str], language: str, kind: Format) -> None:
    """Each label, hint and heading is there whole, with the title, the mark and what was known."""
    form, shown = planned(CAMPAIGN, language), bare(pages[language, kind])
    expected = [form.title, form.mark, *form.intro, *form.closing, "Vila Exemplo"]
    expected += [each for part in form.parts for each in (part.title, part.note)]
    expected += [each for question in form.questions for each in (question.label, question.hint)]
    assert [each for each in expected if bare(each) not in shown] == []


def test_arabic_shows(pages: dict[tuple[str, Format], str]) -> None:
    """Its letters are there (in the order of the page, which is not that of the text)."""
    shown = pages["ar", Format.DOCX]
    assert planned(CAMPAIGN, "ar").mark in shown
    assert sum("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in shown) > 1000


@pytest.mark.parametrize(("language", "kind"), SHOWN)
def test_lines_of_a_long_answer_stay_apart(pages: dict[tuple[str, Format], str], language: str, kind: Format) -> None:
    """Also in LibreOffice, which runs together the lines of a control for plain text."""
    lines = [line.strip() for line in pages[language, kind].splitlines()]
    assert [line for line in ("Second line", "Third") if not any(line in each for each in lines)] == []
    assert not any("Second line" in each and "Third" in each for each in lines)
