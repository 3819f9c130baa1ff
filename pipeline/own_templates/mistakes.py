"""Everything of staff's own that letters, replies and forms are made with, tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.drafts.checking import template_problems
from pipeline.drafts.pictures import picture_problems
from pipeline.errors import DefinitionError
from pipeline.handout.build import form_languages, planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.languages.folders import Templates


def all_mistakes(settings: Settings, campaign: Campaign, templates: Templates) -> list[str]:
    """The mistakes in templates, in the words of the forms, in logo and signature; each with its file."""
    found = [
        *template_problems(campaign, templates),
        *_of_forms(campaign, templates),
        *picture_problems(settings.letters),
    ]
    return list(dict.fromkeys(found))


def _of_forms(campaign: Campaign, templates: Templates) -> Iterator[str]:
    for language in form_languages(campaign, templates):
        try:
            planned(campaign, language, templates=templates)
        except DefinitionError as error:
            yield from (f"{error.file}: {problem}" for problem in error.problems)
