"""How sure a chosen value is, told from measurement: what spoke for and against such values on forms with known truth.

`data/sureness.toml` holds the weights of a logistic regression (Cox 1958) that `python -m benchmarks.reading fit` found
on forms kept apart both from those that the engine was made with and from those that it is measured on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

from pipeline.extraction.data import table
from pipeline.extraction.values.candidate import Candidate, Page
from pipeline.extraction.values.rivals import rivals_of, taken_by
from pipeline.model import CERTAIN, BlockKind

Signs = Mapping[str, float]
"""What speaks for and against one value, each as a number near 0 to 1."""

_MOST, _LEAST = 0.99, 0.05
_SURELY_ASKED: Final = 0.89
_DOUBTED: Final = 0.8
_OPEN: Final = CERTAIN - 0.01
"""The most that is said of a value which somebody has to look at."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the values of one form are, once they have been chosen from the candidates."""

    page: Page
    candidates: Sequence[Candidate]
    taken: frozenset[int]  # pieces that make up the chosen values
    sides: Counter[str]
    unanswered: float

    @classmethod
    def of(cls, chosen: Sequence[Candidate], candidates: Sequence[Candidate], page: Page) -> Self:
        """What the form as a whole tells about its values."""
        sides = Counter(side for each in chosen if (side := _side(each, page)) != "mark")
        return cls(page, candidates, taken_by(chosen), sides, _unanswered(chosen, page))

    def confidence(self, candidate: Candidate, *, open_: bool) -> float:
        """How likely the value is right, 0 to 1; below `CERTAIN` where it is `open_` or likelihood is too small for it.

        What a reader, a normaliser or a rule doubts much for a reason of its own is never surer than they say.
        """
        likely = _told(self.signs(candidate))
        if self.is_doubted(candidate):
            likely = min(likely, candidate.confidence)
        enough = _weights()["enough_scanned" if _is_scanned(candidate) else "enough"]
        open_ = open_ or candidate.doubtful or likely < enough
        return min(likely, _OPEN if open_ else _MOST)

    def is_doubted(self, candidate: Candidate) -> bool:
        """Whether a reader, a normaliser or a rule doubts it much, whatever the signs say."""
        doubts = [candidate.normal.certainty, *(self.page.layout.pieces[i].confidence for i in candidate.pieces)]
        return min(doubts) < CERTAIN or candidate.confidence < _DOUBTED

    def signs(self, candidate: Candidate) -> Signs:
        """What speaks for and against a value."""
        side, kind = _side(candidate, self.page), self.page.lexicon.fields[candidate.field].type.value
        sure = min(max(candidate.confidence, _LEAST), _MOST)
        lines = len(candidate.pieces) > 1
        return {
            "so_far": math.log(sure / (1 - sure)),
            "understood": float(candidate.most < CERTAIN),
            "doubtful": float(candidate.doubtful),
            "not_asked": float(not candidate.asked),
            "unanswered": self.unanswered,
            "other_side": 0.0 if side == "mark" else 1 - self.sides[side] / max(self.sides.total(), 1),
            "rival": self._rival(candidate),
            "contested": self._contested(candidate),
            "ends": self._ends(candidate),
            f"side_{side}": 1.0,
            f"type_{kind}": 1.0,
            f"lines_{kind}": float(lines),
            f"scanned_{kind}": float(_is_scanned(candidate)),
        }

    def _rival(self, candidate: Candidate) -> float:
        """How good the best other value for the field is, beside this one; values that others took do not count."""
        rivals = rivals_of(candidate, self.candidates, self.taken)
        return max((each.score for each in rivals), default=0.0) / max(candidate.score, _LEAST)

    def _ends(self, candidate: Candidate) -> float:
        """Whether what follows is printed on the form: then no line of the answer was left behind."""
        last, following = candidate.pieces[-1], candidate.pieces[-1] + 1
        pieces = self.page.layout.pieces
        over = following == len(pieces) or pieces[following].page != pieces[last].page
        return float(over or following in self.page.spotted.printed)

    def _contested(self, candidate: Candidate) -> float:
        """How well the same text would do for another field."""
        pieces = frozenset(candidate.pieces)
        scores = (
            each.score
            for each in self.candidates
            if each.field != candidate.field
            and each.slot[0] == candidate.slot[0]
            and not pieces.isdisjoint(each.pieces)
        )
        return max(scores, default=0.0) / max(candidate.score, _LEAST)


def _unanswered(chosen: Sequence[Candidate], page: Page) -> float:
    """The share of the questions without an answer: of many, the arrangement may be misunderstood."""
    asked = {label.matches[0].field for label in page.spotted.labels.values() if label.score >= _SURELY_ASKED}
    return len(asked - {each.field for each in chosen}) / len(asked) if asked else 0.0


def _is_scanned(candidate: Candidate) -> bool:
    return candidate.source.reader.startswith("ocr")


def _side(candidate: Candidate, page: Page) -> str:
    """Where the value stands as its label sees it."""
    value, label = page.layout.pieces[candidate.pieces[0]], page.layout.pieces[candidate.label]
    if value.kind is BlockKind.FIELD:
        return "field"
    if value.kind is not BlockKind.TEXT or label.kind is not BlockKind.TEXT:
        return "mark"
    if candidate.label == candidate.pieces[0]:
        return "inline"
    if value.box[1] < label.box[3] and label.box[1] < value.box[3]:
        return "right" if value.box[0] >= label.box[0] else "left"
    return "below" if value.box[1] > label.box[1] else "above"


def _told(signs: Signs) -> float:
    weights = _weights()
    total = weights["always"] + sum(weights.get(sign, 0.0) * number for sign, number in signs.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> dict[str, float]:
    return {sign: float(weight) for sign, weight in table("sureness").items()}
