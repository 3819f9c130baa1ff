"""What is to be made: so many documents of each format, language, layout and producer, the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.reading.chance import Chance
from benchmarks.reading.editions import LAYOUTS, Layout, layouts_for
from benchmarks.reading.words import LANGUAGES

HELD_PART: Final = 2 / 3
_SHARES: Final = {
    "docx": 190, "pdf": 220, "pdf_form": 170, "pdf_scan": 230, "image": 170, "xlsx": 170, "mail_html": 120,
    "mail_text": 80, "older": 200,
}  # fmt: skip
_PRODUCERS: Final = {
    "docx": ("word-xml", "word-xml", "libreoffice"),
    "pdf": ("chromium", "typst", "libreoffice"),
    "pdf_form": ("chromium+pypdf", "typst+pypdf"),
    "pdf_scan": ("chromium", "typst", "libreoffice"),
    "image": ("chromium", "typst", "libreoffice"),
    "xlsx": ("openpyxl", "xlsxwriter"),
    "mail_html": ("html",),
    "mail_text": ("text",),
    "older": ("odt", "doc", "rtf", "xls", "ods"),
}
_ONLY: Final = {
    "comb": ("chromium", "typst"),
    "tracked": ("word-xml",),
    "frames": ("chromium", "typst", "word-xml", "chromium+pypdf", "typst+pypdf", "html"),
}
_NOT_A_FORM: Final = 0.05  # share of documents that are something else


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make. `layout` is None for one that is no form of ours."""

    number: int
    split: str
    language: str
    kind: str
    producer: str
    layout: Layout | None
    seed: str

    @property
    def name(self) -> str:
        """Its file name, without extension."""
        layout = self.layout.name if self.layout else "other"
        return f"{self.number:04d}-{self.language}-{self.kind}-{layout}"

    @property
    def layout_name(self) -> str:
        """The layout, or `other`."""
        return self.layout.name if self.layout else "other"


def plan(count: int, seed: str, languages: tuple[str, ...] = LANGUAGES) -> list[Job]:
    """All documents: `count` filled forms, a third to tune on and two thirds held, and some that are no forms."""
    jobs: list[Job] = []
    for split, part in (("tune", 1 - HELD_PART), ("held", HELD_PART)):
        for kind, share in _SHARES.items():
            wanted = round(count * part * share / sum(_SHARES.values()))
            jobs += _of_kind(kind, split, wanted, seed, languages)
    return [_numbered(job, number) for number, job in enumerate(jobs, 1)]


def _numbered(job: Job, number: int) -> Job:
    return Job(number, job.split, job.language, job.kind, job.producer, job.layout, f"{job.seed}:{number}")


def _of_kind(kind: str, split: str, wanted: int, seed: str, languages: tuple[str, ...]) -> list[Job]:
    """The languages in turn, and for each the layouts and producers in an order of chance, none left out."""
    chance = Chance(seed, split, kind)
    queues: dict[str, list[Layout]] = {language: [] for language in languages}
    jobs = []
    for at in range(wanted):
        language = languages[at % len(languages)]
        if not queues[language]:
            queues[language] = chance.shuffled(layouts_for(kind, split, language))
        layout = queues[language].pop()
        jobs.append(Job(0, split, language, kind, _producer(kind, layout, chance), layout, f"{seed}:{split}"))
    for at in range(round(wanted * _NOT_A_FORM)):
        producer = chance.one([each for each in _PRODUCERS[kind] if "pypdf" not in each] or ["chromium+pypdf"])
        jobs.append(Job(0, split, languages[(at * 3) % len(languages)], kind, producer, None, f"{seed}:{split}"))
    return jobs


def _producer(kind: str, layout: Layout, chance: Chance) -> str:
    able = _ONLY.get(layout.name, _PRODUCERS[kind])
    return chance.one([each for each in _PRODUCERS[kind] if each in able])


def layout_names() -> list[str]:
    """All layouts, in order."""
    return [each.name for each in LAYOUTS]
