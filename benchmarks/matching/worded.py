"""How governments word their names: from knowledge of real letterheads, never from what the program takes away."""

from __future__ import annotations

import re
from typing import Final

_IN_ENGLISH: Final = ("City of {}", "{} City Council", "Municipality of {}", "{}")
_SPANISH: Final = ("Municipalidad de {}", "Municipio de {}", "Alcaldía de {}", "Gobierno Municipal de {}", "{}")

BY_COUNTRY: Final = {
    "ES": ("Ayuntamiento de {}", "Excmo. Ayuntamiento de {}", "Ayto. de {}", "Ajuntament de {}", "City Council of {}"),
    "FR": ("Ville de {}", "Mairie de {}", "Commune de {}", "Municipalité de {}", "City of {}"),
    "IT": ("Comune di {}", "Città di {}", "Municipio di {}", "Municipality of {}"),
    "DE": ("Stadt {}", "Stadtverwaltung {}", "Große Kreisstadt {}", "Gemeinde {}", "City of {}"),
    "AT": ("Stadt {}", "Stadtgemeinde {}", "Marktgemeinde {}", "Municipality of {}"),
    "NL": ("Gemeente {}", "Stad {}", "Municipality of {}", "College van B&W van {}"),
    "BR": ("Prefeitura Municipal de {}", "Prefeitura de {}", "Município de {}", "Municipality of {}"),
    "PT": ("Câmara Municipal de {}", "Município de {}", "Municipality of {}"),
    "PL": ("Miasto {}", "Gmina {}", "Urząd Miasta {}", "Urząd Miejski {}", "City of {}"),
    "TR": ("{} Belediyesi", "{} Belediye Başkanlığı", "{} Municipality"),
    "SE": ("{} kommun", "{} stad", "Municipality of {}"),
    "ID": ("Pemerintah Kota {}", "Kota {}", "Pemkot {}", "{} City Government"),
    "KR": ("{}시", "{}시청", "City of {}"),
    "JP": ("{} City", "City of {}", "{} City Hall"),
    "PH": ("City Government of {}", "Municipality of {}", "Lungsod ng {}", "LGU {}", "{} City"),
    "IN": ("{} Municipal Corporation", "Municipal Corporation of {}", "Nagar Nigam {}", "{} Municipality"),
    "ZA": ("{} Local Municipality", "{} Municipality", "Municipality of {}"),
    "MA": ("Commune de {}", "Commune urbaine de {}", "Ville de {}", "Municipality of {}"),
    "SN": ("Commune de {}", "Ville de {}", "Mairie de {}"),
    "CI": ("Commune de {}", "Mairie de {}", "Ville de {}"),
    "HU": ("{} Város Önkormányzata", "City of {}", "{}"),
    "RO": ("Municipiul {}", "Primăria {}", "Primăria Municipiului {}", "City of {}"),
    "GR": ("Municipality of {}", "Dimos {}", "City of {}"),
    **dict.fromkeys(("AR", "CL", "PE", "CO", "MX", "BO", "EC", "GT", "UY", "CR", "PY", "VE"), _SPANISH),
}

FRESH: Final = {
    "ES": ("Consistorio de {}", "Regidoria de Drets Civils, Ajuntament de {}", "Gabinete de Alcaldía de {}"),
    "FR": ("Hôtel de Ville de {}", "Cabinet du Maire de {}", "Ville de {} - Direction des relations internationales"),
    "IT": ("Amministrazione comunale di {}", "Comune di {} - Ufficio Pace", "Palazzo Comunale di {}"),
    "DE": ("Oberbürgermeisterin der Stadt {}", "Stadt {}, Büro für Menschenrechte", "Hansestadt {}"),
    "BR": ("Prefeitura da Cidade de {}", "PM de {}", "Secretaria de Direitos Humanos de {}"),
    "ID": ("Pemerintah Daerah Kota {}", "Walikota {}", "Bagian Hukum Setda Kota {}"),
    "TR": ("T.C. {} Belediyesi", "{} Büyükşehir Belediyesi", "{} Belediyesi Meclisi"),
    "PH": ("LGU-{}", "Sangguniang Panlungsod of {}", "Pamahalaang Lungsod ng {}"),
    "US": ("The City of {}", "Office of the Mayor of {}", "{} City Hall", "Mayor and Council of {}"),
    "GB": ("{} Borough Council", "{} Town Hall", "Mayor of {}", "{} District Council"),
    "GH": ("{} Metropolitan Assembly", "{} Municipal Assembly"),
    "TZ": ("Halmashauri ya Jiji la {}", "{} City Council"),
    "SE": ("{}s kommun", "{}s stad"),
    "PL": ("Prezydent Miasta {}", "Gmina Miasto {}", "Rada Miejska {}"),
    **dict.fromkeys(
        ("AR", "CL", "PE", "CO", "MX", "EC"),
        (
            "Ilustre Municipio de {}",
            "GAD Municipal de {}",
            "Honorable Concejo Deliberante de {}",
            "Intendencia Municipal de {}",
            "Municipalidad Distrital de {}",
        ),
    ),
}
"""Wordings that were written down after the words of the program had been chosen, and for which it was not mended."""

BY_SCRIPT: Final = (
    (re.compile("[\u0400-\u04ff]"), ("Город {}", "{}", "Муниципалитет {}")),
    (re.compile("[\u0600-\u06ff]"), ("بلدية {}", "مدينة {}", "{}")),
    (re.compile("[\uac00-\ud7a3]"), ("{}시", "{} 시청", "{}")),
    (re.compile("[\u3040-\u30ff\u4e00-\u9fff]"), ("{}市", "{}市政府", "{}")),
    (re.compile("[^\u0000-\u024f\u1e00-\u1eff’]"), ("{}",)),
    (re.compile(""), ("City of {}", "Ville de {}", "Ayuntamiento de {}", "Municipality of {}", "{}")),
)

REGIONS: Final = ("Gobierno Regional de {}", "{} Region", "Region {}", "Conseil régional de {}", "State of {}", "{}")
PROVINCES: Final = ("Diputación de {}", "Provincia di {}", "Province of {}", "Conseil départemental de {}", "{}")
DISTRICTS: Final = ("Alcaldía {}", "Borough of {}", "Distrito de {}", "{} District", "Mairie d'arrondissement de {}")
JOINT: Final = ("Municipalities of {} and {}", "Ayuntamientos de {} y {}", "Communes de {} et {}", "{} / {}", "{} + {}")
UNIONS: Final = (
    "Mancomunidad de {}",
    "Communauté de communes de {}",
    "Unione dei Comuni di {}",
    "{} Metropolitan Area",
)
SOCIETIES: Final = ("Human Rights Association of {}", "Asociación de Vecinos de {}", "Friends of {}", "{} Watch", "{}")


def wordings(country: str) -> tuple[str, ...]:
    """How a town of this country words its name."""
    return BY_COUNTRY.get(country, _IN_ENGLISH)


def wordings_in_script(name: str) -> tuple[str, ...]:
    """How it is worded in the language of a translated name, as far as the script tells."""
    return next(forms for script, forms in BY_SCRIPT if script.search(name))
