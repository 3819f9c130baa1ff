from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.campaign.loader import load_campaign
from pipeline.config import OutputSettings, Settings
from pipeline.editions import blank_files, folder_of, with_editions
from pipeline.errors import DefinitionError
from pipeline.model import Unreadable

FORM = Path(__file__).parents[1] / "samples" / "same_form" / "acroform.pdf"
CAMPAIGN = load_campaign("human-rights-cities-2030")


def settings(folder: Path, editions: Path | None = None, campaign: str = "human-rights-cities-2030") -> Settings:
    return Settings(outputs=OutputSettings(dir=folder / "outputs"), editions=editions, campaign=campaign)


def test_where_editions_lie(tmp_path: Path) -> None:
    """The configured folder, else beside a campaign file, else in the state folder."""
    own = tmp_path / "campaign.toml"
    own.write_text("", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    assert folder_of(settings(tmp_path, tmp_path / "mine")) == tmp_path / "mine"
    assert folder_of(settings(tmp_path, campaign=str(own))) == tmp_path / "editions"
    assert folder_of(settings(tmp_path)) == tmp_path / "outputs" / "state" / "editions"


def test_a_configured_folder_that_is_not_there_is_said() -> None:
    """A slip of the pen would else go unnoticed; the usual folder may be absent."""
    with pytest.raises(DefinitionError, match="there is no folder"):
        with_editions(CAMPAIGN, settings(Path(), Path("/nowhere/editions")))
    assert with_editions(CAMPAIGN, settings(Path("/nowhere"))) == CAMPAIGN


def test_editions_are_read_once(tmp_path: Path) -> None:
    """What a run has read is kept in the state folder, for its owner only; looking alone keeps nothing."""
    folder = tmp_path / "outputs" / "state" / "editions"
    folder.mkdir(parents=True)
    shutil.copy(FORM, folder / "2024.pdf")
    assert len(blank_files(settings(tmp_path))) == 1
    assert not (tmp_path / "outputs" / "state" / "editions-read").exists()
    first = with_editions(CAMPAIGN, settings(tmp_path), remember=True)
    (kept,) = (tmp_path / "outputs" / "state" / "editions-read").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    written = kept.stat().st_mtime_ns
    assert [blank.name for blank in first.editions] == ["2024.pdf"]
    assert with_editions(CAMPAIGN, settings(tmp_path), remember=True) == first
    assert kept.stat().st_mtime_ns == written


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """A damaged file, an empty one, a hidden one: the others serve all the same."""
    folder = tmp_path / "editions"
    folder.mkdir()
    shutil.copy(FORM, folder / "good.pdf")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / ".hidden.pdf").write_bytes(b"%PDF-1.7")
    found = blank_files(settings(tmp_path, folder))
    assert [(each.file.name, isinstance(each.placed, Unreadable)) for each in found] == [
        ("bad.pdf", True),
        ("good.pdf", False),
    ]
    assert [blank.name for blank in with_editions(CAMPAIGN, settings(tmp_path, folder)).editions] == ["good.pdf"]
