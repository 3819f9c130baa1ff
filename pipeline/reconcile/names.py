"""Names of governments made comparable: without "Ville de", "Ajuntament de", "Pemerintah Kota", in one script.

What is taken away is not lost: `bodies_of` tells a town from a regency or a province of the same name, as far as the
name itself says so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from pipeline.reconcile.bodies import ARABIC, BEHIND, CHINESE, FREE, KOREAN, LINKED

_LINKS: Final = frozenset(re.findall(r"\w+", "de d del della dell delle di do da dos das du des of der den"))
_ARTICLES: Final = _LINKS | frozenset(re.findall(r"\w+", "la le les l el los las a o as os al het s"))

_HARAKAT: Final = re.compile("[\u064b-\u0652\u0640]")
_ARABIC_LETTERS: Final = str.maketrans("أإآٱىة", "اااايه")
_LONGEST: Final = 300  # characters that are looked at; no government's name is longer
_KOREAN_STEM: Final = 2  # syllables that must stay: 대구 (Daegu) is no "district of Dae"


def core_name(name: str) -> str:
    """The name a place goes by, folded to ASCII: "Ajuntament de l'Alfàs del Pi" -> "alfas del pi"; "" for ""."""
    return _taken_apart(name)[0]


def bodies_of(name: str) -> frozenset[str]:
    """What kinds of body the name speaks of: "Pemerintah Kabupaten Bogor" -> {"regency"}; empty where it does not."""
    return _taken_apart(name)[1]


def bare_name(name: str) -> bool:
    """Whether it is nothing but the name of a place, with its article: "Le Havre", but not "Ville du Havre"."""
    core, words = core_name(name).split(), re.sub(r"[^a-z0-9]+", " ", anyascii(name[:_LONGEST]).lower()).split()
    front = words[: len(words) - len(core)]
    return bool(core) and [*front, *core] == words and _ARTICLES.issuperset(front)


@lru_cache(maxsize=20_000)
def _taken_apart(name: str) -> tuple[str, frozenset[str]]:
    text = re.sub(r"\([^()]*\)", " ", unicodedata.normalize("NFKC", name[:_LONGEST]))
    text, bodies = _from_arabic(*_from_chinese(*_from_korean(text, set())))
    text = re.sub(r"(?<=\w)-(?:si|gun|gu|do)\b", " ", anyascii(text).lower())
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    while (shorter := _shorter(words, bodies)) != words:
        words = shorter
    return " ".join(words), frozenset(bodies - {""})


def _shorter(words: list[str], bodies: set[str]) -> list[str]:
    """Without one phrase or article; at least one word always stays."""
    for noun, linked, body in _BEFORE_PHRASES.get(words[0], ()) if words else ():
        rest = words[len(noun) :]
        if tuple(words[: len(noun)]) == noun and len(rest) > linked and (not linked or rest[0] in _LINKS):
            bodies.add(body)
            return rest
    for phrase, body in _BEHIND_PHRASES.get(words[-1], ()) if words else ():
        if len(words) > len(phrase) and tuple(words[-len(phrase) :]) == phrase:
            bodies.add(body)
            return words[: -len(phrase)]
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _from_korean(text: str, bodies: set[str]) -> tuple[str, set[str]]:
    """Words without 시, 군, 구, 도; of "경기도 광주시" the last one alone, since the first says where it lies."""
    words = text.split()
    while len(words) > 1 and words[-1] in _KOREAN_WORDS:
        bodies.add(_KOREAN_WORDS[words.pop()])
    stems = [_korean_stem(word) for word in words]
    if stems and stems[-1] is not None:
        bodies.add(stems[-1][1])
        while len(stems) > 1 and stems[-2] is not None:
            del stems[-2], words[-2]
        words[-1] = stems[-1][0]
    return " ".join(words), bodies


def _korean_stem(word: str) -> tuple[str, str] | None:
    for ending, body in _KOREAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _KOREAN_STEM:
            return word[: -len(ending)], body
    return None


def _from_chinese(text: str, bodies: set[str]) -> tuple[str, set[str]]:
    """Without 市, 県, 区 and what stands behind them: "北京市人民政府" and "北京市" are "北京"."""
    found = _HAN.fullmatch(text.strip())
    if not found:
        return text, bodies
    stem, ending = found.groups()
    bodies.add(_CHINESE_WORDS[ending])
    return stem, bodies


def _from_arabic(text: str, bodies: set[str]) -> tuple[str, set[str]]:
    words = _HARAKAT.sub("", text).translate(_ARABIC_LETTERS).split()
    kept = [word for word in words if word not in _ARABIC_WORDS]
    bodies.update(_ARABIC_WORDS[word] for word in words if kept and word in _ARABIC_WORDS)
    return " ".join(kept or words), bodies


def _longest_first(table: dict[str, str], separator: str = ", ") -> list[tuple[str, str]]:
    pairs = [(phrase, body) for body, phrases in table.items() for phrase in phrases.split(separator)]
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], bool, str]]]:
    """First word -> phrases that stand before a name, whether a link follows, and their body; the longest first."""
    phrases = [(tuple(phrase.split()), True, body) for phrase, body in _longest_first(LINKED)]
    phrases += [(tuple(phrase.split()), False, body) for phrase, body in _longest_first(FREE)]
    found: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
    for phrase in sorted(phrases, key=lambda each: len(each[0]) + each[1], reverse=True):
        found.setdefault(phrase[0][0], []).append(phrase)
    return found


def _by_last_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Last word -> phrases that stand behind a name with their body, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, body in _longest_first(BEHIND):
        found.setdefault(phrase.split()[-1], []).append((tuple(phrase.split()), body))
    return found


_BEFORE_PHRASES: Final = _by_first_word()
_BEHIND_PHRASES: Final = _by_last_word()
_KOREAN_ENDINGS: Final = _longest_first(KOREAN, " ")
_KOREAN_WORDS: Final = dict(_KOREAN_ENDINGS)
_CHINESE_WORDS: Final = dict(_longest_first(CHINESE, " "))
_HAN: Final = re.compile(
    rf"([\u3040-\u30ff\u3400-\u9fff]{{2,}}?)({'|'.join(each for each, body in _CHINESE_WORDS.items() if body)})"
    rf"(?:{'|'.join(CHINESE[''].split())})*"
)
_ARABIC_WORDS: Final = dict(_longest_first(ARABIC, " "))
