"""The inbox, in order of arrival: the third wave, with one of each trouble that mail can make."""

from __future__ import annotations

from typing import Final

from tests.samples import homonyms, papers, wave_3, wave_4
from tests.samples.convert import chromium_pdf, office_pdf
from tests.samples.docx_fields import docx_controls, docx_legacy
from tests.samples.docx_layouts import (
    docx_above,
    docx_lines,
    docx_pairs,
    docx_sections_in_table,
    docx_table,
)
from tests.samples.form import Form, sign
from tests.samples.html_layouts import html_lines
from tests.samples.message import DOCX, PDF, XLSX, File, Sample, compose
from tests.samples.pdf_writer import FormWriter
from tests.samples.xlsx_layouts import xlsx_above, xlsx_sheets

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
        "",
        "",
        None,
        "Niamh Tierney <ntierney@waterford.example>",
        "Human rights city form",
        "2025-01-22 15:00",
        "Hi Sean,\n\nhere is our form, can you pass it on to the right people?\n\nNiamh\n",
        "",
        files=(File("Waterford form.docx", lambda: docx_above(wave_3.WATERFORD), DOCX),),
    )
    return compose(inner)


def _blank() -> bytes:
    return FormWriter(names=False).write(wave_4.BLANK)


THIRD_WAVE: Final[tuple[Sample, ...]] = (
    Sample(
        "jeonju-korean-pdf",
        "submission",
        "welcome",
        "백다온 <inkwon@jeonju.example>",
        "인권도시 캠페인 가입 신청서 (전주시)",
        "2024-10-15 02:10",
        "안녕하세요.\n\n전주시 가입 신청서를 보내드립니다.\n\n백다온 드림\n",
        "filled form",
        "Chromium from HTML",
        "Korean; number with 명; date with 년 월 일",
        files=(File("가입신청서.pdf", lambda: chromium_pdf(html_lines(wave_3.JEONJU)), PDF),),
        forms=(wave_3.JEONJU,),
    ),
    Sample(
        "blank-form",
        "unreadable",
        "unreadable",
        "Mairie <mairie@dieppe.example>",
        "Formulaire d'adhésion",
        "2024-10-28 08:31",
        "Bonjour,\n\nCi-joint notre formulaire complété.\n\nLa mairie de Dieppe\n",
        "a form that nobody filled",
        "pypdf AcroForm",
        "the mail says it is filled",
        files=(File("formulaire.pdf", _blank, PDF),),
    ),
    Sample(
        "network-three-cities",
        "submission",
        "welcome",
        "Red de Comunas <red@redcomunas.example>",
        "Adhesión de tres comunas",
        "2024-12-04 19:20",
        "Estimados:\n\nAdjuntamos los formularios de Quilpué, Limache y Villa Alemana.\n\nRed de Comunas\n",
        "three governments in one mail",
        "python-docx; openpyxl; LibreOffice",
        "sent by a network; three formats; three members",
        files=(
            File("Quilpue.docx", lambda: docx_sections_in_table(wave_3.QUILPUE), DOCX),
            File("Limache.xlsx", lambda: xlsx_above(_typed_signature(wave_3.LIMACHE)), XLSX),
            File("Villa Alemana.pdf", lambda: office_pdf(docx_pairs(wave_3.VILLA_ALEMANA), "docx"), PDF),
        ),
        forms=(wave_3.QUILPUE, wave_3.LIMACHE, wave_3.VILLA_ALEMANA),
    ),
    Sample(
        "waterford-forwarded",
        "submission",
        "welcome",
        "Sean Casey <s.casey@network.example>",
        "Fwd: Human rights city form",
        "2025-01-23 09:12",
        "Please see the message below from Waterford.\n\nSean\n",
        "filled form in a forwarded message",
        "python-docx",
        "nested message/rfc822; label above value; the sender is not the city",
        files=(File("", _forwarded, "message/rfc822"),),
        forms=(wave_3.WATERFORD,),
    ),
    Sample(
        "leuven-nameless-part",
        "submission",
        "welcome",
        "Gelijke Kansen <gelijkekansen@leuven.example>",
        "deelname Leuven",
        "2025-02-04 10:45",
        "Dag,\n\nin bijlage ons formulier.\n",
        "filled form",
        "LibreOffice from ODT",
        "application/octet-stream without name and disposition",
        files=(File("", lambda: office_pdf(papers.open_document(), "odt"), OCTETS),),
        forms=(wave_3.LEUVEN,),
        mend=_nameless,
    ),
    Sample(
        "ronda-new-mayor",
        "update",
        "update",
        "Participación <participacion@ronda.example>",
        "Actualización de datos - Ronda",
        "2025-02-10 09:15",
        "Buenos días:\n\nTras las elecciones enviamos de nuevo el formulario con los datos actualizados.\n",
        "corrected form of a known government",
        "python-docx",
        "new mayor, new address of the sender; the old gender must not stay by mistake",
        files=(File("Formulario Ronda 2025.docx", lambda: docx_table(wave_4.RONDA_AFTER_ELECTIONS), DOCX),),
        forms=(wave_4.RONDA_AFTER_ELECTIONS,),
    ),
    Sample(
        "namur-hostile-name",
        "submission",
        "welcome",
        "Aurore Masquelier <aurore.masquelier@namur.example>",
        "Adhésion de la Ville de Namur",
        "2025-03-11 13:37",
        "Bonjour,\n\nVoici notre formulaire.\n\nAurore Masquelier\n",
        "filled form",
        "pypdf AcroForm",
        "file name ../../evil.pdf, RFC 2231 continuation with bidi override; no tooltips",
        files=(File("form.pdf", lambda: FormWriter().write(wave_3.NAMUR), PDF),),
        forms=(wave_3.NAMUR,),
        mend=_hostile_name,
    ),
    Sample(
        "evora-broken-charset",
        "submission",
        "welcome",
        "Xavier Palmeiro <xavier.palmeiro@cm-evora.example>",
        "SUBJECT-HERE",
        "2025-03-18 16:16",
        "BODY-HERE é\n",
        "filled form",
        "python-docx",
        "body in an unknown character set, raw 8-bit subject",
        files=(File("adesao.docx", lambda: docx_lines(wave_3.EVORA), DOCX),),
        forms=(wave_3.EVORA,),
        mend=_broken_charset,
    ),
    Sample(
        "lecce-xlsx-inline",
        "submission",
        "welcome",
        "Protocollo <protocollo@pec.lecce.example>",
        "Scheda Lecce",
        "2025-04-03 07:50",
        "Si trasmette la scheda.\n",
        "filled form",
        "openpyxl",
        "several sheets; disposition inline; not signed; only a PEC address",
        files=(File("scheda.xlsx", lambda: xlsx_sheets(wave_3.LECCE), XLSX, "inline"),),
        forms=(wave_3.LECCE,),
    ),
    Sample(
        "lakeside-ngo",
        "submission",
        "held",
        "Baraka Simiyu <baraka@lakeside-defenders.example>",
        "Joining the campaign",
        "2025-05-06 11:11",
        "Dear friends,\n\nour organisation would like to join.\n\nBaraka\n",
        "form of a non-government",
        "python-docx",
        "four columns of label and value; staff decide before any letter",
        files=(File("registration.docx", lambda: docx_pairs(wave_3.NGO), DOCX),),
        forms=(wave_3.NGO,),
    ),
    Sample(
        "parana-placeholders",
        "submission",
        "missing",
        "Gobierno Abierto <gobierno@parana.example>",
        "Adhesión Paraná",
        "2025-05-20 18:05",
        "Buenas tardes, adjunto formulario.\n",
        "form with gaps",
        "python-docx with raw content controls",
        "placeholders left in place, prompts of empty controls, dd/mm/aaaa; title and contact are missing",
        files=(File("Paraná.docx", lambda: docx_controls(wave_3.PARANA), DOCX),),
        forms=(wave_3.PARANA,),
    ),
    Sample(
        "valparaiso-region",
        "submission",
        "welcome",
        "Daniela Cofré <dcofre@gorevalparaiso.example>",
        "Formulario Región de Valparaíso",
        "2025-06-05 15:00",
        "Estimados, adjunto formulario del Gobierno Regional.\n",
        "filled form",
        "python-docx with raw legacy fields",
        "FORMTEXT and FORMCHECKBOX; a region",
        files=(File("GORE.docx", lambda: docx_legacy(homonyms.VALPARAISO_REGION), DOCX),),
        forms=(homonyms.VALPARAISO_REGION,),
    ),
    Sample(
        "valparaiso-city",
        "submission",
        "welcome",
        "Bruno Saldías <bsaldias@municipalidaddevalparaiso.example>",
        "Adhesión Valparaíso",
        "2025-06-12 14:30",
        "Estimadas, estimados: adjuntamos formulario firmado.\n",
        "filled form",
        "python-docx",
        "a city named like its region; four columns of label and value",
        files=(File("Formulario.docx", lambda: docx_pairs(homonyms.VALPARAISO_CITY), DOCX),),
        forms=(homonyms.VALPARAISO_CITY,),
    ),
)
"""October 2024 to spring 2025: one of each trouble that mail can make."""


def _typed_signature(form: Form) -> Form:
    """A spreadsheet holds no drawn signature: the mayor's name is typed."""
    return form.but(signed=sign("Firma", "/s/ Germán Lizama"))
