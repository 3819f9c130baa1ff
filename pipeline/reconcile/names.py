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

_LINKED: Final = {
    "": "government, local government, administration, council, municipal council, gobierno, gobierno autonomo, "
    "alcaldia, "
    "alcaldia mayor, alcaldia municipal, intendencia, intendencia departamental, governo, cabildo, "
    "distrito metropolitano, "
    "municipalidad provincial, metropolitan city, gouvernement, conseil municipal",
    "town": "city, city council, city government, municipality, town, town council, ville, commune, mairie, "
    "ayuntamiento, "
    "excmo ayuntamiento, excelentisimo ayuntamiento, h ayuntamiento, honorable ayuntamiento, "
    "ayuntamiento constitucional, "
    "municipalidad, i municipalidad, ilustre municipalidad, municipio, gobierno municipal, "
    "gobierno autonomo municipal, "
    "ciudad, comuna, ajuntament, prefeitura, prefeitura municipal, camara municipal, cidade, comune, citta, concello, "
    "concejo, municipi",
    "county": "county, county council, county government",
    "metropole": "metropole, communaute urbaine, communaute d agglomeration, citta metropolitana, area metropolitana",
    "province": "province, departement, conseil departemental, diputacion, diputacion provincial, diputacio, "
    "provincia, "
    "gobierno provincial, consell comarcal",
    "region": "region, regional government, conseil regional, state, gobierno regional, gobernacion, estado, "
    "regione, regio, "
    "governo do estado",
    "district": "borough, london borough, royal borough, district, municipalidad distrital, arrondissement",
}
"""Body -> nouns that stand before a name with a word like "of" between: "Ville d'Avray" but not "Villeneuve"."""

_FREE: Final = {
    "": "the, greater, alcaldia, pemerintah daerah, pemerintah, excmo, ilustre, municipal",
    "town": "pemerintah kota, kota, pemkot, stadt, landeshauptstadt, universitatsstadt, hansestadt, stadtgemeinde, "
    "marktgemeinde, gemeinde, gemeente, gemeentebestuur, stad, stadtverwaltung, magistrat der stadt",
    "regency": "pemerintah kabupaten, pemerintah daerah kabupaten, kabupaten, pemkab, kab",
    "county": "landkreis",
    "province": "provincie, pemerintah provinsi, provinsi, pemprov",
    "region": "region, bundesland, freistaat",
}
"""Body -> words that stand before a name without one."""

_BEHIND: Final = {
    "": "city and county council, council, government, local government, metropolitan, metropolitan city, "
    "special city, "
    "metropolitan special city, special city government, metropolitan city government, "
    "metropolitan special city government",
    "town": "city, city council, city government, municipality, metropolitan municipality, town council, "
    "municipal council",
    "regency": "regency, regency government",
    "county": "county, county council, county government",
    "province": "province, provincial council",
    "region": "region, regional council, regional government",
    "district": "borough, borough council, district, district council",
}
"""Body -> words that stand behind a name."""

_LINKS: Final = frozenset(re.findall(r"\w+", "de d del della dell delle di do da dos das du des of der den"))
_ARTICLES: Final = _LINKS | frozenset(re.findall(r"\w+", "la le les l el los las a o as os al het s"))

_KOREAN: Final = {
    "": "특별자치시 특별시 광역시 특례시 특별시청 광역시청 특례시청 청",
    "town": "시청 시",
    "county": "군청 군",
    "district": "구청 구",
    "region": "특별자치도 도청 도",
}
_ARABIC: Final = {
    "": "امانه مجلس الحضريه الترابيه الكبري",
    "town": "بلديه مدينه جماعه الجماعه",
    "province": "محافظه ولايه اقليم عماله",
    "region": "جهه",
}
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


@lru_cache(maxsize=20_000)
def _taken_apart(name: str) -> tuple[str, frozenset[str]]:
    text = re.sub(r"\([^()]*\)", " ", unicodedata.normalize("NFKC", name[:_LONGEST]))
    text, bodies = _from_arabic(*_from_korean(text, set()))
    text = re.sub(r"(?<=\w)-(?:si|gun|gu|do)\b", " ", anyascii(text).lower())
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    while (shorter := _shorter(words, bodies)) != words:
        words = shorter
    return " ".join(words), frozenset(bodies - {""})


def _shorter(words: list[str], bodies: set[str]) -> list[str]:
    """Without one phrase or article; at least one word always stays."""
    for phrase, body in _BEFORE_PHRASES:
        linked = phrase[-1] == "*"
        noun = phrase[:-1] if linked else phrase
        rest = words[len(noun) :]
        if tuple(words[: len(noun)]) == noun and len(rest) > linked and (not linked or rest[0] in _LINKS):
            bodies.add(body)
            return rest
    for phrase, body in _BEHIND_PHRASES:
        if len(words) > len(phrase) and tuple(words[-len(phrase) :]) == phrase:
            bodies.add(body)
            return words[: -len(phrase)]
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _from_korean(text: str, bodies: set[str]) -> tuple[str, set[str]]:
    """Words without 시, 군, 구, 도; of "경기도 광주시" the last one alone, since the first says where it lies."""
    words = text.split()
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


def _from_arabic(text: str, bodies: set[str]) -> tuple[str, set[str]]:
    words = _HARAKAT.sub("", text).translate(_ARABIC_LETTERS).split()
    kept = [word for word in words if word not in _ARABIC_WORDS]
    bodies.update(_ARABIC_WORDS[word] for word in words if kept and word in _ARABIC_WORDS)
    return " ".join(kept or words), bodies


def _longest_first(table: dict[str, str], separator: str = ", ") -> list[tuple[str, str]]:
    pairs = [(phrase, body) for body, phrases in table.items() for phrase in phrases.split(separator)]
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)


_BEFORE_PHRASES: Final = sorted(
    [((*phrase.split(), "*"), body) for phrase, body in _longest_first(_LINKED)]
    + [(tuple(phrase.split()), body) for phrase, body in _longest_first(_FREE)],
    key=lambda pair: len(pair[0]),
    reverse=True,
)
_BEHIND_PHRASES: Final = [(tuple(phrase.split()), body) for phrase, body in _longest_first(_BEHIND)]
_KOREAN_ENDINGS: Final = _longest_first(_KOREAN, " ")
_ARABIC_WORDS: Final = dict(_longest_first(_ARABIC, " "))
