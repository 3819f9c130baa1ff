"""Invented members of many kinds: letters and replies must suit each of them in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.records import Member, MemberValue, Status

if TYPE_CHECKING:
    from pipeline.model import FieldValue

_LONG: Final = (
    "Mancomunidad de Municipios para la Promoción y la Defensa de los Derechos Humanos, la Participación Ciudadana y "
    "la Convivencia de las Comarcas del Alto, Medio y Bajo Ejemplo y de las Tierras de Muestra"
)


def _member(number: int, language: str, values: dict[str, FieldValue], wave: str | None = "4") -> Member:
    held = tuple(MemberValue(key, value, "form") for key, value in values.items())
    return Member(f"M{number:04}", Status.READY, wave, held, language=language)


def _of(
    name: str, country: str, leader: str = "", title: str = "", gender: str = "", kind: str = "municipality"
) -> dict[str, FieldValue]:
    given = {
        "government_name": name,
        "government_type": kind,
        "country": country,
        "leader_name": leader,
        "leader_title": title,
        "leader_gender": gender,
    }
    return {key: value for key, value in given.items() if value}


EVERYBODY: Final[dict[str, Member]] = {
    "a woman": _member(
        1,
        "ca",
        _of("Ajuntament de Vallclara d'Exemple", "ES", "Marta Exemple Soler", "Alcaldessa", "female")
        | {"contact_name": "Joan Mostra", "contact_email": "joan.mostra@vallclara.example"},
    ),
    "a man": _member(
        2,
        "fr",
        _of("Département de l'Exemple", "FR", "Paul Modèle", "Président du Conseil départemental", "male", "province"),
    ),
    "unstated": _member(3, "es", _of("Ayuntamiento de Ejemplar", "ES", "Andrea Muestra", "Alcalde")),
    "degrees behind the name": _member(
        4, "id", _of("Pemerintah Kabupaten Contoh", "ID", "Dr. H. Bima Contoh, S.Sos., M.Si.", "Bupati Contoh", "male")
    ),
    "a name of one word": _member(5, "id", _of("Kota Misal", "ID", "Sutanto", "Wali Kota")),
    "a woman in Arabic": _member(6, "ar", _of("جماعة المثال", "MA", "ليلى المثال", "رئيسة الجماعة", "female")),
    "a man in Arabic": _member(7, "ar", _of("بلدية النموذج", "JO", "سالم النموذج", "رئيس البلدية", "male")),
    "in Korean": _member(8, "ko", _of("예시시", "KR", "한예시", "예시시장"), wave=None),
    "a Korean county in English": _member(9, "en", _of("Yesi County", "KR", "Ye-si Han", "County Governor", "female")),
    "a woman in Portugal": _member(
        10,
        "pt",
        _of("Câmara Municipal de Exemplos", "PT", "Rita Amostra", "Presidente da Câmara Municipal", "female"),
        wave=None,
    ),
    "a man in Brazil": _member(
        11, "pt", _of("Prefeitura Municipal de Modelo", "BR", "Caio Amostra", "Prefeito", "male")
    ),
    "a town with an article": _member(12, "fr", _of("Le Modelin", "FR", "Zoé Échantillon", "Maire", "female")),
    "a town with a vowel": _member(13, "ca", _of("Albera d'Exemple", "ES", "Pau Mostra", "Alcalde", "male")),
    "a Catalan town with an article": _member(14, "ca", _of("El Pratell", "ES", "Aina Mostra", "Batllessa")),
    "a city in English": _member(15, "en", _of("City of Northwick", "GB", "Robin Sample", "Lord Mayor")),
    "a German city": _member(16, "de", _of("Stadt Musterburg", "DE", "Erika Muster", "Oberbürgermeisterin", "female")),
    "an association": _member(
        17,
        "fr",
        _of("Association des Communes de l'Exemple", "SN", "Awa Modèle", "Présidente", "female", "association"),
    ),
    "a region": _member(
        18, "es", _of("Ejemplaria", "CL", "Rodrigo Muestra Modelo", "Gobernador Regional", "male", "region")
    ),
    "a long name": _member(
        19,
        "es",
        _of(
            _LONG,
            "ES",
            "María del Carmen de los Ángeles Muestra-Ejemplar y Fernández de la Prueba",
            "Presidenta",
            "female",
        ),
    ),
    "no leader": _member(20, "en", _of("Samplewick Council", "GB"), wave=None),
    "a woman whose office nobody knows": _member(21, "en", _of("Examplia", "KE", "Jane Sample", "Convener", "female")),
    "nothing at all": _member(22, "en", {}, wave=None),
}
