"""Fitting how sure values are: a logistic regression of being right on the signs of values that were read."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.reading.compare import judge
from benchmarks.reading.readings import as_document
from benchmarks.reading.score import Wanted, truths_of
from benchmarks.reading.words import campaign
from pipeline.documents.read import read_document
from pipeline.extraction.engine import Engine
from pipeline.extraction.values.sureness import Signs, Sureness
from pipeline.model import Unreadable
from pipeline.reading import vocabularies

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.extraction.values.candidate import Candidate
    from pipeline.model import FormReading

_WRONG: Final = 0.005  # of the values that are sure
_SCANNED: Final = "scanned_"  # how the signs begin that a value read by OCR has
_RIDGE: Final = 2.0
_STEPS: Final = 40
_SECONDS: Final = 120.0

Noted = tuple[Signs, bool]
"""What spoke for and against a value, and whether nothing forbids that it is sure."""

Told = tuple[Signs, bool, bool]
"""The same, and whether it was right."""


class _Noting(Sureness):
    """The product's own, noting the signs of every value that it is asked about."""

    noted: dict[tuple[str, str], Noted] = {}  # noqa: RUF012 - one for all, emptied for each document

    def confidence(self, candidate: Candidate, *, open_: bool) -> float:
        free = not (open_ or candidate.doubtful or self.is_doubted(candidate))
        self.noted[candidate.field, str(candidate.normal.value)] = self.signs(candidate), free
        return super().confidence(candidate, open_=open_)


def fit(folder: Path, place: Path, formats: tuple[str, ...], jobs: int) -> None:
    """Read the held part of a corpus made for this alone, and write the weights to a file."""
    chosen = Wanted("held", formats).chosen(truths_of(folder / "held"))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        told = [each for found in pool.map(_read, chosen, chunksize=8) for each in found]
    names = sorted({name for signs, _, _ in told for name in signs})
    table = np.array([[1.0, *(signs.get(name, 0.0) for name in names)] for signs, _, _ in told])
    free, right = np.array([each for _, each, _ in told]), np.array([float(each) for _, _, each in told])
    weights = _regression(table, right)
    likely = 1 / (1 + np.exp(-table @ weights))
    scanned = np.array(
        [any(worth for name, worth in signs.items() if name.startswith(_SCANNED)) for signs, _, _ in told]
    )
    enough = _enough(likely[free], right[free])
    enough_scanned = max(enough, _enough(likely[free & scanned], right[free & scanned]))
    sure = free & (likely >= np.where(scanned, enough_scanned, enough))
    wrong = 1 - right[sure].mean()
    print(
        f"sure: {sure.mean():.3f} of all; wrong among them: expected {1 - likely[sure].mean():.4f}, found {wrong:.4f}"
    )
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(["always", *names], weights, strict=True)]
    head = (
        f"# Found by `python -m benchmarks.reading fit` on {len(told)} values, {int((1 - right).sum())} of them wrong."
    )
    floors = [f"enough = {enough:.3f}", f"enough_scanned = {enough_scanned:.3f}"]
    place.write_text("\n".join([head, *floors, *lines]) + "\n", encoding="utf-8")
    print(f"{len(told)} values, enough from {enough:.3f} on: {place}")


@cache
def _engine() -> Engine:
    return Engine(campaign(), _Noting)


def _read(truth: dict[str, Any]) -> list[Told]:
    placed = read_document(as_document(truth["file"]), vocabularies(campaign()), _SECONDS)
    if isinstance(placed, Unreadable):
        return []
    _Noting.noted.clear()
    reading = _engine().extract(placed)
    forms = [_fields(form) for form in reading.forms]
    verdicts = judge([each["fields"] for each in truth["submissions"]], forms) if forms else []
    signs = ((_Noting.noted.get((each.field, each.source)), each.right) for each in verdicts if each.read is not None)
    return [(*found, right) for found, right in signs if found is not None]


def _fields(form: FormReading) -> dict[str, dict[str, Any]]:
    return {
        value.field: {
            "value": list(value.value) if isinstance(value.value, tuple) else value.value,
            "confidence": value.confidence,
            "source": str(value.value),
        }
        for value in form.values
    }


def _regression(table: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Weights by Newton's method, held small where little speaks for them."""
    weights = np.zeros(table.shape[1])
    ridge = np.eye(table.shape[1]) * _RIDGE
    ridge[0, 0] = 0.01
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - right) + ridge @ weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def _enough(likely: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> float:
    """The least likelihood from which on at most so many values were found to be wrong."""
    order = np.argsort(-likely, kind="stable")
    wrong = np.cumsum(1 - right[order]) / np.arange(1, len(order) + 1)
    return float(likely[order[np.flatnonzero(wrong <= _WRONG)[-1]]])
