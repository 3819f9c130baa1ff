"""Whether a document is a filled copy of a known edition: by the names of its form fields, or by the printed words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from pipeline.extraction.editions.blanks import MOST_BLOCKS, Edition, names_of
from pipeline.model import Block, BlockKind, PlacedDocument
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEIGHT: Final = 60  # letters: one long instruction does not outweigh all questions
_ALIKE: Final = 84.0  # of 100: what OCR and other programs change of a text
_LEAST_LETTERS: Final = 6  # shorter texts prove nothing unless they are equal
_MOST_FUZZY: Final = 200  # texts that are compared letter by letter
_FEW_NAMES: Final = 6
_VERY_NAMES: Final = 0.95  # of all names that one of the two has
_HARDLY_ANY: Final = 40  # letters of print
_SAME_NAMES: Final = 0.8
_SAME_WORDS: Final = 0.75
_EQUAL_WORDS: Final = 0.9  # then it is the same form, whatever a program has made of its fields
_SOME_WORDS: Final = 0.5
_SOME_NAMES: Final = 0.3
_FEW_WORDS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of an edition a document shows: shares (0..1) of its field names (None: one has none) and words.

    `mute`: the document has the very names of the edition and prints nothing that could speak against it. Names alone
    prove little beside other words: many programs call fields "Text1", "Text2", ...
    """

    names: float | None
    words: float
    mute: bool = False

    @property
    def same(self) -> bool:
        """Whether the document is a copy of the edition."""
        if self.names is None:
            return self.words >= _SAME_WORDS
        if self.mute:
            return True
        return self.words >= _EQUAL_WORDS or (self.names >= _SAME_NAMES and self.words >= _SOME_WORDS)

    @property
    def kin(self) -> bool:
        """Whether it is at least of the same family."""
        return (
            self.same or self.words >= _SOME_WORDS or ((self.names or 0.0) >= _SOME_NAMES and self.words >= _FEW_WORDS)
        )

    @property
    def rank(self) -> float:
        """For choosing the edition that it is most like."""
        return self.words + (self.names or 0.0)


def likeness(edition: Edition, document: PlacedDocument) -> Likeness:
    """How much of the edition stands in the document."""
    blocks = document.blocks[:MOST_BLOCKS]
    names = names_of(blocks)
    both = len(edition.names) >= _FEW_NAMES and len(names) >= _FEW_NAMES
    shared = len(edition.names & names) / len(edition.names) if both else None
    letters = sum(len(key(each.text)) for each in blocks if each.kind is BlockKind.TEXT)
    very = both and len(edition.names & names) >= _VERY_NAMES * len(edition.names | names)
    return Likeness(shared, _words(edition, blocks), mute=very and letters < _HARDLY_ANY)


def _words(edition: Edition, blocks: Iterable[Block]) -> float:
    texts = [key(each.text) for each in blocks if each.kind is BlockKind.TEXT]
    stream = "".join(texts)
    found = total = fuzzy = 0
    for printed in edition.printed:
        weight = min(len(printed.letters), _WEIGHT)
        total += weight
        if printed.letters in stream:
            found += weight
        elif fuzzy < _MOST_FUZZY and len(printed.letters) >= _LEAST_LETTERS:
            fuzzy += 1
            found += weight if fuzz.partial_ratio(printed.letters, stream, score_cutoff=_ALIKE) else 0
    return found / total if total else 0.0
