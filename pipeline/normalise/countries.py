"""Names of countries in many languages, folded, from CLDR and a list of what CLDR leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.normalise.plain import plain
from pipeline.normalise.vocabulary import table

# The campaign's eleven first: a name that two languages give to two countries is theirs.
FIRST_LANGUAGES = "en fr es id pt ca it de nl ko ar"
MORE_LANGUAGES = (
    "ru zh ja tr pl uk el sv da nb fi cs sk hu ro bg hr sr sl lt lv et sq mk hy ka fa he hi bn ur th vi ms fil sw am "
    "eu gl pt_PT zh_Hant"
)
_NO_COUNTRIES = frozenset(("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"))
ALPHA_2 = 2  # letters of the codes that are wanted; CLDR also names continents ("150")


@dataclass(frozen=True, slots=True)
class Index:
    """Plain name -> ISO 3166-1 alpha-2, for names that are certain, for likely ones, and for parts of countries."""

    names: dict[str, str]
    doubtful: dict[str, str]
    parts: dict[str, str]


@lru_cache(maxsize=1)
def first_index() -> Index:
    """The index of the eleven languages and the list of other names."""
    listed: dict[str, dict[str, str]] = {"names": {}, "doubtful": {}, "parts": {}}
    for code, kinds in table("countries").items():
        for kind, each in kinds.items():
            listed[kind] |= {plain(name): code for name in each}
    doubtful = {name for name in listed["doubtful"] if name not in listed["names"]}
    cldr = {name: code for name, code in _names(FIRST_LANGUAGES).items() if name not in doubtful}
    return Index({**cldr, **listed["names"]}, listed["doubtful"], listed["parts"])


@lru_cache(maxsize=1)
def more_names() -> dict[str, str]:
    """Plain names in the other languages -> code; read only when the first index knows nothing."""
    return _names(MORE_LANGUAGES)


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """The alpha-2 codes that CLDR names."""
    return frozenset(first_index().names.values())


@lru_cache(maxsize=1)
def alpha_3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2."""
    from babel.core import get_global  # noqa: PLC0415 - slow to import

    aliases = get_global("territory_aliases")
    return {
        str(code): str(meant[0])
        for code, meant in aliases.items()
        if len(code) == ALPHA_2 + 1 and code.isalpha() and len(meant) == 1 and meant[0] in codes()
    }


def _names(languages: str) -> dict[str, str]:
    """Plain name -> code. Where languages disagree, the first one has the name."""
    from babel import Locale  # noqa: PLC0415 - slow to import

    found: dict[str, str] = {}
    for language in languages.split():
        for code, name in Locale.parse(language).territories.items():
            if len(code) == ALPHA_2 and str(code) not in _NO_COUNTRIES:
                found.setdefault(plain(str(name)), str(code))
    return found
