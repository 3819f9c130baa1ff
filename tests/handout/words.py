"""Answers as people see them on a form: the words of a list's entry instead of its key."""

from __future__ import annotations

from pipeline.handout.build import planned
from pipeline.handout.shape import Asks
from tests.handout.answers import CAMPAIGN, Typed


def in_words(typed: Typed, language: str, *, boxes: bool) -> dict[str, str | bool]:
    """By the names of the places. `boxes`: a tick is true; without, there are words for it, as in a workbook."""
    form = planned(CAMPAIGN, language)
    labels = {question.key: {each.key: each.label for each in question.options} for question in form.questions}
    asked = {question.key: question.asks for question in form.questions}
    words: dict[str, str | bool] = {}
    for key, answer in typed.items():
        if isinstance(answer, str):
            words[key] = labels[key].get(answer, answer)
        elif boxes or asked[key] is Asks.BOXES:
            words |= {f"{key}.{option}": boxes or form.yes for option in answer}
        else:
            words[key] = labels[key][answer[0]]
    return words
