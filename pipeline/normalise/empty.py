"""What stands on a form where nothing was answered: dots, "n/a", placeholders, prompts of the word processor."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalise.plain import LONG, flat, key, visible, words_only
from pipeline.normalise.vocabulary import keys, words

_MARKS = frozenset("✓✔√☑☒✗✘✕✖")
_PROMPT_LENGTH = 110  # characters; a longer text that begins like a prompt is an answer
_INSTRUCTION_LENGTH = 400  # characters
_POINTER_LENGTH = 48  # characters; a longer text that begins like a pointer says something itself
_POINTER_WORDS = 6
_SPACE = re.compile(r"\s+")

# [Name of the Mayor], <name>, {Empty}, «city_name»: the brackets of templates, unless a tick, a number or an address
# stands in them.
_TEMPLATE = re.compile(
    r"^(?:\[[^\[\]]{2,}\]|<[^<>]{2,}>|\{+[^{}]{2,}\}+|«[^«»\s]+_[^«»\s]+»|%[a-z_]{2,}%|\$\{[^{}]+\})[\s*.:]*$"
)
_REAL_IN_BRACKETS = re.compile(r"@|://|www\.|^\W*[xvo]\W*$|^[\W\d]+$")

_DAY, _MONTH, _YEAR = "(?:dd?|jj?|tt?|gg?|hh?|يي?)", "(?:mm?|bb?|شش?)", "(?:yyyy|yy|aaaa|aa|jjjj|jj|tttt|tt|سسسس|سس)"
_DATE_MASK = re.compile(
    rf"^(?:{_DAY}\W*{_MONTH}\W*{_YEAR}|{_MONTH}\W*{_DAY}\W*{_YEAR}|{_YEAR}\W*{_MONTH}\W*{_DAY}"
    rf"|{_MONTH}\W+{_YEAR}|yyyy|aaaa|jjjj)$"
)
_RULING = re.compile(r"[\s_.…/\-]")  # what lines to write on are made of
_RULED = ("", "20", "19", "le", "le20", "el", "el20", "년월일", "20년월일", "연월일", "tanggal", "tanggal20")


def is_empty(text: str) -> bool:
    """Whether `text` says nothing: no word at all, "n/a" in some language, a placeholder, a prompt, a date mask.

    A tick is something, and so are short answers such as "No" or "0".
    """
    if len(text) > LONG:
        return not any(char.isalnum() for char in text)
    return _is_empty(text)


@lru_cache(maxsize=16384)
def _is_empty(text: str) -> bool:
    low = flat(_SPACE.sub(" ", visible(text))).strip()
    bare = words_only(low)
    if not bare:
        return not any(char in _MARKS for char in text)
    if bare in words("placeholders", "absent") or key(text) in _absent_keys():
        return True
    return _is_prompt(low, bare) or _is_template(low) or _is_mask(low)


@lru_cache(maxsize=1)
def _absent_keys() -> frozenset[str]:
    """Absent words without blanks ("해당 없음"), where they are long enough to mean nothing else."""
    return frozenset(word for word in keys("placeholders", "absent") if len(word) > len("xxxxx") or not word.isascii())


@lru_cache(maxsize=1)
def _prompts() -> tuple[str, ...]:
    return tuple(sorted(words("placeholders", "prompts")))


def _is_prompt(low: str, bare: str) -> bool:
    if len(low) > _PROMPT_LENGTH or "@" in low:
        return False
    return bare.startswith(_prompts())


def is_instruction(text: str) -> bool:
    """Whether `text` tells how to answer ("Please answer in no more than 500 words"), where an answer may follow it."""
    return len(text) <= _INSTRUCTION_LENGTH and _is_instruction(text)


@lru_cache(maxsize=2048)
def _is_instruction(text: str) -> bool:
    bare = words_only(flat(_SPACE.sub(" ", visible(text))).strip())
    return bare.startswith(_instructions())


def is_elsewhere(text: str) -> bool:
    """Whether `text` only says where the answer stands, or that it was given before ("See annex 2", "Idem").

    An answer, but none that can be kept.
    """
    return len(text) <= _POINTER_LENGTH and _is_elsewhere(text)


@lru_cache(maxsize=8192)
def _is_elsewhere(text: str) -> bool:
    bare = words_only(flat(_SPACE.sub(" ", visible(text))).strip())
    said = bare.split()
    if not 0 < len(said) <= _POINTER_WORDS or "@" in text:
        return False
    return bare in words("placeholders", "elsewhere") or f"{bare} ".startswith(_pointers())


@lru_cache(maxsize=1)
def _pointers() -> tuple[str, ...]:
    """Phrases that nothing but a pointer begins with: one word alone may also begin a name."""
    phrases = {phrase for phrase in words("placeholders", "elsewhere") if " " in phrase}
    return tuple(sorted(f"{phrase} " for phrase in phrases | words("placeholders", "see")))


def is_example(text: str) -> bool:
    """Whether `text` shows how to fill in the form ("Example: City: Barcelona")."""
    return _is_example(text[:_POINTER_LENGTH])


@lru_cache(maxsize=8192)
def _is_example(beginning: str) -> bool:
    head = words_only(flat(_SPACE.sub(" ", visible(beginning))).strip())
    return f"{head} ".startswith(_examples())


@lru_cache(maxsize=1)
def _examples() -> tuple[str, ...]:
    return tuple(sorted(f"{word} " for word in words("placeholders", "examples")))


@lru_cache(maxsize=1)
def _instructions() -> tuple[str, ...]:
    return tuple(sorted(words("placeholders", "prompts") | words("placeholders", "instructions")))


def _is_template(low: str) -> bool:
    return _TEMPLATE.match(low) is not None and _REAL_IN_BRACKETS.search(low[1:-1]) is None


def _is_mask(low: str) -> bool:
    ruled = ("__" in low or ".." in low or "…" in low) and _RULING.sub("", low) in _RULED
    return ruled or _DATE_MASK.match(low) is not None
