"""The names that templates can use, one a line, with their meaning and an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.drafts.examples import example_reply
from pipeline.drafts.letter_values import letter_values
from pipeline.drafts.letters import LetterRequest
from pipeline.drafts.names import LETTER_NAMES, REPLY_NAMES
from pipeline.drafts.pictures import Picture
from pipeline.drafts.request import Applicant, applicant_of
from pipeline.drafts.text import reply_values
from pipeline.languages.language import read_language
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.own_templates.whom import About

_LONGEST: Final = 60


def names_of_letters(about: About) -> Iterator[str]:
    """The lines for letters."""
    settings, today = about.settings, dt.datetime.now(dt.UTC).date()
    request = LetterRequest(
        about.member, about.campaign, settings.secretariat, today, about.language, look=settings.letters
    )
    values = letter_values(request, read_language(about.language, about.templates), about.templates)
    return _lines(LETTER_NAMES, values)


def names_of_replies(about: About) -> Iterator[str]:
    """The lines for replies, with what a mail that lacks something would give."""
    real = applicant_of(about.member, about.campaign)
    keys = tuple(value.field for value in about.member.values)
    missing = tuple(field.key for field in about.campaign.kept_fields)
    applicant = Applicant(about.member, real.missing or missing, keys, keys)
    language = read_language(about.language, about.templates)
    values: dict[str, Any] = {}
    for kind in (DraftKind.UNREADABLE, DraftKind.MISSING):
        request = example_reply(kind, about.campaign, about.language, [applicant], about.settings.secretariat)
        values |= {name: value for name, value in reply_values(request, language).items() if value}
    return _lines(REPLY_NAMES, values)


def _lines(names: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    for name, meaning in names.items():
        owner, _, part = name.rpartition(".")
        example = _shown(_part(_owner(owner, values), part) if owner else values.get(name))
        yield f"{name:<22} {meaning}" + (f"   e.g. {example}" if example else "")


def _owner(name: str, values: Mapping[str, Any]) -> object:
    """What a template has in hand inside a loop, or what stands before the dot."""
    lists = {"applicant": values.get("applicants"), "file": values.get("unread")}
    applicant = next(iter(lists["applicant"] or ()), None)
    lists["entry"] = _part(applicant, "changes") or _part(applicant, "doubtful")
    return next(iter(lists[name] or ()), None) if name in lists else values.get(name)


def _part(owner: object, name: str) -> Any:  # noqa: ANN401 - as templates take it
    return owner.get(name) if isinstance(owner, Mapping) else getattr(owner, name, None)


def _shown(value: object) -> str:
    """A value as a template would put it, in short; a list by its first one, and what has parts by none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Picture):
        return "(a picture)"
    while isinstance(value, list | tuple) and value:
        value = value[0]
    if is_dataclass(value) or isinstance(value, Mapping) or value is None:
        return ""
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}..."
