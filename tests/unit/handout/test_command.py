from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.program import ROOT, adhesion
from tests.system.test_other_campaign import CHOIR

if TYPE_CHECKING:
    from pathlib import Path


def forms_build(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["forms", "build", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a configuration."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_forms_lie_beside_the_other_results(nowhere: Path) -> None:
    """In a folder of their own below the outputs; each file is named, with its size."""
    code, said = forms_build("--language", "fr", "--language", "ar", "--format", "docx", "--format", "xlsx")
    assert code == 0
    made = sorted(file.relative_to(nowhere).as_posix() for file in nowhere.rglob("*.*") if file.is_file())
    assert made == [
        "outputs/blank-forms/adhesion-form-ar.docx",
        "outputs/blank-forms/adhesion-form-ar.xlsx",
        "outputs/blank-forms/formulaire-adhesion-fr.docx",
        "outputs/blank-forms/formulaire-adhesion-fr.xlsx",
    ]
    assert all(file in said for file in made)


def test_forms_of_another_campaign_and_office(nowhere: Path) -> None:
    """A choir's campaign file is enough; the form asks back to the address of the office, into any folder."""
    (nowhere / "coro.toml").write_text(CHOIR, encoding="utf-8")
    (nowhere / "adhesion.toml").write_text('[secretariat]\naddress = "coro@vila.example"\n', encoding="utf-8")
    code, _ = forms_build("--campaign", "coro.toml", "--to", nowhere / "here", "--format", "docx")
    assert code == 0
    with zipfile.ZipFile(nowhere / "here" / "formulario-adesao-pt.docx") as file:
        document = file.read("word/document.xml").decode()
    assert "Nome do cantor" in document
    assert "coro@vila.example" in document


def test_a_language_without_a_form_is_told(nowhere: Path) -> None:
    """With the languages that there are; nothing is written."""
    code, said = forms_build("--language", "xx")
    assert code == 2
    assert "no form in xx" in " ".join(said.split())
    assert not (nowhere / "outputs").exists()


def test_what_cannot_be_made_is_told_and_the_rest_is_made(nowhere: Path) -> None:
    """Without the program that sets PDF pages: the other kinds, and what to install; wrong only if nothing is left."""
    without = "import sys; sys.modules['typst'] = None\nfrom pipeline.cli import main\nmain()"
    command = (sys.executable, "-c", without, "forms", "build", "--language", "en", "--to")
    ended = adhesion(nowhere / "some", cwd=ROOT, command=command)
    assert ended.code == 0
    assert "not made: en pdf: " in ended.err
    assert "typst" in ended.err
    assert sorted(file.suffix for file in nowhere.glob("some/*")) == [".docx", ".xlsx"]
    assert adhesion(nowhere / "none", "--format", "pdf", cwd=ROOT, command=command).code == 3
