"""How long the samples take, beside the raw floor: the bare parsers on the same bytes in the same process.

    .venv/bin/python benchmarks/samples.py [rounds]

Prints seconds (median of the rounds) and ratios; only the ratios say something about another machine.
"""

from __future__ import annotations

import email
import email.policy
import io
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.documents.read import read_document
from pipeline.intake.message import unwrap
from pipeline.reading import read_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model import Document

    Row = tuple[str, Callable[[], object], Callable[[], object]]

INBOX = Path(__file__).resolve().parents[1] / "inbox_samples"
KINDS = {media.PDF: "PDF", media.DOCX: "DOCX", media.XLSX: "XLSX"}


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    messages = [path.read_bytes() for path in sorted(INBOX.glob("*.eml"))]
    documents = [each for data in messages for each in unwrap(data).documents if each.media in KINDS]
    campaign = load_campaign("human-rights-cities-2030")
    rows: list[Row] = [("unwrap all messages", lambda: [unwrap(data) for data in messages], lambda: _parse(messages))]
    for kind, name in KINDS.items():
        some = [document for document in documents if document.media == kind]
        rows += [
            (f"place {len(some)} {name}", partial(_each, read_document, some), partial(_load, some)),
            (
                f"read {len(some)} {name}",
                partial(_each, partial(read_form, campaign=campaign), some),
                partial(_load, some),
            ),
        ]
    print(f"{'':24}{'ours s':>9}{'bare s':>9}{'ratio':>8}")
    for name, ours, bare in rows:
        ours_s, bare_s = _pair(ours, bare, rounds)
        print(f"{name:24}{ours_s:9.3f}{bare_s:9.3f}{ours_s / bare_s:8.1f}")
    print(f"{'whole first run':24}{_whole_run():9.3f}   {len(messages)} messages, process start included")


def _each(work: Callable[[Document], object], documents: list[Document]) -> None:
    for document in documents:
        work(document)


def _pair(ours: Callable[[], object], bare: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians of both, taken in turn so that the machine's moods hit both alike; one round warms up."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for which, work in enumerate((ours, bare)):
            start = time.perf_counter()
            work()
            times[which].append(time.perf_counter() - start)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _parse(messages: list[bytes]) -> None:
    """The floor of unwrapping: the standard library's parser, every payload decoded."""
    for data in messages:
        for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
            part.get_payload(decode=True)


def _load(documents: list[Document]) -> None:
    """The floor of reading: each format's own library, all text touched once."""
    for document in documents:
        try:
            _load_one(document)
        except Exception:  # noqa: BLE001, S112 - some samples are broken on purpose
            continue


def _load_one(document: Document) -> None:
    if document.media == media.PDF:
        with pypdfium2.PdfDocument(document.data) as pdf:
            for page in pdf:
                page.get_textpage().get_text_range()
    elif document.media == media.DOCX:
        [paragraph.text for paragraph in docx.Document(io.BytesIO(document.data)).paragraphs]
    else:
        for sheet in openpyxl.load_workbook(io.BytesIO(document.data)).worksheets:
            list(sheet.values)


def _whole_run() -> float:
    """Seconds of `adhesion run` on the samples into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "pipeline", "run", "--inbox", str(INBOX), "--outputs", folder, "--log", "none"]
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
