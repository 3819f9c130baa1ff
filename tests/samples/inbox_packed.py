"""The inbox, in order of arrival: forms that came packed, linked or with a doubt about their sender, late in 2026."""

from __future__ import annotations

from typing import Final

from tests.samples import late_packed, papers
from tests.samples.convert import office_pdf
from tests.samples.docx_layouts import docx_bold, docx_lines, docx_sections_in_table, docx_table
from tests.samples.message import DOCX, SECRETARIAT, File, Sample, compose, received
from tests.samples.packed import locked_zip, signed, uuencoded, winmail, zipped
from tests.samples.xlsx_layouts import xlsx_pairs

ZIP: Final = "application/zip"
LINK: Final = (
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvilledelens-my.sharepoint.com%2F%3Aw%3A%2Fg%2F"
    "personal%2Fcabinet%2FEaKx7Qm2examplE&amp;data=05%7C02%7Cadhesion%40example.org%7C7c1d&amp;sdata=Zm9ybQ%3D"
    "&amp;reserved=0"
)
CHECKED: Final = (
    "Authentication-Results: mx.example.org; spf=softfail smtp.mailfrom=bulk-sender.example;\r\n"
    " dkim=none; dmarc=fail (p=none) header.from=ambonkota.example\r\n"
)
"""What our provider's server writes on top of everything."""
CLAIMED: Final = "mail.bulk-sender.example; dkim=pass header.d=ambonkota.example; dmarc=pass"
"""What anybody can write below it."""


def _both_forms() -> bytes:
    return zipped(
        {
            "Formulários/Praia.docx": docx_table(late_packed.PRAIA),
            "Formulários/São Vicente.xlsx": xlsx_pairs(late_packed.MINDELO),
        }
    )


def _closed() -> bytes:
    return locked_zip("deliberacoes.pdf", papers.council_decision_praia(), b"given by telephone")


def _from_outlook() -> bytes:
    """The message of the city, as its Outlook sends it."""
    data = docx_lines(late_packed.ILOILO)
    inner = Sample(
        "",
        "",
        None,
        "Planning Office <planning@iloilo.example>",
        "Registration form, City of Iloilo",
        "2026-10-30 02:12",
        "Dear colleagues,\n\nkindly find attached our form for the campaign.\n",
        "",
        files=(File("winmail.dat", lambda: winmail("Iloilo registration.docx", data), "application/ms-tnef"),),
    )
    return compose(inner)


def _before_mime(_: bytes) -> bytes:
    """A message as programs wrote it before there were attachments; nothing of the modern one is left."""
    sender, sent = "kbangura@freetown.example", "2026-11-12 08:20"
    head = (
        f"Received: {received(sender, sent)}\n"
        f"Date: Thu, 12 Nov 2026 08:20:00 +0000 (GMT)\nFrom: {sender} (Kadiatu Bangura)\nTo: {SECRETARIAT}\n"
        f"Subject: Registration form\nMessage-Id: <199611120820.AA01066@freetown.example>\nX-Mailer: ELM 2.4 PL25\n"
    )
    body = "Good day,\n\nthe form of our Council follows.\n\n"
    text = head + "\n" + body + uuencoded("freetown.docx", docx_bold(late_packed.FREETOWN)) + "\nKadiatu Bangura\n"
    return text.replace("\n", "\r\n").encode("ascii")


def _checked(data: bytes) -> bytes:
    return CHECKED.encode() + data


END_OF_2026: Final[tuple[Sample, ...]] = (
    Sample(
        "two-cities-zip",
        "submission",
        "welcome",
        "Associação de Municípios <secretariado@municipios-cv.example>",
        "Adesão da Praia e de São Vicente",
        "2026-10-27 15:20",
        "Boa tarde,\n\nenviamos os formulários da Praia e de São Vicente. As deliberações vão no segundo arquivo, "
        "protegido; a palavra-passe segue por telefone.\n",
        "two cities' forms in a zip, a zip behind a password",
        "python-docx; openpyxl; zipfile; by hand",
        "two members from one archive; non-ASCII names and a folder in it; the other archive stays closed",
        files=(
            File("formularios.zip", _both_forms, ZIP),
            File("deliberacoes.zip", _closed, ZIP),
        ),
        forms=(late_packed.PRAIA, late_packed.MINDELO),
    ),
    Sample(
        "ostuni-signed-p7m",
        "submission",
        "welcome",
        "Servizi sociali <servizi.sociali@comune.ostuni.example>",
        "Adesione del Comune di Ostuni",
        "2026-10-29 10:05",
        "Buongiorno,\n\nin allegato il modulo di adesione firmato digitalmente dalla Sindaca.\n\nCosimo Tanzarella\n",
        "form inside its digital signature",
        "LibreOffice from DOCX; cryptography",
        "formulario.pdf.p7m (CMS); the signature is not checked",
        files=(
            File(
                "formulario.pdf.p7m",
                lambda: signed(office_pdf(docx_sections_in_table(late_packed.OSTUNI), "docx")),
                "application/pkcs7-mime",
            ),
        ),
        forms=(late_packed.OSTUNI,),
    ),
    Sample(
        "iloilo-forwarded-winmail",
        "submission",
        "welcome",
        "Regional desk <desk@asia-cities.example>",
        "FW: Registration form, City of Iloilo",
        "2026-11-03 06:40",
        "Please see below. We could not open the attachment.\n",
        "form in a winmail.dat in a forwarded message",
        "python-docx; by hand",
        "nested message/rfc822 with TNEF; the sender is not the city",
        files=(File("", _from_outlook, "message/rfc822"),),
        forms=(late_packed.ILOILO,),
    ),
    Sample(
        "protected-link-html",
        "unreadable",
        "unreadable",
        "Cabinet du maire <cabinet@lens.example>",
        "Adhésion de la Ville de Lens",
        "2026-11-05 16:55",
        "",
        "only a link to a file-sharing service, in HTML",
        trouble="no plain text; the link is hidden behind the mail filter's own address",
        html=f'<html><body><p>Bonjour,</p><p>Le formulaire signé est ici&nbsp;: <a href="{LINK}">formulaire</a></p>'
        "<p>Bien cordialement,<br>Le cabinet du maire</p></body></html>\n",
    ),
    Sample(
        "ambon-not-authentic",
        "submission",
        "welcome",
        "Kerja Sama Kota Ambon <kerjasama@ambonkota.example>",
        "Formulir pendaftaran Kota Ambon",
        "2026-11-10 03:15",
        "Dengan hormat,\n\nterlampir formulir pendaftaran Pemerintah Kota Ambon.\n",
        "filled form whose sender our provider could not confirm",
        "python-docx",
        "dmarc=fail in the topmost Authentication-Results, a claim of dmarc=pass below it",
        files=(File("Formulir Ambon.docx", lambda: docx_table(late_packed.AMBON), DOCX),),
        forms=(late_packed.AMBON,),
        headers={"Authentication-Results": CLAIMED},
        mend=_checked,
    ),
    Sample(
        "freetown-uuencoded",
        "submission",
        "welcome",
        "kbangura@freetown.example",
        "Registration form",
        "2026-11-12 08:20",
        "",
        "form as uuencoded text",
        "python-docx; by hand",
        "no MIME at all; the address stands before the name; a telephone number that cannot exist",
        forms=(late_packed.FREETOWN,),
        mend=_before_mime,
    ),
)
"""What lies around forms, or goes ahead of them."""
