"""The inbox, in order of arrival: the third and fourth wave."""

# ruff: noqa: E501 - texts stand on one line beside what must come of them
from __future__ import annotations

from tests.samples import homonyms, papers, wave_3, wave_4
from tests.samples.convert import chromium_pdf, office_pdf
from tests.samples.docx_fields import docx_controls, docx_controls_everywhere, docx_legacy
from tests.samples.docx_layouts import (
    docx_above,
    docx_bold,
    docx_lines,
    docx_pairs,
    docx_sections_in_table,
    docx_table,
)
from tests.samples.form import Form, sign
from tests.samples.html_layouts import html_for_office, html_inputs, html_lines, html_table
from tests.samples.machine_mail import read_receipt
from tests.samples.message import DOCX, PDF, XLSX, File, Sample, compose
from tests.samples.pdf_writer import FormWriter
from tests.samples.xlsx_layouts import xlsx_above, xlsx_pairs, xlsx_sheets

OCTETS = "application/octet-stream"


def _nameless(data: bytes) -> bytes:
    """Take the Content-Disposition away: a bare octet-stream part."""
    mark = b"Content-Disposition: attachment\r\n"
    assert data.count(mark) == 1
    return data.replace(mark, b"")


def _hostile_name(data: bytes) -> bytes:
    """A path as file name, once plain and once as RFC 2231 continuations with a right-to-left override."""
    plain = b'Content-Disposition: attachment; filename="form.pdf"'
    evil = (
        b'Content-Disposition: attachment; filename="../../evil.pdf";\r\n'
        b" filename*0*=utf-8''..%2F..%2F%E2%80%AEfdp;\r\n filename*1*=.evil.pdf"
    )
    assert plain in data
    return data.replace(plain, evil)


def _broken_charset(data: bytes) -> bytes:
    """Latin-1 bytes, declared as an unknown character set; the subject raw, not encoded."""
    data = data.replace(b'charset="utf-8"', b'charset="x-unknown-8bit"', 1)
    data = data.replace(b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: 8bit", 1)
    data = data.replace(b"SUBJECT-HERE", "Adesão da Câmara Municipal de Évora".encode("latin-1"))
    return data.replace(b"BODY-HERE", "Bom dia, segue a adesão da Câmara de Évora.".encode("latin-1"))


def _forwarded() -> bytes:
    """The message that somebody forwards as a whole."""
    inner = Sample(
        "", "", None, "Niamh Tierney <ntierney@waterford.example>", "Human rights city form", "2025-01-22 15:00",
        "Hi Sean,\n\nhere is our form, can you pass it on to the right people?\n\nNiamh\n", "",
        files=(File("Waterford form.docx", docx_above(wave_3.WATERFORD), DOCX),),
    )  # fmt: skip
    return compose(inner)


def third_wave() -> list[Sample]:
    """October 2024 to spring 2025: one of each trouble that mail can make."""
    blank = FormWriter(names=False).write(wave_4.BLANK)
    return [
        Sample(
            "jeonju-korean-pdf", "submission", "welcome",
            "백다온 <inkwon@jeonju.example>", "인권도시 캠페인 가입 신청서 (전주시)", "2024-10-15 02:10",
            "안녕하세요.\n\n전주시 가입 신청서를 보내드립니다.\n\n백다온 드림\n",
            "filled form", "Chromium from HTML", "Korean; number with 명; date with 년 월 일",
            files=(File("가입신청서.pdf", chromium_pdf(html_lines(wave_3.JEONJU)), PDF),), forms=(wave_3.JEONJU,),
        ),
        Sample(
            "blank-form", "unreadable", "unreadable",
            "Mairie <mairie@dieppe.example>", "Formulaire d'adhésion", "2024-10-28 08:31",
            "Bonjour,\n\nCi-joint notre formulaire complété.\n\nLa mairie de Dieppe\n",
            "a form that nobody filled", "pypdf AcroForm", "the mail says it is filled",
            files=(File("formulaire.pdf", blank, PDF),),
        ),
        Sample(
            "network-three-cities", "submission", "welcome",
            "Red de Comunas <red@redcomunas.example>", "Adhesión de tres comunas", "2024-12-04 19:20",
            "Estimados:\n\nAdjuntamos los formularios de Quilpué, Limache y Villa Alemana.\n\nRed de Comunas\n",
            "three governments in one mail", "python-docx; openpyxl; LibreOffice",
            "sent by a network; three formats; three members",
            files=(
                File("Quilpue.docx", docx_sections_in_table(wave_3.QUILPUE), DOCX),
                File("Limache.xlsx", xlsx_above(_typed_signature(wave_3.LIMACHE)), XLSX),
                File("Villa Alemana.pdf", office_pdf(docx_pairs(wave_3.VILLA_ALEMANA), "docx"), PDF),
            ),
            forms=(wave_3.QUILPUE, wave_3.LIMACHE, wave_3.VILLA_ALEMANA),
        ),
        Sample(
            "waterford-forwarded", "submission", "welcome",
            "Sean Casey <s.casey@network.example>", "Fwd: Human rights city form", "2025-01-23 09:12",
            "Please see the message below from Waterford.\n\nSean\n",
            "filled form in a forwarded message", "python-docx",
            "nested message/rfc822; label above value; the sender is not the city",
            files=(File("", _forwarded(), "message/rfc822"),), forms=(wave_3.WATERFORD,),
        ),
        Sample(
            "leuven-nameless-part", "submission", "welcome",
            "Gelijke Kansen <gelijkekansen@leuven.example>", "deelname Leuven", "2025-02-04 10:45",
            "Dag,\n\nin bijlage ons formulier.\n",
            "filled form", "LibreOffice from ODT", "application/octet-stream without name and disposition",
            files=(File("", office_pdf(papers.open_document(), "odt"), OCTETS),), forms=(wave_3.LEUVEN,), mend=_nameless,
        ),
        Sample(
            "ronda-new-mayor", "update", "update",
            "Participación <participacion@ronda.example>", "Actualización de datos - Ronda", "2025-02-10 09:15",
            "Buenos días:\n\nTras las elecciones enviamos de nuevo el formulario con los datos actualizados.\n",
            "corrected form of a known government", "python-docx",
            "new mayor, new address of the sender; the old gender must not stay by mistake",
            files=(File("Formulario Ronda 2025.docx", docx_table(wave_4.RONDA_AFTER_ELECTIONS), DOCX),),
            forms=(wave_4.RONDA_AFTER_ELECTIONS,),
        ),
        Sample(
            "namur-hostile-name", "submission", "welcome",
            "Aurore Masquelier <aurore.masquelier@namur.example>", "Adhésion de la Ville de Namur", "2025-03-11 13:37",
            "Bonjour,\n\nVoici notre formulaire.\n\nAurore Masquelier\n",
            "filled form", "pypdf AcroForm", "file name ../../evil.pdf, RFC 2231 continuation with bidi override; no tooltips",
            files=(File("form.pdf", FormWriter().write(wave_3.NAMUR), PDF),), forms=(wave_3.NAMUR,), mend=_hostile_name,
        ),
        Sample(
            "evora-broken-charset", "submission", "welcome",
            "Xavier Palmeiro <xavier.palmeiro@cm-evora.example>", "SUBJECT-HERE", "2025-03-18 16:16",
            "BODY-HERE é\n",
            "filled form", "python-docx", "body in an unknown character set, raw 8-bit subject",
            files=(File("adesao.docx", docx_lines(wave_3.EVORA), DOCX),), forms=(wave_3.EVORA,), mend=_broken_charset,
        ),
        Sample(
            "lecce-xlsx-inline", "submission", "welcome",
            "Protocollo <protocollo@pec.lecce.example>", "Scheda Lecce", "2025-04-03 07:50",
            "Si trasmette la scheda.\n",
            "filled form", "openpyxl", "several sheets; disposition inline; not signed; only a PEC address",
            files=(File("scheda.xlsx", xlsx_sheets(wave_3.LECCE), XLSX, "inline"),), forms=(wave_3.LECCE,),
        ),
        Sample(
            "lakeside-ngo", "submission", None,
            "Baraka Simiyu <baraka@lakeside-defenders.example>", "Joining the campaign", "2025-05-06 11:11",
            "Dear friends,\n\nour organisation would like to join.\n\nBaraka\n",
            "form of a non-government", "python-docx", "four columns of label and value; staff decide before any letter",
            files=(File("registration.docx", docx_pairs(wave_3.NGO), DOCX),), forms=(wave_3.NGO,),
        ),
        Sample(
            "parana-placeholders", "submission", "missing",
            "Gobierno Abierto <gobierno@parana.example>", "Adhesión Paraná", "2025-05-20 18:05",
            "Buenas tardes, adjunto formulario.\n",
            "form with gaps", "python-docx with raw content controls",
            "placeholders left in place, prompts of empty controls, dd/mm/aaaa; title and contact are missing",
            files=(File("Paraná.docx", docx_controls(wave_3.PARANA), DOCX),), forms=(wave_3.PARANA,),
        ),
        Sample(
            "valparaiso-region", "submission", "welcome",
            "Daniela Cofré <dcofre@gorevalparaiso.example>", "Formulario Región de Valparaíso", "2025-06-05 15:00",
            "Estimados, adjunto formulario del Gobierno Regional.\n",
            "filled form", "python-docx with raw legacy fields", "FORMTEXT and FORMCHECKBOX; a region",
            files=(File("GORE.docx", docx_legacy(homonyms.VALPARAISO_REGION), DOCX),), forms=(homonyms.VALPARAISO_REGION,),
        ),
        Sample(
            "valparaiso-city", "submission", "welcome",
            "Bruno Saldías <bsaldias@municipalidaddevalparaiso.example>", "Adhesión Valparaíso", "2025-06-12 14:30",
            "Estimadas, estimados: adjuntamos formulario firmado.\n",
            "filled form", "python-docx", "a city named like its region; four columns of label and value",
            files=(File("Formulario.docx", docx_pairs(homonyms.VALPARAISO_CITY), DOCX),), forms=(homonyms.VALPARAISO_CITY,),
        ),
    ]  # fmt: skip


def _typed_signature(form: Form) -> Form:
    """A spreadsheet holds no drawn signature: the mayor's name is typed."""
    return form.but(signed=sign("Firma", "/s/ Germán Lizama"))


def rest_of_2025() -> list[Sample]:
    """Neighbours with the same name, and what cannot be read."""
    return [
        Sample(
            "mexico-city", "submission", "welcome",
            "Homero Zavaleta <internacional@cdmx.example>", "Cédula de adhesión CDMX", "2025-07-01 20:00",
            "Estimado equipo:\n\nAnexo cédula.\n\nSaludos\n",
            "filled form", "Chromium from HTML", "a federal entity that is a city; 9.2 millones; feminine title",
            files=(File("cedula.pdf", chromium_pdf(html_lines(homonyms.MEXICO_CITY)), PDF),), forms=(homonyms.MEXICO_CITY,),
        ),
        Sample(
            "coyoacan-borough", "submission", "welcome",
            "Maribel Tenorio <derechos@coyoacan.example>", "Adhesión Alcaldía Coyoacán", "2025-07-08 18:22",
            "Buen día, envío nuestra cédula.\n",
            "filled form", "python-docx", "a borough inside a member city; its name holds the city's name",
            files=(File("cedula.docx", docx_bold(homonyms.COYOACAN), DOCX),), forms=(homonyms.COYOACAN,),
        ),
        Sample(
            "merida-html-body", "submission", "welcome",
            "Estrella Cabanillas <igualdad@merida.example>", "Formulario Mérida", "2025-08-29 07:10",
            "Buenos días: el formulario va en el cuerpo de este correo, en formato HTML.\n",
            "form pasted as HTML table", "by hand", "no attachment; the plain text part does not hold the form",
            html=html_table(homonyms.MERIDA_SPAIN, style=""), forms=(homonyms.MERIDA_SPAIN,),
        ),
        Sample(
            "merida-yucatan", "submission", "welcome",
            "Ulises Pech <upech@merida-yucatan.example>", "Formulario de adhesión", "2025-09-02 17:17",
            "Buenas tardes, anexo formulario.\n",
            "filled form", "LibreOffice from DOCX", "homonym in another country",
            files=(File("Merida.pdf", office_pdf(docx_table(homonyms.MERIDA_MEXICO), "docx"), PDF),),
            forms=(homonyms.MERIDA_MEXICO,),
        ),
        Sample(
            "grigny-essonne", "submission", "welcome",
            "Cabinet du maire <cabinet@grigny91.example>", "Adhésion de Grigny (Essonne)", "2025-09-16 08:08",
            "Bonjour, veuillez trouver notre formulaire.\n",
            "filled form", "python-docx", "inclusive label; one of two communes of that name",
            files=(File("grigny.docx", docx_table(homonyms.GRIGNY_ESSONNE), DOCX),), forms=(homonyms.GRIGNY_ESSONNE,),
        ),
        Sample(
            "grigny-lyon", "submission", "welcome",
            "DGS <dgs@grigny69.example>", "Adhésion de Grigny (Lyon)", "2025-09-23 08:08",
            "Bonjour, ci-joint le formulaire de notre commune.\n",
            "filled form", "LibreOffice from HTML", "same name, country and type; other department, domain, leader",
            files=(File("formulaire.pdf", office_pdf(html_for_office(homonyms.GRIGNY_LYON).encode(), "html"), PDF),),
            forms=(homonyms.GRIGNY_LYON,),
        ),
        Sample(
            "grigny-which", "held", None,
            "Élodie Sarrazin <elodie.sarrazin@courrier.example>", "Formulaire Ville de Grigny", "2025-10-07 21:40",
            "Bonjour,\n\nvoici le formulaire de Grigny.\n\nÉlodie Sarrazin\n",
            "filled form that fits two members", "python-docx",
            "nothing says which Grigny: held, never merged silently (values are for staff, so none in the golden)",
            files=(File("Grigny.docx", docx_lines(homonyms.GRIGNY_WHICH), DOCX),),
        ),
        Sample(
            "read-receipt", "ignored", None, "Niamh Tierney <ntierney@waterford.example>", "", "2025-10-20 09:30", "",
            "read receipt (RFC 8098)", "by hand", "from a member's contact", raw=read_receipt(),
        ),
        Sample(
            "scan", "unreadable", "unreadable",
            "Service coopération <scan@copieur.example>", "Scan", "2025-10-30 09:02",
            "Document numérisé.\n",
            "scanned form", "LibreOffice, poppler, pypdf", "pages are pictures, no text layer",
            files=(File("SCAN_0042.pdf", papers.scan(), PDF),),
        ),
        Sample(
            "old-word-file", "unreadable", "unreadable",
            "Gabinete <gabinete@setubal.example>", "Formulário de adesão", "2025-11-04 11:05",
            "Bom dia, envio o formulário.\n",
            "form in a format without reader", "LibreOffice", ".doc (Word 97)",
            files=(File("formulario.doc", papers.old_word(), "application/msword"),),
        ),
        Sample(
            "open-document", "unreadable", "unreadable",
            "Onthaal <onthaal@mechelen.example>", "Formulier", "2025-11-06 13:20",
            "Beste, zie bijlage.\n",
            "form in a format without reader", "LibreOffice", ".odt",
            files=(File("formulier.odt", papers.open_document(), "application/vnd.oasis.opendocument.text"),),
        ),
        Sample(
            "password", "unreadable", "unreadable",
            "Secrétariat <secretariat@charleroi.example>", "Formulaire protégé", "2025-11-12 10:00",
            "Bonjour,\n\nle mot de passe suit par téléphone.\n",
            "form behind a password", "pypdf AcroForm, RC4-128", "cannot be opened",
            files=(File("formulaire-protege.pdf", papers.behind_password(), PDF),),
        ),
        Sample(
            "corrupt", "unreadable", "unreadable",
            "Accueil <accueil@mons.example>", "Adhésion", "2025-11-18 15:30",
            "Bonjour, veuillez trouver le formulaire.\n",
            "damaged file", "pypdf AcroForm, cut", "truncated, bytes lost in between",
            files=(File("adhesion.pdf", papers.corrupt(), PDF),),
        ),
        Sample(
            "only-a-link", "unreadable", "unreadable",
            "Prensa <prensa@rosario.example>", "Formulario de adhesión de Rosario", "2025-12-02 12:00",
            "Hola:\n\nEl formulario de adhesión completo está en este enlace (caduca en 7 días):\n"
            "https://transfer.example/d/8f3a77c1\n\nSaludos\n",
            "only a link", trouble="the file itself never came; links are not fetched",
        ),
    ]  # fmt: skip


def fourth_wave() -> list[Sample]:
    """2026, in time and late."""
    return [
        Sample(
            "almere-formula", "submission", "welcome",
            "Dewi Lestarini <d.lestarini@almere.example>", "Formulir Almere", "2026-01-21 09:00",
            "Halo,\n\nterlampir formulir kami.\n",
            "filled form", "python-docx", "Belanda; 0,22 juta; answers that begin with = + @ (formula injection)",
            files=(File("formulir.docx", docx_table(wave_4.ALMERE), DOCX),), forms=(wave_4.ALMERE,),
        ),
        Sample(
            "saint-louis-bilingual", "submission", "welcome",
            "Coopération <cooperation@saintlouis.example>", "Formulaire Saint-Louis", "2026-02-04 10:30",
            "Bonjour, ci-joint notre formulaire.\n",
            "filled form", "openpyxl", "bilingual labels; merged cells; number as number; no place for a signature",
            files=(File("form bilingue.xlsx", xlsx_pairs(wave_4.SAINT_LOUIS), XLSX),), forms=(wave_4.SAINT_LOUIS,),
        ),
        Sample(
            "windhoek-sections", "submission", "welcome",
            "Tangeni Haufiku <t.haufiku@windhoek.example>", "Joining form City of Windhoek", "2026-02-17 12:40",
            "Good day,\n\nattached please find the form. The signed page follows by post.\n",
            "filled form", "LibreOffice from DOCX",
            "Full name, Position, E-mail, Phone stand under the leader and under the contact; asterisks; not signed",
            files=(File("Windhoek.pdf", office_pdf(docx_table(wave_4.WINDHOEK), "docx"), PDF),), forms=(wave_4.WINDHOEK,),
        ),
        Sample(
            "lugo-controls-everywhere", "submission", "welcome",
            "Brais Outeiral <benestar@lugo.example>", "Solicitude de adhesión - Lugo", "2026-03-03 08:15",
            "Bos días, achegamos o formulario.\n",
            "filled form", "python-docx with raw content controls",
            "controls around runs, cells, rows and paragraphs; w14 check boxes; band beside number",
            files=(File("Lugo.docx", docx_controls_everywhere(wave_4.LUGO), DOCX),), forms=(wave_4.LUGO,),
        ),
        Sample(
            "fremantle-office-acroform", "submission", "welcome",
            "Lachlan Poynter <community@fremantle.example>", "Fremantle form", "2026-03-31 03:03",
            "Hi,\n\nform attached.\n\nLachlan\n",
            "filled form", "LibreOffice AcroForm from HTML", "fields written by another producer",
            files=(File("Fremantle.pdf", office_pdf(html_inputs(wave_4.FREMANTLE).encode(), "html"), PDF),),
            forms=(wave_4.FREMANTLE,),
        ),
        Sample(
            "cotonou-missing", "submission", "missing",
            "Reine Adjovi <reine.adjovi@cotonou.example>", "Adhésion de Cotonou", "2026-04-14 09:25",
            "Bonjour,\n\nLe formulaire signé est joint.\n\nReine Adjovi\n",
            "form with a gap", "python-docx", "dots in place of the contact's address; the sender's address is known",
            files=(File("cotonou.docx", docx_lines(wave_4.COTONOU), DOCX),), forms=(wave_4.COTONOU,),
        ),
        Sample(
            "vic-new-contact", "update", "update",
            "Queralt Solanas <queralt.solanas@vic.example>", "Canvi de persona de contacte", "2026-05-12 07:45",
            "Bon dia,\n\nUs enviem el formulari amb la nova persona de contacte.\n",
            "corrected form of a known government", "LibreOffice from DOCX", "another format than the first time",
            files=(File("formulari_2026.pdf", office_pdf(docx_table(wave_4.VIC_NEW_CONTACT), "docx"), PDF),),
            forms=(wave_4.VIC_NEW_CONTACT,),
        ),
        Sample(
            "greeting", "question", None,
            "Protocol <protocol@gdansk.example>", "Invitation to our anniversary", "2026-06-01 10:00",
            "Dear colleagues,\n\nwe would be honoured to welcome you at the anniversary of our city museum on 4 July.\n\nProtocol Office\n",
            "greeting", trouble="neither form nor question about one",
        ),
        Sample(
            "sfax-late-html", "submission", "welcome",
            "هاجر المصمودي <h.masmoudi@sfax.example>", "استمارة بلدية صفاقس", "2026-09-16 08:20",
            "تجدون الاستمارة في نص هذه الرسالة.\n",
            "form pasted as HTML table, after the last wave", "by hand", "right to left; late",
            html=html_table(wave_4.SFAX, style=""), forms=(wave_4.SFAX,),
        ),
    ]  # fmt: skip
