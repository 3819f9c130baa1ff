"""How a question is worded: as the campaign file knows it, as it does not, or with a slip of the keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.reading.form import Question
from benchmarks.reading.words import heading, is_known, known_labels, own_labels, words

if TYPE_CHECKING:
    from benchmarks.reading.answers import Answer, Applicant
    from benchmarks.reading.chance import Chance
    from benchmarks.reading.form import Wish

HELD_SHARE: Final = 0.42
"""Share of questions that are worded as no campaign file knows."""
_TYPO_SHARE: Final = 0.06  # of the known wordings
_LONG_WORD: Final = 6  # letters
_UNFIT: Final = ("...", " n.", "secondary", "secundari", "second ", "kedua", "tweede")


def worded(key: str, answer: Answer, who: Applicant, wish: Wish, chance: Chance) -> Question:
    """The question of a field with its label and answer, marked as known or held back."""
    label = _label(key, who.language, wish, chance)
    if wish.bilingual and wish.bilingual != who.language:
        label = f"{label} / {_label(key, wish.bilingual, wish, chance)}"
    if key == "signature_date" and answer.truth is not None and _asks_place(label):
        answer = replace(answer, printed=f"{who.place}, {answer.printed}")
    if wish.prose and "{" + key + "}" in who.words.prose:
        return Question(key, label, answer, "none")
    return Question(key, label, answer, "known" if is_known(label, key) else "held_back")


def heading_of(section: str, who: Applicant, wish: Wish, chance: Chance) -> str:
    """The heading of a section, or "" where the form has none."""
    if not section or not wish.headings:
        return ""
    held = words(who.language).held_sections[section]
    at = chance.number(0, len(held) - 1) if chance.yes(0.3) else len(held) + chance.number(0, 2)
    return heading(section, who.language, held if wish.later else held[:1], at)


def _asks_place(label: str) -> bool:
    marks = (
        "place",
        "lieu",
        "fait à",
        "lugar",
        "tempat",
        "local ",
        "lloc",
        "luogo",
        "ort",
        "plaats",
        "المكان",
        "signat a",
    )
    return label.casefold().startswith(marks)


def _label(key: str, language: str, wish: Wish, chance: Chance) -> str:
    generic = {"leader_name": "name", "contact_name": "name", "leader_title": "role", "contact_role": "role",
               "contact_email": "email", "contact_phone": "phone"}  # fmt: skip
    if wish.generic and key in generic:
        return words(language).generic[generic[key]]
    held = words(language).held[key]
    if chance.yes(HELD_SHARE):
        return chance.one(held if wish.later else held[:1])
    known = known_labels(key, language) if wish.headings else own_labels(key, language)
    fit = [each for each in known if _fits(key, each, language)]
    label = chance.one(fit or list(held))
    return _misspelt(label, chance) if language not in {"ko", "ar"} and chance.yes(_TYPO_SHARE) else label


def _misspelt(label: str, chance: Chance) -> str:
    """Two letters of the longest word in the wrong order; short words stay."""
    word = max(label.split(), key=len)
    if len(word) < _LONG_WORD or not word.isalpha():
        return label
    at = chance.number(1, len(word) - 3)
    return label.replace(word, f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}", 1)


def _fits(key: str, label: str, language: str) -> bool:
    if any(unfit in f"{label.casefold()} " for unfit in _UNFIT):
        return False
    if key in {"population", "mandate_start", "mandate_end"}:
        return label in own_labels(key, language)
    return True
