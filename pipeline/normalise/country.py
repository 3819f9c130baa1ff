"""Countries as ISO 3166-1 alpha-2, from their names in many languages, short forms and slips of the pen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.countries import alpha_3, codes, first_index, more_names
from pipeline.normalise.plain import one_line, plain
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 120  # characters
MAX_WORDS = 12
MIN_TYPO, LONG_NAME = 5, 11  # letters
_SLIP, _PART, _DOUBTFUL, _BEHIND_PLACE = 0.7, 0.6, 0.65, 0.75

_PIECES = re.compile(r"\s*[/|;\n]\s*|\s+[–—-]\s+|\s*[()（）]\s*")
_FORMAL = re.compile(
    r"^(?:the|la|le|les|el|los|las|l|o|a|il|lo|die|der|das|de|het|els)\s+"
    r"|^(?:(?:federal|islamic|arab|democratic|socialist|"
    r"hashemite|federative|plurinational|oriental)\s+)*(?:republic|kingdom|state|sultanate|principality)\s+of\s+"
    r"(?:the\s+)?|^(?:republique|royaume|etat)\s+(?:federale\s+|islamique\s+)?(?:de\s+la|de\s+l|des|de|du|d)\s+"
    r"|^(?:republica|reino|estado|reyno)\s+(?:federal\s+|oriental\s+|islamica\s+)?(?:del|de\s+la|de\s+los|de|da|do|d)\s+"
    r"|^(?:republik|kerajaan|negara|repubblica|regno|republiek|koninkrijk|konigreich)\s+(?:der\s+|di\s+|del\s+|van\s+)?"
)


def normalise_country(raw: str, field: Field, context: Context) -> Normal | None:
    """The country that `raw` names, in any language; None for other text and for several countries.

    Parts of countries ("Scotland"), slips ("Espagna") and names of two countries ("Korea") are doubtful, with a
    finding.
    """
    del context  # the form's country is what is asked here
    if len(raw) > MAX_LENGTH or any(char.isdigit() or char == "@" for char in raw):
        return None
    read = _read(raw.strip())
    if read is None:
        return None
    code, certainty, why = read
    return Normal(code, certainty, (_finding(field.key, raw, code, why),) if why else ())


Read = tuple[str, float, str]
"""Code, certainty, and the code of the finding that it calls for ("" for none)."""

_REASONS = {
    "country-part": "“{raw}” is a part of a country; its country was taken: {code}.",
    "country-typo": "“{raw}” is no country's name; {code} was taken for it, please check.",
    "country-ambiguous": "“{raw}” can mean more than one country; {code} was taken, please check.",
    "country-beside-place": "“{raw}” names more than a country; {code} was taken from it.",
}


def _finding(key: str, raw: str, code: str, why: str) -> Finding:
    return Finding(why, Severity.WARNING, _REASONS[why].format(raw=one_line(raw)[:80], code=code), key)


@lru_cache(maxsize=4096)
def _read(raw: str) -> Read | None:
    name = plain(raw)
    if not name or len(name.split()) > MAX_WORDS:
        return None
    code = _code(raw)
    if code is not None:
        return code, 0.95, ""
    return _named(name) or _turned(raw) or _in_pieces(raw) or _behind_place(raw) or _nearly(name)


def _code(raw: str) -> str | None:
    """ISO codes, in capitals: a lower-case "de" or "es" is a word."""
    bare = raw.strip(" .:()[]")
    if bare in codes():
        return bare
    return alpha_3().get(bare) if bare.isascii() and bare.isupper() else None


def _named(name: str) -> Read | None:
    """A plain name, as it is or without its form of state ("Kingdom of Spain")."""
    index = first_index()
    for spelling in (name, _FORMAL.sub("", name, count=1)):
        if spelling in index.doubtful:
            return index.doubtful[spelling], _DOUBTFUL, "country-ambiguous"
        if spelling in index.names:
            return index.names[spelling], 1.0, ""
        if spelling in index.parts:
            return index.parts[spelling], _PART, "country-part"
    other = more_names().get(name)
    return (other, 0.95, "") if other else None


def _turned(raw: str) -> Read | None:
    """As in `Bolivia (Plurinational State of)` and `Tanzania, United Republic of`."""
    found = re.fullmatch(r"([^(),]+)[(,]\s*([^(),]+?)\s*\)?", one_line(raw))
    return _named(plain(f"{found[2]} {found[1]}")) if found else None


def _in_pieces(raw: str) -> Read | None:
    """One country in several languages: "Spain / España". Several countries give none."""
    pieces = [piece for piece in _PIECES.split(raw) if plain(piece)]
    if len(pieces) < 2:  # noqa: PLR2004 - a single piece is no list
        return None
    read = [_code_or_named(piece) for piece in pieces]
    known = [each for each in read if each]
    if len({code for code, _, _ in known}) != 1 or all(
        _code(piece) for piece, each in zip(pieces, read, strict=True) if each
    ):
        return None  # codes alone, beside other words, are abbreviations of something else
    best = max(known, key=lambda each: each[1])
    if len(known) == len(pieces) or _is_inside_brackets(raw):
        return best
    return best[0], min(best[1], _BEHIND_PLACE), best[2] or "country-beside-place"


def _is_inside_brackets(raw: str) -> bool:
    """Whether what is no country stands in brackets only: "Bolivia (Estado Plurinacional de)"."""
    return _named(plain(re.sub(r"[(（][^()（）]*[)）]", " ", raw))) is not None


def _code_or_named(text: str) -> Read | None:
    code = _code(text)
    return (code, 0.95, "") if code else _named(plain(text))


def _behind_place(raw: str) -> Read | None:
    """As in `Granollers, Spain`: the last of the parts between commas."""
    parts = [part for part in one_line(raw).rstrip(" .,").split(",") if plain(part)]
    if not 2 <= len(parts) <= 4:  # noqa: PLR2004 - place, province, region, country
        return None
    named = [_code_or_named(part.strip()) for part in parts]
    last, before = named[-1], {each[0] for each in named[:-1] if each and each[1] > _DOUBTFUL}
    if last is None or last[1] < _DOUBTFUL or before - {last[0]}:
        return None
    return (
        last[0],
        min(last[1], 1.0 if before else _BEHIND_PLACE),
        last[2] or ("" if before else "country-beside-place"),
    )


def _nearly(name: str) -> Read | None:
    """The one country whose name this is with one slip, in a long name with two."""
    if len(name) < MIN_TYPO or _is_label(name):
        return None
    from rapidfuzz import process  # noqa: PLC0415 - slow to import
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    slips = 2 if len(name) >= LONG_NAME else 1
    names = first_index().names
    hits = process.extract(name, _names_of_length(len(name), slips), scorer=OSA.distance, score_cutoff=slips, limit=9)
    found = {names[hit] for hit, _, _ in hits}
    return (found.pop(), _SLIP, "country-typo") if len(found) == 1 else None


def _is_label(name: str) -> bool:
    """Words of forms are no slips: "Surname" is not Suriname."""
    labels, institutions = words("forms", "labels"), words("offices", "institutions")
    return any(word in labels or word in institutions for word in name.split())


@lru_cache(maxsize=64)
def _names_of_length(length: int, slips: int) -> tuple[str, ...]:
    """The names that are at most so many letters longer or shorter."""
    shortest = max(MIN_TYPO, length - slips)
    return tuple(name for name in first_index().names if shortest <= len(name) <= length + slips)
