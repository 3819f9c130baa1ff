from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.languages.folders import Templates
from pipeline.own_templates.copying import RECORD, copy_templates, files_to_copy, outdated

if TYPE_CHECKING:
    from pathlib import Path


def built_in(tmp_path: Path) -> Templates:
    (tmp_path / "built" / "en").mkdir(parents=True)
    for name in ("pledge.txt", "welcome.txt"):
        (tmp_path / "built" / "en" / name).write_text("Subject: x\n", encoding="utf-8")
    return Templates(own=tmp_path / "own", built_in=tmp_path / "built")


def test_a_change_of_the_built_in_template_is_told(tmp_path: Path) -> None:
    """Staff who copied the older one hear of it; whose copy is the newer one, or who made their own, does not."""
    templates = built_in(tmp_path)
    copy_templates(files_to_copy(templates, ["en"], []), tmp_path / "own")
    (tmp_path / "own" / "en" / "own.txt").write_text("ours", encoding="utf-8")
    assert list(outdated(templates)) == []

    for name in ("pledge.txt", "welcome.txt"):
        (tmp_path / "built" / "en" / name).write_text("Subject: better\n", encoding="utf-8")
    (tmp_path / "own" / "en" / "welcome.txt").write_text("Subject: better\n", encoding="utf-8")

    (note,) = outdated(templates)
    assert "own/en/pledge.txt: you have not changed it, and the built-in one is newer; delete yours" in note
    (tmp_path / "own" / "en" / "pledge.txt").write_text("Subject: ours\n", encoding="utf-8")
    (note,) = outdated(templates)
    assert "own/en/pledge.txt: the built-in one has changed since you copied it" in note


def test_a_spoilt_record_is_no_fault(tmp_path: Path) -> None:
    """Whatever stands in it: at worst nothing is told."""
    templates = built_in(tmp_path)
    (tmp_path / "own").mkdir()
    for spoilt in ("", "[1]", '{"../../etc/passwd": "x", "/etc/passwd": "x", "en": 1}', "{" * 100_000):
        (tmp_path / "own" / RECORD).write_text(spoilt, encoding="utf-8")
        assert list(outdated(templates)) == []


def test_links_are_not_written_through(tmp_path: Path) -> None:
    """A link that leads nowhere is something of staff's as well."""
    templates = built_in(tmp_path)
    (tmp_path / "own" / "en").mkdir(parents=True)
    (tmp_path / "own" / "en" / "pledge.txt").symlink_to(tmp_path / "elsewhere")

    assert copy_templates(files_to_copy(templates, ["en"], []), tmp_path / "own").left == ("en/pledge.txt",)
    assert not (tmp_path / "elsewhere").exists()
