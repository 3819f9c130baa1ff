"""The score: how much of the truth was read, how much of what was read is true, and how sure the wrong ones were."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from benchmarks.reading.compare import judge
from benchmarks.reading.losses import losses
from benchmarks.reading.readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.reading.compare import Verdict
    from benchmarks.reading.losses import Document

_SURE, _RATHER_SURE = 0.9, 0.8
_BINS: Final = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
_HEADS: Final = f"{'docs':>6}{'fields':>8}{'prec':>8}{'recall':>8}{'F1':>8}{'near F1':>8}{'% w≥.9':>9}{'% w≥.8':>9}"
_CERTAIN: Final = (0.5, 0.7, 0.8, 0.9, 0.98)
_SCANS: Final = frozenset({"pdf_scan", "image"})


@dataclass(slots=True)
class Tally:
    """Counts of one group of fields."""

    right: int = 0
    near: int = 0
    read: int = 0
    wanted: int = 0
    sure: int = 0
    wrong_sure: int = 0
    wrong_rather: int = 0
    documents: set[str] = field(default_factory=set)

    def add(self, each: Verdict, document: str) -> None:
        """Count one verdict."""
        self.documents.add(document)
        self.wanted += each.truth is not None
        self.right += each.right
        self.near += each.near
        if each.read is None:
            return
        self.read += 1
        self.sure += each.confidence >= _SURE
        self.wrong_sure += not each.right and each.confidence >= _SURE
        self.wrong_rather += not each.right and each.confidence >= _RATHER_SURE

    def row(self) -> str:
        """Documents, fields, precision, recall, F1, softer F1, share of wrong values at 0.9 and at 0.8."""
        precision, recall = _share(self.right, self.read), _share(self.right, self.wanted)
        f1 = _share(2 * self.right, self.read + self.wanted)
        soft = _share(2 * self.near, self.read + self.wanted)
        sure, rather = _share(self.wrong_sure, self.read), _share(self.wrong_rather, self.read)
        return (
            f"{len(self.documents):6}{self.wanted:8}{precision:8.3f}{recall:8.3f}{f1:8.3f}{soft:8.3f}"
            f"{100 * sure:9.2f}{100 * rather:9.2f}"
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to score: of a split, of some formats (empty: all), at most `each` of a format (0: all)."""

    split: str
    formats: tuple[str, ...] = ()
    each: int = 0

    def chosen(self, truths: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The documents that are wanted; a part is spread evenly over all of a format."""
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for truth in truths:
            if not self.formats or truth["format"] in self.formats:
                groups[truth["format"]].append(truth)
        return [each for group in groups.values() for each in self._part(group)]

    def _part(self, group: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not self.each or len(group) <= self.each:
            return group
        return [group[at * len(group) // self.each] for at in range(self.each)]


def score(folder: Path, wanted: Wanted, jobs: int) -> None:
    """Read one split, print the tables, and write the wrong values to `wrong-SPLIT.csv` in the folder."""
    chosen = wanted.chosen(truths_of(folder / wanted.split))
    read = readings([each["file"] for each in chosen], folder / ".readings", jobs)
    judged = [(each, _judged(each, read[each["file"]])) for each in chosen]
    _print_tables(judged)
    _print_calibration([verdict for _, verdicts in judged for verdict in verdicts])
    _print_kinds(chosen, read)
    _print_losses(judged, {each["document"]: read[each["file"]]["kind"] for each in chosen})
    _write_wrong(folder / f"wrong-{wanted.split}.csv", judged)


def truths_of(folder: Path) -> list[dict[str, Any]]:
    """The truths of all documents that are there."""
    files = {path.stem: path for path in folder.iterdir() if path.suffix != ".json"}
    truths = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.truth.json"))]
    return [{**each, "file": files[each["document"]]} for each in truths if each["document"] in files]


def _judged(truth: dict[str, Any], reading: dict[str, Any]) -> list[Verdict]:
    forms = reading["forms"] if reading["kind"] == "form" else []
    return judge([each["fields"] for each in truth["submissions"]], forms) if truth["submissions"] or forms else []


def _print_tables(judged: Iterable[tuple[dict[str, Any], list[Verdict]]]) -> None:
    groups: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for truth, verdicts in judged:
        for each in verdicts:
            scan = "scanned" if truth["format"] in _SCANS else "born digital"
            by = {"all": "all", "way": scan, "format": truth["format"], "producer": truth["producer"],
                  "language": truth["language"], "layout": truth["layout"], "field": each.field,
                  "label": each.label, "damage": truth.get("damage", "none")}  # fmt: skip
            for name, value in by.items():
                groups[name][value].add(each, truth["document"])
    for name, rows in groups.items():
        print(f"\n{name:20}{_HEADS}")
        for value, tally in sorted(rows.items()):
            print(f"{value:20}{tally.row()}")


def _print_calibration(verdicts: list[Verdict]) -> None:
    read = [each for each in verdicts if each.read is not None]
    print("\nconfidence     values   mean said   share right")
    error = 0.0
    for low, high in itertools.pairwise(_BINS):
        some = [each for each in read if low <= each.confidence < high]
        if some:
            said = sum(each.confidence for each in some) / len(some)
            right = sum(each.right for each in some) / len(some)
            error += abs(said - right) * len(some)
            print(f"{low:4.2f} - {min(high, 1):4.2f}{len(some):10}{said:12.3f}{right:14.3f}")
    sure = [each for each in read if each.confidence >= _SURE]
    print(f"expected calibration error {_share(error, len(read)):.3f}")
    wrong = sum(not each.right for each in sure)
    _print_price(read)
    print(f"wrong at {_SURE} and more: {wrong} of {len(sure)} such values ({100 * _share(wrong, len(sure)):.2f} %)")


def _print_price(read: list[Verdict]) -> None:
    """What the setting `certain` costs: how many values are to be looked at, and how many wrong ones are not."""
    print("\ncertain   looked at   wrong among the others   wrong values found by looking")
    mistakes = sum(not each.right for each in read)
    for certain in _CERTAIN:
        others = [each for each in read if each.confidence >= certain]
        missed = sum(not each.right for each in others)
        shares = (1 - _share(len(others), len(read)), _share(missed, len(others)), 1 - _share(missed, mistakes))
        print(
            f"{certain:7.2f}"
            + "".join(f"{100 * share:{width}.2f} %" for share, width in zip(shares, (10, 22, 30), strict=True))
        )


def _print_kinds(truths: list[dict[str, Any]], read: dict[Path, dict[str, Any]]) -> None:
    """What the documents were taken for, and whether all governments were found."""
    kinds = Counter((each["kind"], read[each["file"]]["kind"], read[each["file"]]["code"] or "") for each in truths)
    print("\ndocument       taken for")
    for (truth, taken, code), count in sorted(kinds.items()):
        print(f"{truth:15}{taken:14}{code:22}{count:6}")
    several = [each for each in truths if len(each["submissions"]) > 1]
    found = sum(len(read[each["file"]]["forms"]) == len(each["submissions"]) for each in several)
    print(f"documents with several governments: {len(several)}; all found, no more: {found}")


def _print_losses(judged: list[Document], kinds: dict[str, str]) -> None:
    found = losses(judged, kinds)
    labels = sorted({label for _, label in found})
    print(f"\n{'lost':45}" + "".join(f"{label:>11}" for label in labels))
    for way in sorted({way for way, _ in found}):
        print(f"{way:45}" + "".join(f"{found[way, label]:11}" for label in labels))


def _write_wrong(place: Path, judged: Iterable[tuple[dict[str, Any], list[Verdict]]]) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("document", "field", "label", "truth", "read", "confidence", "source"))
        for truth, verdicts in judged:
            for each in verdicts:
                if not each.right:
                    writer.writerow(
                        (truth["document"], each.field, each.label, each.truth, each.read, each.confidence, each.source)
                    )
    print(f"\nwrong and missing values: {place}")


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
