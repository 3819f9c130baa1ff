"""The words in which workbook and report speak to the secretariat: one TOML for each language lies beside this file.

    words = words_in(language)                             the language of `[secretariat] language`
    words("overview.goal", goal=100)                       a text, its gaps filled in; whole numbers are grouped
    words.many("overview.waiting", 3)                      "One thing waits", "3 things wait": .one, .other, ...
    words.status(status), words.outcome(outcome), ...      what an enumeration is called
    words.number(1234), words.day(day), words.moment(at)   in the language's own style

To say something new, put it into en.toml, fr.toml and es.toml under the same key, with the same {gaps}, and ask for it
by its key, written out (`tests/unit/words` looks for keys in the source). A text can hold another one:
"@{status.accepted}". A language is added by adding its file.
"""

from __future__ import annotations

from pipeline.words.catalogue import LANGUAGES, Words, edition, words_in

__all__ = ["LANGUAGES", "Words", "edition", "words_in"]
