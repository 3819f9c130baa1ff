from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline import media
from pipeline.config import LimitSettings
from pipeline.documents.workers.limited import limited
from pipeline.evidence.folder import EvidenceFolder
from pipeline.evidence.make import make_evidence
from pipeline.evidence.wanted import Wanted, wanted
from pipeline.model import Document, Source, Value
from pipeline.records import MemberValue, SubmissionRow
from tests.unit.documents.pdf_builder import Page, pdf
from tests.unit.evidence import tasks
from tests.unit.review import sample

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = LimitSettings(seconds=30, memory_mb=512, workers=1)
CITY = pdf(Page().text(50, 742, "Name of the city").text(200, 742, "Exampleville"))
PLACE = Source("pdf-text", "page 1, line 1", 1, (200.0, 90.0, 262.0, 102.0))


def submission(name: str = "S0001", *fields: str) -> SubmissionRow:
    values = tuple(Value(field, "Exampleville", "Exampleville", 0.6, PLACE) for field in fields or ("name",))
    return SubmissionRow(name, "0" * 64, "form.pdf", "en", None, "M0001", values, (), None)


def make(
    outputs: Path, data: bytes, row: SubmissionRow | None = None, kind: str = media.PDF
) -> tuple[dict[tuple[str, str], str], int]:
    """Make the evidence of one submission; gives the paths and how often its document was asked for."""
    asked: list[str] = []

    def opened(of: SubmissionRow) -> Document:
        asked.append(of.id)
        return Document("form.pdf", kind, data)

    row = row or submission()
    wish = Wanted(row, frozenset(value.field for value in row.values))
    return make_evidence(EvidenceFolder(outputs), (wish,), opened, LIMITS), len(asked)


def test_a_cut_out_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    """The first call makes it, mode 0600 in a folder 0700; the second neither opens the document nor writes."""
    paths, asked = make(tmp_path, CITY)
    assert paths == {("S0001", "name"): "evidence/S0001/name.png"}
    file = tmp_path / "evidence/S0001/name.png"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert asked == 1

    written = file.stat().st_mtime_ns
    assert make(tmp_path, CITY) == (paths, 0)
    assert file.stat().st_mtime_ns == written


def test_what_became_doubtful_later_is_added(tmp_path: Path) -> None:
    """A field that was not wanted before is cut out when it is."""
    make(tmp_path, CITY)
    paths, asked = make(tmp_path, CITY, submission("S0001", "name", "title"))
    assert (sorted(paths), asked) == ([("S0001", "name"), ("S0001", "title")], 1)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrubbish", CITY[:200]])
def test_a_document_that_cannot_be_drawn_is_not_tried_again(tmp_path: Path, data: bytes) -> None:
    """No cut-out, no error, and the next run leaves it alone."""
    assert make(tmp_path, data) == ({}, 1)
    assert make(tmp_path, data) == ({}, 0)


def test_forms_without_pages_have_no_cut_outs(tmp_path: Path) -> None:
    """The text of a mail is shown nowhere as a page."""
    assert make(tmp_path, b"Name of the city: Exampleville", kind=media.TEXT)[0] == {}


def test_a_key_that_could_be_a_path_is_no_file_name(tmp_path: Path) -> None:
    """Nothing is written outside the submission's folder."""
    assert make(tmp_path / "outputs", CITY, submission("S0001", "../../name"))[0] == {}
    assert not list(tmp_path.rglob("*.png"))


def test_cut_outs_go_with_their_submission(tmp_path: Path) -> None:
    """What the ledger does not know any more is removed, the rest stays."""
    make(tmp_path, CITY)
    make(tmp_path, CITY, submission("S0002"))
    folder = EvidenceFolder(tmp_path)
    folder.forget_all_but({"S0002"})
    assert sorted(each.name for each in (tmp_path / "evidence").iterdir()) == ["S0002"]
    EvidenceFolder(tmp_path / "nowhere").forget_all_but(())


@pytest.mark.parametrize("harm", ["hang", "die", "eat", "fail"])
def test_harm_ends_in_nothing(harm: str) -> None:
    """A process that hangs, dies, eats memory or fails gives nothing, and leaves the caller whole."""
    assert limited(tasks.obey, harm, 0.5 if harm == "hang" else 20.0, 512) == []
    assert limited(tasks.obey, "work", 20.0, 512) == [b"work", None]


def test_wanted_is_what_staff_are_asked_to_look_at() -> None:
    """Unsure values and those of review items, of the submission that gave them; never values of staff."""
    view = sample.view(1)
    (member,) = view.members
    unsure = MemberValue("population", 5, "form", "S0001", "5", 0.4)
    of_staff = MemberValue("postal_address", "Here", "staff")
    member = replace(member, values=(*member.values[:2], unsure, of_staff))
    view = replace(view, members=(member,))

    (one,) = wanted(view, "doubtful", {(member.id, "country"), (member.id, "postal_address")}, 0.9)
    assert one.submission.id == "S0001"
    assert one.fields >= {"population"}
    assert "postal_address" not in one.fields
    assert wanted(view, "none", (), 0.9) == ()
    assert [each.submission.id for each in wanted(view, "all", (), 0.9)] == [each.id for each in view.submissions]
