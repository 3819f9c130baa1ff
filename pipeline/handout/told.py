"""What the reading of a form has to know of it: its words, and what the entries of its lists stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.form_mark import mark_of
from pipeline.errors import DefinitionError
from pipeline.extraction.own.handed import NOTHING, HandedOut, Words
from pipeline.handout.build import planned
from pipeline.handout.shape import Asks
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.handout.shape import BlankForm


def handed_out(campaign: Campaign, language: str, address: str = "", templates: Templates = BUILT_IN) -> HandedOut:
    """The form as it is handed out in a language; nothing is known of one that cannot be made (any more)."""
    try:
        return told(planned(campaign, language, address=address, templates=templates))
    except DefinitionError:
        return NOTHING


def told(form: BlankForm) -> HandedOut:
    """The words of a planned form."""
    mark = mark_of(form.mark)
    entries = {each.key: {option.label: option.key for option in each.options} for each in form.questions}
    hints = tuple(question.hint for question in form.questions)
    notes = (part.note for part in form.parts)
    words = Words(
        every=tuple(_texts(form)),
        questions={question.label: question.key for question in form.questions},
        prompts=(form.choose, *hints),
        asides=(form.choose, *hints, *notes, *form.intro, *form.closing, *form.columns),
        yes=form.yes,
    )
    return HandedOut.of(mark.print if mark else "", words, entries)


def _texts(form: BlankForm) -> Iterator[str]:
    yield from (form.title, *form.intro, *form.closing, form.edition_line, form.choose, form.yes, *form.columns)
    for part in form.parts:
        yield from (part.title, part.note)
        for question in part.questions:
            yield from (question.label, question.hint)
            if question.asks in {Asks.BOXES, Asks.YES_NO} or question.is_short:
                yield from (option.label for option in question.options)
