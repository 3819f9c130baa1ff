"""What speaks against a long answer: lines that read like further questions, an end in the middle of a paragraph."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.runs import LISTED, QUESTION_END, close_below, next_number
from pipeline.extraction.page.layout import PAPER
from pipeline.normalise.empty import is_empty
from pipeline.normalise.text import is_open_ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.values.candidate import Candidate, Page
    from pipeline.model import Block

_SHORT: Final = 60  # characters of a question that stands in a line of its own
_ASKED: Final = 150  # characters of a question
_EDGE: Final = 3.0  # points
_INLINE = re.compile(r"^\W*([^\W\d][^:：\n]{1,60})[:：]\s*\S")
_SENTENCE_END = re.compile(r"[.!?。…:;,)»”\"']\s*$")
_ASKED_BEFORE = re.compile(r"^[^?？؟.!]{8,140}[?？؟]\s+\S")


def runs_on(candidate: Candidate, page: Page, *, inline: bool) -> bool:
    """Whether a long answer has lines that read like further questions of the form.

    `inline`: the form has the answers to its questions right behind them.
    """
    pieces = [page.layout.pieces[index] for index in candidate.pieces]
    label = page.layout.pieces[candidate.label]
    if _has_mark_of(label.text, pieces) or any(_stands_at(label, piece, pieces[0]) for piece in pieces[1:]):
        return True
    if any(_skips(before, after, page) for before, after in pairwise(candidate.pieces)):
        return True
    return any(_reads_like_a_question(pieces, at, page, inline=inline) for at in range(len(pieces)))


def _has_mark_of(label: str, pieces: Sequence[Block]) -> bool:
    """Whether the form lists its questions, and a later line has the mark that they have and the answer has not."""
    mark = LISTED.match(label)
    if mark is None or LISTED.match(pieces[0].text) or mark[0].strip()[0].isalnum():
        return False
    return any(piece.text.lstrip().startswith(mark[0].strip()) for piece in pieces[1:])


def _stands_at(label: Block, piece: Block, first: Block) -> bool:
    """Whether a line begins where the question begins, though its answer begins further on."""
    edge = label.box[0]
    beside = label.page == first.page and first.box[0] - edge > _EDGE and first.box[1] < label.box[3]
    return beside and piece.reader in PAPER and piece.cell is None and abs(piece.box[0] - edge) < _EDGE


def _skips(before: int, after: int, page: Page) -> bool:
    """Whether a long answer leaves out a part of its own line, since that reads like a question."""
    line = page.layout.pieces[before]
    between = (page.layout.pieces[index] for index in range(before + 1, after))
    return any((each.at, each.box[1]) == (line.at, line.box[1]) for each in between)


def _reads_like_a_question(pieces: Sequence[Block], at: int, page: Page, *, inline: bool) -> bool:
    text, first, last = pieces[at].text, pieces[0], at == len(pieces) - 1
    if at == 0:
        return not last and _is_question(text, page)
    if (pieces[at].bold and not first.bold) or _ASKED_BEFORE.match(text):
        return True
    head = _INLINE.match(LISTED.sub("", text))
    begins = _begins_anew(text, pieces[at - 1].text)
    if head and (page.lexicon.asks_plainly(head[1]) or (inline and begins)):
        return True
    return _is_question(text, page) or (not last and _stands_alone(text, pieces[at - 1].text))


def _is_question(text: str, page: Page) -> bool:
    bare = LISTED.sub("", text)
    if QUESTION_END.search(text):
        return len(text) <= _ASKED
    return not _SENTENCE_END.search(text) and page.lexicon.asks_plainly(bare)


def _stands_alone(text: str, before: str) -> bool:
    """Whether a line is short and no sentence, after one that was complete: as questions and headings are."""
    short = len(text) <= _SHORT and not _SENTENCE_END.search(text)
    return short and _begins_anew(text, before) and not text[:1].islower()


def _begins_anew(text: str, before: str) -> bool:
    """Whether a line does not go on with the one before, and is none of a list."""
    return not LISTED.match(text) and bool(_SENTENCE_END.search(before) or LISTED.match(before))


def is_cut(candidate: Candidate, known: frozenset[int], page: Page) -> bool:
    """Whether a long answer ends at a question that stands in its own paragraph, or whose answer nobody wanted."""
    last = candidate.pieces[-1]
    if is_open_ended(candidate.raw):
        return True
    after = next(
        (i for i in range(last + 1, len(page.layout.pieces)) if not is_empty(page.layout.pieces[i].text)), None
    )
    if after is None or after not in page.spotted.labels:
        return False
    if next_number(page.layout.pieces[last].text, page.layout.pieces[after].text):
        return True
    here, there, label = page.layout.pieces[last], page.layout.pieces[after], page.spotted.labels[after]
    if here.cell is not None and here.cell == there.cell:
        return True
    same = here.cell is None and here.at == there.at and here.page == there.page and close_below(there, here)
    unwanted = bool(label.inline) and after not in known and here.page == there.page and close_below(there, here)
    return same or unwanted
