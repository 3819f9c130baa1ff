"""What is known of the rest of a form when an answer to a question in unknown words is weighed."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Field, FieldType
from pipeline.extraction.labels.answers import bare
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.labels.scopes import fit
from pipeline.normalise.people import is_office

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from pipeline.extraction.values.candidate import Candidate, Page

_ASKED: Final = 0.65  # a question fits its part of the form so well at least
_ANY_TEXT: Final = frozenset({FieldType.TEXT, FieldType.NARRATIVE, FieldType.PERSON})
"""Kinds of answer that do not check themselves."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the rest of the form: the open fields, and where the others were asked."""

    open: tuple[Field, ...]
    order: dict[str, int]
    asked: tuple[tuple[int, str], ...]  # first pieces of questions and what they ask for, in reading order
    unknown: frozenset[int]  # first pieces of the questions that nobody understood and nothing has told
    places: dict[str, frozenset[int]]  # of each field of a kind that checks itself: where it could be answered
    taken: frozenset[tuple[str, int]] = frozenset()  # slots

    @classmethod
    def of(cls, page: Page, chosen: Sequence[Candidate], given: frozenset[str]) -> Self:
        """What the questions that are understood tell."""
        labels = page.spotted.labels
        answered = {each.label: each.field for each in chosen if each.label in labels}
        asked = {**{first: _meant(first, page) for first in labels}, **answered}
        known = given | {field for field in asked.values() if field}
        fields = page.lexicon.fields
        return cls(
            open=tuple(field for key, field in fields.items() if key not in known and not field.mark),
            order={key: at for at, key in enumerate(fields)},
            asked=tuple(sorted((first, field) for first, field in asked.items() if field)),
            unknown=frozenset(),
            places={},
        )

    def with_possible(self, possible: Sequence[Candidate], page: Page) -> Self:
        """The same, once it is known which answers the open fields could have."""
        places: dict[str, frozenset[int]] = {}
        for each in possible:
            if page.lexicon.fields[each.field].type not in _ANY_TEXT:
                places[each.field] = places.get(each.field, frozenset()) | {each.label}
        return replace(self, unknown=frozenset(each.label for each in possible), places=places)

    def is_only(self, candidate: Candidate) -> bool:
        """Whether no other unknown question has an answer of this kind, which checks itself."""
        return self.places.get(candidate.field) == frozenset({candidate.label})

    def with_more(self, found: Sequence[Candidate]) -> Self:
        """The same, once more answers are found."""
        fields = {each.field for each in found}
        return replace(
            self,
            open=tuple(field for field in self.open if field.key not in fields),
            asked=tuple(sorted((*self.asked, *((each.label, each.field) for each in found)))),
            unknown=self.unknown - {each.label for each in found},
            places={field: places - {each.label for each in found} for field, places in self.places.items()},
            taken=self.taken | {each.slot for each in found},
        )

    def is_open(self, candidate: Candidate) -> bool:
        """Whether neither its field nor its place is taken."""
        return candidate.slot not in self.taken and any(field.key == candidate.field for field in self.open)

    def alone(self, place: int) -> bool:
        """Whether no other unknown question stands between the same two that are known."""
        at = bisect(self.asked, (place, ""))
        low = self.asked[at - 1][0] if at else -1
        high = self.asked[at][0] if at < len(self.asked) else max((*self.unknown, place)) + 1
        return sum(low < each < high for each in self.unknown) == 1

    def is_of_no_part(self, field: str) -> bool:
        """Whether a field belongs to no part of the form: forms ask for it here or there."""
        return any(each.key == field and each.section is None for each in self.open)

    def neighbours(self, place: int) -> tuple[str | None, str | None]:
        """What the questions before and behind a place ask for."""
        at = bisect(self.asked, (place, ""))
        before = self.asked[at - 1][1] if at else None
        return before, self.asked[at][1] if at < len(self.asked) else None


def _meant(first: int, page: Page) -> str:
    """The field that an understood question asks for in its part of the form; "" where it asks for none."""
    label, scope = page.spotted.labels[first], page.scopes[first]
    text = page.layout.pieces[first].text
    if first in page.spotted.headings or (bare(label) and is_office(text)):
        return ""  # "Mayor" stands over a part of a form, or is an answer
    fitting = [
        match for match in label.matches if match.score >= LEAST and fit(match, scope, page.lexicon).score >= _ASKED
    ]
    return max(fitting, key=lambda match: match.score).field if fitting else ""
