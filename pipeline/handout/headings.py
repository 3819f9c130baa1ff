"""Under which heading each question stands: the campaign's own sections first, ours for what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Field, FieldType, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign


class Own(StrEnum):
    """Our headings; the value is the key of its words in `form.toml`."""

    GENERAL = "general"
    OPEN = "open"  # long answers
    FURTHER = "further"  # short ones behind them
    DECLARATION = "declaration"  # what is declared at the end
    SIGNATURE = "signature"  # the same, with a signature


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the fields below it."""

    title: Section | Own
    fields: tuple[Field, ...]


_DECLARED = frozenset({FieldType.YES_NO, FieldType.DATE})


def laid_out(campaign: Campaign) -> tuple[Heading, ...]:
    """All fields that are kept, each once, in the order of the campaign file and grouped by its sections."""
    fields = campaign.kept_fields
    end = _declaration(fields)
    grouped: dict[str | Own, list[Field]] = {}
    place: str | Own | None = None
    for field in fields[:end]:
        place = field.section or _own(field, place)
        grouped.setdefault(place, []).append(field)
    if fields[end:]:
        signed = any(field.mark for field in fields[end:])
        grouped[Own.SIGNATURE if signed else Own.DECLARATION] = list(fields[end:])
    sections = {section.key: section for section in campaign.sections}
    return tuple(
        Heading(place if isinstance(place, Own) else sections[place], tuple(each)) for place, each in grouped.items()
    )


def _declaration(fields: Sequence[Field]) -> int:
    """Where the end of the form begins: nothing but consents, signatures and their dates outside the sections.

    Dates before a consent alone are questions like others. A form of which all is so has no such end.
    """
    start = len(fields)
    while start and fields[start - 1].section is None and fields[start - 1].type in _DECLARED:
        start -= 1
    signed = any(field.mark for field in fields[start:])
    while start < len(fields) and fields[start].type is FieldType.DATE and not signed:
        start += 1
    return start or len(fields)


def _own(field: Field, before: str | Own | None) -> str | Own:
    """The heading of a question outside the sections: long answers have theirs, short ones stay where they come."""
    if field.type is FieldType.NARRATIVE:
        return Own.OPEN
    if before is None:
        return Own.GENERAL
    return Own.FURTHER if before is Own.OPEN else before
