"""Our own forms, handed out, filled in by the programs that cities have, and read without any doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.handout.build import build_form
from pipeline.handout.shape import Format
from pipeline.model import DocumentKind
from tests.handout.answers import CAMPAIGN, FEW, LANGUAGES, Typed, answers
from tests.handout.pdf_hand import filled_by_pypdf
from tests.handout.reading import blank, compared, read, the_form
from tests.handout.word_hand import filled_in_word

if TYPE_CHECKING:
    from collections.abc import Callable

    Hand = Callable[[bytes, Typed], bytes]

HANDS = [
    pytest.param(Format.PDF, filled_by_pypdf, id="pdf-pypdf"),
    pytest.param(Format.DOCX, filled_in_word, id="docx-word"),
]
FORMATS = (Format.PDF, Format.DOCX)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "hand"), HANDS)
def test_every_answer_comes_back_without_doubt(kind: Format, hand: Hand, language: str) -> None:
    """A whole form, and one with few answers: every value right, none doubtful, none that nobody gave."""
    whole = answers(language)
    for given in (whole, whole.only(*FEW)):
        assert compared(hand(blank(language, kind), given.typed), given.meant).well
    reading = read(hand(blank(language, kind), whole.typed))
    assert reading.language == language
    assert [finding.code for form in reading.forms for finding in form.findings] == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_comes_back_empty_is_blank(kind: Format, language: str) -> None:
    """It says so, and is no form without values."""
    reading = read(blank(language, kind))
    assert (reading.kind, reading.code, reading.language) == (DocumentKind.UNREADABLE, "blank-form", language)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_filled_in_beforehand_comes_back_as_it_was(kind: Format, language: str) -> None:
    """A form that we filled in with what is known, returned with nothing changed: signing it is all that is left."""
    given = answers(language)
    data = build_form(CAMPAIGN, language, kind, given.meant)
    assert compared(data, given.meant | {"signed": False}).well


@pytest.mark.parametrize(("kind", "hand"), HANDS)
def test_a_correction_of_what_was_filled_in_beforehand_counts(kind: Format, hand: Hand) -> None:
    """The new answer alone comes back, and looks so to people."""
    given, mended = answers("fr"), {"leader_name": "Adèle Roussel", "leader_title": "Maire"}
    data = hand(build_form(CAMPAIGN, "fr", kind, given.meant), dict(mended))
    assert compared(data, given.meant | mended | {"signed": False}).well
    assert "field-looks-otherwise" not in {finding.code for finding in the_form(data).findings}
