"""One door to the forms that we hand out: a campaign, a language and a kind of file into the bytes of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.handout.filled import fill
from pipeline.handout.plan import plan_form
from pipeline.handout.shape import Format
from pipeline.handout.words import NAME, read_words
from pipeline.languages.folders import BUILT_IN, Templates
from pipeline.languages.language import read_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign.definition import Campaign
    from pipeline.handout.shape import BlankForm, Filled
    from pipeline.model import FieldValue


def form_languages(campaign: Campaign, templates: Templates = BUILT_IN) -> tuple[str, ...]:
    """The languages of the campaign that there are words for a form in, in the campaign's order."""
    return tuple(each for each in campaign.languages if templates.has(each, NAME))


def planned(campaign: Campaign, language: str, *, address: str = "", templates: Templates = BUILT_IN) -> BlankForm:
    """The form of that language before it becomes a file; `address` is where it is to be sent.

    Raises:
        DefinitionError: the words of the language are missing or have mistakes.
    """
    words = read_words(templates.find(language, NAME))
    return plan_form(campaign, read_language(language, templates), words, address)


def build_form(
    campaign: Campaign,
    language: str,
    kind: Format,
    values: Mapping[str, FieldValue] | None = None,
    *,
    address: str = "",
    templates: Templates = BUILT_IN,
) -> bytes:
    """A form as a file, blank or with `values` (normal forms by field) filled in. Equal input gives equal bytes.

    Raises:
        CannotDoError: what makes this kind of file is not installed; the message says what to install.
        DefinitionError: the words of the language are missing or have mistakes.
    """
    form = planned(campaign, language, address=address, templates=templates)
    return made(form, kind, fill(campaign, form, values or {}))


def made(form: BlankForm, kind: Format, filled: Filled) -> bytes:
    """The bytes of a planned form; see `build_form`."""
    match kind:
        case Format.DOCX:
            from pipeline.handout.docx import docx_form  # noqa: PLC0415 - heavy

            return docx_form(form, filled)
        case Format.PDF:
            from pipeline.handout.pdf.make import pdf_form  # noqa: PLC0415 - heavy

            return pdf_form(form, filled)
        case Format.XLSX:
            from pipeline.handout.xlsx import xlsx_form  # noqa: PLC0415 - heavy

            return xlsx_form(form, filled)


def file_name(language: str, kind: Format, templates: Templates = BUILT_IN) -> str:
    """The name of the file: "formulaire-adhesion-fr.docx"."""
    return f"{read_words(templates.find(language, NAME)).file}-{language}.{kind}"
