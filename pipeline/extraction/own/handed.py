"""What is known of a form that we handed out: the words on it, and which key each entry of its lists stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.normalise.plain import key, plain

Entries = Mapping[str, Mapping[str, str]]
"""Question -> the words of its entries or boxes -> their keys."""

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
"""Printed in a PDF, vowel signs come out beside their letters, doubled: half of the words must do."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One language of the form as it is handed out now.

    `print` is that of its mark: a form with another one is of an older edition. `yes` is how a box is ticked where
    words stand for boxes (Excel), `prompts` is what stands where an answer belongs as long as there is none; both
    folded. `asides`: what is printed and is neither question nor heading, folded. `entries`: question -> folded words
    -> key.
    """

    print: str
    yes: str
    prompts: frozenset[str]  # folded, see `prompt`
    asides: frozenset[str]
    entries: Entries
    words: frozenset[str]
    stream: str

    @classmethod
    def of(cls, print_: str, texts: Iterable[str], entries: Entries, *, yes: str = "", prompts: Iterable[str] = (),
           asides: Iterable[str] = ()) -> HandedOut:  # fmt: skip
        """The same from the words as people see them; `texts` are all that is printed."""
        texts = tuple(texts)
        words = frozenset(word for text in texts for word in plain(text).split())
        folded = {question: {key(label): each for label, each in known.items()} for question, known in entries.items()}
        hints, besides = (frozenset(filter(None, map(key, some))) for some in (prompts, asides))
        return cls(print_, key(yes), hints, besides, folded, words, "\n".join(map(key, texts)))

    def prints(self, text: str) -> bool:
        """Whether a text, or a line of a text, or several texts on one line, are print and nobody's answer."""
        if key(text) in self.stream:
            return True
        words = plain(text).split()
        strange = [word for word in words if word not in self.words]
        return not strange or (_ARABIC.search(text) is not None and 2 * len(strange) <= len(words))

    def prompt(self, text: str) -> bool:
        """Whether a text only asks to be written over."""
        return key(text) in self.prompts

    def key_of(self, question: str, text: str) -> str | None:
        """The key of the entry of a list that is worded so."""
        return self.entries.get(question, {}).get(key(text))


NOTHING = HandedOut.of("", (), {})
"""Of a form in a language that none is made in any more."""
