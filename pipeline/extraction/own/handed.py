"""What is known of a form that we handed out: the words on it, and which key each entry of its lists stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.normalise.plain import key, plain

Entries = Mapping[str, Mapping[str, str]]
"""Question -> the words of its entries or boxes -> their keys."""

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
"""Printed in a PDF, vowel signs come out beside their letters, doubled: half of the words must do."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people see on a form. `every`: all that is printed.

    `prompts` stand where an answer belongs as long as there is none, `asides` are neither questions nor headings, `yes`
    is how a box is ticked where words stand for boxes (Excel).
    """

    every: tuple[str, ...]
    questions: Mapping[str, str] = field(default_factory=dict)  # words -> key
    prompts: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    yes: str = ""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One language of the form as it is handed out now; all words are folded, as `normalise.plain.key` does it.

    `print` is that of its mark: a form with another one is of an older edition. `entries`: question -> words -> key.
    """

    print: str
    yes: str
    prompts: frozenset[str]
    asides: frozenset[str]
    questions: Mapping[str, str]
    entries: Entries
    words: frozenset[str]
    stream: str

    @classmethod
    def of(cls, print_: str, words: Words, entries: Entries) -> HandedOut:
        """The same from the words as people see them."""
        return cls(
            print_,
            key(words.yes),
            _folded(words.prompts),
            _folded(words.asides),
            {key(label): each for label, each in words.questions.items()},
            {question: {key(label): each for label, each in known.items()} for question, known in entries.items()},
            frozenset(word for text in words.every for word in plain(text).split()),
            "\n".join(map(key, words.every)),
        )

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


def _folded(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(key, texts)))


NOTHING = HandedOut.of("", Words(()), {})
"""Of a form in a language that none is made in any more."""
