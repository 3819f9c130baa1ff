"""Names of governments made comparable: without "Ville de", "Ajuntament de", "Pemerintah Kota", in one script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

_BODIES: Final = (
    "the, greater, city council of, city of, city, municipality of, municipal council of, town of, borough of, "
    "county of, province of, region of, state of, government of, metropolitan municipality, municipality, council, "
    "ville de, ville d, commune de, commune d, mairie de, mairie d, departement de la, departement de, departement du, "
    "departement des, region, metropole de, communaute urbaine de, "
    "excelentisimo, excmo, ilustre, ayuntamiento de, municipalidad de, municipio de, intendencia de, alcaldia de, "
    "alcaldia, gobierno municipal de, gobierno autonomo municipal de, gobierno regional de, gobierno de, "
    "diputacion de, diputacion provincial de, ciudad de, "
    "ajuntament de, ajuntament d, diputacio de, consell comarcal de, "
    "pemerintah kota, pemerintah kabupaten, pemerintah provinsi, pemerintah daerah, kota, kabupaten, pemkot, pemkab, "
    "prefeitura municipal de, prefeitura de, prefeitura do, camara municipal de, camara municipal do, municipio do, "
    "municipio da, comune di, citta di, citta metropolitana di, provincia di, provincia de, "
    "landeshauptstadt, stadt, gemeinde, landkreis, gemeente, provincie, "
    "baladiya, baldyh, jmaah"
)
_ARTICLES: Final = ("la", "le", "les", "el", "los", "las", "l", "de", "del", "of", "d", "di", "al")


def _phrases() -> list[tuple[str, ...]]:
    return sorted((tuple(each.split()) for each in _BODIES.split(", ")), key=len, reverse=True)


_PHRASES: Final = _phrases()


_LONGEST: Final = 300  # characters that are looked at; no government's name is longer


@lru_cache(maxsize=20_000)
def core_name(name: str) -> str:
    """The name a place goes by, folded to ASCII: "Ajuntament de l'Alfàs del Pi" -> "alfas del pi"; "" for ""."""
    words = re.sub(r"[^a-z0-9]+", " ", anyascii(re.sub(r"\(.*?\)", " ", name[:_LONGEST])).lower()).split()
    shorter = True
    while shorter and len(words) > 1:
        shorter = False
        for phrase in _PHRASES:
            if len(words) > len(phrase) and tuple(words[: len(phrase)]) == phrase:
                words, shorter = words[len(phrase) :], True
                break
        while len(words) > 1 and words[0] in _ARTICLES:
            words, shorter = words[1:], True
    return " ".join(words)
