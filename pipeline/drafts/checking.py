"""Tries every template of letters and replies with invented values, so that a mistake shows before a run needs it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from pipeline.config import SecretariatSettings
from pipeline.drafts.examples import CASES, example_member, examples
from pipeline.drafts.letters import LetterRequest, render_letter
from pipeline.drafts.replies import render_reply
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign

_DAY: Final = dt.date(2026, 3, 4)


def template_problems(campaign: Campaign, templates: Templates = BUILT_IN) -> list[str]:
    """The mistakes in the templates of the languages that the campaign writes; [] where all are good."""
    languages = [language for language in templates.languages() if language in campaign.languages]
    return [problem for language in languages or ["en"] for problem in _problems(campaign, language, templates)]


def _problems(campaign: Campaign, language: str, templates: Templates) -> Iterator[str]:
    try:
        for full in (True, False):
            member = example_member(campaign, language, full=full)
            render_letter(LetterRequest(member, campaign, SecretariatSettings(), _DAY, language), templates)
        for case in (each for each in CASES if templates.has(language, f"{each}.txt")):
            for request in examples(case, campaign, language):
                render_reply(request, templates)
    except DefinitionError as error:
        yield f"{error.file}: {'; '.join(error.problems)}"
