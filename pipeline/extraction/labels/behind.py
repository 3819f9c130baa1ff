"""Lines with the answer first and what was asked for behind it, as people read them: "Name: Ada Ash".

    Ada Ash (name of the mayor)                    Name of the mayor: Ada Ash
    Ireland ............ Country             ->    Country: Ireland
    Ada Ash (name), Mayor (office)                 Name: Ada Ash | Office: Mayor

A single line tells little: a bracket may also explain a question or go on with an answer. The answers that check
themselves tell for the whole document.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.campaign.definition import FieldType
from pipeline.model import BlockKind
from pipeline.normalise.base import Context
from pipeline.normalise.empty import is_empty
from pipeline.normalise.people import is_office
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block

_SURE: Final = 0.9  # a label
_LIKELY: Final = 0.8
_LEAST: Final = 3  # lines that are surely so
_LEVEL: Final = 3.0  # points by which pieces of one line may differ
_LONGEST: Final = 400  # characters of a line
_LONGEST_UNKNOWN: Final = 80  # characters of an answer to a question in unknown words
_BRACKETS: Final = re.compile(r"\s*(?:\(((?:[^()]|\([^()]{0,60}\)){2,120})\)|\[([^\[\]]{2,120})\])[\s.,;]*")
_WHOLE: Final = re.compile(r"\(([^()]+)\)")
_LEADER: Final = re.compile(r"\s*(?:[.…·]{4,}|_{4,}|[-–—]{4,}|<[-–—=]+|[←⟵])\s*")
_BLANKS: Final = " \t\n_.…·,;"
_SENTENCE: Final = re.compile(r"[^\W_][.]\s*$")
_PROSE: Final = re.compile(r"(?=.{40})[^()\[\]]*[^\W_][.!?]\s*\([^()]{2,120}\)\s*", re.DOTALL)
CHECKED: Final = {FieldType.COUNTRY, FieldType.DATE, FieldType.EMAIL, FieldType.NUMBER, FieldType.PHONE, FieldType.URL}


class Said(NamedTuple):
    """An answer and what stands behind it."""

    answer: str
    asked: str

    @property
    def turned(self) -> str:
        """As forms word it that ask first."""
        colon = "" if self.asked.endswith((":", "?", "？", "：")) else ":"
        return f"{self.asked}{colon} {self.answer}"


def asked_first(blocks: Iterable[Block], lexicon: Lexicon) -> Iterator[Block]:
    """The blocks, lines that have their label behind their answer turned round where the document has such lines."""
    blocks = list(blocks)
    joined = list(_with_brackets(blocks))
    parted = {index: said for index, block in enumerate(joined) if (said := _parted(block, lexicon))}
    if not tells(parted.values(), lexicon):
        yield from blocks
        return
    for index, block in enumerate(joined):
        said = parted.get(index) or _asked_behind_prose(block)
        yield from _turned(block, said) if said else (block,)


def _with_brackets(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that begin with a bracket joined with what stands right in front of them in other type."""
    before: Block | None = None
    for block in blocks:
        if before is not None and _goes_on(before, block):
            (x0, y0, x1, y1), there = before.box, block.box
            box = (x0, y0, max(x1, there[2]), max(y1, there[3]))
            before = replace(before, text=f"{before.text} {block.text}", box=box, bold=False)
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _goes_on(before: Block, block: Block) -> bool:
    texts = before.kind is block.kind is BlockKind.TEXT and before.cell == block.cell
    if not texts or not block.text.startswith(("(", "[")):
        return False
    here, there = before.box, block.box
    level = before.page == block.page and abs(here[1] - there[1]) < _LEVEL
    return level and -_LEVEL < there[0] - here[2] < here[3] - here[1]


def _parted(block: Block, lexicon: Lexicon) -> tuple[Said, ...]:
    """A text as answers with their labels behind; () where it is none."""
    if block.kind is not BlockKind.TEXT or block.printed or len(block.text) > _LONGEST:
        return ()
    for said in (_behind_leader(block.text), _in_brackets(block.text)):
        if said and all(may_be(each, lexicon) for each in said):
            return said
    return ()


def _asked_behind_prose(block: Block) -> tuple[Said, ...]:
    """A long answer with a question in unknown words behind its full stop: a bracket of its own stands before that."""
    if block.kind is not BlockKind.TEXT or block.printed:
        return ()
    return _in_brackets(block.text) if _PROSE.fullmatch(block.text) else _behind_sentence(block.text)


def _behind_sentence(text: str) -> tuple[Said, ...]:
    said = _behind_leader(text)
    prose = said and len(said[0].answer) > _LONGEST_UNKNOWN and _SENTENCE.search(said[0].answer)
    return said if prose and 1 < len(said[0].asked) <= _LONGEST_UNKNOWN else ()


def _in_brackets(text: str) -> tuple[Said, ...]:
    said, at = [], 0
    for found in _BRACKETS.finditer(text):
        said.append(Said(_answer(text[at : found.start()]), (found[1] or found[2]).strip()))
        at = found.end()
    return tuple(said) if at == len(text) else ()


def _behind_leader(text: str) -> tuple[Said, ...]:
    parts = _LEADER.split(text.strip())
    if len(parts) != 2:  # noqa: PLR2004 - a pair
        return ()
    inner = _WHOLE.fullmatch(parts[1])
    return (Said(_answer(parts[0]), inner[1] if inner else parts[1]),)


def _answer(text: str) -> str:
    """Without the blanks around it; the full stop of a sentence is part of it."""
    stop = "." if _SENTENCE.search(text) else ""
    return text.strip(_BLANKS) + stop


def may_be(said: Said, lexicon: Lexicon) -> bool:
    """Whether a text is no question itself, and what stands behind it may be one."""
    if is_empty(said.answer) or not any(letter.isalpha() for letter in said.asked):
        return False
    if said.answer.endswith((":", "?", "：")):
        return False
    if reads_as_label(said.answer, lexicon):  # "Mayor (title of the office)"
        return _score(said, lexicon) >= _LIKELY and (is_office(said.answer) or bool(lexicon.choices(said.answer)))
    return _score(said, lexicon) >= _LIKELY or len(said.answer) <= _LONGEST_UNKNOWN


def reads_as_label(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is surely known as a label."""
    return any(match.score >= _SURE for match in lexicon.labels(text))


def _score(said: Said, lexicon: Lexicon) -> float:
    return max((match.score for match in lexicon.labels(said.asked)), default=0.0)


def tells(parted: Iterable[Sequence[Said]], lexicon: Lexicon) -> bool:
    """Whether enough of the lines answer what stands behind them."""
    sure = fits = fails = 0
    plain = (line for line in parted if not any(reads_as_label(each.answer, lexicon) for each in line))
    for said in (each for line in plain for each in line):
        if _score(said, lexicon) < _SURE:
            continue
        sure += 1
        field = lexicon.fields[lexicon.labels(said.asked)[0].field]
        if field.type in CHECKED and not field.part:
            suits = normalise(said.answer, field, Context()) is not None
            unsure = field.type is FieldType.PHONE  # a number without its country
            fits, fails = fits + suits, fails + (not suits and not unsure)
    return sure >= _LEAST and fits > 2 * fails


def _turned(block: Block, said: Sequence[Said]) -> Iterator[Block]:
    """A line as questions with their answers behind them, each in its share of the line."""
    x0, y0, x1, y1 = block.box
    wide = (x1 - x0) / len(said)
    for number, each in enumerate(said):
        box = (x0 + wide * number, y0, x0 + wide * (number + 1), y1)
        yield replace(block, text=each.turned, box=box)
