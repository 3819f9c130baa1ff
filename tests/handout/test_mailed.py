"""Our own forms, filled in and mailed, all the way through a run."""

from __future__ import annotations

import json
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pipeline.handout.shape import Format
from tests.few import command
from tests.handout.answers import answers
from tests.handout.cell_hand import filled_in_cells
from tests.handout.pdf_hand import filled_by_pypdf
from tests.handout.reading import SURE, blank
from tests.handout.word_hand import filled_in_word
from tests.program import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.handout.answers import Typed

    Hand = Callable[[bytes, Typed, str], bytes]

FILLED: dict[tuple[str, Format], Hand] = {
    ("ar", Format.PDF): filled_by_pypdf,
    ("fr", Format.DOCX): filled_in_word,
    ("ko", Format.XLSX): filled_in_cells,
}
TYPES = {Format.PDF: "pdf", Format.DOCX: "vnd.openxmlformats-officedocument.wordprocessingml.document",
         Format.XLSX: "vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


def mail(language: str, kind: Format, data: bytes) -> bytes:
    """A mail of a city with its form attached."""
    message = EmailMessage()
    message["From"] = f"City <city@{language}.example.org>"
    message["To"] = "adhesion@example.org"
    message["Subject"] = "Formulaire – الاستمارة – 신청서"
    message["Message-ID"] = f"<{language}@city.example.org>"
    message["Date"] = "Mon, 02 Feb 2026 09:00:00 +0000"
    message.set_content("Please find our form attached.")
    message.add_attachment(data, maintype="application", subtype=TYPES[kind], filename=f"form-{language}.{kind}")
    return message.as_bytes()


def test_a_mailed_form_is_in_the_ledger_without_doubt(tmp_path: Path) -> None:
    """Three languages, three formats: every value of every form, in its normal form, at least 0.99 sure."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for (language, kind), hand in FILLED.items():
        data = hand(blank(language, kind), answers(language).typed, language)
        (inbox / f"{language}.eml").write_bytes(mail(language, kind, data))
    settings = tmp_path / "adhesion.toml"
    settings.write_text("[outputs]\nletters_as_pdf = false\n[limits]\nworkers = 1\n", encoding="utf-8")
    outputs = ("--outputs", tmp_path / "outputs", "--config", settings)
    command("run", "--inbox", inbox, "--now", NOW, "--log", "none", *outputs).ok()
    told = command("export", "submissions", "--format", "json", *outputs).ok().out
    submissions = {each["language"]: each for each in json.loads(told)}
    assert submissions.keys() == {language for language, _ in FILLED}
    for language, submission in submissions.items():
        meant = {key: list(each) if isinstance(each, tuple) else each for key, each in answers(language).meant.items()}
        assert {key: each["value"] for key, each in submission["fields"].items()} == meant
        assert min(each["confidence"] for each in submission["fields"].values()) >= SURE
