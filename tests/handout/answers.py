"""Invented answers to all questions of the built-in campaign in each language: what people type, what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.campaign.loader import load_campaign
from pipeline.model import FieldValue

CAMPAIGN: Final = load_campaign("human-rights-cities-2030")
LANGUAGES: Final = ("en", "fr", "es", "id", "pt", "ca", "ar", "ko")

Typed = dict[str, str | tuple[str, ...]]
"""As `handout.shape.Filled`: text as it is typed, the key of a list's entry, the keys of ticked boxes."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One filled form. `meant` are the normal forms."""

    typed: Typed
    meant: dict[str, FieldValue]

    def only(self, *keys: str) -> Answers:
        """The same with these answers alone, on a form that nobody signed."""
        kept = {key: self.typed[key] for key in keys}
        return Answers(kept, {"signed": False} | {key: self.meant[key] for key in keys})


FEW: Final = ("government_name", "country", "leader_name", "contact_email", "motivation")

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    # name, country, province, leader, office, contact, role, telephone, what it means, street, why, which policies
    "en": (
        "Borough of Merrow-on-the-Hill", "GB", "Northshire", "Philippa O’Dowd-Hargreaves", "Lord Mayor",
        "Tom Ayodele", "Head of Community Relations", "020 7946 0123", "+442079460123",
        "Town Hall, 4 Bridge Street, Merrow NM1 2AB", "Our residents asked for it.\nWe want to learn – and to share.",
        "- A charter of rights (2019)\n- An ombudsman's office",
    ),
    "fr": (
        "Ville de Saint-Élier-sur-Noye", "FR", "Hauts-de-Sambre", "Jean-Noël d’Aubréville", "Maire",
        "Aïssatou Lefèvre", "Chargée de mission « droits humains »", "01 99 00 12 34", "+33199001234",
        "Hôtel de Ville, 1 place de la République, 59990 Saint-Élier",
        "Nos habitantes et habitants l’ont demandé.\nNous voulons apprendre – et partager.",
        "- Une charte des droits (2019)\n- Un médiateur municipal",
    ),
    "es": (
        "Ayuntamiento de Peñarroya del Valle", "ES", "Castilla del Sur", "María José Núñez Ibáñez", "Alcaldesa",
        "Iñaki Gómez", "Jefe de gabinete", "958 01 23 45", "+34958012345", "Plaza Mayor, 1, 18999 Peñarroya del Valle",
        "¿Por qué? Porque la ciudadanía lo pidió.\nQueremos aprender y compartir.",
        "- Carta de derechos (2019)\n- Defensoría del pueblo",
    ),
    "id": (
        "Pemerintah Kota Sukamaju", "ID", "Jawa Selatan", "Suharyanto", "Wali Kota", "Dewi Lestari Putri",
        "Kepala Bagian Hukum", "021 8099 1234", "+622180991234", "Jl. Merdeka No. 5, Sukamaju 12999",
        "Warga memintanya.\nKami ingin belajar dan berbagi.", "- Piagam hak warga (2019)\n- Ombudsman kota",
    ),
    "pt": (
        "Município de São Tomé do Vale", "BR", "Minas do Norte", "João António Conceição", "Prefeito",
        "Inês Simões", "Chefe de gabinete", "(11) 3999-1234", "+551139991234", "Praça da Sé, 10, 01999-000 São Tomé",
        "A população pediu.\nQueremos aprender e partilhar.", "- Carta de direitos (2019)\n- Ouvidoria municipal",
    ),
    "ca": (
        "Ajuntament de Vilanova de l’Estany", "ES", "Vallès de Dalt", "Núria Puigdollers i Coll", "Alcaldessa",
        "Lluís Bohigas", "Cap de drets civils", "93 801 23 45", "+34938012345", "Plaça de la Vila, 2, 08999 Vilanova",
        "La ciutadania ho va demanar.\nVolem aprendre i compartir.",
        "- Carta de drets (2019)\n- Síndica de greuges; col·laboració amb entitats",
    ),
    "ar": (
        "بلدية عين الزهراء", "MA", "جهة الوسط", "فاطمة الزهراء بنعلي", "رئيسة المجلس", "يوسف العلمي", "مدير الديوان",
        "0522 49 12 34", "+212522491234", "شارع الاستقلال 12، عين الزهراء", "طلب السكان ذلك.\nنريد أن نتعلم ونشارك.",
        "- ميثاق الحقوق (2019)\n- وسيط بلدي",
    ),
    "ko": (
        "햇살시", "KR", "남강도", "한소영", "시장", "김민준", "인권담당관", "02-9999-1234", "+82299991234",
        "햇살시 중앙로 12", "시민들이 원했습니다.\n배우고 나누고 싶습니다.", "- 인권 헌장 (2019)\n- 시민 옴부즈맨",
    ),
}  # fmt: skip


def answers(language: str) -> Answers:
    """A whole form in a language, signed by typing the name."""
    (name, country, province, leader, office, contact, role, phone, called, street, why, policies) = _WORDS[language]
    typed: Typed = {
        "government_name": name,
        "government_type": "municipality",
        "country": country,
        "subdivision": province,
        "population": "48731",
        "population_range": "under_50k",
        "leader_name": leader,
        "leader_title": office,
        "leader_gender": "female",
        "mandate_start": "05/06/2023",
        "mandate_end": "2027",
        "mandate_years": "4",
        "contact_name": contact,
        "contact_role": role,
        "contact_email": "rights@merrow.example.org",
        "contact_phone": phone,
        "postal_address": street,
        "website": "www.merrow.example.org",
        "vision_government": f"{why}\n{why}\n{why}\n{why}\n{why}",
        "vision_values": why.replace("\n", " "),
        "motivation": why,
        "policies": policies,
        "themes": ("housing", "youth", "decent_work"),
        "decision_date": "28/02/2026",
        "signature_date": "3/4/2026",
        "signed": leader,
        "consent": ("yes",),
    }
    dates = {"mandate_start": "2023-06-05", "mandate_end": "2027"}
    dates |= {"decision_date": "2026-02-28", "signature_date": "2026-04-03"}
    meant: dict[str, FieldValue] = {**typed, **dates, "website": "https://www.merrow.example.org"}
    meant |= {"population": 48731, "mandate_years": 4, "contact_phone": called, "signed": True, "consent": True}
    return Answers(typed, meant)
