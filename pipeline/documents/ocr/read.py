"""The door to OCR: page pictures into blocks, several at a time, within the document's time.

Time: the words of a document's pictures may take `SHARE` of the time that the document is allowed; pages for which
none is left are named and not read. A page may take `PAGE_SECONDS`, and no more than `MOST_PAGES` are begun.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.documents.ocr import languages as ocr_languages
from pipeline.documents.ocr import program as ocr_program
from pipeline.model import Finding, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from PIL.Image import Image

    from pipeline.documents.ocr.page import Guess, Means
    from pipeline.documents.printed.page import PageText

    Task = tuple[int, Image, tuple[float, float]]
    """A page's number, its grey picture, and the pixels to the inch across and down."""

PAGE_SECONDS: Final = 25.0
MOST_PAGES: Final = 40
SHARE: Final = 0.75
USUAL_SECONDS: Final = 60.0
_SIDE_BY_SIDE: Final = 4  # pages at most: each program takes 100 to 200 MB
_LEAST_SECONDS: Final = 3.0  # with less left, no page is begun
_HARDLY: Final = 0.5  # a page less clear than this is hardly read
_HOPELESS: Final = 0.4  # what was seen in a page less clear than this is no words, or in no language that is known
_ENOUGH: Final = 15  # letters, to say anything about a page

NOT_INSTALLED: Final = (
    "Pictures are not read here: the program tesseract is not installed (Debian packages tesseract-ocr and "
    "tesseract-ocr-fra, -spa and so on for each language; `adhesion check` names them)."
)
NOTHING_SEEN = Unreadable(
    "scan",
    "The file holds only pictures, and no words could be read in them (a blank page, handwriting, or too poor a scan). "
    "Type the values in by hand, or ask for the form filled in on a computer.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """How pictures are to be read. `vocabularies`: language (ISO 639-1) -> folded words by which it is known.

    `seconds`: what the whole document may take.
    """

    vocabularies: Mapping[str, frozenset[str]] = field(default_factory=lambda: {"en": frozenset()})
    seconds: float = USUAL_SECONDS
    began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds that are left for pictures."""
        return self.began + SHARE * self.seconds - time.monotonic()


class Read:
    """The pages that were read, by their numbers, and what is to be said of them."""

    def __init__(self) -> None:
        self.pages: dict[int, PageText] = {}
        self.findings: list[Finding] = []


def available(wish: Wish) -> bool:
    """Whether any picture can be read here."""
    return bool(ocr_languages.models(wish.vocabularies, ocr_program.languages()))


def read_pages(tasks: Iterable[Task], wish: Wish) -> Read:
    """Read page pictures; what fails or comes too late is missing in the result and named in its findings.

    The pictures are taken one at a time, as readers become free: `tasks` may make them lazily.
    """
    done = Read()
    late: list[int] = []
    unclear: list[int] = []
    for number, outcome in _outcomes(tasks, wish):
        if outcome is None:
            late.append(number)
            continue
        page, clear = outcome
        if page is None:
            done.findings.append(_failed(number))
            continue
        done.pages[number] = page
        if clear < _HARDLY and page.letters >= _ENOUGH:
            unclear.append(number)
    done.findings += _said(late, unclear, wish)
    return done


def _outcomes(tasks: Iterable[Task], wish: Wish) -> Iterator[tuple[int, tuple[PageText | None, float] | None]]:
    """Each page's number with its blocks and clearness; None for a page that came too late.

    The first page is read alone: the others are probably turned and written as it is.
    """
    hint: Guess | None = None
    running: deque[tuple[int, Future[tuple[PageText | None, float, Guess | None]]]] = deque()
    size = min(os.cpu_count() or 1, _SIDE_BY_SIDE)
    with ThreadPoolExecutor(size, thread_name_prefix="ocr") as pool:
        for count, task in enumerate(tasks):
            if wish.left() < _LEAST_SECONDS or count >= MOST_PAGES:
                yield task[0], None
                continue
            running.append((task[0], pool.submit(_one, task, _means(wish), hint)))
            if hint is None or len(running) > size:
                number, future = running.popleft()
                page, clear, found = future.result()
                hint = hint or found
                yield number, (page, clear)
        for number, future in running:
            page, clear, _ = future.result()
            yield number, (page, clear)


def _means(wish: Wish) -> Means:
    from pipeline.documents.ocr.page import Means  # noqa: PLC0415 - heavy

    return Means(ocr_program.languages(), wish.vocabularies, max(min(PAGE_SECONDS, wish.left()), 1.0))


def _one(task: Task, means: Means, hint: Guess | None) -> tuple[PageText | None, float, Guess | None]:
    from pipeline.documents.ocr.blocks import page_text  # noqa: PLC0415 - heavy
    from pipeline.documents.ocr.page import fitting, see  # noqa: PLC0415 - heavy
    from pipeline.documents.ocr.words import clearness  # noqa: PLC0415 - heavy

    number, picture, dpi = task
    try:
        seen = see(*fitting(picture, dpi), means, hint)
    except ocr_program.OcrError:
        return None, 0.0, None
    clear = clearness(seen.scraps)
    if clear < _HOPELESS:
        seen = replace(seen, scraps=[])
    return page_text(seen, number), clear, seen.guess if clear >= _HARDLY else None


def _failed(number: int) -> Finding:
    what = f"Page {number} is a picture and could not be read in time; look at it."
    return Finding("page-is-picture", Severity.WARNING, what)


def _said(late: list[int], unclear: list[int], wish: Wish) -> Iterator[Finding]:
    if late:
        what = f"There was no time to read the pictures of {_pages(late)}; look at them by hand."
        yield Finding("document-cut", Severity.WARNING, what)
    if unclear:
        missing = sorted(missing_models(wish.vocabularies))
        why = f" Tesseract has no model here for {', '.join(missing)}." if missing else ""
        what = f"The picture of {_pages(unclear)} could hardly be read; compare all values with it.{why}"
        yield Finding("page-unclear", Severity.WARNING, what)


def missing_models(languages: Iterable[str]) -> frozenset[str]:
    """The languages (ISO 639-1) for which tesseract has no model here."""
    installed = ocr_program.languages()
    return frozenset(each for each in languages if ocr_languages.model(each) not in installed)


def _pages(numbers: list[int]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
