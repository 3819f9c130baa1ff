"""Thirty real orders that nobody here wrote, read with nothing but `campaign.toml` beside this file.

    .venv/bin/python -m benchmarks.ad_orders [--all] [FOLDER]

Prints precision, recall and F1 of all fields together and of each, how many values are wrong at 0.9 and more, and
every miss (`--all`: every value). Two values are the same where numbers are equal, dates name the same day, and
texts have the same letters and digits in the same order, whatever their case, accents, blanks and punctuation.
FOLDER holds the files and `truth.csv` (a row a file, a column a field); the default lies outside the project.
"""

from __future__ import annotations

import csv
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.model import Document, Value
from pipeline.normalise.plain import key
from pipeline.reading import read_form

HERE = Path(__file__).resolve().parent
ORDERS = HERE.parents[2] / "shared" / "data" / "ad_orders"
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one file: what should come out ("" for nothing), and what came out with which confidence."""

    file: str
    field: str
    truth: str
    found: str
    confidence: float
    place: str

    @property
    def right(self) -> bool:
        """Whether a value came out and is the true one."""
        return bool(self.found) and comparable(self.field, self.found) == comparable(self.field, self.truth)


def comparable(field: str, text: str) -> str:
    """A value in the form in which two of them are compared."""
    if field.startswith("flight"):
        return _day(text.strip())
    if field.endswith("amount"):
        return f"{float(re.sub(r'[^0-9.]', '', text) or 0):.2f}"
    return key(text)


def _day(text: str) -> str:
    """An American date of the truth, or an ISO one of ours, as ISO."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text)
    return f"20{found[3][-2:]}-{int(found[1]):02}-{int(found[2]):02}" if found else text


def read(path: Path, campaign: Path = HERE / "campaign.toml") -> dict[str, Value]:
    """The values of one file by field; where it holds several forms, those of the first."""
    data = path.read_bytes()
    document = Document(path.name, media.identify(data, path.name), data)
    reading = read_form(document, load_campaign(str(campaign)))
    return {value.field: value for value in reading.forms[0].values} if reading.forms else {}


def main() -> None:
    """Read all files, print the table."""
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("--")]
    folder = folders[0] if folders else ORDERS
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with ProcessPoolExecutor() as pool:
        read_all = list(pool.map(read, [folder / row["file"] for row in rows]))
    answers = [answer for row, values in zip(rows, read_all, strict=True) for answer in _answers(row, values)]
    for answer in answers:
        if "--all" in sys.argv or not answer.right:
            print(line(answer))
    for field in dict.fromkeys(answer.field for answer in answers):
        print(scores(field, [answer for answer in answers if answer.field == field]))
    print(scores("all", answers))


def _answers(row: dict[str, str], values: dict[str, Value]) -> list[Answer]:
    answers = []
    for field, truth in list(row.items())[1:]:
        value = values.get(field)
        found, confidence = (str(value.value), value.confidence) if value else ("", 0.0)
        answers.append(Answer(row["file"], field, truth, found, confidence, value.source.at if value else ""))
    return answers


def line(answer: Answer) -> str:
    """An answer as a line to print."""
    word = "right" if answer.right else "wrong" if answer.found else "absent"
    said = f"{answer.found!r} ({answer.confidence:.2f}, {answer.place})" if answer.found else "-"
    return f"{answer.file[:8]} {word:6} {answer.field:13} {answer.truth!r} <- {said}"


def scores(name: str, answers: list[Answer]) -> str:
    """Precision, recall and F1 as a line to print."""
    right = sum(answer.right for answer in answers)
    given, asked = sum(bool(answer.found) for answer in answers), sum(bool(answer.truth) for answer in answers)
    precision, recall = right / max(given, 1), right / max(asked, 1)
    together = 2 * precision * recall / max(precision + recall, 1e-9)
    sure = sum(not answer.right and answer.confidence >= SURE for answer in answers)
    marked = sum(answer.right and answer.confidence >= SURE for answer in answers)
    return (
        f"{name:13} F1 {together:.3f}  precision {precision:.3f}  recall {recall:.3f}  ({right} of {asked})"
        f"  at {SURE} and more: {marked} right, {sure} wrong"
    )


if __name__ == "__main__":
    main()
