"""The forms that came as pictures: one through an office scanner, one as a photograph."""

from __future__ import annotations

from tests.samples.form import TYPED, Form, Heading, ask, long, sign

PORTO_NOVO = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains en 2030",
    "Formulaire d'adhésion à retourner signé",
    (
        Heading("Commune"),
        ask("Nom de la commune", "Commune de Porto-Novo", government_name=TYPED),
        ask("Type de territoire", "Commune", government_type="municipality"),
        ask("Pays", "Bénin", country="BJ"),
        ask("Département", "Ouémé", subdivision=TYPED),
        ask("Taille de la population", "264 000", population=264_000),
        Heading("Maire"),
        ask("Nom et prénom du maire", "Firmin AGBOSSOU", leader_name="Firmin Agbossou"),
        ask("Qualité", "Maire", leader_title=TYPED),
        Heading("Interlocuteur / interlocutrice"),
        ask("Nom du contact", "Clarisse Houngbédji", contact_name=TYPED),
        ask("Fonction", "Cheffe du service de la coopération", contact_role=TYPED),
        ask("Courriel", "cooperation@portonovo.example", contact_email=TYPED),
        ask("Téléphone", "01 20 00 00 12", contact_phone="+2290120000012"),
        Heading("Motivations"),
        long(
            "Vos attentes",
            "Apprendre d'autres villes comment ouvrir le conseil communal aux habitants.",
            motivation=TYPED,
        ),
        ask("Lieu et date", "Porto-Novo, le 28 octobre 2025", signature_date="2025-10-28"),
        sign("Signature et cachet", "ink"),
    ),
)

GENK = Form(
    "nl",
    "10, 100, 1000 mensenrechtensteden en -gebieden tegen 2030",
    "Deelnameformulier",
    (
        Heading("Lokale overheid"),
        ask("Naam lokale overheid", "Stad Genk", government_name=TYPED),
        ask("Soort bestuur", "Stad", government_type="municipality"),
        ask("Land", "België", country="BE"),
        ask("Gewest", "Vlaanderen", subdivision=TYPED),
        ask("Inwonertal", "67.000 inwoners", population=67_000),
        ask("Postadres", "Voorbeeldlaan 2, 3600 Genk", postal_address=TYPED),
        Heading("Burgemeester"),
        ask("Burgemeester", "Dhr. Bart Vandersmissen", leader_name="Bart Vandersmissen", leader_gender="male"),
        ask("Titel", "burgemeester", leader_title=TYPED),
        ask("Bestuursperiode", "2025 - 2030", mandate_start="2025", mandate_end="2030"),
        Heading("Aanspreekpunt"),
        ask("Contactpersoon", "Nadia El Amrani", contact_name=TYPED),
        ask("Functie", "diensthoofd Samenleven", contact_role=TYPED),
        ask("E-mail", "samenleven@genk.example", contact_email=TYPED),
        ask("Telefoon", "089 00 00 12", contact_phone="+3289000012"),
        Heading("Motivatie"),
        long(
            "Motivatie om deel te nemen aan de campagne",
            "Genk wil dat iedereen in de wijk zijn rechten kent en gebruikt.",
            motivation=TYPED,
        ),
        ask("Plaats en datum", "Genk, 19 oktober 2026", signature_date="2026-10-19"),
        sign("Handtekening", "ink"),
    ),
)
