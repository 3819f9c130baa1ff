"""Long questions that are asked in other words: alike in what they speak of, though no sentence is the same."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.concepts import Meaning, meanings, prompts, written_in
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign

_FEWEST_WORDS: Final = 4  # of a text; shorter ones are no questions
_MOST_WORDS: Final = 40
_COMMON: Final = 2  # things that a text and a question must both speak of
_COMMON_WITH_TITLE: Final = 4  # or so many with those that every question of the campaign speaks of
_LEAST: Final = 0.4  # share of what both speak of
_LEAD: Final = 0.1  # by which the best question must be nearer than one of another field
_LOWEST, _HIGHEST = 0.8, 0.89
_ORGANISATION: Final = frozenset({"government"})
_THIRD: Final = frozenset({"third"})
_WHO_AND_WHERE: Final = frozenset({"government", "town", "place", "region"})
_MOST_BESIDE_THEME: Final = 2  # things that a text on the campaign's theme says beside what a question says
_TITLE_WORD: Final = 0.2  # what a word of the campaign's name is worth: every question has it


class Reworded(NamedTuple):
    """A question that a text may be: of this field, in these words of that language, how surely (0.8 to 0.89)."""

    field: str
    language: str
    wording: str
    score: float


@dataclass(frozen=True, slots=True)
class _Question:
    field: str
    language: str
    wording: str
    speaks_of: frozenset[str]


class Questions:
    """The long questions of a campaign: those whose answer is a text of its own."""

    def __init__(self, campaign: Campaign) -> None:
        self._questions = [
            _Question(field.key, language, fold(wording), _speaks_of(meaning))
            for field in campaign.fields
            if field.type is FieldType.NARRATIVE
            for language, wordings in field.labels.items()
            for wording in wordings
            for meaning in meanings(fold(wording), language)
        ]
        said_in = [_speaks_of_any(name, language) for language, name in campaign.name.items()]
        self._title = frozenset[str]().union(*said_in)
        # what the name says in every language, but for who takes part: "human rights"
        self._theme = frozenset[str].intersection(*said_in) - _WHO_AND_WHERE if said_in else self._title
        fields: dict[str, set[str]] = defaultdict(set)
        for question in self._questions:
            for thing in question.speaks_of:
                fields[thing].add(question.field)
        self._themed = {key for key in {each.field for each in self._questions} if self._is_themed(key)}
        self._often = Counter({thing: len(keys) for thing, keys in fields.items()})
        self._count = len({question.field for question in self._questions})
        self._worth = {thing: self._worth_of(thing) for thing in self._often}
        # translations often speak of the very same things: one of them is enough
        alike = {(question.field, question.speaks_of): question for question in reversed(self._questions)}
        self._weighed = [(each, self._weight(each.speaks_of)) for each in reversed(alike.values())]
        self._asking: dict[str, list[int]] = defaultdict(list)  # the questions (of `_weighed`) that speak of a thing
        for number, (question, _) in enumerate(self._weighed):
            for thing in question.speaks_of:
                self._asking[thing].append(number)

    def alike(self, folded: str) -> Reworded | None:
        """The one question that a folded text asks in other words; None where none or several are as near."""
        if not self._questions or not _FEWEST_WORDS <= len(folded.split()) <= _MOST_WORDS:
            return None
        if not any(prompts(folded, language) for language in written_in(folded)):
            return None  # before it is understood, which takes long: most texts of so many words are answers
        best: dict[str, tuple[float, _Question]] = {}
        for meaning in meanings(folded):
            if not prompts(folded, meaning.language) or meaning.whose & _THIRD:
                continue  # an answer speaks of the same things as its question
            said = _speaks_of(meaning)
            weight = self._weight(said)
            for question, asked in self._near_to(said):
                common = said & question.speaks_of
                compared = self._is_near(said, common) and not self._is_of_another_theme(said, question)
                near = 2 * self._weight(common) / (weight + asked) if compared else 0.0
                if near > best.get(question.field, (_LEAST, question))[0]:
                    best[question.field] = (near, question)
        ranked = sorted(best.values(), key=lambda found: -found[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
            return None
        near, question = ranked[0]
        return Reworded(question.field, question.language, question.wording, _score(near))

    def asks_of_another_theme(self, folded: str, field: str) -> bool:
        """Whether a long text asks the like of a field's questions, but not of what the campaign is about."""
        if field not in self._themed or not _FEWEST_WORDS <= len(folded.split()) <= _MOST_WORDS:
            return False
        found = [meaning for meaning in meanings(folded) if prompts(folded, meaning.language)]
        said = [_speaks_of(meaning) for meaning in found]
        return bool(said) and all(not each & self._theme and any(map(_is_unknown, each)) for each in said)

    def _near_to(self, said: frozenset[str]) -> Iterator[tuple[_Question, float]]:
        """The questions, in their order, that have enough things in common with a text to be compared at all."""
        shared = Counter(number for thing in said for number in self._asking.get(thing, ()))
        yield from (self._weighed[number] for number in sorted(shared) if shared[number] >= _COMMON)

    def _is_near(self, said: frozenset[str], common: frozenset[str]) -> bool:
        """Whether the things that a text and a question have in common are enough to compare them."""
        if len(common) < _COMMON:
            return False
        told = common - self._title
        telling = common == said and any(self._often[each] * 2 < self._count for each in told)
        themed = bool(common & self._theme) and len(told) >= 1 and len(said - common) <= _MOST_BESIDE_THEME
        return len(told) >= _COMMON or (bool(told) and len(common) >= _COMMON_WITH_TITLE) or telling or themed

    def _is_themed(self, field: str) -> bool:
        """Whether most questions of a field speak of the campaign's theme."""
        asked = [question for question in self._questions if question.field == field]
        return 2 * sum(bool(question.speaks_of & self._theme) for question in asked) > len(asked)

    def _is_of_another_theme(self, said: frozenset[str], question: _Question) -> bool:
        """Whether a text asks the same of another thing: why transport, not human rights, matters to a city."""
        return bool(question.speaks_of & self._theme) and not said & self._theme and any(map(_is_unknown, said))

    def _weight(self, things: frozenset[str]) -> float:
        return sum(self._worth.get(thing) or self._worth_of(thing) for thing in things)

    def _worth_of(self, thing: str) -> float:
        return _TITLE_WORD if thing in self._title else math.log(1 + self._count / max(self._often[thing], 1))


def _speaks_of(meaning: Meaning) -> frozenset[str]:
    """Concepts and stems of other words as one set; the stems carry their language."""
    return meaning.what | meaning.whose & _ORGANISATION | {f"{meaning.language}:{word}" for word in meaning.rest}


def _speaks_of_any(text: str, language: str) -> frozenset[str]:
    """All that a text may speak of, in whatever way it is understood."""
    return frozenset[str]().union(*(_speaks_of(meaning) for meaning in meanings(fold(text), language)))


def _is_unknown(thing: str) -> bool:
    return ":" in thing


def _score(near: float) -> float:
    return round(_LOWEST + (_HIGHEST - _LOWEST) * min(1.0, (near - _LEAST) / (1 - _LEAST)), 3)
