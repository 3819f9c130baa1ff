"""Ordinary capitals for names: "MARTÍNEZ DE LA CRUZ" is "Martínez de la Cruz"; surnames in capitals go behind."""

from __future__ import annotations

import re

PARTICLES = frozenset(
    (
        *(
            "de",
            "del",
            "dels",
            "della",
            "delle",
            "dello",
            "di",
            "da",
            "das",
            "do",
            "dos",
            "du",
            "des",
            "d",
            "la",
            "las",
        ),
        *("le", "les", "los", "el", "y", "e", "i", "van", "von", "vom", "zu", "zur", "zum", "der", "den", "ter", "ten"),
        *("te", "'t", "het", "al", "bin", "binti", "binte", "bint", "ibn", "ben", "bou", "ould", "af", "av", "of"),
        *("san", "st"),
    )
)
_LOWERED = PARTICLES - {"san", "st", "ben", "bou", "of", "d"}
_PATRONYMIC = frozenset(("bin", "binti", "binte", "bint", "ibn"))
_ROMAN = re.compile(r"^(?:II|III|IV|VI|VII|VIII|IX)$")
_HONOURS = frozenset(("OBE", "CBE", "MBE", "MBA", "LLM", "LLB", "CPA", "MPA", "ESQ"))  # letters behind names
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[AEIOUYÀ-Ý]")


def is_capitals(token: str) -> bool:
    """Whether a token is a word in capitals: no initial, no roman number, no abbreviation such as "JP"."""
    letters = "".join(_WORD.findall(token))
    abbreviation = len(letters) <= 2 and not _VOWEL.search(letters)  # noqa: PLR2004 - letters
    if abbreviation or token in _HONOURS:
        return False
    return len(letters) > 1 and letters.isupper() and "." not in token and not _ROMAN.match(token)


def ordinary(token: str) -> str:
    """A token in ordinary capitals, each part of a compound for itself: "O'BRIEN-MCDONALD" is "O'Brien-McDonald"."""
    return _WORD.sub(_capitalised, token.lower())


def _capitalised(found: re.Match[str]) -> str:
    word = found.group(0)
    if word.startswith("mc") and len(word) > 3:  # noqa: PLR2004 - "Mc" and a name
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()


def in_ordinary_capitals(tokens: list[str], language: str | None = None) -> list[str]:
    """The tokens of a name in ordinary capitals; a surname in capitals in front moves behind the given name.

    Italian writes the particles of surnames with capitals ("DELLE VIGNE" is "Delle Vigne"). Names without words in
    capitals stay as they are; names all in small letters get their capitals.
    """
    words = [token for token in tokens if _WORD.search(token)]
    if words and all(token == token.lower() for token in words):
        return _with_particles([token.upper() for token in tokens], language)
    front = _surname_in_front(tokens)
    return _with_particles([*tokens[front:], *tokens[:front]], language)


def _surname_in_front(tokens: list[str]) -> int:
    """How many tokens in front are a surname in capitals before a given name in ordinary letters; 0 for none."""
    count = 0
    while count < len(tokens) and (is_capitals(tokens[count]) or (count and tokens[count].lower() in PARTICLES)):
        count += 1
    while count and tokens[count - 1].islower():
        count -= 1
    behind = tokens[count:]
    if not behind or not is_capitals(tokens[0]) or behind[0].lower() in PARTICLES | _PATRONYMIC:
        return 0
    has_given_name = any(_WORD.search(token) and not token.isupper() for token in behind)
    return count if has_given_name and not any(is_capitals(token) for token in behind) else 0


def _with_particles(tokens: list[str], language: str | None) -> list[str]:
    """Words in capitals in ordinary ones; particles among them in small letters, but for the first word of a name."""
    changed = []
    for position, token in enumerate(tokens):
        if position and token.isupper() and token.lower() in _LOWERED and language != "it":
            changed.append(token.lower())
        else:
            changed.append(ordinary(token) if is_capitals(token) else token)
    return changed
