"""The papers beside the forms: letters, council decisions, and files that nobody can read."""

# ruff: noqa: E501, ISC004 - paragraphs of letters
from __future__ import annotations

from html import escape
from io import BytesIO

from PIL import ExifTags, Image

from tests.samples import scanned, wave_3
from tests.samples.convert import chromium_pdf, office, office_pdf, page_pictures
from tests.samples.docx_layouts import docx_lines, docx_table
from tests.samples.pdf_writer import FormWriter, locked, picture_pdf

STYLE = "body { font-family: 'Liberation Serif', serif; font-size: 12pt; line-height: 1.45 } h1 { font-size: 14pt }"


def _page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f'<html><head><meta charset="utf-8"><style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>'


def council_decision_vic() -> bytes:
    """The certificate of a plenary decision that goes with a form."""
    text = [
        "Jo, Bernat Codina i Vila, secretari general de l'Ajuntament de Vic,",
        "CERTIFICO: que el Ple municipal, en sessió ordinària del dia 6 de juny de 2022, va adoptar entre d'altres "
        "l'acord següent: Primer. Adherir-se a la campanya mundial «10, 100, 1000 Ciutats i Territoris de Drets Humans "
        "per al 2030». Segon. Facultar l'alcaldessa per signar els documents necessaris.",
        "I perquè consti, lliuro aquest certificat.",
        "Vic, 8 de juny de 2022",
    ]
    return chromium_pdf(_page("Certificat de l'acord de ple", text))


def council_decision_sitges() -> bytes:
    """A motion that the plenary adopted; no form was ever filled."""
    text = [
        "Moció que presenten els grups municipals al Ple de l'Ajuntament de Sitges del dia 26 de setembre de 2022.",
        "Atès que la Comissió d'Inclusió Social, Democràcia Participativa i Drets Humans de CGLU impulsa la campanya "
        "10, 100, 1000 Ciutats i Territoris de Drets Humans per al 2030;",
        "Atès que el nostre municipi vol sumar-se a les ciutats que situen els drets humans al centre de la seva acció;",
        "El Ple ACORDA: 1. Donar suport a la campanya i manifestar la voluntat d'adherir-s'hi. "
        "2. Comunicar aquest acord a la secretaria de la Comissió.",
        "Aprovat per unanimitat.",
    ]
    return chromium_pdf(_page("Moció de suport i d'adhesió a la campanya de ciutats pels drets humans", text))


def council_decision_praia() -> bytes:
    """The decision that goes with a form, for whoever has the password."""
    text = [
        "A Assembleia Municipal da Praia, reunida em sessão ordinária a 15 de outubro de 2026, delibera por unanimidade "
        "aderir à campanha 10, 100, 1000 Cidades e Territórios de Direitos Humanos até 2030.",
        "Praia, 15 de outubro de 2026",
    ]
    return chromium_pdf(_page("Deliberação", text))


def pledge_letter() -> bytes:
    """A letter on letterhead that declares support and promises the form."""
    text = [
        "Office of the City Manager - City of Kisumu, Kenya",
        "Kisumu, 8 June 2022",
        "To the Executive Secretariat, UCLG Committee on Social Inclusion, Participatory Democracy and Human Rights",
        "Dear colleagues, the City of Kisumu hereby pledges its full support for the campaign 10, 100, 1000 Human Rights "
        "Cities and Territories by 2030. Our county assembly will discuss the formal steps after the summer. Until then, "
        "please count us among the cities that stand behind the campaign.",
        "Yours sincerely,",
        "Wanjiru Otieno-Mbeki, City Manager",
    ]
    return office_pdf(_page("Letter of support", text).encode(), "html")


def invitation() -> bytes:
    """The campaign's own invitation letter, as handed out together with the form."""
    text = [
        "Cher-e-s collègues, les villes fondatrices vous invitent à rejoindre la campagne 10, 100, 1000 Villes et "
        "Territoires des Droits Humains d'ici 2030.",
        "Pour adhérer, remplissez le formulaire ci-joint : nom de la collectivité, pays, nom du maire, personne de contact.",
        "La Commission Inclusion Sociale, Démocratie Participative et Droits Humains de CGLU",
    ]
    return office_pdf(_page("Lettre d'invitation", text).encode(), "html")


def photograph() -> bytes:
    """A filled form, photographed in bad light with the telephone held sideways."""
    page = Image.open(BytesIO(page_pictures(office_pdf(docx_table(scanned.GENK), "docx"), 150)[0]))
    shade = Image.linear_gradient("L").resize(page.size).point(lambda value: 110 + value // 2)
    dim = Image.composite(page, Image.new("L", page.size, 10), shade)
    askew = dim.rotate(1.2, Image.Resampling.BICUBIC, fillcolor=120)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    out = BytesIO()
    askew.rotate(90, expand=True).save(out, "JPEG", quality=60, exif=exif)
    return out.getvalue()


def scan() -> bytes:
    """A filled form that went through a scanner: pictures, no text."""
    pdf = office_pdf(docx_table(scanned.PORTO_NOVO), "docx")
    return picture_pdf(page_pictures(pdf, 150))


def old_word() -> bytes:
    """A filled form saved in the format of Word 97 to 2003."""
    return office(docx_lines(wave_3.EVORA), "docx", "doc")


def open_document() -> bytes:
    """A filled form saved as OpenDocument text."""
    return office(docx_table(wave_3.LEUVEN), "docx", "odt")


def behind_password() -> bytes:
    """A filled form that asks for a password."""
    return locked(FormWriter().write(wave_3.NAMUR), "namur2025")


def corrupt() -> bytes:
    """A PDF of which the mail system kept the first third, with bytes lost in between."""
    whole = FormWriter().write(wave_3.NAMUR)
    return whole[: len(whole) // 5] + b"\x00" * 400 + whole[len(whole) // 4 : len(whole) // 3]
