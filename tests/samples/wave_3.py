"""The forms of the third wave (2024 and 2025) that came alone or in one mail of a network."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from dataclasses import replace

from tests.samples.form import TYPED, Form, Heading, Note, ask, choose, hint, long, named, pick, sign, ticks

ES_TITLE = "10, 100, 1000 Ciudades y Territorios de Derechos Humanos en 2030"

JEONJU = Form(
    "ko",
    "10, 100, 1000 2030 인권도시 캠페인",
    "지방정부 가입 신청서",
    (
        Heading("1. 지방정부 정보"),
        ask("지방자치단체명", "전주시", government_name=TYPED),
        ticks("지방정부 유형", "시|군|구|광역시·도|기타", "시", government_type="municipality"),
        ask("국가", "대한민국", country="KR"),
        ask("광역자치단체", "전북특별자치도", subdivision=TYPED),
        ask("인구수", "635,000명", population=635_000),
        ask("주소", "전주시 완산구 예시로 10", postal_address=TYPED),
        ask("누리집", "www.jeonju.example", website="https://www.jeonju.example"),
        Heading("2. 단체장"),
        ask("단체장 성명", "한소율", leader_name=TYPED),
        ask("직위", "시장", leader_title=TYPED),
        ticks("성별", "남성|여성", "여성", leader_gender="female"),
        ask("임기", "4년", mandate_years=4),
        Heading("3. 담당자"),
        ask("담당자 성명", "백다온", contact_name=TYPED),
        ask("담당부서", "인권센터", contact_role=TYPED),
        ask("이메일", "inkwon@jeonju.example", contact_email=TYPED),
        ask("전화번호", "063-200-0100", contact_phone="+82632000100"),
        Heading("4. 인권도시 비전"),
        long(
            "캠페인 참여 동기",
            "우리 시는 인권 기본조례에 따라 인권센터를 운영하고 있습니다.\n다른 도시와 경험을 나누고자 합니다.",
            motivation=TYPED,
        ),
        ask("날짜", "2024년 10월 14일", signature_date="2024-10-14"),
        sign("서명 또는 인", "ink"),
    ),
)


def _chile(
    name: str, region: str, leader: tuple[str, str, str], contact: tuple[str, str], people: tuple[str, int]
) -> Form:
    """The short form that a network filled for each of its municipalities; leader is name, title and gender."""
    full, title, gender = leader
    declared = {"leader_gender": gender} if gender else {}
    return Form(
        "es",
        "10, 100, 1.000 Ciudades de Derechos Humanos y Territorios para 2030",
        "Formulario de adhesión - versión abreviada",
        (
            Heading("Gobierno local"),
            ask("Nombre del municipio", name, government_name=TYPED),
            ask("Nivel de gobierno", "Municipalidad", government_type="municipality"),
            ask("País", "Chile", country="CL"),
            ask("Región", region, subdivision=TYPED),
            ask("Población Total", people[0], population=people[1]),
            Heading("Máxima autoridad"),
            ask("Nombre del Alcalde o Alcaldesa", full, leader_name=TYPED),
            ask("Cargo", title, leader_title=TYPED, **declared),
            ask("Período de gobierno", "2024-2028", mandate_start="2024", mandate_end="2028"),
            Heading("Persona de contacto"),
            ask("Nombre de la persona de contacto", contact[0], contact_name=TYPED),
            ask("Correo electrónico", contact[1], contact_email=TYPED),
            Heading("Derechos humanos"),
            long(
                "¿Por qué se suma a la campaña?",
                f"El concejo de la comuna acordó por unanimidad trabajar en red. En {region} ya hay otras comunas en la campaña.",
                motivation=TYPED,
            ),
            ask("Fecha", "2 de diciembre de 2024", signature_date="2024-12-02"),
            sign("Firma", "ink"),
        ),
    )


QUILPUE = _chile(
    "Municipalidad de Quilpué",
    "Valparaíso",
    ("Carolina Huenchullán Rojas", "Alcaldesa", "female"),
    ("Pedro Astudillo", "pastudillo@quilpue.example"),
    ("151.708", 151_708),
)
LIMACHE = _chile(
    "Municipalidad de Limache",
    "Valparaíso",
    ("Germán Lizama Poblete", "Alcalde", ""),
    ("Rosa Catrileo Vera", "rcatrileo@limache.example"),
    ("46.121 habitantes", 46_121),
)
VILLA_ALEMANA = _chile(
    "Municipalidad de Villa Alemana",
    "Valparaíso",
    ("Ximena Arancibia Toro", "Alcaldesa", "female"),
    ("Ignacio Bustos Leal", "ibustos@villalemana.example"),
    ("126 548", 126_548),
)

WATERFORD = Form(
    "en",
    "10, 100, 1,000 Human Rights Cities and Territories by 2030",
    "Form to join the global campaign",
    (
        Heading("The local government"),
        ask("Name of the local authority", "Waterford City and County Council", government_name=TYPED),
        ask("Type of local authority", "Municipality (city council)", government_type="municipality"),
        ask("Country", "Ireland", country="IE"),
        ask("Region / Province", "Munster", subdivision=TYPED),
        ask("Population", "127,363", population=127_363),
        ask("Postal address", "Example Hall, The Mall, Waterford X91 XX00", postal_address=TYPED),
        Heading("Political leadership"),
        ask("Name of the mayor", "Cllr. Declan O'Mahony", leader_name="Declan O'Mahony"),
        ask("Office held", "Metropolitan Mayor", leader_title=TYPED),
        ask("Salutation (Mr/Ms/Mx)", "Mr", leader_gender="male"),
        ask("Term of office", "June 2024 - June 2025", mandate_start="2024-06", mandate_end="2025-06"),
        Heading("Contact"),
        ask("Contact person for the campaign", "Niamh Tierney", contact_name=TYPED),
        ask("Job title", "Public Sector Duty Coordinator", contact_role=TYPED),
        ask("E-mail", "ntierney@waterford.example", contact_email=TYPED),
        ask("Phone", "051 30 0001", contact_phone="+35351300001"),
        Heading("Your city and human rights"),
        long(
            "Why do you want to join the campaign?",
            "Our public sector duty obliges us to act on equality and human rights. We would like company on that road.",
            motivation=TYPED,
        ),
        long(
            "Human rights initiatives",
            "1. Integration forum since 2019.\n2. Accessible beaches programme.\n3. Youth council with its own budget.",
            policies=TYPED,
        ),
        ask("Date", "21 January 2025", signature_date="2025-01-21"),
        sign("Signed by", "/s/ Declan O'Mahony"),
    ),
)

LEUVEN = Form(
    "nl",
    "10, 100, 1000 mensenrechtensteden en -gebieden tegen 2030",
    "Deelnameformulier",
    (
        Heading("Lokale overheid"),
        ask("Naam lokale overheid", "Stad Leuven", government_name=TYPED),
        ask("Soort bestuur", "Stad", government_type="municipality"),
        ask("Land", "België", country="BE"),
        ask("Gewest", "Vlaanderen", subdivision=TYPED),
        ask("Inwonertal", "103.000 inwoners", population=103_000),
        ask("Postadres", "Voorbeeldplein 1, 3000 Leuven", postal_address=TYPED),
        Heading("Burgemeester"),
        ask("Burgemeester", "Mevr. Liesbet Verhaeghen", leader_name="Liesbet Verhaeghen", leader_gender="female"),
        ask("Titel", "burgemeester", leader_title=TYPED),
        ask("Bestuursperiode", "2025 - 2030", mandate_start="2025", mandate_end="2030"),
        Heading("Aanspreekpunt"),
        ask("Contactpersoon", "Karim Benhaddou", contact_name=TYPED),
        ask("Functie", "diensthoofd Gelijke Kansen", contact_role=TYPED),
        ask("E-mail", "gelijkekansen@leuven.example", contact_email=TYPED),
        ask("Telefoon", "016 00 00 12", contact_phone="+3216000012"),
        Heading("Motivatie"),
        long(
            "Motivatie om deel te nemen aan de campagne",
            "Leuven wil in 2030 een stad zijn waar niemand zijn rechten moet zoeken.",
            motivation=TYPED,
        ),
        ask("Plaats en datum", "Leuven, 3 februari 2025", signature_date="2025-02-03"),
        sign("Handtekening", "ink"),
    ),
)

NAMUR = Form(
    "fr",
    "10, 100, 1 000 Villes et Territoires des Droits Humains pour 2030",
    "Formulaire d'adhésion",
    (
        Heading("Collectivité"),
        named("collectivite_nom", ask("Nom de la ville / du territoire", "Ville de Namur", government_name=TYPED)),
        named(
            "collectivite_type",
            choose(
                "Type de collectivité",
                ("Commune / Ville", "Métropole", "Département / Province", "Région", "Autre"),
                "Commune / Ville",
                government_type="municipality",
            ),
        ),
        named("collectivite_pays", ask("Pays", "Belgique", country="BE")),
        named("collectivite_province", ask("Région / Province", "Province de Namur", subdivision=TYPED)),
        named("collectivite_population", ask("Nb d'habitants", "114 400 hab.", population=114_400)),
        named("collectivite_adresse", ask("Adresse postale", "Rue de l'Exemple 4, 5000 Namur", postal_address=TYPED)),
        Heading("Élu·e"),
        named("elu_nom", ask("Nom et prénom du maire ou bourgmestre", "Delvigne Corentin", leader_name=TYPED)),
        named("elu_titre", ask("Fonction", "Bourgmestre", leader_title=TYPED)),
        replace(pick("Civilité", "Mme|M.", "M.", leader_gender="male"), name="elu_civilite"),
        named("elu_mandat", ask("Période du mandat", "2024 - 2030", mandate_start="2024", mandate_end="2030")),
        Heading("Contact"),
        named("contact_nom", ask("Personne de contact", "Aurore Masquelier", contact_name=TYPED)),
        named("contact_fonction", ask("Fonction", "Cheffe de projet Cohésion sociale", contact_role=TYPED)),
        named("contact_mail", ask("Adresse courriel", "aurore.masquelier@namur.example", contact_email=TYPED)),
        named("contact_tel", ask("Tél.", "081 00 00 12", contact_phone="+3281000012")),
        Heading("Vision"),
        named(
            "vision_1",
            long(
                "Pourquoi les droits humains sont des valeurs pertinentes et un cadre utile pour guider l'action locale?",
                "Ils obligent à regarder d'abord celles et ceux qu'on ne voit pas aux guichets.",
                vision_values=TYPED,
            ),
        ),
        named("date", ask("Lieu et date", "Fait à Namur, le 10 mars 2025", signature_date="2025-03-10")),
        sign("Signature"),
    ),
)

EVORA = Form(
    "pt",
    "10, 100, 1000 Cidades e Territórios de Direitos Humanos até 2030",
    "Formulário de adesão",
    (
        ask("Câmara Municipal", "Câmara Municipal de Évora", government_name=TYPED),
        ask("Tipo de governo", "Município", government_type="municipality"),
        ask("País", "Portugal", country="PT"),
        ask("Distrito", "Évora", subdivision=TYPED),
        ask("Nº de habitantes", "53 577", population=53_577),
        ask("Morada", "Praça do Exemplo, 7000-000 Évora", postal_address=TYPED),
        ask("Nome do/a Presidente da Câmara", "Arq.ª Leonor Faustino Galego", leader_name="Leonor Faustino Galego"),
        ask("Função", "Presidente da Câmara Municipal", leader_title=TYPED),
        ask("Sexo", "Feminino", leader_gender="female"),
        ask("Mandato", "2021/2025", mandate_start="2021", mandate_end="2025"),
        ask("Pessoa de contacto", "Xavier Palmeiro", contact_name=TYPED),
        ask("Correio eletrónico", "xavier.palmeiro@cm-evora.example", contact_email=TYPED),
        ask("Telemóvel", "266 000 012", contact_phone="+351266000012"),
        long(
            "Motivações para aderir à campanha",
            "Queremos aprender como outras cidades integram os direitos humanos no orçamento.",
            motivation=TYPED,
        ),
        ask("Local e data", "Évora, 17 de março de 2025", signature_date="2025-03-17"),
        sign("Assinatura", "/s/ Leonor Galego"),
    ),
)

LECCE = Form(
    "it",
    "10, 100, 1000 Città e Territori dei Diritti Umani",
    "Si prega di compilare i tre fogli di questa cartella.",
    (
        Heading("1 Ente"),
        ask("Denominazione dell'ente", "Comune di Lecce", government_name=TYPED),
        choose(
            "Tipo di ente",
            ("Comune", "Provincia", "Città metropolitana", "Regione"),
            "Comune",
            government_type="municipality",
        ),
        ask("Paese", "Italia", country="IT"),
        ask("Provincia", "Lecce", subdivision=TYPED),
        replace(ask("Popolazione", "94000", population=94_000), cell=94_000),
        ask("Sito internet", "www.lecce.example", website="https://www.lecce.example"),
        Heading("2 Persone"),
        ask("Sindaco/a", "Avv. Ornella Capodieci", leader_name="Ornella Capodieci"),
        ask("Carica", "Sindaca", leader_title=TYPED, leader_gender="female"),
        ask("Mandato", "2024 - 2029", mandate_start="2024", mandate_end="2029"),
        ask("Referente tecnico", "Donato Perrone", contact_name=TYPED),
        ask("PEC", "protocollo@pec.lecce.example", contact_email=TYPED),
        ask("Cellulare", "0832 000 123", contact_phone="+390832000123"),
        Heading("3 Diritti umani"),
        long(
            "Perché volete aderire alla campagna?",
            "Il Mediterraneo ci chiede ogni giorno che cosa siano i diritti umani. Vogliamo rispondere insieme.",
            motivation=TYPED,
        ),
        ask("Luogo e data", "Lecce, 2 aprile 2025", signature_date="2025-04-02"),
        sign("Firma"),
    ),
)

NGO = Form(
    "en",
    "10, 100, 1000 Human Rights Cities and Territories by 2030",
    "Registration form",
    (
        Heading("Organisation"),
        ask("Organisation / Institution", "Lakeside Human Rights Defenders Network", government_name=TYPED),
        ask("Type of government", "Non-governmental organisation", government_type="non_government"),
        ask("Country", "Kenya", country="KE"),
        ask("County", "Kisumu", subdivision=TYPED),
        ask("Website", "lakeside-defenders.example", website="https://lakeside-defenders.example"),
        ask("Address", "P.O. Box 000, Kisumu", postal_address=TYPED),
        Heading("Leader"),
        ask("Name of the legal representative", "Hon. Achieng Odhiambo-Were", leader_name="Achieng Odhiambo-Were"),
        ask("Title", "Executive Director", leader_title=TYPED),
        Heading("Contact person"),
        ask("Name of contact", "Baraka Simiyu", contact_name=TYPED),
        ask("Position", "Programme Officer", contact_role=TYPED),
        ask("E-mail", "baraka@lakeside-defenders.example", contact_email=TYPED),
        ask("Mobile", "+254 20 200 0012", contact_phone="+254202000012"),
        Heading("Motivation"),
        long(
            "Motivations to join the campaign",
            "We train community defenders in eleven wards and would like our county to join as well.",
            motivation=TYPED,
        ),
        ask("Date", "5 May 2025", signature_date="2025-05-05"),
        sign("Signature", "ink"),
    ),
)

NOTE_ABOUT_PLACEHOLDERS = Note("Los campos con corchetes deben sustituirse por sus datos.")

PARANA = Form(
    "es",
    ES_TITLE,
    "Formulario para municipios de América Latina",
    (
        Heading("Municipio"),
        named("muni", ask("Municipalidad", "Municipalidad de Paraná", government_name=TYPED), "Nombre del municipio"),
        named(
            "tipo",
            choose(
                "Tipo de territorio", ("Municipio", "Provincia", "Otro"), "Municipio", government_type="municipality"
            ),
            "Tipo",
        ),
        named("pais", ask("País", "Argentina", country="AR"), "País"),
        named("prov", ask("Provincia", "Entre Ríos", subdivision=TYPED), "Provincia"),
        named("pob", ask("Población", "278.000", population=278_000), "Población"),
        named("web", ask("Web oficial", ""), "Web"),
        Heading("Intendencia"),
        NOTE_ABOUT_PLACEHOLDERS,
        named("intendente", ask("Nombre del intendente", "Rosendo Altamirano", leader_name=TYPED), "Intendente/a"),
        named("cargo", ask("Cargo", ""), "Cargo"),
        named("mandato", ask("Periodo de gestión", "[año de inicio] - [año de fin]"), "Mandato"),
        Heading("Contacto"),
        named("contacto", ask("Persona de contacto", "[Nombre de la persona de contacto]"), "Contacto"),
        named("correo", ask("Correo-e", "gobierno@parana.example", contact_email=TYPED), "Correo"),
        named(
            "celular",
            hint("con código de área", ask("Celular", "0343 400 0012", contact_phone="+543434000012")),
            "Celular",
        ),
        Heading("Motivación"),
        named(
            "motivo",
            long(
                "Motivos de la adhesión",
                "La ciudad tiene una secretaría de derechos humanos y quiere darle alcance internacional.",
                motivation=TYPED,
            ),
            "Motivos",
        ),
        named("visto", ask("Fecha del acuerdo plenario", "dd/mm/aaaa"), "Acuerdo"),
        sign("Firma y sello"),
    ),
)
