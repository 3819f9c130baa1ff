"""The ways to read one text as a label, with the answer behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.label import Label
from pipeline.normalise.base import Context
from pipeline.normalise.empty import is_instruction
from pipeline.normalise.months import month_numbers
from pipeline.normalise.plain import plain
from pipeline.normalise.values import normalise
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.extraction.wording.match import Match

_BY: Final = frozenset(("by", "par", "por", "per", "von", "door", "oleh"))  # "Received | by the Registry 3 May 2014"
_MOST_WORDS: Final = 14
_SHORT_TEXT: Final = 100
_CLOSE_BY: Final = 0.95  # a label and its value in one text, with nothing between
_CLOSE_BY_SURELY: Final = 0.99  # the label has several words, and the value checks itself
_WORDS_ENOUGH: Final = 3
_DIGIT: Final = "0"
_SIGNS: Final = {
    FieldType.DATE: _DIGIT,
    FieldType.EMAIL: "@",
    FieldType.NUMBER: _DIGIT,
    FieldType.PHONE: _DIGIT,
    FieldType.URL: ".",
}
"""What every value of a type has that checks itself."""

NEARLY: Final = 0.86
BLANKS: Final = re.compile(r"[._…‥·]{3,}|_{2,}")
"""Where somebody is to write."""
_OTHER_LANGUAGE = re.compile(r"[/|]\s+[^\W\d_]")
"""How the same question goes on in another language, where an answer could stand."""
ENDS: Final = re.compile(r"(?::(?!//|in\b|innen\b|(?<=\d:)\d\d)|[：?？])\s*|\s[-–—]\s|\t")  # not that of a clock
"""Where a question ends and its answer may begin."""


def is_closed(text: str) -> bool:
    """Whether a label ends as a question does, so that nothing of it is on the next line."""
    return text.rstrip().endswith((":", "：", "?"))


def readings(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """The ways to read one text as a label: up to a colon, question mark or blanks; whole; its first words."""
    if lexicon.is_wholly_label(text):
        yield Label((index,), lexicon.labels(text), closed=is_closed(text))
        return
    parted = [*_parted(index, text, lexicon), *_on_a_line(index, text, lexicon)]
    yield from parted
    if any(label.inline for label in parted):
        return
    whole = lexicon.labels(text)
    if whole:
        yield Label((index,), whole, closed=is_closed(text))
    if not parted and not (whole and whole[0].score > _CLOSE_BY):
        yield from _first_words(index, text, lexicon)


def _parted(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    for end in sorted((*ENDS.finditer(text), *BLANKS.finditer(text)), key=lambda end: end.start()):
        head, rest = text[: end.start()], BLANKS.sub(" ", text[end.end() :]).strip()
        matches = lexicon.labels(head) if head.strip() and not _OTHER_LANGUAGE.match(rest) else ()
        if matches:
            yield Label((index,), matches, rest, closed=True)
            return


def _on_a_line(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """A label to the letter, or nearly so, on the first line of a cell, with the answer on the lines below."""
    head, _, rest = text.partition("\n")
    if not rest.strip():
        return  # to understand a text takes long; this one is perhaps understood up to its colon already
    matches = [match for match in lexicon.labels(head) if match.score >= NEARLY and not match.narrowed]
    if matches and not lexicon.is_wholly_label(rest):
        yield Label((index,), tuple(matches), rest.strip(), closed=True)


def _first_words(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """A label with its value right behind it and nothing between ("Country Spain"): where columns stand close."""
    ends = [match.end() for match in re.finditer(r"\S+", text)][:_MOST_WORDS]
    for count in range(len(ends) - 1, 0, -1):
        rest = text[ends[count - 1] :].strip()
        exact = lexicon.exactly(text[: ends[count - 1]])
        matches = [match for match in exact if _may_follow(match, rest, lexicon, words=count)]
        if matches:
            checked = count >= _WORDS_ENOUGH and all(lexicon.fields[match.field].type in _SIGNS for match in matches)
            score = _CLOSE_BY_SURELY if checked else _CLOSE_BY
            yield Label((index,), tuple(replace(match, score=score) for match in matches), rest)
            return


def _may_follow(match: Match, rest: str, lexicon: Lexicon, *, words: int) -> bool:
    """One word proves little, nor does a sentence that goes on: then only a value that checks itself counts."""
    kind = lexicon.fields[match.field].type
    if _goes_on_to_its_end(rest):
        return False
    if kind is FieldType.DATE and _names_what_day(rest):
        return False
    if kind in _SIGNS:
        return any(_SIGNS[kind] == sign or (_SIGNS[kind] == _DIGIT and sign.isdigit()) for sign in rest)
    if kind is FieldType.COUNTRY:  # "Country Spain", but not "Country | in which you are"
        return normalise(rest, lexicon.fields[match.field], Context()) is not None
    if kind is FieldType.NARRATIVE and is_instruction(rest):
        return True
    return words > 1 and not rest[0].islower() and len(rest) < _SHORT_TEXT


def _names_what_day(rest: str) -> bool:
    """Whether words before the first figure say whose day it is ("Date | of birth March 3, 1941"): a longer label."""
    before = re.split(r"\d", rest, maxsplit=1)[0]
    said = [word for word in re.findall(r"[^\W\d_]{2,}", before) if word.islower()]
    usual = words("dates", "beside") | _BY
    return any(plain(word) not in month_numbers() and plain(word) not in usual for word in said)


def _goes_on_to_its_end(rest: str) -> bool:
    """Whether words and then a colon follow: the label is longer than was thought ("Date | of the move: 3 May")."""
    end = ENDS.search(rest)
    return end is not None and rest[: end.start()].replace(" ", "").isalpha()
