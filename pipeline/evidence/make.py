"""The door of this room: the cut-outs that are wanted and not there yet are made and kept."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.workers.limited import limited
from pipeline.evidence.job import Job, Spot
from pipeline.evidence.office import can_draw, pages_of
from pipeline.evidence.task import cut_out
from pipeline.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.config import LimitSettings
    from pipeline.evidence.folder import EvidenceFolder
    from pipeline.evidence.wanted import Wanted
    from pipeline.records import SubmissionRow

    Opener = Callable[[SubmissionRow], Document | None]

_TOGETHER: Final = 16  # documents that are in memory at one time, and in one call of LibreOffice


@dataclass(frozen=True, slots=True)
class _Open:
    """A submission whose document is at hand, with the spots that were never looked for."""

    submission: str
    document: Document
    spots: tuple[Spot, ...]


def make_evidence(
    folder: EvidenceFolder, wanted: Sequence[Wanted], open_document: Opener, limits: LimitSettings
) -> dict[tuple[str, str], str]:
    """Make what is missing; gives (submission, field) -> path of each wanted cut-out that is there.

    A document that cannot be drawn, or that brings its process down, has no cut-outs and is not tried again.

    Args:
        folder: where they are kept.
        wanted: submissions with the fields to show.
        open_document: gives a submission's document, None where it cannot be told.
        limits: of time and memory for each document, and how many at once.
    """
    batch: list[_Open] = []
    for each in _untried(folder, wanted, open_document):
        batch.append(each)
        if len(batch) == _TOGETHER:
            _make(folder, batch, limits)
            batch = []
    _make(folder, batch, limits)
    return {
        (each.submission.id, field): path
        for each in wanted
        for field, path in folder.paths(each.submission.id, each.fields).items()
    }


def _untried(folder: EvidenceFolder, wanted: Sequence[Wanted], open_document: Opener) -> Iterator[_Open]:
    """What is to be made. What waits for LibreOffice is left for the day when it is installed."""
    for each in wanted:
        fields = each.fields - folder.tried(each.submission.id)
        spots = tuple(Spot.of(value) for value in each.submission.values if value.field in fields)
        document = open_document(each.submission) if spots else None
        if document is not None and can_show(document.media):
            yield _Open(each.submission.id, document, spots)


def can_show(kind: str) -> bool:
    """Whether the pages of documents of this type can be seen on this machine."""
    return _has_places(kind) or can_draw(kind)


def _has_places(kind: str) -> bool:
    return kind == media.PDF or kind.startswith("image/")


def _make(folder: EvidenceFolder, batch: Sequence[_Open], limits: LimitSettings) -> None:
    placeless = [each.document for each in batch if not _has_places(each.document.media)]
    pages = iter(pages_of(placeless, limits))
    jobs = [Job(each.document, each.spots, None if _has_places(each.document.media) else next(pages)) for each in batch]
    with ThreadPoolExecutor(limits.workers or os.cpu_count() or 1, thread_name_prefix="evidence") as threads:
        answers = threads.map(lambda job: limited(cut_out, job, limits.seconds, limits.memory_mb), jobs)
        for each, answer in zip(batch, answers, strict=True):
            found = [*answer, *[None] * len(each.spots)]
            folder.keep(each.submission, {spot.field: png for spot, png in zip(each.spots, found, strict=False)})
