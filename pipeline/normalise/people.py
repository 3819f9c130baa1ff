"""What stands around names on forms: civilities, degrees, offices; told apart by word lists in many languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pipeline.normalise.plain import key, one_line, plain, visible
from pipeline.normalise.vocabulary import headings, keys, table, words

Gender = Literal["female", "male", "neutral"]
MAX_PHRASE = 5  # words of an office or civility

# Short civilities that are no names anywhere; other short ones need their full stop or a form in their language.
_EVERYWHERE = (
    "mr mrs ms mme mlle dr sr sra srta ing lic arq prof dna hj drs ir dra mtro mtra bpk ibu herr frau dhr mevr sig "
    "dott avv exmo exma cllr drg"
)
_STOPPED = (".", "ª", "º", ".ª")
_ARTICLES = frozenset(("the", "la", "le", "el", "il", "o", "a", "l", "els", "los", "las"))
_BREAKS = re.compile(r"\s*[,;،、|:()（）\[\]·•]\s*|\s+[-–—/]+\s+|\s*//\s*")
_DEGREE = re.compile(r"^(?:[A-Z][A-Za-z]{0,6}\.)+[A-Z][A-Za-z]{0,6}\.?$")
_EDGES = re.compile(r"^[ .]+|(?<=[^\W\d_]{2})[ .]+$|(?<![^\W\d_])[ .]+$")
_KOREAN_OFFICE = re.compile("[\uac00-\ud7a3]{2,}(?:시장|군수|구청장|지사)$")  # 광주광역시장: the place stands before
_DEGREES = (
    "PhD MBA MSc MA BA BSc MD LLM LLB JD MP QC KC OBE CBE MBE JP ST SE SH MM MT MH MSi SPd SIP MAP MPA MPP Jr Sr II "
    "III Ak SSos SKom SSTP MPd MKom ScD DPhil EdD MEng CPA Esq"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?-?){1,4}$")
_LINKS = (
    "of de del de la du des d di da do dos for para pour per por von van der für zur zum the and y et e i & en a au "
    "à al alla dan und bidang to"
)


def segments(raw: str) -> list[str]:
    """The parts of a text about a person, between commas, dashes, brackets, colons and line breaks."""
    text = ", ".join(line for line in (one_line(line) for line in visible(raw).splitlines()) if line)
    return [_EDGES.sub("", part) if not _DEGREE.match(part) else part for part in _BREAKS.split(text) if plain(part)]


def civility(token: str, language: str | None) -> Gender | None:
    """What a token before a name says about gender, or None where it is no civility, honour or degree."""
    name = key(token)
    spoken = _civilities().get(name)
    if spoken is None:
        return None
    genders = {gender for gender, heading in spoken if _counts(token, name, heading, language)}
    if not genders:
        return None
    own = {gender for gender, heading in spoken if heading == language}
    best = own or genders
    return next(iter(best)) if len(best) == 1 else "neutral"


def _counts(token: str, name: str, heading: str, language: str | None) -> bool:
    if heading == language:
        return True
    if len(name) == 1:
        return language is None and token.endswith(_STOPPED)
    return len(name) > 3 or token.endswith(_STOPPED) or name in _EVERYWHERE.split()  # noqa: PLR2004 - letters


@lru_cache(maxsize=1)
def _civilities() -> dict[str, tuple[tuple[Gender, str], ...]]:
    found: dict[str, tuple[tuple[Gender, str], ...]] = {}
    genders: tuple[Gender, ...] = ("female", "male", "neutral")
    for gender in genders:
        for name, languages in headings("civilities", gender).items():
            found[name] = (*found.get(name, ()), *((gender, language) for language in languages))
    return found


def civility_length(tokens: list[str], language: str | None) -> int:
    """How many tokens in front are one civility, honour or degree; 0 for none."""
    for length in range(min(MAX_PHRASE, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:length])
        if (length == 1 or key(phrase) in _long_civilities()) and civility(phrase, language):
            return length
    return 0


@lru_cache(maxsize=1)
def _long_civilities() -> frozenset[str]:
    listed = (word for kinds in table("civilities").values() for kind in kinds.values() for word in kind)
    return frozenset(key(word) for word in listed if " " in word)


def office_length(tokens: list[str]) -> int:
    """How many tokens in front are an office ("Mayor", "Presidente municipal"); 0 for none."""
    for length in range(min(MAX_PHRASE, len(tokens)), 0, -1):
        if key(" ".join(tokens[:length])) in _offices():
            return length
    return int(bool(tokens) and _KOREAN_OFFICE.fullmatch(tokens[0]) is not None)


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return keys("offices", "neutral") | keys("offices", "female")


@lru_cache(maxsize=4096)
def is_office(segment: str) -> bool:
    """Whether a segment is about an office or role: begins with one, holds one that is no surname, or one of a body."""
    tokens = [token for token in segment.split() if plain(token)]
    while len(tokens) > 1 and key(tokens[0]) in _ARTICLES:
        tokens = tokens[1:]
    while len(tokens) > 1 and key(tokens[0]) in _civilities() and office_length(tokens[1:]):
        tokens = tokens[1:]
    first = office_length(tokens)
    if first:
        rest = tokens[first:]
        return not rest or _goes_on(rest)
    if not _LATIN.search(segment) and len(tokens) == 2:  # noqa: PLR2004 - 한소영 시장: a name and its office
        return False
    inside = [at for at in range(len(tokens)) if office_length(tokens[at:])]
    clear = any(office_length(tokens[at:]) > 1 or key(tokens[at]) not in also_names() for at in inside)
    if not inside or not (clear or holds_institution(segment)):
        return False
    if len(inside) == 1 and _is_name_before(tokens, inside[0]):
        return False
    rest = tokens[inside[0] + office_length(tokens[inside[0] :]) :]
    return not rest or _goes_on(rest)


def _is_name_before(tokens: list[str], at: int) -> bool:
    """`ANA RUIZ ALCALDESA`: a feminine office at the end, behind words that may be a name."""
    feminine = at == len(tokens) - 1 and key(tokens[at]) in keys("offices", "female")
    said = {key(token) for token in tokens[:at]}
    strange = said & (words("offices", "institutions") | words("forms", "labels") | words("forms", "matters"))
    return feminine and at > 1 and not strange


def _goes_on(rest: list[str]) -> bool:
    """Whether what stands behind an office belongs to it: "of the City", "municipal"; a name does not."""
    linked = rest[0].lower().strip("'’") in _LINKS.split() or rest[0].lower().startswith(
        ("d'", "d’", "l'", "l’", "dell'")
    )
    return linked or rest[0].islower() or holds_institution(" ".join(rest)) or bool(office_length(rest))


@lru_cache(maxsize=1)
def also_names() -> frozenset[str]:
    """Words for offices and bodies that are also surnames or parts of names."""
    return keys("offices", "also_names")


@lru_cache(maxsize=4096)
def holds_institution(segment: str) -> bool:
    """Whether a word of a body or a form ("Ayuntamiento", "Department") stands in the segment."""
    return any(word in words("offices", "institutions") for word in plain(segment).split())


def is_degree(segment: str, *, behind_full_name: bool) -> bool:
    """Whether a segment behind a name is a degree or the like ("S.Pi.", "PhD"), not initials of given names."""
    if _INITIALS.match(segment):
        return behind_full_name
    return bool(_DEGREE.match(segment)) or segment.rstrip(".").replace(".", "") in _DEGREES.split()
