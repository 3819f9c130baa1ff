"""A bare "Name" with "Title" or "Position" right behind or below it: it asks for a person, not for an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.concepts import meanings
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.extraction.wording.match import Match

_KNOWN: Final = 0.95  # a wording of the campaign
_LIKELY: Final = 0.85  # how surely it asks for the one person that the form asks about
_LESS: Final = 0.8  # of what else it could ask for
_LONGEST: Final = 24  # characters
_BELOW: Final = 3.0  # heights of a line from a question to the next
_SAME_EDGE: Final = 3.0  # points


def names_with_offices(labels: dict[int, Label], layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    """The labels that say "Name" before one that asks for an office, asking for a person first."""
    people = [key for key, field in lexicon.fields.items() if field.type is FieldType.PERSON]
    for label in labels.values():
        if not people or label.score >= _KNOWN or not _asks_only("name", layout.pieces[label.last].text):
            continue
        if any(_asks_only("title", layout.pieces[other].text) for other in _next(label, labels, layout)):
            yield replace(label, matches=_people_first(label.matches, people))


def _next(label: Label, labels: dict[int, Label], layout: Layout) -> Iterator[int]:
    """The next label in the row, and that in the next line at the same edge."""
    here = layout.pieces[label.first]
    yield from [other for other in layout.right_of(label.last) if other in labels][:1]
    for other in labels:
        there = layout.pieces[other]
        near = 0 < there.box[1] - here.box[3] < _BELOW * (here.box[3] - here.box[1])
        if near and there.page == here.page and abs(there.box[0] - here.box[0]) < _SAME_EDGE:
            yield other
            return


def _asks_only(concept: str, text: str) -> bool:
    """Whether what stands before the colon says that alone, in some language."""
    head = text.partition(":")[0]
    if len(head) > _LONGEST:
        return False
    return any(said.what == {concept} and not said.whose and not said.rest for said in meanings(fold(head)))


def _people_first(matches: tuple[Match, ...], people: list[str]) -> tuple[Match, ...]:
    """The matches, those of persons before the others; the only person of the form, where none was thought of."""
    persons = [match for match in matches if match.field in people]
    if not persons and len(people) == 1:
        persons = [replace(matches[0], field=people[0], score=_LIKELY, wording="")]
    if not persons:
        return matches
    others = (replace(match, score=match.score * _LESS) for match in matches if match.field not in people)
    return tuple(sorted((*persons, *others), key=lambda match: -match.score))
