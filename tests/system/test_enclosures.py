from __future__ import annotations

import email
import io
import os
import shutil
from email import policy
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from pipeline.drafts.pdf import converter
from tests.few import run_again
from tests.program import INBOX, NOW, ROOT, adhesion

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Finished

MISSING, PLEDGE, COMPLETE = "57-", "07-", "01-"


def drafts(outputs: Path) -> dict[str, dict[str, bytes]]:
    """Kind of reply -> its attachments by name."""
    found: dict[str, dict[str, bytes]] = {}
    for file in sorted((outputs / "drafts").iterdir()):
        message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        attached = {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}
        found[file.name.split("-")[1]] = attached
    return found


def inbox(folder: Path) -> Path:
    folder.mkdir()
    for mail in INBOX.iterdir():
        if mail.name.startswith((MISSING, PLEDGE, COMPLETE)):
            shutil.copy(mail, folder)
    return folder


def answers(form: bytes) -> dict[str, str]:
    """What is filled in in a Word form, by the tags of its controls."""
    body = etree.fromstring(ZipFile(io.BytesIO(form)).read("word/document.xml"))
    held: dict[str, str] = {}
    for control in body.iter(qn("w:sdt")):
        tag, placeholder = control.find(f".//{qn('w:tag')}"), control.find(f".//{qn('w:showingPlcHdr')}")
        if tag is not None and placeholder is None:
            held[str(tag.get(qn("w:val")))] = "".join(each.text or "" for each in control.iter(qn("w:t")))
    return held


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    run_again(folder / "outputs", inbox(folder / "inbox"), pdf=True)
    return folder / "outputs"


def test_what_is_missing_is_asked_with_the_form_filled_in(outputs: Path) -> None:
    """Who sent a Word form that lacks answers gets a Word form back in which the answers given stand already."""
    ((name, form),) = drafts(outputs)["missing"].items()

    assert name == "formulaire-adhesion-fr.docx"
    assert "Cotonou" in answers(form)["government_name"]
    assert "signed" not in {key for key, said in answers(form).items() if said.strip()}


def test_a_pledge_is_answered_with_the_blank_form(outputs: Path) -> None:
    """Who declares support gets the form to fill in, as PDF and as Word file, with nothing in it."""
    attached = drafts(outputs)["pledge"]

    assert sorted(attached) == ["adhesion-form-en.docx", "adhesion-form-en.pdf"]
    assert not answers(attached["adhesion-form-en.docx"]).get("government_name", "").strip()


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
def test_a_letter_goes_as_pdf_and_stays_as_word_file(outputs: Path) -> None:
    """The reply brings PDFs; what staff can still change lies in the folder of letters."""
    attached = drafts(outputs)["welcome"]

    assert [name for name in attached if not name.endswith(".pdf")] == []
    for name, data in attached.items():
        assert (outputs / "letters" / name).read_bytes() == data
        assert (outputs / "letters" / name).with_suffix(".docx").exists()


def otherwise(folder: Path, settings: str, path: str = os.environ["PATH"], python: Path = ROOT) -> Finished:
    """The same mail with other settings or surroundings."""
    (folder / "adhesion.toml").write_text(settings)
    return adhesion(
        *("run", "--inbox", inbox(folder / "inbox"), "--outputs", folder / "outputs", "--now", NOW),
        *("--config", folder / "adhesion.toml"),
        cwd=ROOT,
        PATH=path,
        PYTHONPATH=f"{python}:{ROOT}",
    ).ok()


def test_without_what_makes_pdfs_the_reply_says_the_same_with_word_files(tmp_path: Path) -> None:
    """Where LibreOffice and the maker of PDF forms are not there, Word files go instead, and the run says so."""
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "typst.py").write_text("raise ImportError('not installed')\n")
    said = otherwise(tmp_path, "", str(tmp_path / "bare"), tmp_path / "bare").out
    made = drafts(tmp_path / "outputs")

    assert sorted(made["pledge"]) == ["adhesion-form-en.docx"]
    assert all(name.endswith(".docx") for name in made["welcome"])
    assert "libreoffice-writer-nogui" in said


def test_an_office_can_do_without_forms(tmp_path: Path) -> None:
    """`attach_form = false`: replies come without any form."""
    otherwise(tmp_path, "[replies]\nattach_form = false\n[outputs]\nletters_as_pdf = false\n")
    made = drafts(tmp_path / "outputs")

    assert (made["missing"], made["pledge"]) == ({}, {})
    assert all(name.endswith(".docx") for name in made["welcome"])
