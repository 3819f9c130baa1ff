"""`adhesion editions`: what each blank edition of the form teaches, and how a file stands to them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.editions import blank_files, folder_of, read_limited, taught_by, with_editions
from pipeline.extraction.editions.news import Editions
from pipeline.model import Document, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.extraction.editions.blanks import Edition
    from pipeline.extraction.editions.likeness import Likeness
    from pipeline.extraction.editions.news import Change
    from pipeline.extraction.editions.teaching import Taught

_NOT_ASKED: Final = "(not asked by this campaign)"
_WIDE: Final = 48  # characters of a printed label


def editions_text(campaign: Campaign, settings: Settings) -> str:
    """Every edition with what it teaches: form field, printed label, the campaign's field."""
    return "\n".join(_editions(campaign, settings))


def _editions(campaign: Campaign, settings: Settings) -> Iterator[str]:
    found = blank_files(settings)
    if not found:
        yield f"No blank editions in {folder_of(settings)}. They help and are not needed: put blank forms there."
    for each in found:
        if isinstance(each.placed, Unreadable):
            yield f"{each.file.name}: not used. {each.placed.reason}"
    for edition in Editions(taught_by(campaign, found)).known:
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[str]:
    asked = {each.field for each in edition.taught if each.field}
    fields = f"{len(edition.names)} form fields" if edition.names else "no form fields"
    yield f"{edition.name}: {fields}, {len(edition.printed)} printed texts, asks {len(asked)} of the campaign's fields"
    for each in edition.taught:
        yield f"  {_row(each)}"


def _row(taught: Taught) -> str:
    label = taught.label if len(taught.label) <= _WIDE else taught.label[: _WIDE - 1] + "…"
    return f"{taught.name or '-':<24}  {label:<{_WIDE}}  {taught.field or _NOT_ASKED}"


def check_text(file: Path, campaign: Campaign, settings: Settings) -> str:
    """How a file stands to the editions: a copy of one, a new edition with what is taken for what, or neither."""
    data = file.read_bytes()
    placed = read_limited(Document(file.name, media.identify(data, file.name), data), settings.limits)
    if isinstance(placed, Unreadable):
        return f"{file.name}: cannot be read. {placed.reason}"
    compared = Editions(with_editions(campaign, settings)).compare(placed)
    if compared.edition is None or compared.likeness is None:
        return f"{file.name}: like none of the editions in {folder_of(settings)}."
    kind = "a copy of" if compared.likeness.same else "of the same family as"
    lines = [f"{file.name}: {kind} {compared.edition} ({_shares(compared.likeness)})"]
    return "\n".join([*lines, *map(_change, compared.changes)])


def _shares(likeness: Likeness) -> str:
    names = f"{likeness.names:.0%} of its field names, " if likeness.names is not None else ""
    return f"{names}{likeness.words:.0%} of its printed words"


def _change(change: Change) -> str:
    before = f"; was {change.before}" if change.before else ""
    if change.moved:
        return f"  moved  {_row(change.now)}"
    return f"  new  {_row(change.now)}  ({change.now.why}{before})"
