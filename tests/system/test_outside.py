from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline.model import DocumentKind
from tests.outside import shared
from tests.program import export, extract, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.outside

MAIL = ("mail_bounce", "mail_imap_tools", "mail_mime4j", "mail_mimekit", "mail_ruby", "mail_stalwart", "mail_tnef")
DOCUMENTS = ("acroform", "docx", "docx_malformed", "encrypted", "legacy", "malformed", "signed", "xfa", "xlsx_hostile")
EACH = 20  # messages or documents of a folder: with all of them the tests would take minutes


def some(files: list[Path]) -> list[Path]:
    """Not more than a few, spread over all."""
    return files[:: max(1, -(-len(files) // EACH))]


def test_every_real_message_gets_an_outcome(tmp_path: Path) -> None:
    """Bounces, test suites of mail parsers, broken mail: exit 0 or 10, the count balances, each message has its one."""
    places = []
    for folder in MAIL:
        (tmp_path / "inbox" / folder).mkdir(parents=True)
        for file in some([each for each in shared(folder) if each.suffix in {".eml", ".msg"}]):
            places.append(f"{folder}/{file.name}.eml")
            shutil.copy(file, tmp_path / "inbox" / places[-1])
    finished = run(tmp_path / "outputs", inbox=tmp_path / "inbox")
    assert finished.code in {0, 10}
    assert "sum (balances)" in finished.out
    outcomes = {message["source"]: message["outcome"] for message in export("messages", tmp_path / "outputs")}
    assert sorted(outcomes) == sorted(places)
    assert not {place: outcome for place, outcome in outcomes.items() if outcome in {None, "failed"}}


def test_every_real_document_has_a_named_kind() -> None:
    """Forms of others, malformed, encrypted, hostile: one line for each file, unreadable ones with the reason."""
    suffixes = {".json", ".csv", ".md"}
    files = [file for folder in DOCUMENTS for file in some([f for f in shared(folder) if f.suffix not in suffixes])]
    lines = extract(*files)
    assert [line["file"] for line in lines] == [file.name for file in files]
    assert {line["kind"] for line in lines} <= {str(each) for each in DocumentKind}
    assert all((line["kind"] == "unreadable") == bool(line["reason"]) for line in lines)
    assert not [line["file"] for line in lines if line["kind"] == "form" or line["submissions"]]
