"""Sentences in which somebody speaks for a government: "I, Ada Ash, Mayor of the City of Alder (Ireland), declare ...".

Such a form has blanks in a sentence instead of questions. Who fills it in writes what the blank is for; the words
between give it away: the first person, an office, what it is the office of, a country, an address behind a name, what
a date or a number is told of. What is read so is always for somebody to look at.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType, Part
from pipeline.extraction.values.declared import declared
from pipeline.extraction.values.sentences import Paragraph, paragraphs
from pipeline.extraction.values.speaking import AS, BEFORE_A_NAME, FIRST, IN, OF, REPRESENTED
from pipeline.extraction.wording.concepts import meanings
from pipeline.normalise.base import Context
from pipeline.normalise.fold import fold
from pipeline.normalise.people import holds_institution, is_office, office_length
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

TRUST: Final = 0.85
"""How far such a value can be trusted: no label says that it is meant."""

_BODY = re.compile(r"(?P<body>[^,;()]{2,120}?)\s*(?:\((?P<country>[^()]{2,60})\)|[,;]|$)")
_ADDRESS = re.compile(r"[^\s()<>,;:]+@[^\s()<>,;:]+[^\s()<>,;:.]")
_PHONE = re.compile(r"(?<![\w.@])\+?\(?\d[\d ()/.\-]{5,20}\d(?!\w)")
_PARTS = re.compile(r"\s*[,;()]\s+|\s*[()]\s*|:\s+|\s[–—-]\s")
_PARTICLES: Final = frozenset(
    ("de", "del", "della", "di", "da", "do", "dos", "van", "von", "der", "den", "la", "i", "y", "e", "bin", "al", "zu")
)
_MOST_SEGMENTS: Final = 4  # of names with commas in them
_MOST_WORDS: Final = 9  # of an office
_MOST_OF_A_NAME: Final = 7
_MOST_NUMBERS: Final = 5
_AROUND: Final = 3  # paragraphs behind that of the speaker which may belong to it
_ABOUT_WAYS: Final = frozenset(("email", "phone", "address", "website"))


class Pledged(NamedTuple):
    """What a sentence says of a field, and the pieces that the sentence stands in."""

    field: Field
    texts: tuple[str, ...]  # ways to read it, the longest first; the first that is a value counts
    pieces: tuple[int, ...]
    filled: int = 0  # blanks of its paragraph that are filled in


def pledged(layout: Layout, others: frozenset[int], lexicon: Lexicon, identity: str) -> Iterator[Pledged]:
    """What the first such sentence of a document and those behind it say.

    `others`: pieces of no sentence, such as questions with a colon. `identity`: the field of the name.
    """
    behind = 0
    for paragraph in paragraphs(layout, others):
        found = [] if behind else [*_spoken(paragraph, lexicon, identity)]
        if found or (behind and paragraph.pieces[0] not in others):
            behind += 1
            found += _told(paragraph, lexicon, identity)
            yield from (Pledged(field, ways, paragraph.pieces, paragraph.filled) for field, ways in found)
        if behind > _AROUND:
            return


Said = tuple["Field", tuple[str, ...]]


def _spoken(paragraph: Paragraph, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """What the first sentence of a speaker says of him or her and of the government."""
    for sentence in paragraph.sentences:
        said = [*_speaker(sentence, lexicon, identity)] or [*_represented(sentence, lexicon, identity)]
        if said:
            yield from said
            return


def _told(paragraph: Paragraph, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """Whom to reach, and what dates and numbers are told of."""
    for sentence in paragraph.sentences:
        yield from declared(sentence, lexicon)
        yield from _contact(sentence, lexicon, identity)


def _speaker(sentence: str, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """The name, the office, the government and the country of who speaks."""
    begun = FIRST.match(sentence)
    if begun is None or not begun.group().strip():
        return
    segments = sentence[begun.end() :].split(", ")
    for at in range(1, min(len(segments), _MOST_SEGMENTS)):
        rest = AS.sub("", ", ".join(segments[at:]), count=1).split()
        length = _office_end(rest)
        of = OF.match(" ".join(rest[length:])) if length else None
        body = _BODY.match(" ".join(rest[length:])[of.end() :]) if of else None
        if body:
            yield from _person(", ".join(segments[:at]), " ".join(rest[:length]), lexicon)
            yield from _government(body["body"], body["country"] or "", lexicon, identity)
            return


def _office_end(words: list[str]) -> int:
    """How many words in front are an office, with the body that it is the head of ("President of the Council")."""
    length = office_length(words)
    of = OF.match(" ".join(words[length:])) if length else None
    more = len(of.group().split()) if of else 0
    body = words[length + more :]
    for at in range(1, min(3, len(body))):
        again = OF.match(" ".join(body[at:]))
        own = body[0][:1].islower() or holds_institution(body[0])
        after = " ".join(body[at:])[again.end() :] if again else ""
        if of and again and own and (body[0][:1].islower() or holds_institution(after.split()[0] if after else "")):
            return length + more + at
    return length


def _person(name: str, office: str, lexicon: Lexicon) -> Iterator[Said]:
    title = next((each for each in lexicon.fields.values() if each.part is Part.TITLE and each.part_of), None)
    if title is not None:
        yield lexicon.fields[title.part_of or ""], (name,)
        yield title, (office,)


def _government(body: str, country: str, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """The name of a government and the country that it is in."""
    field = next(iter(_only(FieldType.COUNTRY, lexicon)), None)
    inside = IN.search(body)
    if field and inside and normalise(body[inside.end() :], field, Context()):
        body, country = body[: inside.start()], body[inside.end() :]
    yield lexicon.fields[identity], (body,)
    if field and country:
        yield field, (country,)


def _represented(sentence: str, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """The same of "The City of Alder (Ireland), represented by Ada Ash, Mayor, joins ..."."""
    found = REPRESENTED.search(sentence)
    if found is None:
        return
    name, *others = [part for part in _PARTS.split(sentence[found.end() :]) if part][:3]
    office = AS.sub("", others[0]) if others else ""
    if not is_office(office):
        return
    body = _PARTS.split(BEFORE_A_NAME.sub("", sentence[: found.start()].strip(" ,"), count=1))
    yield from _person(name, office, lexicon)
    country = next((part for part in body[1:] for part in _country(part, lexicon)), "")
    yield from _government(_before_figures(body[0]), country, lexicon, identity)


def _before_figures(text: str) -> str:
    """The name of a government without what is told of it ("Alder with 120 inhabitants")."""
    words = takewhile(lambda word: not word[0].isdigit(), text.split())
    kept = [*words]
    if len(kept) < len(text.split()) and len(kept) > 1:
        kept = kept[:-1]
    return " ".join(kept)


def _country(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The country that a part of a sentence ends with ("located in Ireland")."""
    words = text.split()
    for field in _only(FieldType.COUNTRY, lexicon):
        ways = (" ".join(words[at:]) for at in range(len(words)) if words[at][:1].isupper())
        yield from (way for way in ways if len(words) <= _MOST_WORDS and normalise(way, field, Context()))


def _contact(sentence: str, lexicon: Lexicon, identity: str) -> Iterator[Said]:
    """The person behind whose name an e-mail address stands, where only one address is asked for."""
    found = _ADDRESS.search(sentence)
    addresses = _only(FieldType.EMAIL, lexicon) if found else []
    for address in addresses:
        yield address, (found.group() if found else "",)
        for phone in _only(FieldType.PHONE, lexicon):
            yield phone, tuple(each.group() for each in islice(_PHONE.finditer(sentence), _MOST_NUMBERS))
        before = [part for part in _PARTS.split(sentence[: found.start() if found else 0]) if part.strip()]
        people = [f for f in lexicon.fields.values() if f.type is FieldType.PERSON and f.section == address.section]
        if len(people) == 1 and address.section and people[0].key != identity and not _speaks(sentence):
            yield from _called(before, people[0], lexicon)


def _speaks(sentence: str) -> bool:
    begun = FIRST.match(sentence)
    return bool(begun and begun.group().strip()) or REPRESENTED.search(sentence) is not None


def _called(parts: list[str], person: Field, lexicon: Lexicon) -> Iterator[Said]:
    """The name in front of an address, and the office behind the name."""
    for at, part in enumerate(parts):
        name = _name_at_end(part, person)
        if name:
            yield person, (name,)
            office = AS.sub("", parts[at + 1]).strip() if at + 1 < len(parts) else ""
            roles = [f for f in lexicon.fields.values() if f.section == person.section and f.type is FieldType.TEXT]
            roles = [f for f in roles if "title" in lexicon.asks_about(f.key)]
            if len(roles) == 1 and _is_role(office):
                yield roles[0], (office,)
            return


def _is_role(text: str) -> bool:
    if not text or len(text.split()) > _MOST_WORDS or any(each.isdigit() for each in text):
        return False
    if any(meaning.what & _ABOUT_WAYS for meaning in meanings(fold(text))):
        return False
    return text[0].isupper() or is_office(text)


def _name_at_end(text: str, person: Field) -> str:
    """The capitalised words at the end of a text, where they are a name."""
    words = text.split()
    end = [*takewhile(lambda word: word[:1].isupper() or word in _PARTICLES, words[: -_MOST_OF_A_NAME - 1 : -1])]
    begin = len(words) - len(end)
    for at in range(begin, len(words) - 1):
        name = " ".join(words[at:])
        if words[at][:1].isupper() and not is_office(name) and normalise(name, person, Context()):
            return name
    return ""


def _only(kind: FieldType, lexicon: Lexicon) -> list[Field]:
    """The field of a kind, where a campaign has no other of it."""
    fields = [field for field in lexicon.fields.values() if field.type is kind and field.kept]
    return fields if len(fields) == 1 else []
