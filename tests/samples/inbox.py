"""The inbox, in order of arrival: the first and second wave."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

import re
from base64 import b64encode
from typing import Final

from tests.samples import papers, wave_1, wave_2, wave_4
from tests.samples.convert import chromium_pdf, office_pdf
from tests.samples.docx_fields import docx_controls
from tests.samples.docx_layouts import docx_above, docx_bold, docx_lines, docx_table
from tests.samples.html_layouts import html_above, html_table
from tests.samples.ink import coat_of_arms
from tests.samples.machine_mail import bounce
from tests.samples.message import DOCX, PDF, SECRETARIAT, XLSX, File, Sample
from tests.samples.pdf_writer import FormWriter
from tests.samples.text_layouts import text_lines
from tests.samples.xlsx_layouts import xlsx_pairs


def _outlook_name(data: bytes) -> bytes:
    """The file name as an encoded-word in quotes, as Outlook writes it against RFC 2047."""
    name = b64encode("Beitrittsformular_Tübingen.pdf".encode()).decode()
    made, count = re.subn(rb"filename\*=utf-8''[^\r\n;]+", f'filename="=?utf-8?B?{name}?="'.encode(), data)
    assert count == 1
    return made


def _gironde() -> bytes:
    return office_pdf(docx_above(wave_1.GIRONDE), "docx")


RONDA: Final = Sample(
    "ronda-docx-table",
    "submission",
    "welcome",
    "Tomás Arévalo <tomas.arevalo@ronda.example>",
    "Adhesión del Ayuntamiento de Ronda",
    "2022-03-14 10:05",
    "Buenos días:\n\nAdjunto remitimos el formulario de adhesión firmado.\n\nUn saludo,\nTomás Arévalo\n",
    "filled form",
    "python-docx",
    "feminine title and civility; address in two lines; drawn signature",
    files=(File("Formulario adhesión Ronda.docx", lambda: docx_table(wave_1.RONDA), DOCX),),
    forms=(wave_1.RONDA,),
)

FIRST_WAVE: Final[tuple[Sample, ...]] = (
    RONDA,
    Sample(
        "question-deadline",
        "question",
        None,
        "Claire Aubertin <c.aubertin@angers.example>",
        "Question sur la campagne",
        "2022-03-21 09:40",
        "Bonjour,\n\nJusqu'à quelle date peut-on envoyer le formulaire ? Faut-il une délibération du conseil ?\n\n"
        "Merci d'avance,\nClaire Aubertin\nVille d'Angers\n",
        "question",
        trouble="no document at all",
    ),
    Sample(
        "gironde-flat-pdf",
        "submission",
        "welcome",
        "Baptiste Morand <b.morand@gironde.example>",
        "Campagne 10, 100, 1000 - fiche d'adhésion",
        "2022-04-05 15:22",
        "Bonjour,\n\nVous trouverez ci-joint la fiche du Département.\n\nCordialement,\nBaptiste Morand\n",
        "filled form",
        "LibreOffice from DOCX",
        "label above value; official labels misspelt (ADHESIÓN, DETROITS); name and title in one answer; 1,6 millions; "
        "not signed",
        files=(File("fiche_adhesion.pdf", _gironde, PDF),),
        forms=(wave_1.GIRONDE,),
    ),
    Sample(
        "leicester-acroform",
        "submission",
        "welcome",
        "Oliver Banford <oliver.banford@leicester.example>",
        "Human Rights Cities form - Leicester",
        "2022-05-02 11:00",
        "Hello,\n\nplease find our form attached.\n\nKind regards\nOliver\n",
        "filled form",
        "pypdf AcroForm",
        "nested field names, tooltips, radio, check and combo boxes, empty signature field",
        files=(File("Leicester.pdf", lambda: FormWriter(signature_field=True).write(wave_1.LEICESTER), PDF),),
        forms=(wave_1.LEICESTER,),
    ),
    Sample(
        "bounce",
        "ignored",
        None,
        "MAILER-DAEMON@mail.colima.example",
        "",
        "2022-05-03 08:12",
        "",
        "bounce (RFC 3464)",
        "by hand",
        "carries our own message inside",
        raw=bounce(),
    ),
    Sample(
        "out-of-office",
        "ignored",
        None,
        "Baptiste Morand <b.morand@gironde.example>",
        "Réponse automatique : Votre adhésion",
        "2022-05-04 07:01",
        "Je suis absent jusqu'au 16 mai. En cas d'urgence : mission.egalite@gironde.example\n",
        "out of office",
        trouble="from an address that sent a form before",
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    ),
    Sample(
        "pledge-letter",
        "pledge",
        "pledge",
        "City Manager <manager@kisumu.example>",
        "Letter of support",
        "2022-06-10 13:15",
        "Dear colleagues,\n\nplease find attached a letter from our City Manager in support of the campaign.\n",
        "pledge letter without form",
        "LibreOffice from HTML",
        "a letter that names the campaign is no form",
        files=(File("Letter of support.pdf", papers.pledge_letter, PDF),),
    ),
    Sample(
        "vic-docx-controls",
        "submission",
        "welcome",
        "Arnau Rovirosa <drets.civils@vic.example>",
        "Adhesió de l'Ajuntament de Vic",
        "2022-06-30 12:48",
        "Bon dia,\n\nUs fem arribar el formulari, el certificat del ple i l'escut.\n\nSalutacions,\nArnau Rovirosa\n",
        "form, council decision and logo",
        "python-docx with raw content controls; Chromium",
        "three attachments, one form; values in content controls inside cells; w14 check box",
        files=(
            File("escut.png", coat_of_arms, "image/png"),
            File("certificat_ple.pdf", papers.council_decision_vic, PDF),
            File("formulari adhesió.docx", lambda: docx_controls(wave_1.VIC), DOCX),
        ),
        forms=(wave_1.VIC,),
    ),
    Sample(
        "sleman-xlsx",
        "submission",
        "welcome",
        "Bagian Hukum Sleman <hukum@slemankab.example>",
        "Formulir pendaftaran Kabupaten Sleman",
        "2022-09-12 03:30",
        "Yth. Sekretariat,\n\nTerlampir formulir pendaftaran kami.\n\nHormat kami,\nBagas\n",
        "filled form",
        "openpyxl",
        "degrees around the name; number and date cells; [X] boxes; list validation; typed signature",
        files=(File("formulir.xlsx", lambda: xlsx_pairs(wave_1.SLEMAN), XLSX),),
        forms=(wave_1.SLEMAN,),
    ),
    Sample(
        "sitges-decision-only",
        "pledge",
        "pledge",
        "Secretaria <secretaria@sitges.example>",
        "Moció aprovada pel Ple",
        "2022-10-03 10:10",
        "Bon dia,\n\nUs trametem la moció aprovada pel Ple en suport de la campanya.\n\nSecretaria General\n",
        "council decision without form",
        "Chromium",
        "decided, but no form",
        files=(File("mocio.pdf", papers.council_decision_sitges, PDF),),
    ),
    Sample(
        "ronda-same-bytes",
        "duplicate",
        None,
        RONDA.sender,
        RONDA.subject,
        RONDA.sent,
        RONDA.body,
        "the first message once more",
        trouble="same bytes, other file name",
        files=RONDA.files,
    ),
    Sample(
        "cadiz-docx-lines",
        "submission",
        "welcome",
        "Inmaculada Fuentes <cooperacion@dipucadiz.example>",
        "Ficha de adhesión Diputación de Cádiz",
        "2023-01-27 08:55",
        "Buenos días, adjunto la ficha.\n\nInmaculada Fuentes Rey\n",
        "filled form between the waves",
        "python-docx",
        "Label: value lines; surname in capitals first; number and band; 0034; non-standard capitals in the address",
        files=(File("Ficha.docx", lambda: docx_lines(wave_2.CADIZ), DOCX),),
        forms=(wave_2.CADIZ,),
    ),
)
"""2022 and the weeks around it."""


def _tuebingen() -> bytes:
    return FormWriter(names=False, drawn=False).write(wave_2.TUEBINGEN)


SECOND_WAVE: Final[tuple[Sample, ...]] = (
    Sample(
        "newsletter",
        "ignored",
        None,
        "Red de Ciudades <boletin@redciudades.example>",
        "Boletín 47: derechos humanos en lo local",
        "2023-03-02 06:00",
        "Boletín mensual. Este mes: la campaña 10, 100, 1000 Ciudades de Derechos Humanos.\n\nDarse de baja: responder BAJA\n",
        "newsletter",
        trouble="names the campaign",
        headers={"List-Id": "Boletin <boletin.redciudades.example>", "Precedence": "bulk"},
    ),
    Sample(
        "campinas-browser-pdf",
        "submission",
        "welcome",
        "Jurema Caldeira <cidadania@campinas.example>",
        "Ficha de adesão - Campinas",
        "2023-08-21 14:02",
        "Prezados,\n\nSegue em anexo a ficha de adesão preenchida e assinada.\n\nAtenciosamente,\nJurema\n",
        "filled form",
        "Chromium from HTML",
        "1.234.567; address of three lines; signature as vector drawing",
        files=(File("ficha-adesao.pdf", lambda: chromium_pdf(html_table(wave_2.CAMPINAS)), PDF),),
        forms=(wave_2.CAMPINAS,),
    ),
    Sample(
        "suwon-empty-answer",
        "submission",
        "welcome",
        "Human Rights Division <humanrights@suwon.example>",
        "Suwon: registration",
        "2023-09-04 01:44",
        "Dear secretariat,\n\nour registration form is attached.\n",
        "filled form",
        "Chromium from HTML",
        "label above value; an empty answer followed by the next label; HAN So-yul, Mayor; no place for a signature",
        files=(File("profile.pdf", lambda: chromium_pdf(html_above(wave_2.SUWON)), PDF),),
        forms=(wave_2.SUWON,),
    ),
    Sample(
        "tetouan-docx-arabic",
        "submission",
        "welcome",
        "سلمى التازي <cooperation@tetouan.example>",
        "استمارة انضمام جماعة تطوان",
        "2023-09-20 10:20",
        "تحية طيبة،\n\nتجدون رفقته استمارة الانضمام.\n\nسلمى التازي\n",
        "filled form",
        "python-docx",
        "right to left; Arabic-Indic digits",
        files=(File("استمارة.docx", lambda: docx_table(wave_2.TETOUAN), DOCX),),
        forms=(wave_2.TETOUAN,),
    ),
    Sample(
        "modena-docx-bold",
        "submission",
        "welcome",
        "Ludovica Zanetti <progetti.europei@comune.modena.example>",
        "Adesione Comune di Modena",
        "2023-10-02 09:09",
        "Buongiorno,\n\nin allegato la scheda di adesione.\n\nCordiali saluti\n",
        "filled form",
        "python-docx",
        "bold labels without colon; consent box left empty",
        files=(File("scheda.docx", lambda: docx_bold(wave_2.MODENA), DOCX),),
        forms=(wave_2.MODENA,),
    ),
    Sample(
        "tuebingen-acroform-text1",
        "submission",
        "welcome",
        "Jost Kellermann <integration@tuebingen.example>",
        "Beitritt Tübingen",
        "2023-10-10 16:31",
        "Guten Tag,\n\nanbei unser Beitrittsformular.\n\nMit freundlichen Grüßen\nJost Kellermann\n",
        "filled form",
        "pypdf AcroForm",
        "fields called Text1, Text2...; no appearance streams: the page shows no value; file name as encoded-word",
        files=(File("Beitrittsformular_Tübingen.pdf", _tuebingen, PDF),),
        forms=(wave_2.TUEBINGEN,),
        mend=_outlook_name,
    ),
    Sample(
        "nijmegen-pasted-text",
        "submission",
        "welcome",
        "Fenna Oosterwijk <f.oosterwijk@nijmegen.example>",
        "Aanmelding gemeente Nijmegen",
        "2023-10-19 12:12",
        "Beste collega's,\n\nhet bestand wilde niet open, daarom hier ons formulier in de mail:\n\n"
        + text_lines(wave_2.NIJMEGEN)
        + "\nMet vriendelijke groet,\nFenna Oosterwijk\n",
        "form pasted as plain text",
        trouble="no attachment; [x] boxes; civility and degree before the name",
        forms=(wave_2.NIJMEGEN,),
    ),
    Sample(
        "gironde-sent-again",
        "duplicate",
        "duplicate",
        "Baptiste Morand <b.morand@gironde.example>",
        "TR: Campagne 10, 100, 1000 - relance",
        "2023-11-06 09:00",
        "Bonjour,\n\nSans réponse de votre part, je vous renvoie notre fiche.\n\nBaptiste Morand\n",
        "the same form in another mail",
        "LibreOffice from DOCX",
        "same file, other name",
        files=(File("fiche (1).pdf", _gironde, PDF),),
    ),
    Sample(
        "other-uclg-form",
        "other_form",
        None,
        "Reto Ammann <r.ammann@bip.example>",
        "UCLG membership application",
        "2023-11-10 10:00",
        "Dear all,\n\nplease find our membership application attached.\n\nReto Ammann\n",
        "another UCLG form",
        "LibreOffice from DOCX",
        "looks like a form, has names and countries",
        files=(File("membership.pdf", lambda: office_pdf(docx_table(wave_4.OTHER_UCLG_FORM), "docx"), PDF),),
    ),
    Sample(
        "pledge-in-text",
        "pledge",
        "pledge",
        "Yaël Kerbrat <cabinet@brest.example>",
        "Soutien de la Ville de Brest",
        "2023-12-12 17:45",
        "Madame, Monsieur,\n\nLa Ville de Brest (France) apporte tout son soutien à la campagne 10, 100, 1000 Villes et Territoires des "
        "Droits Humains et s'engage à la rejoindre. Le conseil délibérera au printemps ; nous vous enverrons alors le "
        "formulaire.\n\nYaël Kerbrat\nDirectrice de cabinet du maire\n",
        "pledge in the mail's text",
        trouble="speaks of the form without sending one",
    ),
    Sample(
        "spam",
        "ignored",
        None,
        "Grants Office <win@lottery.example>",
        "Your city has WON a grant!!!",
        "2024-02-08 02:22",
        "Claim the human rights grant for your city now: http://lottery.example/claim\n",
        "spam",
        trouble="marked by the server's header",
        headers={"X-Spam-Flag": "YES", "X-Spam-Status": "Yes, score=14.2"},
    ),
    Sample(
        "own-mail",
        "ignored",
        None,
        f"Secretariat <{SECRETARIAT}>",
        "Test",
        "2024-03-01 08:00",
        "Test of the mailbox.\n",
        "our own mail",
        trouble="From is the secretariat itself",
    ),
)
"""2023 and the months after."""
