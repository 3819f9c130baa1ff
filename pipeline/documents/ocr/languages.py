"""Which of tesseract's models read which language, and which language a page seems to be in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.normalise.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from pipeline.documents.ocr.program import Scrap

ENGLISH: Final = "eng"
_MODELS: Final = {
    "ar": "ara", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu",
    "el": "ell", "en": ENGLISH, "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra",
    "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl",
    "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "ko": "kor", "lt": "lit", "lv": "lav", "mk": "mkd",
    "ms": "msa", "my": "mya", "nb": "nor", "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "si": "sin", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam",
    "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "chi_sim",
}  # fmt: skip
"""ISO 639-1 -> tesseract (ISO 639-2/T, but for Chinese)."""

_OTHER_SCRIPTS: Final = frozenset(
    {
        "ara", "bel", "ben", "bul", "chi_sim", "chi_tra", "ell", "fas", "heb", "hin", "hye", "jpn", "kat", "kaz", "khm",
        "kor", "mkd", "mya", "nep", "rus", "sin", "srp", "tam", "tha", "ukr", "urd",
    }
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LEAST_HITS: Final = 3.0
_CLEARER: Final = 1.15
_ENGLISH_CODE: Final = "en"
_BESIDE: Final = 0.4  # of the hits of English that another language beside it has
_OWN: Final = 5  # different words of it that are not English


def model(language: str) -> str:
    """Tesseract's name for a language (ISO 639-1, perhaps with a region), "" where it has none."""
    return _MODELS.get(language.partition("-")[0].lower(), "")


def models(languages: Iterable[str], installed: AbstractSet[str]) -> list[str]:
    """The models for these languages that are installed, English last: it reads addresses and is everywhere."""
    found = [name for language in languages if (name := model(language)) in installed]
    return list(dict.fromkeys([*found, *([ENGLISH] if ENGLISH in installed else [])]))


def latin(names: Iterable[str]) -> list[str]:
    """Those of the models that read Latin letters."""
    return [name for name in names if name not in _OTHER_SCRIPTS]


def together(name: str, installed: AbstractSet[str]) -> list[str]:
    """The models for one run of the program: other scripts need English beside them for addresses."""
    both = name in _OTHER_SCRIPTS and ENGLISH in installed
    return [name, ENGLISH] if both else [name]


def second(name: str, installed: AbstractSet[str]) -> str:
    """The model for a second look at what was doubtful; "" for none: another Latin one, or that of a script alone."""
    if name in _OTHER_SCRIPTS:
        return name  # beside it, English takes short words for Latin letters
    return next((other for other in (ENGLISH, "fra", "deu", "spa") if other in installed and other != name), "")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, folded, to know their language again by."""
    return frozenset(word for text in texts for word in _WORD.findall(plain(text)))


def likeliest(scraps: Iterable[Scrap], vocabularies: Mapping[str, frozenset[str]]) -> str | None:
    """The language whose words stand in a text most often; None where the text says too little.

    A word that several languages share counts less for each. Of a form in two languages, one of them English, it is
    the other: its model reads English well, while the English one takes accents for other letters.
    """
    score: dict[str, float] = {}
    words = _WORD.findall(plain(" ".join(scrap.text for scrap in scraps)))
    for word in words:
        owners = [language for language, known in vocabularies.items() if word in known]
        for language in owners:
            score[language] = score.get(language, 0.0) + 1 / len(owners)
    beside = _beside_english(set(words), score, vocabularies)
    if beside is not None:
        return beside
    best, second = [*sorted(score.values(), reverse=True), 0.0, 0.0][:2]
    if best < _LEAST_HITS or best < _CLEARER * second:
        return None
    return max(score, key=lambda language: score[language])


def _beside_english(
    words: set[str], score: Mapping[str, float], vocabularies: Mapping[str, frozenset[str]]
) -> str | None:
    """The language that stands beside English in a text: it has several words that are not English; None for none."""
    english = vocabularies.get(_ENGLISH_CODE, frozenset())
    others = [language for language in score if language != _ENGLISH_CODE]
    best = max(others, key=lambda language: score[language], default=None)
    if best is None or score[best] < _BESIDE * score.get(_ENGLISH_CODE, 0.0):
        return None
    second = max((score[language] for language in others if language != best), default=0.0)
    own = words & (vocabularies[best] - english)
    return best if len(own) >= _OWN and score[best] >= _CLEARER * second else None
