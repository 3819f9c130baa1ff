"""One and the same filled form in five formats: what comes out may not depend on the format."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.samples.convert import office_pdf
from tests.samples.docx_fields import docx_controls
from tests.samples.docx_layouts import docx_table
from tests.samples.form import TYPED, Form, Heading, ask, choose, long, named, sign, ticks
from tests.samples.pdf_writer import FormWriter
from tests.samples.xlsx_layouts import xlsx_pairs

if TYPE_CHECKING:
    from pathlib import Path

QUIMPER = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains en 2030",
    "Formulaire d'adhésion des collectivités territoriales. Toutes les rubriques sont à remplir.",
    (
        Heading("1. La collectivité"),
        named("collectivite", ask("Nom de la collectivité", "Ville de Quimper", government_name=TYPED), "Nom de la collectivité"),
        named("type", choose("Type de collectivité", ("Commune", "Métropole", "Département", "Région", "Autre"), "Commune", government_type="municipality"), "Type de collectivité"),
        named("pays", ask("Pays", "France", country="FR"), "Pays"),
        named("departement", ask("Département", "Finistère", subdivision=TYPED), "Département"),
        named("habitants", ask("Nombre d'habitants", "63 700 hab.", population=63_700), "Nombre d'habitants"),
        named("adresse", ask("Adresse postale", "1 place de l'Exemple, 29000 Quimper", postal_address=TYPED), "Adresse postale"),
        named("site", ask("Site web", "www.quimper.example", website="https://www.quimper.example"), "Site web"),
        Heading("2. Maire"),
        named("maire", ask("Nom et prénom du maire", "KERVADEC Rozenn", leader_name="Rozenn Kervadec"), "Nom et prénom du maire"),
        named("titre", ask("Titre exact", "Maire de Quimper", leader_title=TYPED), "Titre exact"),
        replace(ticks("Genre", "Femme|Homme|Autre", "Femme", leader_gender="female"), name="genre"),
        named("mandat", ask("Durée du mandat", "2020 - 2026", mandate_start="2020", mandate_end="2026"), "Durée du mandat"),
        Heading("3. Personne de contact"),
        named("contact", ask("Personne de contact", "Tanguy Le Gallic", contact_name=TYPED), "Personne de contact"),
        named("service", ask("Service / Direction", "Direction des solidarités", contact_role=TYPED), "Service ou direction"),
        named("courriel", ask("Courriel", "tanguy.legallic@quimper.example", contact_email=TYPED), "Courriel"),
        named("telephone", ask("Téléphone", "02 61 91 12 34", contact_phone="+33261911234"), "Téléphone"),
        Heading("4. Droits humains"),
        named(
            "motivations",
            long(
                "Motivations pour rejoindre la campagne",
                "La ville a ouvert un guichet des droits en 2021.\nNous voulons le comparer à d'autres et le faire connaître.",
                motivation=TYPED,
            ),
            "Motivations pour rejoindre la campagne",
        ),
        replace(ticks("Thématiques prioritaires", "Logement|Égalité de genre|Migration|Culture|Santé", "Logement|Culture", themes=["housing", "culture"]), name="themes"),
        named("deliberation", ask("Date de la délibération", "12 décembre 2024", decision_date="2024-12-12"), "Date de la délibération"),
        replace(ticks("Protection des données", "J'autorise la publication du profil", "J'autorise la publication du profil", consent=True), name="rgpd"),
        named("lieu_date", ask("Lieu et date", "Quimper, le 8 janvier 2025", signature_date="2025-01-08"), "Lieu et date"),
        sign("Signature et cachet", "/s/ Rozenn Kervadec"),
    ),
)  # fmt: skip


def write(folder: Path) -> None:
    """The five files."""
    folder.mkdir(parents=True, exist_ok=True)
    table = docx_table(QUIMPER)
    files = {
        "acroform.pdf": FormWriter().write(QUIMPER),
        "flat.pdf": office_pdf(table, "docx"),
        "table.docx": table,
        "controls.docx": docx_controls(QUIMPER),
        "sheet.xlsx": xlsx_pairs(QUIMPER),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


def golden() -> dict[str, object]:
    """What must come out of each of them."""
    return {"language": QUIMPER.language, "fields": QUIMPER.expected}
