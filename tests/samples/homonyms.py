"""Different governments that look alike: same name, one inside the other, or both."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from dataclasses import replace

from tests.samples.form import TYPED, Form, Heading, ask, long, named, sign, ticks

ES_TITLE = "10, 100, 1000 Ciudades y Territorios de Derechos Humanos en 2030"
FR_TITLE = "10, 100, 1 000 Villes et Territoires des Droits Humains pour 2030"

VALPARAISO_REGION = Form(
    "es",
    ES_TITLE,
    "Formulario de adhesión",
    (
        named(
            "gobierno",
            ask("Nombre del gobierno local o regional", "Gobierno Regional de Valparaíso", government_name=TYPED),
        ),
        ticks("Tipo de gobierno", "Municipio|Provincia|Región|Otro", "Región", government_type="region"),
        named("pais", ask("PAÍS", "Chile", country="CL")),
        named("poblacion", ask("Población", "1.896.053", population=1_896_053)),
        named("web", ask("Página web", "www.gorevalparaiso.example", website="https://www.gorevalparaiso.example")),
        named(
            "lider",
            ask(
                "Líder local / regional",
                "Amaro Lepe Villagrán, Gobernador",
                leader_name="Amaro Lepe Villagrán",
                leader_title="Gobernador",
            ),
        ),
        named("mandato", ask("Duración del mandato", "4 años", mandate_years=4)),
        named("contacto", ask("Punto focal", "Daniela Cofré Ruz", contact_name=TYPED)),
        named("area", ask("Departamento / Área", "División de Desarrollo Social", contact_role=TYPED)),
        named("correo", ask("Email", "dcofre@gorevalparaiso.example", contact_email=TYPED)),
        named("fono", ask("Teléfono", "+56 32 200 0012", contact_phone="+56322000012")),
        named(
            "vision",
            long(
                "¿Por qué los derechos humanos son valores relevantes y un marco útil para guiar la acción local?",
                "Porque ordenan las prioridades de una región que reconstruye barrios después de cada incendio.",
                vision_values=TYPED,
            ),
        ),
        ticks(
            "Consentimiento",
            "Autorizo la publicación de estos datos",
            "Autorizo la publicación de estos datos",
            consent=True,
        ),
        named("fecha", ask("Lugar y fecha", "Valparaíso, 4 de junio de 2025", signature_date="2025-06-04")),
        sign("Firma", "/s/ A. Lepe"),
    ),
)

VALPARAISO_CITY = Form(
    "es",
    ES_TITLE,
    "Formulario de adhesión",
    (
        Heading("Gobierno local"),
        ask("Municipalidad", "Municipalidad de Valparaíso", government_name=TYPED),
        ask("Tipo de gobierno", "Municipio", government_type="municipality"),
        ask("País", "Chile", country="CL"),
        ask("Región / Provincia", "Región de Valparaíso", subdivision=TYPED),
        ask("Habitantes", "296.655", population=296_655),
        ask("Web", "www.municipalidaddevalparaiso.example", website="https://www.municipalidaddevalparaiso.example"),
        Heading("Alcaldía"),
        ask("Nombre del alcalde o alcaldesa", "Tamara Ossandón Prieto", leader_name=TYPED),
        ask("Cargo", "Alcaldesa", leader_title=TYPED),
        ask("Mandato", "2024-2028", mandate_start="2024", mandate_end="2028"),
        ask("Género", "Mujer", leader_gender="female"),
        Heading("Responsable técnico/a"),
        ask("Contacto técnico", "Bruno Saldías", contact_name=TYPED),
        ask("Función", "Encargado de Derechos Humanos", contact_role=TYPED),
        ask("Correo electrónico", "bsaldias@municipalidaddevalparaiso.example", contact_email=TYPED),
        ask("Móvil", "+56 32 200 0034", contact_phone="+56322000034"),
        Heading("Motivación"),
        long(
            "Motivaciones para unirse a la campaña",
            "El puerto fue siempre puerta de entrada. Queremos que lo sea también para los derechos.",
            motivation=TYPED,
        ),
        ask("Fecha", "11/06/2025", signature_date="2025-06-11"),
        sign("Firma y sello", "ink"),
    ),
)

MEXICO_CITY = Form(
    "es",
    ES_TITLE,
    "Cédula de adhesión",
    (
        Heading("Gobierno"),
        ask("Nombre del gobierno local", "Gobierno de la Ciudad de México", government_name=TYPED),
        ticks(
            "Tipo de gobierno local",
            "Municipio|Alcaldía / Distrito|Metrópolis|Entidad federativa / Región",
            "Entidad federativa / Región",
            government_type="region",
        ),
        ask("País", "México", country="MX"),
        ask("Población", "9.2 millones", population=9_200_000),
        ask("Jefe de Gobierno", "Mtra. Itzel Barragán Ochoa", leader_name="Itzel Barragán Ochoa"),
        ask("Cargo", "Jefa de Gobierno", leader_title=TYPED, leader_gender="female"),
        ask("Período de gobierno", "2024 - 2030", mandate_start="2024", mandate_end="2030"),
        ask("Enlace", "Lic. Homero Zavaleta", contact_name="Homero Zavaleta"),
        ask("Dirección / Secretaría", "Coordinación de Asuntos Internacionales", contact_role=TYPED),
        ask("Correo electrónico", "internacional@cdmx.example", contact_email=TYPED),
        ask("Teléfono", "55 5000 0012", contact_phone="+525550000012"),
        long(
            "Políticas, mecanismos y programas locales de derechos humanos",
            "La Constitución local reconoce el derecho a la ciudad.\nUn sistema integral de derechos humanos evalúa cada programa.",
            policies=TYPED,
        ),
        ask("Lugar y fecha", "Ciudad de México, a 30 de junio de 2025", signature_date="2025-06-30"),
        sign("Firma", "ink"),
    ),
)

COYOACAN = replace(
    MEXICO_CITY.but(
        government_name=ask("Nombre del gobierno local", "Alcaldía Coyoacán, Ciudad de México", government_name=TYPED),
        government_type=ticks(
            "Tipo de gobierno local",
            "Municipio|Alcaldía / Distrito|Metrópolis|Entidad federativa / Región",
            "Alcaldía / Distrito",
            government_type="district",
        ),
        population=ask("Población", "614,447", population=614_447),
        leader_name=ask("Alcalde/sa", "Octavio Rentería Luna", leader_name=TYPED),
        leader_title=ask("Cargo", "Alcalde", leader_title=TYPED),
        mandate_start=ask("Período de gobierno", "2024 - 2027", mandate_start="2024", mandate_end="2027"),
        contact_name=ask("Enlace", "Maribel Tenorio Cruz", contact_name=TYPED),
        contact_role=ask("Dirección / Secretaría", "Dirección de Derechos Culturales", contact_role=TYPED),
        contact_email=ask("Correo electrónico", "derechos@coyoacan.example", contact_email=TYPED),
        contact_phone=ask("Teléfono", "55 5000 0034", contact_phone="+525550000034"),
        policies=long(
            "Políticas, mecanismos y programas locales de derechos humanos",
            "Casas de cultura abiertas en cada colonia y un programa de calles seguras para mujeres.",
            policies=TYPED,
        ),
        signature_date=ask("Lugar y fecha", "Coyoacán, a 7 de julio de 2025", signature_date="2025-07-07"),
    ),
)

MERIDA_SPAIN = Form(
    "es",
    ES_TITLE,
    "Formulario de adhesión (copie y pegue en el cuerpo del correo)",
    (
        Heading("Ciudad"),
        ask("Nombre de la ciudad", "Ayuntamiento de Mérida", government_name=TYPED),
        ask("Tipo de entidad", "Municipio", government_type="municipality"),
        ask("País", "España", country="ES"),
        ask("Provincia", "Badajoz", subdivision=TYPED),
        ask("Nº de habitantes", "59.548", population=59_548),
        Heading("Alcaldía"),
        ask(
            "Nombre del/de la alcalde/sa",
            "D. Evaristo Gallardo Moreno",
            leader_name="Evaristo Gallardo Moreno",
            leader_gender="male",
        ),
        ask("Cargo", "Alcalde", leader_title=TYPED),
        Heading("Contacto"),
        ask("Persona de contacto", "Estrella Cabanillas", contact_name=TYPED),
        ask("E-mail", "igualdad@merida.example", contact_email=TYPED),
        ask("Teléfono", "924 00 00 12", contact_phone="+34924000012"),
        Heading("Motivos"),
        long(
            "Motivaciones para unirse a la campaña",
            "Una ciudad romana sabe que las ciudades duran más que los gobiernos. Queremos que duren también los derechos.",
            motivation=TYPED,
        ),
    ),
)

MERIDA_MEXICO = Form(
    "es",
    ES_TITLE,
    "Formulario de adhesión",
    (
        Heading("Ciudad"),
        ask("Nombre del municipio", "Ayuntamiento de Mérida", government_name=TYPED),
        ask("Tipo de gobierno", "Municipio", government_type="municipality"),
        ask("País", "México", country="MX"),
        ask("Estado", "Yucatán", subdivision=TYPED),
        ask("Población", "995,129", population=995_129),
        Heading("Presidencia municipal"),
        ask("Presidente/a municipal", "Marisol Canché Puerto", leader_name=TYPED),
        ask("Cargo", "Presidenta municipal", leader_title=TYPED, leader_gender="female"),
        Heading("Contacto"),
        ask("Responsable técnico/a", "Ulises Pech Góngora", contact_name=TYPED),
        ask("Correo electrónico", "upech@merida-yucatan.example", contact_email=TYPED),
        ask("Teléfono de contacto", "999 900 0012", contact_phone="+529999000012"),
        Heading("Iniciativas"),
        long("Buenas prácticas", "Servicios en lengua maya en todas las ventanillas municipales.", policies=TYPED),
        ask("Lugar y fecha", "Mérida, Yucatán, 1 de septiembre de 2025", signature_date="2025-09-01"),
        sign("Firma y sello", "ink"),
    ),
)

GRIGNY_ESSONNE = Form(
    "fr",
    FR_TITLE,
    "Formulaire d'adhésion",
    (
        Heading("La collectivité"),
        ask("Nom officiel de la collectivité", "Ville de Grigny", government_name=TYPED),
        ask("Statut de la collectivité", "Commune", government_type="municipality"),
        ask("Pays", "France", country="FR"),
        ask("Département", "Essonne", subdivision=TYPED),
        ask("Nombre d'habitant·e·s", "26\u202f800", population=26_800),
        ask("Adresse de la mairie", "2 place de l'Exemple, 91350 Grigny", postal_address=TYPED),
        ask("Site internet", "www.grigny91.example", website="https://www.grigny91.example"),
        Heading("Maire"),
        ask(
            "Nom du/de la maire",
            "Mme Fatoumata Kéita-Roussel",
            leader_name="Fatoumata Kéita-Roussel",
            leader_gender="female",
        ),
        ask("Fonction", "Maire", leader_title=TYPED),
        Heading("Contact"),
        ask("Nom et prénom", "Loïc Tremblain", contact_name=TYPED),
        ask("Poste", "Directeur de cabinet", contact_role=TYPED),
        ask("Mél", "cabinet@grigny91.example", contact_email=TYPED),
        ask("Téléphone", "01 99 00 12 34", contact_phone="+33199001234"),
        Heading("Vos motivations"),
        long(
            "Pourquoi souhaitez-vous rejoindre la campagne ?",
            "Parce que nos habitants ont plus souvent entendu parler de leurs devoirs que de leurs droits.",
            motivation=TYPED,
        ),
        ask("Date", "15 septembre 2025", signature_date="2025-09-15"),
        sign("Signature et cachet", "ink"),
    ),
)

GRIGNY_LYON = GRIGNY_ESSONNE.but(
    subdivision=ask("Département", "Métropole de Lyon (Rhône)", subdivision=TYPED),
    population=ask("Nombre d'habitant·e·s", "10 050", population=10_050),
    postal_address=ask("Adresse de la mairie", "3 avenue de l'Exemple, 69520 Grigny", postal_address=TYPED),
    website=ask("Site internet", "www.grigny69.example", website="https://www.grigny69.example"),
    leader_name=ask("Nom du/de la maire", "M. Régis Bonnardel", leader_name="Régis Bonnardel", leader_gender="male"),
    contact_name=ask("Nom et prénom", "Pascale Guichenet", contact_name=TYPED),
    contact_role=ask("Poste", "Directrice générale des services", contact_role=TYPED),
    contact_email=ask("Mél", "dgs@grigny69.example", contact_email=TYPED),
    contact_phone=ask("Téléphone", "04 65 71 12 34", contact_phone="+33465711234"),
    motivation=long(
        "Pourquoi souhaitez-vous rejoindre la campagne ?",
        "Notre conseil des jeunes l'a demandé, et il a eu raison.",
        motivation=TYPED,
    ),
    signature_date=ask("Date", "22 septembre 2025", signature_date="2025-09-22"),
)

GRIGNY_WHICH = Form(
    "fr",
    FR_TITLE,
    "Formulaire d'adhésion",
    (
        ask("Commune", "Ville de Grigny", government_name=TYPED),
        ask("Type de collectivité", "Commune", government_type="municipality"),
        ask("Pays", "France", country="FR"),
        ask("Nom du maire", "Hortense Maillard", leader_name=TYPED),
        ask("Fonction", "Maire", leader_title=TYPED),
        ask("Personne de contact", "Élodie Sarrazin", contact_name=TYPED),
        ask("Courriel", "elodie.sarrazin@courrier.example", contact_email=TYPED),
        long("Motivations pour rejoindre la campagne", "Rejoindre les villes voisines.", motivation=TYPED),
    ),
)
