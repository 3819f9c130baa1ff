"""What the product reads in each document: through its public door, in its own limited processes, and remembered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pipeline
from benchmarks.reading.words import campaign
from pipeline import media
from pipeline.config import LimitSettings
from pipeline.documents.workers.pool import ReadingPool
from pipeline.model import Document
from pipeline.reading import read_form

if TYPE_CHECKING:
    from pipeline.model import DocumentReading

_CHUNK: Final = 40
_SECONDS: Final = 180.0  # for one document on a busy machine

Reading = dict[str, Any]


def readings(files: list[Path], memory: Path, jobs: int) -> dict[Path, Reading]:
    """The reading of each file; those read before by the same program are taken from the folder `memory`."""
    folder = memory / _program()
    folder.mkdir(parents=True, exist_ok=True)
    places = {file: folder / f"{hashlib.sha256(file.read_bytes()).hexdigest()}.json" for file in files}
    missing = [file for file in files if not places[file].exists()]
    limits = patient_limits(jobs)
    with ReadingPool(read_form, campaign(), limits) as pool:
        for at in range(0, len(missing), _CHUNK):
            _read_chunk(pool, missing[at : at + _CHUNK], places)
            print(f"\r{min(at + _CHUNK, len(missing))} of {len(missing)} read", end="", flush=True)
    print()
    return {file: json.loads(place.read_text("utf-8")) for file, place in places.items()}


def patient_limits(jobs: int) -> LimitSettings:
    """The product's limits with more time: the machine may be busy."""
    return LimitSettings(workers=jobs, seconds=_SECONDS)


def _read_chunk(pool: ReadingPool, files: list[Path], places: dict[Path, Path]) -> None:
    read = pool.read_all([as_document(file) for file in files])
    for file, reading in zip(files, read, strict=True):
        places[file].write_text(json.dumps(_plain(reading), ensure_ascii=False), "utf-8")


def as_document(file: Path) -> Document:
    """A file as the intake would hand it on; pages of HTML and text stand for the body of a mail."""
    data = file.read_bytes()
    document = Document(file.name, media.identify(data, file.name), data)
    return replace(document, body=file.suffix in {".html", ".txt"})


def _plain(reading: DocumentReading) -> Reading:
    kept = {each.key for each in campaign().kept_fields}
    forms = [
        {
            each.field: {
                "value": list(each.value) if isinstance(each.value, tuple) else each.value,
                "confidence": each.confidence,
                "source": f"{each.source.reader}: {each.source.at}",
            }
            for each in form.values
            if each.field in kept
        }
        for form in reading.forms
    ]
    return {"kind": reading.kind.value, "code": reading.code, "language": reading.language, "forms": forms}


def _program() -> str:
    """A short mark of the program's files: another program reads anew."""
    root = Path(pipeline.__file__).parent
    mark = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.suffix in {".py", ".toml"}:
            mark.update(file.read_bytes())
    return mark.hexdigest()[:16]
