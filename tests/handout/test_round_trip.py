"""Our own forms, handed out, filled in by the programs that cities have, and read without any doubt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipeline.handout.build import build_form
from pipeline.handout.shape import Format
from pipeline.model import DocumentKind
from tests.browser import NEEDS_CHROMIUM, chromium
from tests.handout.answers import CAMPAIGN, FEW, LANGUAGES, Typed, answers
from tests.handout.cell_hand import filled_in_cells
from tests.handout.office import NEEDS_OFFICE, Job, do
from tests.handout.pdf_hand import filled_by_pypdf, flattened
from tests.handout.reading import beside, blank, compared, read, the_form
from tests.handout.viewer_hand import filled_in_viewer
from tests.handout.word_hand import filled_in_word, without_controls
from tests.handout.words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Hand = Callable[[bytes, Typed, str], bytes]

ALL = bool(os.environ.get("ADHESION_TEST_FORMS"))
HANDS = [
    pytest.param(Format.PDF, filled_by_pypdf, id="pdf-pypdf"),
    pytest.param(Format.DOCX, filled_in_word, id="docx-word"),
    pytest.param(Format.XLSX, filled_in_cells, id="xlsx-openpyxl"),
]
FORMATS = tuple(Format)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "hand"), HANDS)
def test_every_answer_comes_back_without_doubt(kind: Format, hand: Hand, language: str) -> None:
    """Every value right, none doubtful, none that nobody gave, and nothing for staff to look at."""
    given = answers(language)
    reading = read(hand(blank(language, kind), given.typed, language))
    assert beside(reading, given.meant).well
    assert reading.language == language
    assert [finding.code for form in reading.forms for finding in form.findings] == []


@pytest.mark.parametrize("language", LANGUAGES if ALL else ("id", "ar", "ko"))
@pytest.mark.parametrize(("kind", "hand"), HANDS)
def test_few_answers_come_back_alone(kind: Format, hand: Hand, language: str) -> None:
    """What was left empty is no value."""
    given = answers(language).only(*FEW)
    assert compared(hand(blank(language, kind), given.typed, language), given.meant).well


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_comes_back_empty_is_blank(kind: Format, language: str) -> None:
    """It says so, and is no form without values."""
    reading = read(blank(language, kind))
    assert (reading.kind, reading.code, reading.language) == (DocumentKind.UNREADABLE, "blank-form", language)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES if ALL else ("pt", "ar", "ko"))
def test_what_was_filled_in_beforehand_comes_back_as_it_was(kind: Format, language: str) -> None:
    """A form that we filled in with what is known, returned with nothing changed: signing it is all that is left."""
    given = answers(language)
    data = build_form(CAMPAIGN, language, kind, given.meant)
    assert compared(data, given.meant | {"signed": False}).well


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_a_word_form_without_its_controls_is_still_read(language: str) -> None:
    """Bookmarks tell the answers; where some boxes are gone, what the others say is not sure."""
    given = answers(language).only(*FEW, "contact_name", "contact_phone", "themes", "consent", "signed")
    filled = filled_in_word(blank(language, Format.DOCX), given.typed)
    gone = compared(without_controls(filled), given.meant)
    assert not gone.wrong
    assert set(gone.unsure) <= {"motivation"}
    some = compared(without_controls(filled, "country", "themes.housing"), given.meant)
    assert not some.wrong
    assert not some.unsure


@pytest.mark.parametrize("language", ["es", "ko"])
def test_a_form_that_was_made_flat_is_read_as_any_other(language: str) -> None:
    """Hints are no answers, a question on two lines is one, and a name typed at the place for a signature signs."""
    given = answers(language).only(
        "government_name",
        "country",
        "leader_name",
        "leader_title",
        "leader_gender",
        "vision_values",
        "motivation",
        "consent",
    )
    data = build_form(CAMPAIGN, language, Format.PDF, given.meant)
    found = compared(flattened(data), given.meant)
    assert not found.wrong
    signed = answers("fr").only("government_name", "signed")
    assert compared(flattened(filled_by_pypdf(blank("fr", Format.PDF), signed.typed)), {**signed.meant}).wrong == {}


@pytest.mark.parametrize(("kind", "hand"), HANDS)
def test_a_correction_of_what_was_filled_in_beforehand_counts(kind: Format, hand: Hand) -> None:
    """The new answer alone comes back, and looks so to people."""
    given, mended = answers("fr"), {"leader_name": "Adèle Roussel", "leader_title": "Maire"}
    data = hand(build_form(CAMPAIGN, "fr", kind, given.meant), dict(mended), "fr")
    assert compared(data, given.meant | mended | {"signed": False}).well
    assert "field-looks-otherwise" not in {finding.code for finding in the_form(data).findings}


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Forms that LibreOffice filled in, by language and the ending that it saved them with."""
    folder = tmp_path_factory.mktemp("office")
    jobs = {}
    for language, saved in OFFICE:
        kind = Format.XLSX if saved in {"xlsx", "ods"} else Format.DOCX
        source = folder / f"{language}.{kind}"
        source.write_bytes(blank(language, kind))
        words = in_words(answers(language).typed, language, boxes=kind is Format.DOCX)
        jobs[language, saved] = Job(source, folder / f"filled-{language}.{saved}", words)
    do(folder, list(jobs.values()))
    return {key: job.target.read_bytes() for key, job in jobs.items()}


OFFICE = (
    [(language, saved) for language in LANGUAGES for saved in ("docx", "xlsx", "odt", "ods")]
    if ALL
    else [("ar", "docx"), ("ko", "docx"), ("fr", "xlsx"), ("es", "odt")]
)


@NEEDS_OFFICE
@pytest.mark.parametrize(("language", "saved"), OFFICE)
def test_what_libreoffice_filled_in_comes_back_without_doubt(
    by_office: dict[tuple[str, str], bytes], language: str, saved: str
) -> None:
    """LibreOffice 7 drops the names of controls and keeps bookmarks; it may save in its own formats, too."""
    assert compared(by_office[language, saved], answers(language).meant).well


@NEEDS_CHROMIUM
def test_what_was_typed_in_chromium_comes_back_without_doubt(tmp_path: Path) -> None:
    """Typed, ticked and chosen in the viewer of the browser, and saved there."""
    with chromium() as page:
        for language in LANGUAGES if ALL else ("ko",):
            whole = answers(language)
            given = whole if ALL else whole.only("government_name", "leader_gender", "policies", "themes", "consent")
            file = tmp_path / f"{language}.pdf"
            file.write_bytes(blank(language, Format.PDF))
            assert compared(filled_in_viewer(page, file, given.typed), given.meant).well
