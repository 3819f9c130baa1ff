"""Documents that are no form of the campaign: letters, minutes, presentations, forms of somebody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.reading.answers import invent_applicant
from benchmarks.reading.filling import invent_form
from benchmarks.reading.form import Wish
from benchmarks.reading.layouts import colon_left
from benchmarks.reading.nodes import Cell, Fill, Page, Para, Style, Table, Text, text
from benchmarks.reading.people import written_name
from benchmarks.reading.words import words

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance
from benchmarks.reading.nodes import Block


def draw_other(language: str, chance: Chance) -> tuple[Page, str]:
    """A page that holds no submission, and what it is (letter, decision, presentation or a form of others)."""
    what = chance.one(("letter", "decision", "presentation", "other-form", "other-network"))
    each, who = words(language), invent_applicant(language, chance)
    blocks: list[Block]
    if what == "letter":
        blocks = [text(who.name, "heading"), text(each.letter), text(who.leader.name), text(who.office)]
    elif what == "decision":
        blocks = [text(who.name, "title"), text(each.decision), text(f"{who.place}, {who.today.isoformat()}")]
    elif what == "presentation":
        stories = [text(sentence.format(p=who.place)) for sentence in each.narrative]
        blocks = [text(each.network, "title"), *stories[: chance.number(3, 8)]]
    elif what == "other-form":
        blocks = _stall(language, chance)
    else:
        blocks = _other_network(language, chance)
    return Page(tuple(blocks), language, each.network, style=Style()), what


def _other_network(language: str, chance: Chance) -> list[Block]:
    """The membership form of another network: it asks for the same people, and says at its head whose it is."""
    each = words(language)
    keys = ("government_name", "country", "leader_name", "contact_name", "contact_email", "website")
    form = replace(invent_form(language, Wish(keys=keys), chance), named=False)
    _, _, *rows = colon_left(form)
    return [text(each.other_network, "title"), text(f"{each.title}: {each.other_network}", "heading"), *rows]


def _stall(language: str, chance: Chance) -> list[Block]:
    """The form of a fair, filled in."""
    title, *labels = words(language).other_form
    given = [written_name(invent_applicant(language, chance).contact, chance)[0], "A, B", "4", words(language).yes]
    rows = tuple(
        (
            Cell((text(label, bold=True),)),
            Cell(
                (
                    Para(
                        (Fill(answer, "x"), Text("")),
                    ),
                )
            ),
        )
        for label, answer in zip(labels, given, strict=True)
    )
    return [text(title, "title"), Table(rows, (2, 3))]
