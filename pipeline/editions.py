"""Blank editions of the form: read in a limited process, kept as they were read, and given to the campaign."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from pipeline import __version__, media
from pipeline.campaign.definition import Blank
from pipeline.campaign.editions import edition_files, editions_folder
from pipeline.documents.read import read_document
from pipeline.documents.workers.limited import limited
from pipeline.files import write_private
from pipeline.model import Document, PlacedDocument, Unreadable
from pipeline.storage import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign
    from pipeline.config import LimitSettings, Settings

_READ: Final = "editions-read"  # in the state folder: what the blanks say, so that they are read once
_ANSWER: Final[TypeAdapter[PlacedDocument | Unreadable]] = TypeAdapter(PlacedDocument | Unreadable)
_FAILED: Final = Unreadable("reader-failed", "Reading it failed or took too long.")


@dataclass(frozen=True, slots=True)
class BlankFile:
    """A file of the folder and what was read of it."""

    file: Path
    placed: PlacedDocument | Unreadable


def with_editions(campaign: Campaign, settings: Settings, *, remember: bool = False) -> Campaign:
    """The campaign with its blank editions; one that cannot be read is left out, since it helps and is not needed.

    `remember`: keep what was read of them in the state folder, if there is one.

    Raises:
        DefinitionError: the configured folder is not there.
    """
    return taught_by(campaign, blank_files(settings, remember=remember))


def taught_by(campaign: Campaign, files: Iterable[BlankFile]) -> Campaign:
    """The campaign with those of the files that could be read."""
    found = ((each.file.name, each.placed) for each in files)
    blanks = (Blank(name, placed) for name, placed in found if isinstance(placed, PlacedDocument))
    return replace(campaign, editions=tuple(blanks))


def folder_of(settings: Settings) -> Path:
    """Where the blank editions lie; see `editions_folder`."""
    return editions_folder(settings.campaign, settings.editions, state_folder(settings))


def blank_files(settings: Settings, *, remember: bool = False) -> tuple[BlankFile, ...]:
    """Every file of the folder with what was read of it."""
    files = edition_files(folder_of(settings))
    return tuple(BlankFile(file, _known(file, settings, remember=remember)) for file in files)


def _known(file: Path, settings: Settings, *, remember: bool) -> PlacedDocument | Unreadable:
    """What was read of a file before, else what is read of it now."""
    data = file.read_bytes()
    kept = state_folder(settings) / _READ / f"{hashlib.sha256(data).hexdigest()}-{__version__}.json"
    with suppress(OSError, ValidationError):
        return _ANSWER.validate_json(kept.read_bytes())
    placed = read_limited(Document(file.name, media.identify(data, file.name), data), settings.limits)
    if remember and state_folder(settings).is_dir():
        with suppress(OSError):  # a full disk is told by what needs it
            write_private(kept, _ANSWER.dump_json(placed))
    return placed


def read_limited(document: Document, limits: LimitSettings) -> PlacedDocument | Unreadable:
    """A document as placed blocks, read in a process with limits."""
    answer = limited(_read, document, limits.seconds, limits.memory_mb)
    with suppress(ValidationError):
        return _ANSWER.validate_json(answer[0] or b"") if answer else _FAILED
    return _FAILED


def _read(document: Document) -> list[bytes | None]:
    return [_ANSWER.dump_json(read_document(document))]
