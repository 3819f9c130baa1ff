"""`adhesion extract`: single documents, read and shown; no ledger."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pipeline import media
from pipeline.documents.workers.pool import ReadingPool
from pipeline.model import Document, DocumentReading
from pipeline.reading import timed_reader
from pipeline.value_json import finding_as_json, value_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.model import FormReading, Value

_TOGETHER: Final = 16
_STEERING: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control and format characters, also those that turn text around


def extract_files(
    files: Sequence[Path], campaign: Campaign, settings: Settings
) -> Iterator[tuple[Path, DocumentReading]]:
    """What each file says, in their order, some read side by side."""
    with ReadingPool(timed_reader(settings), campaign, settings.limits) as pool:
        for start in range(0, len(files), _TOGETHER):
            batch = files[start : start + _TOGETHER]
            yield from zip(batch, pool.read_all([_document(file) for file in batch]), strict=True)


def _document(file: Path) -> Document:
    data = file.read_bytes()
    return Document(file.name, media.identify(data, file.name), data)


def reading_as_json(file: Path, reading: DocumentReading) -> dict[str, Any]:
    """The shape of the contract's `extract --json`."""
    return {
        "file": file.name,
        "kind": reading.kind.value,
        "reason": reading.reason,
        "language": reading.language,
        "submissions": [_form_as_json(form) for form in reading.forms],
    }


def _form_as_json(form: FormReading) -> dict[str, Any]:
    return {
        "fields": {value.field: value_as_json(value) for value in form.values},
        "findings": [finding_as_json(finding) for finding in form.findings],
    }


def reading_as_text(file: Path, reading: DocumentReading) -> str:
    """The same for a person: what was found, how surely, and where. No document can steer the terminal with it."""
    return "\n".join(_harmless(line) for line in _lines(file, reading))


def _harmless(text: str) -> str:
    return "".join("\ufffd" if unicodedata.category(each) in _STEERING else each for each in text)


def _lines(file: Path, reading: DocumentReading) -> list[str]:
    head = f"{file.name}: {reading.kind.value}" + (f" ({reading.language})" if reading.language else "")
    lines = [head, *([f"  {reading.reason}"] if reading.reason else [])]
    lines += [f"  ! {finding.message}" for finding in reading.findings]
    for number, form in enumerate(reading.forms, 1):
        if len(reading.forms) > 1:
            lines.append(f"  form {number}")
        width = max((len(value.field) for value in form.values), default=0)
        lines += [f"  {value.field:<{width}}  {value.confidence:.2f}  {_shown(value)}" for value in form.values]
        lines += [f"  ! {finding.message}" for finding in form.findings]
    return lines


def _shown(value: Value) -> str:
    text = ", ".join(value.value) if isinstance(value.value, tuple) else str(value.value)
    text = text.replace("\n", " / ")
    page = f"page {value.source.page}, " if value.source.page else ""
    return f"{text[:90]}{'…' if len(text) > 90 else ''}   [{page}{value.source.at}]"  # noqa: PLR2004 - a glance
