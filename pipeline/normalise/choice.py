"""A choice among the campaign's own wordings, in all its languages, and lists of such choices."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Choice
from pipeline.model import Finding, Severity
from pipeline.normalise.bands import Band, band_of
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.fold import fold, fold_whole, label_parts
from pipeline.normalise.plain import LONG, one_line, plain, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Field

MAX_LENGTH = 4000  # characters of a list
NEARLY = 88  # percent of likeness from which a wording counts as one of ours with a slip in it
APART = 4  # percent by which the best wording must lead
MIN_FUZZY = 5  # letters; shorter words are like too many others
_NEAR, _WITHIN = 0.8, 0.75
_STEM = 5  # letters that two forms of one word share
_ENDINGS = 0.86  # other endings of the same words
_BAND = 0.93  # the same numbers in other words
_MOST_WORDS = 24  # of a wording
_MOST_MATCHED = 1024  # texts of a field
_MOST_FIELDS = 256  # whose wordings are kept at a time

_TICKED = "☑☒✓✔✅🗹√■⊠●◉"
_UNTICKED = "☐□▢○◯❏❑"
_BOX = re.compile(rf"([{_TICKED}{_UNTICKED}]|\[\s*[xXvV✓ ]?\s*\]|\(\s*[xXvV✓]?\s*\))")
_STRONG = re.compile(r"\s*[\n;•●▪■|·؛]\s*|(?:^|\s)[-–*]\s+")
_WEAK = re.compile(r"\s*[,،、/+&]\s*|\s+(?:and|et|y|e|i|und|en|dan|و)\s+")


def normalise_choice(raw: str, field: Field, context: Context) -> Normal | None:
    """The key of the one choice that `raw` words; None where it words none or several."""
    del context  # wordings of all languages count
    text = visible(raw[: 2 * LONG]).strip()
    if not text or len(text) > LONG:
        return None
    ticked = _ticked(text)
    if ticked is not None:
        return _match(ticked[0], field.choices) if len(ticked) == 1 else None
    return _match(text, field.choices)


def normalise_choices(raw: str, field: Field, context: Context) -> Normal | None:
    """The keys of all choices that `raw` words, in the order of the definition; None where it words none."""
    del context
    text = visible(raw[:MAX_LENGTH]).strip()
    ticked = _ticked(text)
    pieces = ticked if ticked is not None else [piece for piece in _STRONG.split(text) if plain(piece)]
    found: dict[str, float] = {}
    strangers: list[str] = []
    for piece in pieces:
        matches = _matches(piece, field.choices)
        strangers += [one_line(piece)] if not matches else []
        found |= {str(match.value): match.certainty for match in matches}
    if not found or len(strangers) > len(pieces) / 2:
        return None
    keys = tuple(choice.key for choice in field.choices if choice.key in found)
    certainty = min(found.values()) if not strangers else min(*found.values(), 0.6)
    return Normal(keys, certainty, _strangers(field.key, strangers))


def _strangers(key: str, strangers: list[str]) -> tuple[Finding, ...]:
    if not strangers:
        return ()
    message = f"Not among the choices of the form, so left out: {'; '.join(strangers)[:300]}."
    return (Finding("unknown-choice", Severity.WARNING, message, key),)


def _ticked(text: str) -> list[str] | None:
    """The words behind ticked boxes; None where the text has no boxes. Boxes stand before their words."""
    parts = _BOX.split(text)
    if len(parts) < 3 or not any(part in _TICKED + _UNTICKED or part[:1] == "[" for part in parts[1::2]):  # noqa: PLR2004
        return None
    boxes = zip(parts[1::2], parts[2::2], strict=True)
    return [words for box, words in boxes if box in _TICKED or box.strip(f"[]() {_UNTICKED}")]


def _matches(piece: str, choices: tuple[Choice, ...]) -> list[Normal]:
    """The choices of one piece of a list: the piece as a whole, else each part between commas."""
    whole = _match(piece, choices)
    if whole is not None and (whole.certainty > _WITHIN or not _WEAK.search(piece)):
        return [whole]
    parts = [_match(part, choices) for part in _WEAK.split(piece) if plain(part)]
    return [part for part in parts if part is not None]


def _match(text: str, choices: tuple[Choice, ...]) -> Normal | None:
    """The one choice that a text words. The boxes of a form are looked at again and again, and of all forms alike."""
    known = _known(choices)
    if text not in known.matched:
        if len(known.matched) >= _MOST_MATCHED:
            known.matched.clear()
        known.matched[text] = _matched(text, known)
    return known.matched[text]


def _matched(text: str, known: _Known) -> Normal | None:
    for spelling in dict.fromkeys((fold_whole(text), fold(text), plain(text))):
        keys = known.wordings.get(spelling, ())
        if len(keys) == 1:
            return Normal(keys[0], 1.0)
    same = _same_band(text, known) if any(char.isdigit() for char in text) else None
    if same is not None:
        return Normal(same, _BAND)
    parts = {keys[0] for part in label_parts(text)[1:] if len(keys := known.wordings.get(fold(part), ())) == 1}
    if len(parts) == 1:
        return Normal(parts.pop(), 0.9)
    if parts:
        return None
    folded = fold(text)
    return _near(folded, known.wordings) or _inflected(folded, known) or _within(fold_whole(text), known.wordings)


@dataclass(frozen=True, slots=True)
class _Known:
    """All wordings of a field's choices, in the ways that they are looked up."""

    choices: tuple[Choice, ...]  # kept, so that their id stays their own
    wordings: dict[str, tuple[str, ...]]
    stems: dict[frozenset[str], frozenset[str]]
    bands: tuple[tuple[str, frozenset[Band]], ...]
    matched: dict[str, Normal | None] = field(default_factory=dict)


_KNOWN: dict[int, _Known] = {}


def _known(choices: tuple[Choice, ...]) -> _Known:
    """The wordings of choices, put together once for each field."""
    known = _KNOWN.get(id(choices))
    if known is None:
        if len(_KNOWN) >= _MOST_FIELDS:
            _KNOWN.clear()
        wordings = _wordings(choices)
        known = _KNOWN[id(choices)] = _Known(choices, wordings, _by_stems(wordings), _bands(choices))
    return known


def _same_band(text: str, known: _Known) -> str | None:
    """The one choice that words the same band of numbers."""
    said = band_of(text)
    found = {key for key, bands in known.bands if said is not None and any(said.same(band) for band in bands)}
    return found.pop() if len(found) == 1 else None


def _labels(choice: Choice) -> list[str]:
    return [label for labels in choice.labels.values() for label in labels]


def _bands(choices: tuple[Choice, ...]) -> tuple[tuple[str, frozenset[Band]], ...]:
    worded = ((each.key, (band_of(label) for label in _labels(each))) for each in choices)
    return tuple((key, frozenset(band for band in bands if band is not None)) for key, bands in worded)


def _by_stems(wordings: dict[str, tuple[str, ...]]) -> dict[frozenset[str], frozenset[str]]:
    found: dict[frozenset[str], frozenset[str]] = {}
    for wording, keys in wordings.items():
        stems = _stems(wording)
        found[stems] = found.get(stems, frozenset()).union(keys)
    return found


def _wordings(choices: tuple[Choice, ...]) -> dict[str, tuple[str, ...]]:
    """Folded wording -> the keys that it may mean; without its brackets a wording counts only where one is left."""
    found: dict[str, tuple[str, ...]] = {}
    shorter: dict[str, tuple[str, ...]] = {}
    for each in choices:
        labels = _labels(each)
        for spelling in {plain(each.key), *map(fold_whole, labels), *map(plain, labels)}:
            found[spelling] = tuple(dict.fromkeys((*found.get(spelling, ()), each.key)))
        for spelling in set(map(fold, labels)):
            shorter[spelling] = tuple(dict.fromkeys((*shorter.get(spelling, ()), each.key)))
    return {**{spelling: keys for spelling, keys in shorter.items() if len(keys) == 1}, **found}


def _near(folded: str, wordings: dict[str, tuple[str, ...]]) -> Normal | None:
    """The wording that the text is with a slip in it, if just one is."""
    if len(folded) < MIN_FUZZY or any(char.isdigit() for char in folded):
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to import

    hits = process.extract(folded, list(wordings), scorer=fuzz.ratio, score_cutoff=NEARLY - APART, limit=12)
    if not hits or hits[0][1] < NEARLY:
        return None
    near = {key for wording, score, _ in hits if score > hits[0][1] - APART for key in wordings[wording]}
    return Normal(near.pop(), _NEAR) if len(near) == 1 else None


def _inflected(folded: str, known: _Known) -> Normal | None:
    """The one choice that has a wording of the same words with other endings ("Municipal": "Municipality")."""
    stems = _stems(folded)
    if not stems or any(char.isdigit() for char in folded):
        return None
    keys = known.stems.get(stems, frozenset())
    return Normal(next(iter(keys)), _ENDINGS) if len(keys) == 1 else None


@lru_cache(maxsize=4096)
def _stems(folded: str) -> frozenset[str]:
    """The beginnings of words; none where a word is too short to have an ending, or no Latin one."""
    words = folded.split()
    long = all(len(word) > _STEM and word.isascii() for word in words)
    return frozenset(word[:_STEM] for word in words) if long else frozenset()


def _within(text: str, wordings: dict[str, tuple[str, ...]]) -> Normal | None:
    """The one wording that stands among the text's words: "Other: a foundation", "We are a municipality"."""
    inside = {run for run in _runs(text.split()) if len(run) >= MIN_FUZZY and run in wordings}
    outermost = [each for each in inside if not any(each != other and f" {each} " in f" {other} " for other in inside)]
    keys = {key for wording in outermost for key in wordings[wording]}
    return Normal(keys.pop(), _WITHIN) if len(keys) == 1 else None


def _runs(words: list[str]) -> Iterator[str]:
    """All runs of words that follow each other, up to the length of a long wording."""
    for first in range(len(words)):
        for end in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
            yield " ".join(words[first:end])
