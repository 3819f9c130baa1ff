"""The word lists that lie beside the code in `data/*.toml`, read once each."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from pipeline.normalise.plain import key, plain

Table = dict[str, dict[str, list[str]]]
"""Heading (most often a language) -> kind of word -> words as people write them."""


@lru_cache(maxsize=32)
def table(name: str) -> Table:
    """The whole of `data/<name>.toml`."""
    content: Table = tomllib.loads(
        files("pipeline.normalise").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    )
    return content


@lru_cache(maxsize=128)
def words(name: str, kind: str) -> frozenset[str]:
    """All words of one kind, of all headings, plain."""
    return frozenset(plain(word) for heading in table(name).values() for word in heading.get(kind, ()))


@lru_cache(maxsize=128)
def keys(name: str, kind: str) -> frozenset[str]:
    """All words of one kind, of all headings, plain and without blanks."""
    return frozenset(key(word) for heading in table(name).values() for word in heading.get(kind, ()))


@lru_cache(maxsize=32)
def written(name: str, kind: str) -> frozenset[str]:
    """All words of one kind with their accents, in small letters: "présidente" is feminine, "presidente" may not be."""
    return frozenset(word.lower() for heading in table(name).values() for word in heading.get(kind, ()))


@lru_cache(maxsize=32)
def headings(name: str, kind: str) -> dict[str, tuple[str, ...]]:
    """Each word of one kind as a key (plain, no blanks) -> the headings that it stands under."""
    found: dict[str, tuple[str, ...]] = {}
    for heading, kinds in table(name).items():
        for word in kinds.get(kind, ()):
            found[key(word)] = (*found.get(key(word), ()), heading)
    return found
