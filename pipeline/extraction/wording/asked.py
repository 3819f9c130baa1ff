"""What the fields of a campaign ask for, taken from all their wordings together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Field, FieldType
from pipeline.extraction.wording.concepts import Meaning, meanings
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.campaign.definition import Section, Wordings

_SUPPORT: Final = 0.05  # of a field's wordings; what fewer of them are about is a reading gone wrong

IMPLIED: Final = {
    FieldType.DATE: frozenset({"date", "year"}),
    FieldType.NUMBER: frozenset({"number"}),
    FieldType.PERSON: frozenset({"name"}),
    FieldType.CHOICE: frozenset({"type", "band"}),
    FieldType.CHOICES: frozenset({"type"}),
}
"""What a type asks for by itself, so that labels may leave it out ("Council decision", "Population band")."""
ANYBODY: Final = frozenset({"government", "applicant"})
_CIVILITY: Final = frozenset({"gender"})
_CHOSEN: Final = {FieldType.CHOICE, FieldType.CHOICES}


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One wording of a field, and what it is about; `roles` are those of its section."""

    field: Field
    language: str
    wording: str
    meaning: Meaning
    roles: frozenset[str]


def agreed_on(entries: Iterable[AskedFor]) -> Iterator[AskedFor]:
    """Of each wording the reading that most of its field's wordings share, without readings that hardly any has."""
    by_field: dict[str, dict[tuple[str, str], list[AskedFor]]] = defaultdict(lambda: defaultdict(list))
    for asked in entries:
        by_field[asked.field.key][asked.language, asked.wording].append(asked)
    for wordings in by_field.values():
        common: dict[frozenset[str], float] = defaultdict(float)
        for readings in wordings.values():
            for reading in readings:
                common[core_of(reading.meaning.what, reading.field)] += 1 / len(readings)
        usual, main = _usual_roles(wordings), _main_thing(wordings)
        for readings in wordings.values():
            votes = [common[core_of(each.meaning.what, each.field)] for each in readings]
            most = max(votes)
            if most >= _SUPPORT * len(wordings) or readings[0].field.type is FieldType.NARRATIVE:
                agreed = [each for each, vote in zip(readings, votes, strict=True) if vote == most]
                telling = [each for each in agreed if main & each.meaning.what] or agreed
                yield from (each for each in telling if each.meaning.whose <= usual)


def _main_thing(wordings: dict[tuple[str, str], list[AskedFor]]) -> frozenset[str]:
    """What a field's wordings ask for most often: the type of a government, though "category" may be one of size."""
    often = Counter(
        thing
        for readings in wordings.values()
        for thing in frozenset().union(*(each.meaning.what for each in readings))
    )
    most = frozenset(thing for thing, count in often.items() if count == max(often.values()))
    kinds = {reading.field.type for readings in wordings.values() for reading in readings}
    spoken = most if kinds & _CHOSEN else most - _CIVILITY  # "Title" of a text field is an office, not "Mr" or "Ms"
    return spoken or most


def _usual_roles(wordings: dict[tuple[str, str], list[AskedFor]]) -> frozenset[str]:
    """Whom a field's wordings speak of, without those that hardly any names ("Second contact" of a contact)."""
    often = Counter(
        role for readings in wordings.values() for role in frozenset().union(*(each.meaning.whose for each in readings))
    )
    own = frozenset().union(*(each.roles for readings in wordings.values() for each in readings))
    return ANYBODY | own | {role for role, count in often.items() if count >= _SUPPORT * len(wordings)}


def worded(labels: Wordings) -> Iterator[tuple[str, str]]:
    """Each wording, folded, with its language."""
    for language, wordings in labels.items():
        for wording in wordings:
            yield language, fold(wording)


def core_of(what: frozenset[str], field: Field) -> frozenset[str]:
    """What a text asks for, with what the type of its field asks for anyway."""
    return what | IMPLIED.get(field.type, frozenset())


def roles_of(section: Section) -> frozenset[str]:
    """Whom a section is about: what most of its headings name."""
    found: Counter[frozenset[str]] = Counter()
    for language, wording in worded(section.labels):
        read = {meaning.whose for meaning in meanings(wording, language) if meaning.whose}
        found.update(read)
    return max(found, key=lambda roles: (found[roles], -len(roles)), default=frozenset())
