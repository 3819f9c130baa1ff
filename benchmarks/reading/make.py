"""Make the corpus: draw all pages, convert and damage some, and write the truth beside each file."""

from __future__ import annotations

import json
import shutil
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.reading import draw_docx, draw_html, draw_sheet, draw_text, office
from benchmarks.reading.chance import Chance
from benchmarks.reading.chromium import Printer
from benchmarks.reading.draw_typst import typst_page
from benchmarks.reading.editions import draw
from benchmarks.reading.form_pdf import fillable, with_own_names
from benchmarks.reading.others import draw_other
from benchmarks.reading.plan import plan
from benchmarks.reading.scan import scan
from benchmarks.reading.words import LANGUAGES, leaks

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Page
    from benchmarks.reading.plan import Job

_PICTURES: Final = {"pdf_scan", "image"}
_LEFT_BEHIND: Final = ("lu*.tmp", ".~lock.*")
_SHEETS: Final = {"xls", "ods"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the corpus goes."""

    folder: Path

    def work(self, job: Job, extension: str) -> Path:
        """A file on the way to a document."""
        return self.folder / ".work" / f"{job.name}.{extension}"

    def final(self, job: Job, extension: str) -> Path:
        """The document itself."""
        return self.folder / job.split / f"{job.name}.{extension}"


def make(folder: Path, count: int, seed: str, languages: tuple[str, ...] = LANGUAGES, workers: int = 2) -> int:
    """Write the corpus into a folder, anew; gives the number of documents.

    Raises:
        ValueError: a wording that should be held back stands in the campaign file.
    """
    if leaks():
        raise ValueError(f"these wordings stand in the campaign file and are not held back: {leaks()}")
    corpus = Corpus(folder)
    for each in ("tune", "held", ".work"):
        shutil.rmtree(folder / each, ignore_errors=True)
        (folder / each).mkdir(parents=True)
    jobs = plan(count, seed, languages)
    started = time.monotonic()
    _told("drawing", started)
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_draw_all, *_shared(jobs, corpus, workers * 4)))
        _told("converting", started)
        jobs = _convert(jobs, corpus, workers)
        _told("damaging", started)
        list(pool.map(_damage_all, *_shared(jobs, corpus, workers * 4)))
    shutil.rmtree(folder / ".work")
    _told(f"{len(jobs)} documents", started)
    return len(jobs)


def _told(what: str, started: float) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)


def _shared(jobs: list[Job], corpus: Corpus, parts: int) -> tuple[list[list[Job]], list[Corpus]]:
    return [jobs[at::parts] for at in range(parts)], [corpus] * parts


def _draw_all(jobs: list[Job], corpus: Corpus) -> None:
    with Printer() as printer:
        for job in jobs:
            _draw_one(job, corpus, printer)


def _draw_one(job: Job, corpus: Corpus, printer: Printer) -> None:
    """The page in its producer's format: the document itself, or what it is later converted from."""
    chance = Chance(job.seed)
    page, truth = _page(job, chance)
    if job.kind.startswith("mail"):
        body = draw_html.mail_body(page) if job.kind == "mail_html" else draw_text.plain_text(page)
        corpus.final(job, "html" if job.kind == "mail_html" else "txt").write_text(body, "utf-8")
    elif job.kind == "xlsx" or job.producer in _SHEETS:
        by = draw_sheet.by_xlsxwriter if job.producer == "xlsxwriter" else draw_sheet.by_openpyxl
        place = corpus.final(job, "xlsx") if job.kind == "xlsx" else corpus.work(job, "xlsx")
        place.write_bytes(by(page))
    elif job.producer.startswith(("chromium", "typst")):
        place = corpus.final(job, "pdf") if job.kind in {"pdf", "pdf_form"} else corpus.work(job, "pdf")
        place.write_bytes(_printed(job, page, printer, chance))
    else:
        place = corpus.final(job, "docx") if job.producer == "word-xml" else corpus.work(job, "docx")
        place.write_bytes(draw_docx.docx_file(page))
    told = {"document": job.name, "language": job.language, "format": job.kind, "producer": job.producer,
            "layout": job.layout_name, "split": job.split, **truth}  # fmt: skip
    corpus.final(job, "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _page(job: Job, chance: Chance) -> tuple[Page, dict[str, Any]]:
    if job.layout is None:
        page, what = draw_other(job.language, chance)
        return page, {"kind": what, "submissions": []}
    page, forms = draw(job.layout, job.language, job.kind, job.split, chance)
    pictures = job.kind != "mail_text"
    return page, {"kind": "form", "submissions": [{"fields": form.truth(pictures=pictures)} for form in forms]}


def _printed(job: Job, page: Page, printer: Printer, chance: Chance) -> bytes:
    """The page as a PDF of the job's producer, with form fields where it is to have them."""
    live = job.kind == "pdf_form"
    page = with_own_names(page) if live else page
    if job.producer.startswith("typst"):
        pdf = typst_page(page, live=live)
    else:
        pdf = printer.print_page(draw_html.html_page(page, live=live), page.footer)
    return fillable(pdf, page, chance) if live else pdf


def _convert(jobs: list[Job], corpus: Corpus, workers: int) -> list[Job]:
    """Everything that LibreOffice makes: PDF, its own Word files, and the older formats; gives the jobs that are left.

    The few files over which it hangs are left out of the corpus, with their truth.
    """
    groups: dict[tuple[str, Path], list[Path]] = defaultdict(list)
    for job in jobs:
        if job.producer == "libreoffice":
            target = "docx" if job.kind == "docx" else "pdf"
            into = corpus.final(job, "x").parent if job.kind in {"docx", "pdf"} else corpus.work(job, "x").parent
            groups[target, into].append(corpus.work(job, "docx"))
        elif job.kind == "older":
            source = "xlsx" if job.producer in _SHEETS else "docx"
            groups[job.producer, corpus.final(job, "x").parent].append(corpus.work(job, source))
    orders = [office.Order(tuple(files), target, into) for (target, into), files in groups.items()]
    failed = {file.stem for file in office.convert(orders, workers)}
    for left in (path for order in orders for mark in _LEFT_BEHIND for path in order.folder.glob(mark)):
        left.unlink(missing_ok=True)  # what LibreOffice was writing when it was ended
    for job in jobs:
        if job.name in failed:
            print(f"         LibreOffice gave up on {job.name}")
            corpus.final(job, "truth.json").unlink()
    return [job for job in jobs if job.name not in failed]


def _damage_all(jobs: list[Job], corpus: Corpus) -> None:
    for job in jobs:
        if job.kind in _PICTURES:
            scan(corpus.work(job, "pdf"), corpus.final(job, "x"), job)
