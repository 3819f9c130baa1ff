"""The forms of the first wave (2022) and of the months after it."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.samples.form import TYPED, Form, Heading, ask, choose, hint, long, named, pick, sign, ticks

RONDA = Form(
    "es",
    "10, 100, 1000 Ciudades y Territorios de Derechos Humanos para 2030",
    "Formulario de adhesión a la campaña mundial. Rellene todos los apartados y devuélvalo por correo electrónico.",
    (
        Heading("1. Datos del gobierno local"),
        ask("Nombre del gobierno local o regional", "Ayuntamiento de Ronda", government_name=TYPED),
        ticks(
            "Tipo de gobierno",
            "Municipio|Área metropolitana|Distrito|Provincia / Diputación|Región / Comunidad Autónoma|Otro",
            "Municipio",
            government_type="municipality",
        ),
        ask("País", "España", country="ES"),
        ask("Provincia", "Málaga", subdivision=TYPED),
        hint("último censo", ask("Número de habitantes", "33.877 hab.", population=33877)),
        ask(
            "Dirección postal", "Plaza del Ejemplo, 1\n29400 Ronda", postal_address="Plaza del Ejemplo, 1, 29400 Ronda"
        ),
        ask("Página web", "www.ronda.example", website="https://www.ronda.example"),
        Heading("2. Alcaldía"),
        ask(
            "Nombre del alcalde o alcaldesa",
            "Dña. Remedios Quintero Salas",
            leader_name="Remedios Quintero Salas",
            leader_gender="female",
        ),
        ask("Cargo", "Alcaldesa-Presidenta", leader_title=TYPED),
        ask("Mandato", "2019 - 2023", mandate_start="2019", mandate_end="2023"),
        Heading("3. Persona de contacto"),
        ask("Nombre y apellidos", "Tomás Arévalo Pino", contact_name=TYPED),
        ask("Cargo / Área", "Técnico de Participación Ciudadana", contact_role=TYPED),
        ask("Correo electrónico", "tomas.arevalo@ronda.example", contact_email=TYPED),
        ask("Teléfono", "952 00 01 23", contact_phone="+34952000123"),
        Heading("4. Visión como ciudad de derechos humanos"),
        long(
            "¿Por qué los gobiernos locales y regionales son esenciales para promover, cumplir y respetar los derechos humanos?",
            "Porque somos la administración que abre la puerta cada mañana. La vecina que pierde su casa viene primero "
            "al ayuntamiento, y lo que hagamos ese día decide si un derecho existe de verdad.\n"
            "Por eso queremos trabajar con otras ciudades y no cada una por su lado.",
            vision_government=TYPED,
        ),
        long(
            "Motivaciones para unirse a la campaña",
            "Queremos aprender de ciudades con más experiencia y ofrecer la nuestra en la acogida de temporeros.",
            motivation=TYPED,
        ),
        Heading("5. Firma"),
        ask("Lugar y fecha", "Ronda, 10 de marzo de 2022", signature_date="2022-03-10"),
        sign("Firma y sello", "ink"),
    ),
)

GIRONDE = Form(
    "fr",
    "10, 100, 1000 Villes et Territoires des Droits Humains en 2030",
    "Fiche d'adhésion. Merci de répondre directement sous chaque rubrique.",
    (
        ask("NOM DE LA COLLECTIVITÉ", "Département de la Gironde", government_name=TYPED),
        ask("RÉGION", "Europe"),
        ask("PAYS", "France", country="FR"),
        ask("ANNÉE D'ADHESIÓN À LA CAMPAGNE MONDIALE", "2022"),
        ask(
            "LEADER LOCAL / RÉGIONAL",
            "Solange VERNEUIL, présidente du Conseil départemental",
            leader_name="Solange Verneuil",
            leader_title="présidente du Conseil départemental",
            leader_gender="female",
        ),
        ask("DURÉE DU MANDAT", "6 ans", mandate_years=6),
        ask("TYPE DE GOUVERNEMENT", "Département", government_type="province"),
        ask("NOMBRE D'HABITANTS", "1,6 millions", population=1_600_000),
        long(
            "VISION EN TANT QUE VILLES / TERRITOIRE DES DETROITS HUMAINS",
            "Le département est l'échelon des solidarités : enfance, grand âge, handicap, insertion. Ces politiques sont "
            "des droits avant d'être des prestations.\n"
            "Nous voulons que chaque habitant·e sache les nommer et les demander.",
            vision_government=TYPED,
        ),
        long(
            "MOTIVATIONS POUR REJOINDRE LA CAMPAGNE",
            "Partager notre expérience des budgets participatifs.\nTrouver des partenaires pour l'accueil des mineurs isolés.",
            motivation=TYPED,
        ),
        long(
            "POLITIQUES, MÉCANISMES ET PROGRAMMES LOCAUX DES DROITS HUMAINS",
            "Depuis 2018 une médiatrice indépendante reçoit les réclamations du public.\n"
            "Un plan de lutte contre le non-recours est évalué chaque année.",
            policies=TYPED,
        ),
        ask("Personne référente", "Baptiste Morand", contact_name=TYPED),
        ask("Service / Direction", "Mission Égalité et Citoyenneté", contact_role=TYPED),
        ask("Courriel", "b.morand@gironde.example", contact_email=TYPED),
        ask("Téléphone", "05 36 49 12 34", contact_phone="+33536491234"),
        ask("Fait à", "Bordeaux, le 28 mars 2022", signature_date="2022-03-28"),
        sign("Signature et cachet"),
    ),
)

LEICESTER = Form(
    "en",
    "10, 100, 1000 Human Rights Cities and Territories by 2030",
    "Registration form. Please complete all sections, save the file and send it to the secretariat.",
    (
        Heading("A. Your local government"),
        named(
            "government.name",
            ask("Name of local/regional government", "Leicester City Council", government_name=TYPED),
            "Name of the local or regional government",
        ),
        replace(
            pick(
                "Type of government",
                "City / Municipality|Metropolitan area|Borough / District|Province / County|Region / State|Other",
                "City / Municipality",
                government_type="municipality",
            ),
            name="government.type",
        ),
        named(
            "government.country",
            choose(
                "Country", ("France", "Germany", "Ireland", "Spain", "United Kingdom"), "United Kingdom", country="GB"
            ),
            "Country",
        ),
        named("government.county", ask("County / State", "Leicestershire", subdivision=TYPED), "County or state"),
        named(
            "government.population",
            ask("Number of inhabitants", "368,600", population=368_600),
            "Number of inhabitants",
        ),
        named(
            "government.address",
            ask(
                "Postal address",
                "Sample Hall\n12 Invented Street\nLeicester LE1 0XX",
                postal_address="Sample Hall, 12 Invented Street, Leicester LE1 0XX",
            ),
            "Postal address",
        ),
        named(
            "government.website",
            ask("Website", "https://www.leicester.example/rights", website=TYPED),
            "Official website",
        ),
        Heading("B. Political leader"),
        named(
            "leader.name",
            ask("Name of Mayor/Leader", "Cllr Priya Whitcombe", leader_name="Priya Whitcombe"),
            "Full name of the mayor or leader",
        ),
        named("leader.title", ask("Position", "City Mayor", leader_title=TYPED), "Exact official title"),
        replace(
            pick("Gender", "Female|Male|Other / prefer not to say", "Female", leader_gender="female"),
            name="leader.gender",
        ),
        named(
            "leader.term",
            ask("Term of office", "May 2019 - May 2023", mandate_start="2019-05", mandate_end="2023-05"),
            "Term of office (from - to)",
        ),
        Heading("C. Contact person"),
        named(
            "contact.name",
            ask("Contact person", "Oliver Banford", contact_name=TYPED),
            "Contact person for the campaign",
        ),
        named(
            "contact.role",
            ask("Job title", "Equalities Officer", contact_role=TYPED),
            "Job title of the contact person",
        ),
        named(
            "contact.email",
            ask("E-mail", "oliver.banford@leicester.example", contact_email=TYPED),
            "E-mail of the contact person",
        ),
        named(
            "contact.phone",
            ask("Telephone (with country code)", "+44 116 496 0123", contact_phone="+441164960123"),
            "Telephone of the contact person",
        ),
        named(
            "contact.language",
            replace(choose("Language of communication", ("English", "Français", "Español"), "English"), long=True),
            "Language of communication",
        ),
        Heading("D. Human rights in your city"),
        named(
            "vision.essential",
            long(
                "Why are local and regional governments essential for promoting, fulfilling, and respecting human rights?",
                "Rights are kept or broken in housing offices, classrooms and bus stops. A council sees that every day and can act at once.",
                vision_government=TYPED,
            ),
        ),
        named(
            "vision.motivation",
            long(
                "Motivations to join the campaign",
                "We want to compare our equality audits with those of other cities.\nWe offer our experience as a City of Sanctuary.",
                motivation=TYPED,
            ),
        ),
        replace(
            ticks(
                "Priority themes",
                "Housing|Gender equality|Migration|Citizen participation|Climate|Youth|Culture|Education|Health",
                "Housing|Migration|Youth",
                themes=["housing", "migration", "youth"],
            ),
            name="themes",
        ),
        Heading("E. Declaration"),
        replace(
            ticks(
                "Data protection",
                "I consent to the publication of our profile",
                "I consent to the publication of our profile",
                consent=True,
            ),
            name="consent",
        ),
        named(
            "declaration.date",
            ask("Place and date", "Leicester, 29 April 2022", signature_date="2022-04-29"),
            "Place and date",
        ),
        sign("Signature"),
    ),
)

VIC = Form(
    "ca",
    "10, 100, 1000 Ciutats i Territoris de Drets Humans per al 2030",
    "Formulari d'adhesió dels governs locals i regionals",
    (
        Heading("Dades de l'ens"),
        named(
            "nom_ens", ask("Nom del govern local", "Ajuntament de Vic", government_name=TYPED), "Nom del govern local"
        ),
        named(
            "tipus",
            choose(
                "Tipus de govern",
                ("Municipi", "Comarca", "Diputació", "Altres"),
                "Municipi",
                government_type="municipality",
            ),
            "Tipus de govern",
        ),
        named("pais", ask("Estat", "Espanya", country="ES"), "Estat"),
        named("provincia", ask("Província / Comarca", "Barcelona", subdivision=TYPED), "Província"),
        named("habitants", ask("Nombre d'habitants", "46.287", population=46_287), "Habitants"),
        named("adreca", ask("Adreça postal", "Carrer de l'Exemple, 3, 08500 Vic", postal_address=TYPED), "Adreça"),
        named("web", ask("Pàgina web", "https://vic.example", website=TYPED), "Web"),
        Heading("Alcaldia"),
        named(
            "alcalde",
            ask(
                "Nom de l'alcalde/essa",
                "Sra. Mercè Puigdollers i Casals",
                leader_name="Mercè Puigdollers i Casals",
                leader_gender="female",
            ),
            "Nom de l'alcalde o alcaldessa",
        ),
        named("carrec", ask("Càrrec", "Alcaldessa", leader_title=TYPED), "Càrrec"),
        named("durada", ask("Durada del mandat", "4 anys", mandate_years=4), "Durada del mandat"),
        Heading("Persona de contacte"),
        named("contacte", ask("Nom i cognoms", "Arnau Rovirosa", contact_name=TYPED), "Persona de contacte"),
        named("area", ask("Àrea / Servei", "Servei de Drets Civils", contact_role=TYPED), "Àrea"),
        named("correu", ask("Correu electrònic", "drets.civils@vic.example", contact_email=TYPED), "Correu electrònic"),
        named("telefon", ask("Telèfon", "93 800 00 45", contact_phone="+34938000045"), "Telèfon"),
        Heading("Drets humans al municipi"),
        named(
            "motivacions",
            long(
                "Motivacions per adherir-se a la campanya",
                "La ciutat fa vint anys que treballa l'acollida i volem fer-ho amb una mirada de drets.",
                motivation=TYPED,
            ),
            "Motivacions",
        ),
        named(
            "politiques",
            long(
                "Polítiques, mecanismes i programes locals de drets humans",
                "- Síndic de greuges municipal\n- Pla de ciutadania\n- Oficina de l'habitatge",
                policies=TYPED,
            ),
            "Polítiques",
        ),
        named(
            "acord", ask("Data de l'acord de ple", "6 de juny de 2022", decision_date="2022-06-06"), "Data de l'acord"
        ),
        ticks(
            "Protecció de dades",
            "Autoritzem la publicació del perfil del municipi",
            "Autoritzem la publicació del perfil del municipi",
            consent=True,
        ),
        named("data", ask("Lloc i data", "Vic, 27 de juny de 2022", signature_date="2022-06-27"), "Lloc i data"),
        sign("Signatura i segell", "ink"),
    ),
)

SLEMAN = Form(
    "id",
    "10, 100, 1000 Kota dan Wilayah Hak Asasi Manusia pada tahun 2030",
    "Formulir pendaftaran pemerintah daerah. Mohon isi kolom di sebelah kanan.",
    (
        Heading("I. Pemerintah Daerah"),
        ask("Nama pemerintah daerah", "Pemerintah Kabupaten Sleman", government_name=TYPED),
        choose(
            "Jenis pemerintahan",
            ("Kota", "Kabupaten", "Provinsi", "Lainnya"),
            "Kabupaten",
            government_type="municipality",
        ),
        ask("Negara", "Indonesia", country="ID"),
        ask("Nama Provinsi", "Daerah Istimewa Yogyakarta", subdivision=TYPED),
        replace(ask("Jumlah Penduduk", "1126000", population=1_126_000), cell=1_126_000),
        ask("Alamat kantor", "Jl. Contoh No. 8, Sleman 55511", postal_address=TYPED),
        ask("Situs web", "slemankab.example", website="https://slemankab.example"),
        Heading("II. Kepala Daerah"),
        ask(
            "Nama Bupati (Beserta Gelar)",
            "Dr. Ir. Sekar Wulandari, S.Pi., M.Si.",
            leader_name="Sekar Wulandari, S.Pi., M.Si.",
        ),
        ask("Jabatan", "Bupati Sleman", leader_title=TYPED),
        ticks("Jenis kelamin", "Laki-laki|Perempuan", "Perempuan", leader_gender="female"),
        ask("Masa jabatan", "2021 - 2026", mandate_start="2021", mandate_end="2026"),
        Heading("III. Narahubung"),
        ask("Nama narahubung", "Bagas Prasetyaningrum", contact_name=TYPED),
        ask("Unit kerja", "Bagian Hukum Setda", contact_role=TYPED),
        ask("Alamat surel", "hukum@slemankab.example", contact_email=TYPED),
        ask("No. HP (WhatsApp)", "0812-0000-1234", contact_phone="+6281200001234"),
        Heading("IV. Visi dan kebijakan"),
        long(
            "Mengapa pemerintah daerah penting untuk memajukan, memenuhi, dan menghormati hak asasi manusia?",
            "Karena layanan dasar ada di tangan daerah. Warga menilai negara dari puskesmas dan sekolah terdekat.",
            vision_government=TYPED,
        ),
        long(
            "Motivasi bergabung dengan kampanye",
            "Belajar dari kota lain tentang ruang publik yang ramah disabilitas.",
            motivation=TYPED,
        ),
        replace(ask("Tanggal", "2022-09-05", signature_date="2022-09-05"), cell=dt.date(2022, 9, 5)),
        sign("Tanda tangan dan cap", "/s/ Sekar Wulandari"),
    ),
    boxes=("[ ]", "[X]"),
)
