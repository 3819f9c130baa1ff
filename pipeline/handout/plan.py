"""What a blank form asks, in one language: the campaign's definition laid out under headings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from babel.core import get_global

from pipeline.campaign.definition import FieldType, Need
from pipeline.campaign.definition import Part as Held
from pipeline.campaign.form_mark import FormMark
from pipeline.handout.headings import Heading, Own, laid_out
from pipeline.handout.options import options_of
from pipeline.handout.shape import Asks, BlankForm, Part, Question
from pipeline.handout.words import filled_in
from pipeline.languages.wording import campaign_name, printed, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.handout.words import FormWords
    from pipeline.languages.language import Language

_ASKS = {
    FieldType.NARRATIVE: Asks.LINES,
    FieldType.COUNTRY: Asks.LIST,
    FieldType.CHOICE: Asks.LIST,
    FieldType.CHOICES: Asks.BOXES,
    FieldType.YES_NO: Asks.YES_NO,
}
_HINT_OF_PART = {Held.TITLE: "title", Held.START: "term", Held.END: "term"}


def plan_form(campaign: Campaign, language: Language, words: FormWords, address: str = "") -> BlankForm:
    """The form of a campaign in one language. `address` is where it is to be sent; "" where it goes with a mail."""
    parts = tuple(_part(heading, campaign, language, words) for heading in laid_out(campaign))
    mark = FormMark(campaign.id, language.code, _print(words.title, parts))
    name = campaign_name(campaign, language)
    intro = [printed(filled_in(line, campaign=name)) for line in words.intro]
    starred = any(question.required for part in parts for question in part.questions)
    return BlankForm(
        campaign=campaign.id,
        language=language.code,
        right_to_left=language.right_to_left,
        title=printed(words.title),
        intro=(*intro, *([printed(words.required)] if starred else ())),
        parts=parts,
        closing=tuple(filter(None, (_where_to(words, address), printed(words.data)))),
        mark=str(mark),
        edition_line=f"{words.edition} {mark}",
        choose=words.choose,
        locale=_tag(language),
        yes=language.yes,
        columns=(words.question, words.answer),
    )


def _part(heading: Heading, campaign: Campaign, language: Language, words: FormWords) -> Part:
    title = heading.title
    named = getattr(words.headings, title) if isinstance(title, Own) else wording(title.labels, language, campaign)
    questions = tuple(_question(field, campaign, language, words) for field in heading.fields)
    return Part(printed(named), questions, printed(" ".join(_enough(heading.fields, questions, words))))


def _question(field: Field, campaign: Campaign, language: Language, words: FormWords) -> Question:
    return Question(
        key=field.key,
        label=printed(wording(field.labels, language, campaign)),
        asks=Asks.SIGNATURE if field.mark else _ASKS.get(field.type, Asks.LINE),
        hint=printed(_hint(field, words)),
        required=field.need is Need.REQUIRED,
        options=options_of(field, campaign, language),
    )


def _hint(field: Field, words: FormWords) -> str:
    if field.mark:
        return words.hints.signature
    of_part = field.type in {FieldType.TEXT, FieldType.DATE} and field.part and _HINT_OF_PART.get(field.part)
    hint: str = getattr(words.hints, of_part or field.type.value)
    return hint


def _enough(fields: Sequence[Field], questions: Sequence[Question], words: FormWords) -> Iterable[str]:
    """What is said of questions of which one answer is enough."""
    for group in dict.fromkeys(field.one_of for field in fields if field.one_of):
        labels = [question.label for field, question in zip(fields, questions, strict=True) if field.one_of == group]
        whole = len(labels) == len(fields)
        yield words.one_of_part if whole else filled_in(words.one_of, questions="; ".join(labels))


def _tag(language: Language) -> str:
    """Language and country as programs want them: spelling and voice belong to a country ("ar" alone is none)."""
    country = language.locale.territory
    likely = get_global("likely_subtags").get(language.code, "")
    return f"{language.code}-{country or str(likely).rpartition('_')[2]}".rstrip("-")


def _where_to(words: FormWords, address: str) -> str:
    return filled_in(printed(words.return_to), address=address) if address else printed(words.return_reply)


def _print(title: str, parts: tuple[Part, ...]) -> str:
    """Eight hex digits of all that is asked and how: another wording is another edition."""
    asked = json.dumps([title, [asdict(part) for part in parts]], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:8]
