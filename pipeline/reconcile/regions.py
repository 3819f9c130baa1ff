"""Which section of UCLG a country belongs to: every ISO 3166-1 code that has inhabitants, and XK.

Dependent territories stand where they lie on the map. Doubtful cases, decided here: the Maghreb and Egypt are
Africa, Pakistan is Asia-Pacific, Mongolia is Eurasia, Cyprus and Ukraine are Europe, the Caribbean is Latin America.
"""

from __future__ import annotations

_CODES = {
    "Africa": """
        AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ
        NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW
        """,
    "Asia-Pacific": """
        AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN IO JP KH KI KP KR LA LK MH MM MO MP MV MY NC NF NP NR NU NZ
        PF PG PH PK PN PW SB SG TH TK TL TO TV TW UM VN VU WF WS
        """,
    "Eurasia": "AM AZ BY GE KG KZ MD MN RU TJ TM UZ",
    "Europe": """
        AD AL AT AX BA BE BG CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC ME MK
        MT NL NO PL PT RO RS SE SI SJ SK SM UA VA XK
        """,
    "Latin America": """
        AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX
        NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI
        """,
    "Middle East and West Asia": "AE AF BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "North America": "BM CA GL PM US",
}

REGION_OF: dict[str, str] = {code: region for region, codes in _CODES.items() for code in codes.split()}
"""ISO 3166-1 alpha-2 -> name of the UCLG section."""
