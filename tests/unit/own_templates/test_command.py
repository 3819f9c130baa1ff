from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner, Result

from pipeline.own_templates.command import templates

if TYPE_CHECKING:
    from pathlib import Path


def does(tmp_path: Path, *arguments: str | Path) -> Result:
    """`adhesion templates ...` with the settings of an office that has no ledger yet."""
    config = tmp_path / "adhesion.toml"
    config.write_text(f'[outputs]\ndir = "{tmp_path / "outputs"}"\nletters_as_pdf = false\n', encoding="utf-8")
    return CliRunner().invoke(templates, [*map(str, arguments), "--config", str(config)])


def test_copies_never_overwrite(tmp_path: Path) -> None:
    """What staff have changed stays; the command says what to write where."""
    own = tmp_path / "ours"
    (own / "fr").mkdir(parents=True)
    (own / "fr" / "pledge.txt").write_text("Subject: x\nMerci !", encoding="utf-8")

    said = does(tmp_path, "copy", own, "--language", "fr")

    assert said.exit_code == 0
    assert "Left as they are, since they were there already: fr (pledge.txt)" in said.output
    assert f'[letters]\ntemplates = "{own}"' in said.output
    assert (own / "fr" / "pledge.txt").read_text(encoding="utf-8") == "Subject: x\nMerci !"
    assert (own / "fr" / "welcome.docx").is_file()
    assert not (own / "en").exists()


def test_one_file_alone(tmp_path: Path) -> None:
    """Staff take no more than they want to change."""
    does(tmp_path, "copy", tmp_path / "ours", "--language", "ko", "--file", "welcome.docx")

    assert [file.name for file in (tmp_path / "ours" / "ko").iterdir()] == ["welcome.docx"]


def test_words_that_do_not_exist_are_wrong_arguments(tmp_path: Path) -> None:
    """Misspelt files, kinds and languages end with a sentence that helps, as do members without a ledger."""
    misspelt = does(tmp_path, "copy", tmp_path, "--file", "welcom.docx")
    kind = does(tmp_path, "preview", "welcom")
    language = does(tmp_path, "names", "--language", "xx")

    assert (misspelt.exit_code, kind.exit_code, language.exit_code) == (2, 2, 2)
    assert "welcome.docx" in misspelt.output
    assert "this campaign are written" in " ".join(language.output.split())
    assert "there is no ledger yet" in str(does(tmp_path, "names", "--member", "M0001").exception)


def test_names_come_with_examples(tmp_path: Path) -> None:
    """Of letters and of replies, of an invented member."""
    said = does(tmp_path, "names").output

    assert "Dear Mayor Alex Example," in said
    assert "applicant.missing" in said
    assert "applicant.missing" not in does(tmp_path, "names", "letters").output


def test_a_preview_is_printed_and_written(tmp_path: Path) -> None:
    """Into the outputs, where no other place is named."""
    said = does(tmp_path, "preview", "pledge", "--language", "pt")

    assert said.exit_code == 0
    assert (tmp_path / "outputs" / "previews" / "M0001-pledge-pt.eml").is_file()
    assert "City of Exampleton" in said.output
