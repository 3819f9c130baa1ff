"""Sentences in which somebody speaks for a government: "I, Ada Ash, Mayor of the City of Alder (Ireland), declare ...".

Such a form has blanks in a sentence instead of questions. Who fills it in writes what the blank is for; the words
between give it away: the first person, an office, what it is the office of, a country in brackets, an address behind
a name. What is read so is always for somebody to look at.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType, Part
from pipeline.extraction.page.layout import LINES
from pipeline.model import BlockKind
from pipeline.normalise.people import office_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

TRUST: Final = 0.85
"""How far such a value can be trusted: no label says that it is meant."""

_FIRST = re.compile(r"^\W{0,2}(?:I|Je|Yo|Jo|Eu|Io|Ich|Ik|Saya)\s*,\s+")
_OF = re.compile(
    r"(?:of|for|de|du|des|del|della|dello|do|da|di|der|von|van|pada|d['’])(?:\s+(?:the|la|el|los|het|der))?\s+"
)
_BODY = re.compile(r"(?P<body>[^,;()]{2,120}?)\s*(?:\((?P<country>[^()]{2,60})\)|[,;])")
_REACHED = re.compile(r"((?:[^\W\d_][\w.'’-]*,?\s+){1,7})\(([^\s()]+@[^\s()]+)\)")
_MOST_LINES: Final = 6
_MOST_SEGMENTS: Final = 4  # of names with commas in them


class Pledged(NamedTuple):
    """What a sentence says of a field, and the pieces that the sentence stands in."""

    field: Field
    texts: tuple[str, ...]  # ways to read it, the longest first; the first that is a value counts
    pieces: tuple[int, ...]


def pledged(layout: Layout, lexicon: Lexicon, identity: str) -> Iterator[Pledged]:
    """What the first such sentence of a document says. `identity` is the field of the government's name."""
    for index, piece in enumerate(layout.pieces):
        if piece.kind is BlockKind.TEXT and _FIRST.match(piece.text):
            pieces = _paragraph(index, layout)
            text = layout.join(pieces).replace("\n", " ")
            found = [*_speaker(_FIRST.sub("", text, count=1), lexicon, identity)]
            if found:
                yield from (Pledged(field, (said,), pieces) for field, said in found)
                yield from (Pledged(field, ways, pieces) for field, ways in _contact(text, lexicon, identity))
                return


def _paragraph(index: int, layout: Layout) -> tuple[int, ...]:
    """A sentence that printed lines have broken, up to a wider gap or another style."""
    pieces = [index]
    for other in islice(layout.downwards(index), _MOST_LINES):
        before, here = layout.pieces[pieces[-1]], layout.pieces[other]
        close = here.box[1] - before.box[3] < (before.box[3] - before.box[1]) * 0.8
        if here.reader not in LINES or here.kind is not BlockKind.TEXT or here.bold != before.bold or not close:
            break
        pieces.append(other)
    return tuple(pieces)


def _speaker(text: str, lexicon: Lexicon, identity: str) -> Iterator[tuple[Field, str]]:
    """The name, the office, the government and the country of who speaks."""
    segments = text.split(", ")
    for at in range(1, min(len(segments), _MOST_SEGMENTS)):
        length = office_length(segments[at].split())
        rest = ", ".join(segments[at:])
        words = rest.split()
        of = _OF.match(" ".join(words[length:])) if length else None
        body = _BODY.match(" ".join(words[length:])[of.end() :]) if of else None
        if body:
            title = next((each for each in lexicon.fields.values() if each.part is Part.TITLE and each.part_of), None)
            if title is not None:
                yield lexicon.fields[title.part_of or ""], ", ".join(segments[:at])
                yield title, " ".join(words[:length])
            yield lexicon.fields[identity], body["body"]
            yield from ((field, body["country"]) for field in _only(FieldType.COUNTRY, lexicon) if body["country"])
            return


def _contact(text: str, lexicon: Lexicon, identity: str) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The person behind whose name an e-mail address stands in brackets, where only one address is asked for."""
    found = _REACHED.search(text)
    for address in _only(FieldType.EMAIL, lexicon) if found else ():
        yield address, (found[2] if found else "",)
        words = found[1].split() if found else []
        ways = [words[at:] for at in range(len(words)) if all(word[:1].isupper() for word in words[at:])]
        people = [f for f in lexicon.fields.values() if f.type is FieldType.PERSON and f.section == address.section]
        if len(people) == 1 and address.section and people[0].key != identity:
            yield people[0], tuple(" ".join(way) for way in ways if len(way) > 1)


def _only(kind: FieldType, lexicon: Lexicon) -> list[Field]:
    """The field of a kind, where a campaign has no other of it."""
    fields = [field for field in lexicon.fields.values() if field.type is kind and field.kept]
    return fields if len(fields) == 1 else []
