"""What was found in all samples, and what became of them, is told in every language of the secretariat."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from tests.conftest import SampleRun


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_finding_and_every_reason_is_told_in_the_language(language: str, sample_run: SampleRun) -> None:
    """No finding, no reason of an outcome and no reason of an unreadable document stays English."""
    asked = (
        "select text from findings union select reason from outcomes "
        "union select reason from documents where reason is not null"
    )
    with closing(sqlite3.connect(sample_run.outputs / "state" / "ledger.db")) as ledger:
        texts = {text for (text,) in ledger.execute(asked) if text}
    assert len(texts) > 30
    words = words_in(language)
    assert {text for text in texts if words.said(text) == text} == set()
