from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.program import adhesion
from tests.samples.form import Ask
from tests.samples.pdf_writer import FormWriter
from tests.samples.same_form import QUIMPER
from tests.unit.extraction.test_editions import emptied, renamed

if TYPE_CHECKING:
    from pathlib import Path


def office(folder: Path) -> Path:
    """A working directory with one blank edition and the settings that name its folder."""
    (folder / "blanks").mkdir()
    (folder / "blanks" / "2024.pdf").write_bytes(FormWriter().write(emptied(QUIMPER)))
    (folder / "adhesion.toml").write_text('editions = "blanks"\n', encoding="utf-8")
    (folder / "copy.pdf").write_bytes(FormWriter().write(QUIMPER))
    (folder / "new.pdf").write_bytes(FormWriter().write(renamed(QUIMPER)))
    return folder


def test_editions_tell_what_they_teach(tmp_path: Path) -> None:
    """Form field, printed label and the campaign's field, for each question."""
    said = adhesion("editions", cwd=office(tmp_path)).ok().out
    rows = [line.split() for line in said.splitlines()]
    assert ["collectivite", "Nom", "de", "la", "collectivité", "government_name"] in rows
    names = [item.name for item in QUIMPER.items if isinstance(item, Ask)]
    assert all(any(row[0] == name for row in rows) for name in names)


def test_a_form_is_checked_against_the_editions(tmp_path: Path) -> None:
    """A copy, and a new edition with what its fields are taken for."""
    folder = office(tmp_path)
    assert "copy.pdf: a copy of 2024.pdf" in adhesion("editions", "--check", "copy.pdf", cwd=folder).ok().out
    said = adhesion("editions", "--check", "new.pdf", cwd=folder).ok().out
    assert "its label reads “Nom de la collectivité”; was collectivite" in said
    assert adhesion("editions", "--check", "nothing.pdf", cwd=folder).code == 2


def test_reading_tells_of_a_new_edition(tmp_path: Path) -> None:
    """`extract` reads the form all the same, and names the new edition among its findings."""
    folder = office(tmp_path)
    said = adhesion("extract", "--json", "copy.pdf", "new.pdf", cwd=folder).ok().out
    copy, new = (json.loads(line)["submissions"][0] for line in said.splitlines())
    assert [finding["code"] for finding in new["findings"]] == ["new-edition"]
    assert not copy["findings"]
    assert {key: field["value"] for key, field in copy["fields"].items()} == {
        key: field["value"] for key, field in new["fields"].items()
    }
