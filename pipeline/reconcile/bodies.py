"""Words by which governments call what they are, in many languages: by the kind of body that they name."""

from __future__ import annotations

from typing import Final

LINKED: Final = {
    "": "government, local government, administration, council, municipal council, gobierno, gobierno "
    "autonomo, alcaldia, alcaldia mayor, alcaldia municipal, intendencia, intendencia departamental, "
    "governo, cabildo, distrito metropolitano, municipalidad provincial, metropolitan city, "
    "gouvernement, conseil municipal, municipal corporation, corporation, corporacion municipal, "
    "ciudad metropolitana, ciutat metropolitana, ville metropolitaine, kotamadya, intendencia "
    "municipal, gobierno local, conseil communal, consejo municipal, concejo municipal, conselho "
    "municipal, consiglio comunale, junta municipal",
    "town": "city, city council, city government, municipality, town, town council, ville, commune, mairie, "
    "ayuntamiento, excmo ayuntamiento, excelentisimo ayuntamiento, h ayuntamiento, honorable "
    "ayuntamiento, ayuntamiento constitucional, municipalidad, i municipalidad, ilustre "
    "municipalidad, municipio, gobierno municipal, gobierno autonomo municipal, ciudad, comuna, "
    "ajuntament, prefeitura, prefeitura municipal, camara municipal, cidade, comune, citta, concello, "
    "concejo, municipi, urban commune, rural commune, commune urbaine, commune rurale, town hall, "
    "city hall, ciutat, casa consistorial, municipalite, ayto, excmo ayto, casa municipal, alcaldia "
    "municipal, gad municipal, gobierno autonomo descentralizado municipal, alcaldia constitucional, "
    "h ayuntamiento constitucional, ayuntamiento municipal, municipio libre, municipal government, "
    "city corporation, municipal district, kommune",
    "county": "county, county council, county government",
    "metropole": "metropole, communaute urbaine, communaute d agglomeration, citta metropolitana, area metropolitana",
    "province": "province, departement, conseil departemental, diputacion, diputacion provincial, diputacio, "
    "provincia, gobierno provincial, consell comarcal, provincial council, provincial government, "
    "gobierno autonomo departamental, prefectura, prefecture, consiglio provinciale, diputacion "
    "foral, consell insular, cabildo insular",
    "region": "region, regional government, conseil regional, state, gobierno regional, gobernacion, estado, "
    "regione, regio, governo do estado, junta, xunta, generalitat, comunidad, comunidad autonoma, "
    "comunidad foral, comunitat autonoma, principado, gobernacion departamental, departamento, region "
    "autonoma, junta regional, consiglio regionale, gouvernorat, governorate, oblast, wojewodztwo, "
    "voivodeship",
    "district": "borough, london borough, royal borough, district, municipalidad distrital, arrondissement, "
    "municipal district, ward, alcaldia local, mairie d arrondissement, distrito, distrito municipal, "
    "districte, commune d arrondissement, junta de freguesia, freguesia, localidad, sub city",
}
"""Body -> nouns that stand before a name with a word like "of" between: "Ville d'Avray" but not "Villeneuve"."""

FREE: Final = {
    "": "the, greater, alcaldia, pemerintah daerah, pemerintah, excmo, ilustre, municipal",
    "town": "pemerintah kota, kota, pemkot, stadt, landeshauptstadt, universitatsstadt, hansestadt, "
    "stadtgemeinde, marktgemeinde, gemeinde, gemeente, gemeentebestuur, stad, stadtverwaltung, "
    "magistrat der stadt, gmina, miasto, miasto stoleczne, urzad miasta, urzad gminy, mesto, hlavni "
    "mesto, statutarni mesto, mestska cast, obec, grad, opcina, opstina, obshchina, obshtina, "
    "municipiul, primaria municipiului, primaria, orasul, bashkia, gorod, administratsiya goroda, "
    "meriya goroda, misto, dimos, thanh pho, thi xa, lungsod ng, bayan ng, jiji la, manispaa ya, "
    "halmashauri ya jiji la, halmashauri ya manispaa ya, majlis bandaraya, majlis perbandaran, dewan "
    "bandaraya, grosse kreisstadt, kreisstadt, kreisfreie stadt, bundesstadt, rathaus, "
    "burgermeisteramt, stadtrat, munitsipalitet, munitsipalnoe obrazovanie, gorodskoy okrug, urzad "
    "miejski, lgu, nagar nigam, nagar palika, nagar panchayat, nagar parishad, municipal corporation, "
    "college van burgemeester en wethouders van, college van b w van, gam, primaria orasului, "
    "consiliul local, stolichna obshtina, magistrat mesta, miasto na prawach powiatu, komuna, mestna "
    "obcina, baladiyat, shahrdari, nagara sabha",
    "regency": "pemerintah kabupaten, pemerintah daerah kabupaten, kabupaten, pemkab, kab",
    "county": "landkreis",
    "province": "provincie, pemerintah provinsi, provinsi, pemprov",
    "region": "region, bundesland, freistaat, land, voivodeship",
}
"""Body -> words that stand before a name without one."""

BEHIND: Final = {
    "": "city and county council, council, government, local government, metropolitan, metropolitan city, "
    "special city, metropolitan special city, special city government, metropolitan city government, "
    "metropolitan special city government",
    "town": "city, city council, city government, municipality, metropolitan municipality, town council, "
    "municipal council, belediyesi, belediye baskanligi, buyuksehir belediyesi, kommune, kommun, "
    "kaupunki, megyei jogu varos, megyei jogu varos onkormanyzata, varos onkormanyzata, "
    "onkormanyzata, linn, linnavalitsus, miesto savivaldybe, savivaldybe, municipal corporation, "
    "nagar nigam, city corporation, municipal government, town hall, city hall, nagar palika, nagar "
    "panchayat, nagar parishad, city municipality, local municipality, town municipality, municipal "
    "borough, vald, rajono savivaldybe, belediye, city administration, town administration, municipal "
    "administration",
    "regency": "regency, regency government",
    "county": "county, county council, county government",
    "province": "province, provincial council",
    "region": "region, regional council, regional government",
    "district": "borough, borough council, district, district council, district assembly, local government area, "
    "sub city, ward office, ward",
}
"""Body -> words that stand behind a name."""

KOREAN: Final = {
    "": "특별자치시 특별시 광역시 특례시 특별시청 광역시청 특례시청 청",
    "town": "시청 시",
    "county": "군청 군",
    "district": "구청 구",
    "region": "특별자치도 도청 도",
}
ARABIC: Final = {
    "": "امانه مجلس الحضريه الترابيه الكبري",
    "town": "بلديه مدينه جماعه الجماعه",
    "province": "محافظه ولايه اقليم عماله",
    "region": "جهه",
}

CHINESE: Final = {
    "": "人民政府 政府 役所 役場 庁",
    "town": "市 町 村 鎮 镇",
    "county": "县 縣",
    "district": "区 區",
    "province": "省",
    "region": "都 府 県 道",
}
"""Chinese and Japanese endings; those without a body stand behind one of the others."""
