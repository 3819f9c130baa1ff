"""The forms that came in autumn 2026, after the last wave."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from tests.samples.form import TYPED, Form, Heading, Note, ask, long, sign, ticks

ABURRA = Form(
    "es",
    "10, 100, 1000 Ciudades y Territorios de Derechos Humanos para 2030",
    "Formulario de adhesión - complete sobre las líneas",
    (
        Heading("I. Entidad"),
        ask("Nombre del gobierno local", "Área Metropolitana del Valle de Aburrá", government_name=TYPED),
        ask("Tipo de gobierno", "Área metropolitana", government_type="metropolis"),
        ask("País", "Colombia", country="CO"),
        ask("Departamento", "Antioquia", subdivision=TYPED),
        ask("Número de habitantes", "4.1 millones", population=4_100_000),
        ask("Rango de población", "Más de 1.000.000 de habitantes", population_range="over_1m"),
        ask("Web", ""),
        Heading("II. Dirección"),
        ask("Representante legal", "Dra. Paulina Echavarría Gil", leader_name="Paulina Echavarría Gil"),
        ask("Cargo", "Directora", leader_title=TYPED, leader_gender="female"),
        ask("Periodo de gestión", "2024 - 2027", mandate_start="2024", mandate_end="2027"),
        Heading("III. Contacto"),
        ask("Persona de contacto", "Hernán Zuluaga", contact_name=TYPED),
        ask("Departamento / Área", "Subdirección de Cooperación", contact_role=TYPED),
        ask("Correo electrónico", "cooperacion@aburra.example", contact_email=TYPED),
        ask("Celular", "604 300 0012", contact_phone="+576043000012"),
        Heading("IV. Motivación"),
        long(
            "Motivaciones para unirse a la campaña",
            "Diez municipios comparten un valle, un río y un mismo aire. También deben compartir garantías.",
            motivation=TYPED,
        ),
        ask("Lugar y fecha", "Medellín, 24 de septiembre de 2026", signature_date="2026-09-24"),
        sign("Firma", "ink"),
    ),
)

HALLEIN = Form(
    "de",
    "10, 100, 1000 Städte und Territorien der Menschenrechte bis 2030",
    "Anmeldung zur weltweiten Kampagne",
    (
        Heading("1 Kommune"),
        ask("Name der Stadt", "Stadtgemeinde Hallein", government_name=TYPED),
        ticks(
            "Art der Gebietskörperschaft",
            "Stadt/Gemeinde|Bezirk|Land",
            "Stadt/Gemeinde",
            government_type="municipality",
        ),
        ask("Land", "Österreich", country="AT"),
        ask("Bundesland", "Salzburg", subdivision=TYPED),
        ticks(
            "Größenklasse",
            "unter 50.000 Einwohner|50.000 bis 250.000 Einwohner|250.000 bis 1.000.000 Einwohner|über 1.000.000 Einwohner",
            "unter 50.000 Einwohner",
            population_range="under_50k",
        ),
        ask("Anschrift", "Musterplatz 1\n5400 Hallein", postal_address="Musterplatz 1, 5400 Hallein"),
        Heading("2 Bürgermeister/in"),
        ticks("Anrede", "Frau|Herr", "Herr", leader_gender="male"),
        ask("Vor- und Zuname", "Korbinian Thalhammer", leader_name=TYPED),
        ask("Amt", "Bürgermeister", leader_title=TYPED),
        Heading("3 Ansprechpartner/in"),
        ask("Kontaktperson", "Mag. Verena Lindtner", contact_name="Verena Lindtner"),
        ask("Abteilung", "Bildung und Soziales", contact_role=TYPED),
        ask("E-Mail", "soziales@hallein.example", contact_email=TYPED),
        ask("Tel.", "+43 6245 20012", contact_phone="+43624520012"),
        Heading("4 Motivation"),
        long(
            "Motivation für den Beitritt zur Kampagne",
            "Unsere Gemeindevertretung hat sich einstimmig dafür ausgesprochen.\nWir möchten die Jugendbeteiligung ausbauen.",
            motivation=TYPED,
        ),
        ask("Ort, Datum", "Hallein, 5. Oktober 2026", signature_date="2026-10-05"),
        sign("Unterschrift und Stempel", "ink"),
    ),
    boxes=("□", "■"),
)

LAKE_COMMUNES = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains d'ici 2030",
    "Formulaire d'adhésion à la campagne mondiale",
    (
        Note("Merci d'écrire lisiblement."),
        ask("Nom de la collectivité", "Association des communes du lac Ahémé", government_name=TYPED),
        ask("Type de gouvernement local", "Association de collectivités", government_type="association"),
        ask("Pays", "Bénin", country="BJ"),
        ask("Population", "250 000", population=250_000),
        ask("Étendue de la population", "Ville entre 250.000 et 1.000.000 habitants", population_range="250k_1m"),
        ask(
            "Nom de la/du représentant·e politique",
            "Mme Clarisse AGOSSOU",
            leader_name="Clarisse Agossou",
            leader_gender="female",
        ),
        ask("Fonction", "Présidente de l'association", leader_title=TYPED),
        ask("Point focal", "Mathurin Dossa", contact_name=TYPED),
        ask("Adresse électronique", "m.dossa@lacaheme.example", contact_email=TYPED),
        long(
            "Initiatives locales",
            "1) Comités de riverains\n2) Charte de l'eau, adoptée par sept communes",
            policies=TYPED,
        ),
        ask("Date", "12/10/2026", signature_date="2026-10-12"),
        sign("Signature", "/s/ C. Agossou"),
    ),
)
