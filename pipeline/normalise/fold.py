"""Labels made comparable: numbering, hints, decoration and inclusive endings no longer matter.

`habitant·e·s`, `Einwohner:innen`, `Prefeito(a)` and `alcalde/sa` fold like their plain forms; other scripts keep
their words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalise.plain import LONG, flat, plain, words_only

_ROMAN = r"(?:x{0,1}(?:ix|iv|v?i{1,3})|v|x)"
_PART_WORD = r"(?:section|part|partie|parte|seccion|secao|seccio|sezione|bagian|teil|abschnitt|deel|قسم|الجزء)"
_NUMBERING = re.compile(
    r"^[\s*•●▪■□►▶·\-]*(?:"
    rf"{_PART_WORD}\s+(?:\d{{1,2}}|[a-h]|{_ROMAN})\s*[.:)\-]+"
    r"|\(\s*(?:\d{1,2}|[a-h])\s*\)"
    r"|\d{1,2}(?:\.\d{1,2})*\s*(?:[.)\]:](?!\d)|-(?=\s)|(?<=\.\d)\s(?!mill|mio|mln|juta|million|mil\b|m\b))"
    r"|[a-z]\s*\)"
    r"|[a-cefgh]\.(?=\s)"  # not "d.": Don
    rf"|{_ROMAN}\s*(?:[.)](?=\s)|-(?=\s))"
    r"|第\s*[0-9一二三四五六七八九十]+\s*[条條章節节部項项、.]?"
    r"|제\s*\d+\s*[조장절항]"
    r"|[가나다라마바사]\s*[.)](?=\s)"
    r"|[ابتثجحدهو]\s*[.)\-](?=\s)"
    r")\s*"
)
_CIRCLED = re.compile(r"^\s*[\u2460-\u249b\u24b6-\u24ea\u2776-\u2793]\s*")

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|（[^（）]*）|【[^【】]*】")
_UNCLOSED = re.compile(r"[(\[][^()\[\]]*$")

# An ending counts only directly behind a word, and only from these lists: "e-mail", "est-elle" and "col·lectiu" stay.
_DOTS = "·•∙‧⋅"
_ENDINGS = (
    "esse|essa|euse|trice|rice|ice|ora|era|enne|innen|in|ere|iere|ne|ve|te|le|se|fe|re|a|e|as|es|nes|ves|euses|"
    "trices|rices|x"
)
_MIDDLE_DOT = re.compile(rf"(?<=[a-z])[{_DOTS}](?:{_ENDINGS})(?:[{_DOTS}](s|x))?(?![a-z{_DOTS}])")
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.(?:e|ne|trice|rice|euse|ve)(?:\.(s)|(s))?(?![a-z.@/\d])")
_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?:e|ne|trice|rice|euse|ve)(?:-(s)|(s))?(?![a-z\-])")
_SLASH_ENDING = re.compile(
    r"(?<=[a-z]{3})/-?(?:esse|essa|esa|euse|trice|rice|ice|triz|iz|ora|oras|era|enne|innen|in|nnen|ne|nes|sa|na|ra|se|ve|"
    r"a|as|o|os|e|es)(?![a-z])"
)
_BRACKET_ENDING = re.compile(r"(?<=[a-z])\((?:[a-z]{1,2}|esa|essa|innen|trice|rice|euse|ora|oras)\)(?:\((s|x)\))?")
_GERMAN = re.compile(r"(?<=[a-z]{3})[:*_]in(?:nen)?(?![a-z])")
_CAMEL = re.compile(r"(?<=[a-zäöüß]{3})In(?:nen)?\b")
_CATALAN = re.compile(rf"l[{_DOTS}.]l")
_SIGN_OF_ENDING = re.compile(rf"[{_DOTS}.(:*_/-]")
"""One of these stands in every inclusive spelling."""
_PLURAL_BEFORE = "sxz"

_ARTICLES = {
    "de la/du": "du",
    "du/de la": "du",
    "del/de la": "del",
    "de la/del": "del",
    "do/da": "do",
    "da/do": "do",
    "do/a": "do",
    "del/la": "del",
    "des/der": "des",
    "der/des": "des",
    "der/die": "der",
    "die/der": "der",
    "dem/der": "dem",
    "le/la": "le",
    "la/le": "le",
    "el/la": "el",
    "la/el": "el",
    "il/la": "il",
    "o/a": "o",
    "un/une": "un",
    "un/una": "un",
}
_ARTICLE = re.compile(
    r"(?<![a-z/])(" + "|".join(sorted((re.escape(pair) for pair in _ARTICLES), key=len, reverse=True)) + r")(?![a-z/])"
)


def _plural(found: re.Match[str]) -> str:
    """The plural sign that an inclusive ending carried: the plain form keeps it."""
    sign = next((group for group in found.groups() if group), "")
    before = found.string[found.start() - 1]
    return "" if before in _PLURAL_BEFORE else sign


def _without_inclusive(text: str) -> str:
    """A flat text in which inclusive spellings have become the first form they offer."""
    if not _SIGN_OF_ENDING.search(text):
        return text
    text = _CATALAN.sub("ll", text)
    text = _MIDDLE_DOT.sub(_dotted_plural, text)
    text = _HYPHEN.sub(_plural, text)
    if "@" not in text and "www" not in text:
        text = _FULL_STOP.sub(_plural, text)
    text = _BRACKET_ENDING.sub(_plural, text)
    text = _GERMAN.sub("", text)
    text = _ARTICLE.sub(lambda found: _ARTICLES[found.group(1)], text)
    return _SLASH_ENDING.sub("", text)


def _dotted_plural(found: re.Match[str]) -> str:
    """As `_plural`, and `citoyen·nes` has its plural sign inside the ending."""
    inside = found.group(0).endswith("s") and not found.group(0).endswith(("·s", "ss"))
    sign = found.group(1) or ("s" if inside else "")
    return "" if found.string[found.start() - 1] in _PLURAL_BEFORE else sign


def _folded(text: str, *, hints: bool) -> str:
    base = flat(_CAMEL.sub("", _CIRCLED.sub("", text)) if not text.isascii() or "In" in text else text)
    if "º" in text or "°" in text or "ª" in text:  # NFKC would make letters of them: "Nº" and "N°" are the same
        base = flat(re.sub("[º°ª]", " ", _CAMEL.sub("", text)))
    base = _without_inclusive(base)
    numbered = _NUMBERING.sub("", base, count=1)
    shorter = numbered if hints else _UNCLOSED.sub(" ", _BRACKETED.sub(" ", numbered))
    return words_only(shorter) or words_only(numbered) or words_only(base) or plain(text)


def is_inclusive(text: str) -> bool:
    """Whether a text writes a word for women and men at once: `Koordinator/in`, `coordinador(a)`."""
    base = flat(text)
    return len(text) <= LONG and _without_inclusive(base) != base


@lru_cache(maxsize=32768)
def _cached(text: str) -> str:
    return _folded(text, hints=False)


def fold(text: str) -> str:
    """`text` as a label to compare: its words, folded, single-spaced; "" only where it has no word at all.

    Leading numbering ("3.2)", "a)", "IV."), bracketed hints ("(max. 200 words)"), stars, colons, quotes and inclusive
    endings are gone, unless nothing else would be left.
    """
    return _cached(text) if len(text) <= LONG else _folded(text, hints=False)


@lru_cache(maxsize=4096)
def fold_whole(text: str) -> str:
    """As `fold`, but what stands in brackets is kept: "Telephone (mayor)" stays apart from "Telephone (office)"."""
    return _folded(text, hints=True)


_SPACED_PARTS = re.compile(r"\s+[/|–—\-·•]\s+|\s*[|｜／\n\r\t]\s*|\s+/\s*|\s*/\s+")
_TIGHT_SLASH = re.compile(
    r"(?<=\w\w\w\w)/(?=\w\w\w\w)|(?<=[\uac00-\ud7a3\u4e00-\u9fff])/(?=[\uac00-\ud7a3\u4e00-\u9fff])"
)
_LATIN = "A-Za-z\u00c0-\u024f"
_OTHER = "\u0370-\u1fff\u2e80-\uffdc"
_SCRIPT_CHANGE = re.compile(
    rf"(?<=[{_LATIN})])[\s:]+(?=[{_OTHER}])|(?:(?<=[{_OTHER}])|(?<=[{_OTHER}]\)))[\s:]+(?=[{_LATIN}])"
)
MIN_PART = 2  # letters; shorter parts are endings or articles


@lru_cache(maxsize=8192)
def label_parts(text: str) -> tuple[str, ...]:
    """The parts of a bilingual label as raw strings, the whole first: "Country / Pays" gives whole, "Country", "Pays".

    Parts stand between spaced slashes, bars and dashes, on lines of their own, or in another script. Never empty.
    """
    whole = text.strip()
    parts = [whole]
    if len(whole) <= LONG:
        for pattern in (_SPACED_PARTS, _TIGHT_SLASH, _SCRIPT_CHANGE):
            parts += [piece.strip() for part in tuple(parts) for piece in pattern.split(part)]
    return tuple(dict.fromkeys(part for part in parts if part == whole or len(plain(part)) >= MIN_PART))
