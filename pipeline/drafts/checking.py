"""Tries every template of letters and replies with invented values, so that a mistake shows before a run needs it.

Each is tried with much and little known, one government and several, between waves and in one, with every reason why a
document could not be read; all mistakes are told at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.config import SecretariatSettings
from pipeline.drafts.examples import CASES, example_member, examples
from pipeline.drafts.letters import LetterKind, LetterRequest, render_letter
from pipeline.drafts.names import known_in_letters, known_in_replies
from pipeline.drafts.press import pressed
from pipeline.drafts.request import UnreadFile
from pipeline.drafts.strange_files import strange_files
from pipeline.drafts.text import reply_text
from pipeline.drafts.text_check import text_mistakes
from pipeline.drafts.word_check import word_mistakes
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.languages.language import read_language
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.drafts.request import ReplyRequest
    from pipeline.drafts.tags import Known

_DAY: Final = dt.date(2026, 3, 4)
_OF_LETTERS: Final = ("salutation.txt", "government.txt")
_CODES: Final = (
    *("password", "encrypted-for-others", "blank", "blank-form", "xfa-empty", "xfa-broken", "scan", "damaged"),
    *("reader-died", "reader-failed", "too-large", "too-slow", "out-of-memory", "no-reader", "link", ""),
)


def template_problems(campaign: Campaign, templates: Templates = BUILT_IN) -> list[str]:
    """The mistakes in the templates of the languages that the campaign writes; [] where all are good."""
    found: dict[str, str] = {each: each for each in strange_files(campaign, templates)}
    known = (known_in_letters(campaign, _DAY), known_in_replies(campaign)) if templates.own else None
    for language in checked_languages(campaign, templates):
        looked = _looked_at(language, templates, *known) if known else ()
        for problem in (*looked, *_problems(campaign, language, templates)):
            found.setdefault(_place(problem), problem)
    return list(found.values())


def _place(problem: str) -> str:
    """Where it is, with the name that is wrong: the same mistake comes up in many cases, with more and less known."""
    return problem.partition("; did you mean")[0]


def checked_languages(campaign: Campaign, templates: Templates) -> list[str]:
    """The languages whose templates are tried: those of the campaign that are there, else English."""
    return [language for language in templates.languages() if language in campaign.languages] or ["en"]


def _problems(campaign: Campaign, language: str, templates: Templates) -> Iterator[str]:
    """Each template is tried by itself: a mistake in one hides none in another."""
    broken = _tried(lambda: read_language(language, templates))
    if broken:
        yield from broken  # nothing can be filled in
        return
    for kind in (each for each in LetterKind if templates.has(language, f"{each}.docx")):
        for full in (True, False):
            member = example_member(campaign, language, full=full)
            request = LetterRequest(member, campaign, SecretariatSettings(), _DAY, language, kind)
            yield from _tried(lambda request=request: render_letter(request, templates))  # type: ignore[misc] # mypy 17599
    for case in (each for each in CASES if templates.has(language, f"{each}.txt")):
        for reply in _replies(case, campaign, language):
            yield from _tried(lambda reply=reply: reply_text(reply, templates))  # type: ignore[misc] # the same


def _looked_at(language: str, templates: Templates, letters: Known, replies: Known) -> Iterator[str]:
    """What staff's own files of a language show before they are filled in; the built-in ones have been looked at."""
    folders = templates.folders(language)
    for file in sorted(folders[0].iterdir()) if folders[0].is_dir() else ():
        known = letters if file.suffix == ".docx" or file.name in _OF_LETTERS else replies
        if file.suffix in {".txt", ".docx"} and not file.name.startswith((".", "~")):
            found = _tried(lambda file=file, known=known: pressed(templates, file, look_at, file, folders, known))  # type: ignore[misc] # the same
            yield from found


def look_at(file: Path, folders: tuple[Path, ...], known: Known) -> bytes:
    """Raises the mistakes of a file that show before it is filled in."""
    found = word_mistakes(file, known) if file.suffix == ".docx" else text_mistakes(file, folders, known)
    if found:
        raise DefinitionError(str(file), found)
    return b""


def _replies(case: str, campaign: Campaign, language: str) -> Iterator[ReplyRequest]:
    requests = list(examples(case, campaign, language))
    yield from requests
    if case == DraftKind.UNREADABLE:
        yield from (replace(requests[0], unread=(UnreadFile("form.pdf", code),)) for code in _CODES)
        yield replace(requests[0], unread=tuple(UnreadFile("form.pdf", code) for code in _CODES))


def _tried(attempt: Callable[[], object]) -> list[str]:
    try:
        attempt()
    except DefinitionError as error:
        return [f"{error.file}: {problem}" for problem in error.problems]
    return []
