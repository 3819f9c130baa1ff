"""The inbox, in order of arrival: autumn 2026."""

from __future__ import annotations

from typing import Final

from tests.samples import late_2026, papers, scanned
from tests.samples.convert import office_pdf
from tests.samples.docx_layouts import docx_blanks, docx_lines, docx_sections_in_table
from tests.samples.message import DOCX, PDF, SECRETARIAT, File, Sample

QUOTED: Final = (
    "Merci beaucoup pour votre réponse rapide !\n\nCordialement,\nClaire Aubertin\n\n"
    f"Le 2 octobre 2026 à 10:12, Secrétariat <{SECRETARIAT}> a écrit :\n"
    "> Chère Madame, il nous faut encore :\n> Nom de la collectivité : \n> Pays : \n> Nom du maire : \n"
    "> Personne de contact : \n> Courriel : \n> 10, 100, 1000 Villes et Territoires des Droits Humains\n"
)

AUTUMN: Final[tuple[Sample, ...]] = (
    Sample(
        "aburra-blanks",
        "submission",
        "welcome",
        "Hernán Zuluaga <cooperacion@aburra.example>",
        "Adhesión AMVA",
        "2026-09-25 14:00",
        "Buen día, adjunto formulario.\n",
        "filled form of a metropolitan body",
        "LibreOffice from DOCX",
        "answers written over printed underscores; late",
        files=(File("AMVA.pdf", lambda: office_pdf(docx_blanks(late_2026.ABURRA), "docx"), PDF),),
        forms=(late_2026.ABURRA,),
    ),
    Sample(
        "thanks-with-history",
        "question",
        None,
        "Claire Aubertin <c.aubertin@angers.example>",
        "Re: Question sur la campagne",
        "2026-10-02 11:00",
        QUOTED,
        "thanks above a quoted mail",
        trouble="the quoted text lists the form's labels",
    ),
    Sample(
        "hallein-square-boxes",
        "submission",
        "welcome",
        "Verena Lindtner <soziales@hallein.example>",
        "Anmeldung Stadtgemeinde Hallein",
        "2026-10-06 08:40",
        "Guten Tag,\n\nbeiliegend die unterschriebene Anmeldung.\n\nMit freundlichen Grüßen\nVerena Lindtner\n",
        "filled form",
        "python-docx",
        "□ ■ boxes; headings inside the table; band only; Herr in a box",
        files=(File("Anmeldung.docx", lambda: docx_sections_in_table(late_2026.HALLEIN), DOCX),),
        forms=(late_2026.HALLEIN,),
    ),
    Sample(
        "association-with-invitation",
        "submission",
        "held",
        "Mathurin Dossa <m.dossa@lacaheme.example>",
        "Adhésion des communes du lac",
        "2026-10-13 09:33",
        "Bonjour,\n\nveuillez trouver la lettre d'invitation et le formulaire rempli.\n",
        "form of an association of communes, invitation letter sent back",
        "LibreOffice; python-docx",
        "the letter names the form's labels but is no form; staff decide before any letter",
        files=(
            File("invitation.pdf", papers.invitation, PDF),
            File("formulaire.docx", lambda: docx_lines(late_2026.LAKE_COMMUNES), DOCX),
        ),
        forms=(late_2026.LAKE_COMMUNES,),
    ),
    Sample(
        "photograph",
        "submission",
        "welcome",
        "Onthaal <info@genk.example>",
        "formulier",
        "2026-10-20 17:30",
        "Hier een foto van het ingevulde formulier.\n\nVerzonden vanaf mijn telefoon\n",
        "photograph of a filled form",
        "LibreOffice, poppler",
        "JPEG held sideways, askew, in bad light",
        files=(File("IMG_2231.jpg", papers.photograph, "image/jpeg"),),
        forms=(scanned.GENK,),
    ),
)
"""After the last wave."""
