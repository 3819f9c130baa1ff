"""Labels that no list knows, understood by what they are about: the same concepts as one of the campaign's wordings.

The campaign's own wordings teach what each field is about, so that a new campaign needs no data of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType
from pipeline.extraction.wording.alone import Alone
from pipeline.extraction.wording.asked import ANYBODY, IMPLIED, AskedFor, agreed_on, core_of, roles_of, worded
from pipeline.extraction.wording.asking import asks_plainly
from pipeline.extraction.wording.concepts import Meaning, asks, heads, meanings, written_in
from pipeline.extraction.wording.misspelt import mended
from pipeline.extraction.wording.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.extraction.wording.alone import Asked

LIKE: Final = 0.89
"""How surely a text is a label that has the very concepts of a wording: never as surely as the wording itself."""

_VAGUE: Final = 0.82  # what it says could stand in front of anything: "Day", "Place", "Kind"
_LEAST: Final = 0.8
_WORD: Final = 0.05  # for each word that only one of the two has
_SOFT: Final = 0.01  # "of the organisation", where the campaign does not say whose
_OTHERS: Final = 0.06  # "of the mayor", where the campaign does not say whose
_SMALL: Final = 2  # digits of the number of a line
_SIGNS: Final = frozenset({"number", "money", "percent"})  # what signs like "#" and "$" are read as
_NEARBY: Final = 0.08  # "of the organisation", where only its contact is asked for
_STRANGE: Final = 0.01  # understood by a wording of another language
_SLIP: Final = 0.02  # one word is misspelt
_UNSAID: Final = 0.02  # "registration" alone, where the registration date is asked for
_OTHERWISE: Final = 0.001  # of two wordings the one counts that names the same people
_MOST_WORDS: Final = 14

_VAGUE_ALONE: Final = frozenset(
    {"date", "number", "place", "year", "type", "start", "end", "duration", "band", "money", "reference"}
)
_AMOUNTS: Final = frozenset({"money", "number", "reference"})
_GENERAL: Final = _VAGUE_ALONE | {"name", "title"}
_WAYS_TO_REACH: Final = frozenset({"email", "phone", "address", "website", "fax"})
_GOVERNMENT: Final = frozenset({"government"})
_APPLICANT: Final = frozenset({"applicant"})
_OF_THE_ORGANISATION: Final = frozenset({"signature", "stamp", "decision"})
_PARTICULAR: Final = frozenset(
    {"birth", "age", "bank", "fax", "nationality", "fee", "price", "rent", "social", "unasked"}
)
"""Things that make another question of any that they stand in."""

_OFFICE: Final = frozenset({"title"})
"""An organisation has no office: "position in the organisation" is that of a person."""

_RANGE: Final = frozenset({"band"})
_TERM: Final = frozenset({"term"})
_SPEAKERS: Final = frozenset({"government", "applicant", "leader", "signatory"})
_KNOWN_ROLES: Final = frozenset({"government", "applicant", "leader", "contact", "signatory"})


class Understood(NamedTuple):
    """A field that a text asks for: `wording` (folded, of `language`) says the same in the campaign's words."""

    field: str
    language: str
    wording: str
    score: float
    narrowed: bool
    names_somebody: bool  # the text itself says whom it is about

    @property
    def worth(self) -> tuple[bool, float]:
        """By which the best of several wordings is told."""
        return not self.narrowed, self.score


class Understanding:
    """What the fields and sections of one campaign are about."""

    def __init__(self, campaign: Campaign) -> None:
        self._questions = Questions(campaign)
        self._alone = Alone(campaign)
        self._sections = {section.key: roles_of(section) for section in campaign.sections}
        self._asked: dict[frozenset[str], list[AskedFor]] = defaultdict(list)
        often: dict[str, set[str]] = defaultdict(set)
        known: set[tuple[str, str, Meaning]] = set()
        for asked in agreed_on(self._all_asked(campaign)):
            if (asked.field.key, asked.language, asked.meaning) in known:
                continue
            known.add((asked.field.key, asked.language, asked.meaning))
            self._asked[core_of(asked.meaning.what, asked.field)].append(asked)
            for word in asked.meaning.rest:
                often[word].add(asked.field.key)
        self._theirs: dict[str, frozenset[str]] = defaultdict(frozenset)
        self._things: dict[str, frozenset[str]] = defaultdict(frozenset)
        for asked in (each for entries in self._asked.values() for each in entries):
            self._theirs[asked.field.key] |= asked.meaning.whose | asked.roles
            self._things[asked.field.key] |= asked.meaning.what
        self._weight = {word: 1 / len(fields) for word, fields in often.items()}
        self._cores = {IMPLIED.get(field.type, frozenset()) for field in campaign.fields}
        self._roles = frozenset().union(*self._sections.values()) | {
            role for entries in self._asked.values() for asked in entries for role in asked.meaning.whose
        }

    def fields(self, folded: str, *, of_either: bool = False) -> list[Understood]:
        """The fields that a folded text asks for, the best reading of each.

        `of_either`: it is written for women and men ("Koordinator/in"), as answers are not.
        """
        named = self._alone.listed(folded)
        if not _may_ask(folded):
            return [_perhaps(named)] if named else []
        reworded = self._questions.alike(folded)
        if len(folded.split()) > _MOST_WORDS:
            found = [Understood(*reworded, narrowed=False, names_somebody=False)] if reworded else []
            return found or ([_perhaps(named)] if named else [])
        something, somebody = _asking(folded, of_either=of_either)
        best = self._best(something) or self._best(somebody) or self._with_a_stranger(folded, something)
        if all(found.narrowed for found in best.values()):
            best = max(best, self._misspelt(folded), key=_most)
        if reworded and reworded.field not in best:
            best[reworded.field] = Understood(*reworded, narrowed=False, names_somebody=False)
        for more in filter(None, (named, *self._alone.fields(folded))):
            best.setdefault(more.field, _perhaps(more))
        return sorted(best.values(), key=lambda found: (-found.score, found.field))

    def _with_a_stranger(self, folded: str, something: Iterable[Meaning]) -> dict[str, Understood]:
        """The fields that a question asks for if its one unknown word makes it no other question."""
        return {
            key: found._replace(score=round(found.score - _WORD, 3), narrowed=True)
            for key, found in self._best(_without_the_stranger(folded, something)).items()
            if found.score - _WORD >= _LEAST and not self._questions.asks_of_another_theme(folded, key)
        }

    def _misspelt(self, folded: str) -> dict[str, Understood]:
        """The fields that a text asks for if one of its words is misspelt."""
        ways = (each for language, text in mended(folded) for group in _asking(text, language) for each in group)
        return {
            key: found._replace(score=round(found.score - _SLIP, 3), narrowed=True)
            for key, found in self._best(ways).items()
            if found.score - _SLIP >= _LEAST
        }

    def _best(self, meanings: Iterable[Meaning]) -> dict[str, Understood]:
        """The fields that a text with these meanings asks for, each as its nearest wording understands it."""
        best: dict[str, Understood] = {}
        for meaning in meanings:
            cores = {meaning.what | implied for implied in (*self._cores, frozenset[str]())}
            for core in sorted(cores, key=sorted):  # in the same order every day
                for asked in self._asked.get(core, ()):
                    found = self._compared(meaning, asked)
                    if found and (asked.field.key not in best or found.worth > best[asked.field.key].worth):
                        best[asked.field.key] = found
        return best

    def only_names(self, folded: str) -> bool:
        """Whether a text names a person and asks for nothing of theirs ("Contact person", "Mayor")."""
        return any(meaning.whose - ANYBODY and not meaning.what | meaning.rest for meaning in meanings(folded))

    def asks_for_range(self, folded: str) -> bool:
        """Whether a text only asks for a range of figures ("range", "size class")."""
        return any(meaning.what == _RANGE and not meaning.rest for meaning in meanings(folded))

    def contradicts(self, folded: str, field: str) -> bool:
        """Whether a text is plainly about somebody or something else than a field ("second contact")."""
        if self._questions.asks_of_another_theme(folded, field):
            return True
        theirs, things = self._theirs[field], self._things[field]
        found = meanings(folded)
        return bool(found) and all(
            (theirs and meaning.whose - ANYBODY and not meaning.whose & theirs) or meaning.what & _PARTICULAR - things
            for meaning in found
        )

    def things(self, field: str) -> frozenset[str]:
        """The things that a field's wordings ask for."""
        return self._things[field]

    def leaves_open(self, folded: str, field: str) -> bool:
        """Whether a text may ask for a field: it is not plainly about another thing ("fax"), or about somebody else."""
        if self.contradicts(folded, field):
            return False
        things = {meaning.what for meaning in meanings(folded)}
        return not asks_plainly(folded) or any(what & self._things[field] for what in things)

    def section(self, folded: str) -> tuple[str, str] | None:
        """The section that a heading speaks of, and the heading's language; None where it speaks of none."""
        if len(folded.split()) > _MOST_WORDS or not any(heads(folded, each) for each in written_in(folded)):
            return None
        for meaning in meanings(folded):
            if meaning.what or meaning.rest or not meaning.whose or not heads(folded, meaning.language):
                continue
            found = [key for key, roles in self._sections.items() if _about(meaning.whose, roles, self._sections)]
            if len(found) == 1:
                return found[0], meaning.language
        return None

    def _all_asked(self, campaign: Campaign) -> Iterator[AskedFor]:
        for field in campaign.fields:
            roles = self._sections.get(field.section or "", frozenset())
            for language, wording in worded(field.labels):
                for meaning in meanings(wording, language):
                    yield AskedFor(field, language, wording, meaning, roles)

    def _compared(self, meaning: Meaning, asked: AskedFor) -> Understood | None:
        """How well a text agrees with a wording of the same concepts."""
        if not _says_the_same(meaning, asked) or _says_too_little(meaning, asked):
            return None
        whose = self._price_of_roles(meaning, asked)
        if whose is None:
            return None
        more, less = meaning.rest - asked.meaning.rest, asked.meaning.rest - meaning.rest
        theirs = asked.meaning.whose | asked.roles
        vague = not meaning.rest & asked.meaning.rest and not meaning.whose & theirs and meaning.what <= _VAGUE_ALONE
        score = (_VAGUE if vague else LIKE) - whose - _WORD * (len(more) + sum(self._weight[word] for word in less))
        score -= _UNSAID if meaning.what != asked.meaning.what else 0.0
        score -= _OTHERWISE * len(meaning.whose ^ asked.meaning.whose)
        score -= _STRANGE if meaning.language != asked.language else 0.0
        if score < _LEAST:
            return None
        narrowed = bool(more or less) or whose >= _OTHERS or vague
        names = bool(meaning.whose & asked.roles)
        return Understood(asked.field.key, asked.language, asked.wording, round(score, 3), narrowed, names)

    def _price_of_roles(self, meaning: Meaning, asked: AskedFor) -> float | None:
        """What it costs that a text and a wording speak of different people; None where they cannot mean the same."""
        theirs = asked.meaning.whose | asked.roles
        if meaning.what & _OF_THE_ORGANISATION and meaning.whose and theirs <= _SPEAKERS >= meaning.whose:
            return _SOFT  # whoever signs or decides does it for the organisation
        if meaning.whose == theirs or meaning.whose & theirs:
            return _OTHERS * len(meaning.whose - theirs - ANYBODY) + _SOFT * len(meaning.whose - theirs & ANYBODY)
        if not meaning.whose:
            missing = asked.meaning.whose - asked.roles
            return _OTHERS * len(missing - ANYBODY) + _SOFT * len(missing & ANYBODY)
        if meaning.whose <= ANYBODY:
            held = meaning.what == _OFFICE or meaning.what >= _TERM  # "term of the council"
            return _SOFT if held else self._price_of_anybody(meaning, theirs)
        unknown = not theirs - ANYBODY and meaning.whose <= _KNOWN_ROLES and not meaning.whose & self._roles
        return _OTHERS if unknown else None

    def _price_of_anybody(self, meaning: Meaning, theirs: frozenset[str]) -> float | None:
        """The organisation's e-mail address where only its contact's is asked: perhaps the same."""
        if not theirs - ANYBODY:
            return _SOFT
        return _NEARBY if meaning.what & _WAYS_TO_REACH else None


def _perhaps(asked: Asked) -> Understood:
    """A field that is asked for because no other could be meant."""
    return Understood(*asked, narrowed=True, names_somebody=False)


def _most(found: dict[str, Understood]) -> float:
    return max((each.score for each in found.values()), default=0.0)


def _says_the_same(meaning: Meaning, asked: AskedFor) -> bool:
    """Whether a text and a wording have the same concepts, as far as the field's type does not imply them."""
    implied = IMPLIED.get(asked.field.type, frozenset())
    if meaning.what | implied != asked.meaning.what | implied:
        return False
    if not meaning.what:
        kind = FieldType.TEXT if meaning.whose <= ANYBODY else FieldType.PERSON
        theirs = asked.meaning.whose & asked.roles if asked.field.section else asked.meaning.whose
        return asked.field.type is kind and not asked.meaning.what and bool(meaning.whose & theirs)
    if meaning.what and asked.meaning.what:
        return bool(meaning.what & asked.meaning.what)
    return bool(meaning.whose & asked.meaning.whose)


def _says_too_little(meaning: Meaning, asked: AskedFor) -> bool:
    """Whether the words that only one of a text and a wording has leave open that both ask for the same."""
    if meaning.rest & asked.meaning.rest:
        return False
    theirs = asked.meaning.whose | asked.roles
    if meaning.rest - asked.meaning.rest and not meaning.whose & theirs - ANYBODY:
        return True  # "Department of the Moselle", "Date of the fair"
    if meaning.what <= _AMOUNTS and not meaning.whose:
        return True  # every column of figures is headed so; "Amount", "Number"
    # "Name" or "Date", where the advertiser's name or the date of the fair is asked for
    return bool(asked.meaning.rest - meaning.rest) and meaning.what <= _GENERAL


def _may_ask(folded: str) -> bool:
    """Whether a text may be a label by its figures: a year or the number of a line, and words beside them."""
    said = folded.split()
    figures = [word for word in said if any(sign.isdigit() for sign in word)]
    if len(figures) > 1 or not set(said) - set(figures) - _SIGNS:
        return False
    return all(len(word) <= _SMALL or word.startswith(("19", "20")) for word in figures)


def _asking(folded: str, language: str = "", *, of_either: bool = False) -> tuple[list[Meaning], list[Meaning]]:
    """The readings of a text that ask for something, and those that only ask for somebody."""
    found = meanings(folded, language)
    somebody = [
        meaning for meaning in found if not meaning.what and _asks_for_somebody(folded, meaning, of_either=of_either)
    ]
    return [meaning for meaning in found if meaning.what], somebody


def _without_the_stranger(folded: str, meanings: Iterable[Meaning]) -> Iterator[Meaning]:
    """Readings of what is plainly a question without the one word in it that nobody knows.

    In Arabic the small words that ask stand inside others, so that nothing is plain.
    """
    for meaning in meanings:
        telling = meaning.what - _GENERAL - _AMOUNTS
        plainly = meaning.language != "ar" and asks(folded, meaning.language)
        if len(meaning.rest) == 1 and telling and plainly:
            yield replace(meaning, rest=frozenset())


def _asks_for_somebody(folded: str, meaning: Meaning, *, of_either: bool) -> bool:
    """Whether a text that only names somebody asks who it is: offices stand on forms as answers too."""
    if not meaning.whose or meaning.rest:
        return False
    return of_either or meaning.whose == ANYBODY or asks(folded, meaning.language)


def _about(whose: frozenset[str], roles: frozenset[str], sections: dict[str, frozenset[str]]) -> bool:
    """Whether a heading means a section; who applies is the organisation where the campaign asks of nobody else."""
    if whose <= ANYBODY and _APPLICANT not in sections.values():
        return roles == _GOVERNMENT
    return roles == whose
