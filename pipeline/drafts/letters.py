"""Letters of welcome and certificates as Word files, from Word templates that staff can change."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign
from pipeline.config import LetterSettings, SecretariatSettings
from pipeline.drafts.letter_values import letter_values
from pipeline.drafts.word import render_word
from pipeline.files import write_private
from pipeline.languages.folders import BUILT_IN, Templates, language_for
from pipeline.languages.language import Language, read_language
from pipeline.records import Member

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


class LetterKind(StrEnum):
    """What is written to a member. The template of each is `<kind>.docx`."""

    WELCOME = "welcome"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """Everything that a letter is made of; the same request always gives the same bytes."""

    member: Member
    campaign: Campaign
    secretariat: SecretariatSettings
    day: dt.date  # that the letter bears
    language: str | None = None  # None: of the member's form
    kind: LetterKind = LetterKind.WELCOME
    look: LetterSettings = field(default_factory=LetterSettings)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was written. `sha256` tells later whether staff changed the file."""

    kind: LetterKind
    file: Path
    sha256: str


def letter_name(request: LetterRequest, templates: Templates = BUILT_IN) -> str:
    """The file name of a letter in `outputs/letters/`."""
    return f"{request.member.id}-{request.kind}-{_language(request, templates).code}.docx"


def letter_exists(request: LetterRequest, templates: Templates = BUILT_IN) -> bool:
    """Whether there is a template of this kind in the letter's language: a certificate is no must."""
    return templates.has(_language(request, templates).code, f"{request.kind}.docx")


def write_letters(
    requests: Iterable[LetterRequest], folder: Path, templates: Templates = BUILT_IN, ours: Container[str] = ()
) -> list[Letter]:
    """Write letters into a folder, readable by their owner only; see `render_letter` for the errors.

    Args:
        requests: the letters.
        folder: the folder, made if need be.
        templates: where the templates lie.
        ours: SHA-256 of letters and their PDFs that we wrote. What is none of them was changed by staff and stays:
            the new letter is written beside it, as `M0001-welcome-fr-2.docx`.
    """
    return [_write(request, folder, templates, ours) for request in requests]


def write_letter(request: LetterRequest, folder: Path, templates: Templates = BUILT_IN) -> Path:
    """Write one letter, like `write_letters`."""
    return _write(request, folder, templates, ()).file


def render_letter(request: LetterRequest, templates: Templates = BUILT_IN) -> bytes:
    """A letter as the bytes of a .docx file.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    language = _language(request, templates)
    return render_word(language.code, f"{request.kind}.docx", letter_values(request, language, templates), templates)


def _write(request: LetterRequest, folder: Path, templates: Templates, ours: Container[str]) -> Letter:
    data = render_letter(request, templates)
    sha256 = hashlib.sha256(data).hexdigest()
    file = folder / letter_name(request, templates)
    number = 1
    while _is_changed(file, sha256, ours):
        number += 1
        file = folder / letter_name(request, templates).replace(".docx", f"-{number}.docx")
    return Letter(request.kind, write_private(file, data), sha256)


def _is_changed(file: Path, sha256: str, ours: Container[str]) -> bool:
    """Whether there is a file that is neither this letter nor one that we wrote, or whose PDF is not (a scan)."""
    there, printed = _print(file), _print(file.with_suffix(".pdf"))
    if there in ours:
        return printed is not None and printed not in ours
    return there is not None and there != sha256


def _print(file: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None


def _language(request: LetterRequest, templates: Templates) -> Language:
    code = language_for(request.language or request.member.language, request.campaign, templates)
    return read_language(code, templates)
