from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.places import in_docx, in_pdf, in_xlsx
from tests.program import extract

FOLDER = Path(__file__).parents[1] / "samples" / "same_form"
GOLDEN = json.loads((Path(__file__).parent / "same_form.json").read_text(encoding="utf-8"))
FILES = sorted(FOLDER.iterdir())


def test_five_formats_give_the_same_submission() -> None:
    """One filled form as AcroForm, flat PDF, Word table, content controls and spreadsheet reads alike, all and only."""
    lines = extract(*FILES)
    assert [line["file"] for line in lines] == [file.name for file in FILES]
    for line in lines:
        assert (line["kind"], line["reason"]) == ("form", None)
        (form,) = line["submissions"]
        values = {key: field["value"] for key, field in form["fields"].items()}
        assert {"fields": values, "language": line["language"]} == GOLDEN, line["file"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_sources_point_at_the_right_place(file: Path) -> None:
    """Each value's raw text stands in the file where its source says."""
    look = {".docx": in_docx, ".xlsx": in_xlsx, ".pdf": in_pdf}[file.suffix]
    (line,) = extract(file)
    (form,) = line["submissions"]
    assert not {key: field for key, field in form["fields"].items() if not look(file.read_bytes(), field)}
