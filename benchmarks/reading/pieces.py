"""The pieces that layouts are put together from: a label, an answer, a list of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.reading.form import NARRATIVES
from benchmarks.reading.nodes import Cell, Fill, Ink, Para, Text, Tick, text
from benchmarks.reading.words import campaign

if TYPE_CHECKING:
    from benchmarks.reading.form import Form, Part, Question
    from benchmarks.reading.nodes import Atom, Block

ENDS = (":", "?", "؟", "：")
FEW = 3  # boxes that fit beside each other


def label_of(question: Question, *, colon: bool = True, number: str = "", star: bool = False) -> str:
    """The label as printed: numbered, with a star where it is required, with a colon unless it asks."""
    label = f"{number} {question.label}".strip()
    label += " *" if star and question.key in {"government_name", "country", "leader_name", "contact_email"} else ""
    return f"{label}:" if colon and not label.endswith(ENDS) else label


def is_story(question: Question) -> bool:
    """Whether the answer takes paragraphs."""
    return question.key in NARRATIVES


def is_lone_box(question: Question) -> bool:
    """Whether the question is itself the wording of one box."""
    return len(question.answer.options) == 1 and not question.answer.options[0].label


def lone_box(question: Question) -> Para:
    """A box with its sentence behind it."""
    return Para((*box_atoms(question)[0], Text(f" {question.label}")))


def box_atoms(question: Question, *, after: bool = False) -> list[tuple[Atom, ...]]:
    """Each box with its wording; `after`: the wording stands before the box."""
    made: list[tuple[Atom, ...]] = []
    for option in question.answer.options:
        tick = Tick(option.ticked, f"{question.name}_{option.key}", question.name, option.label or question.label)
        if not option.label:
            made.append((tick,))
        elif after:
            made.append((Text(f"{option.label}\u00a0"), tick))
        else:
            made.append((tick, Text(f"\u00a0{option.label}")))
    return made


def answer_paras(question: Question, *, after: bool = False) -> tuple[Para, ...]:
    """The answer in its place: boxes, a signature, or what was written."""
    boxes = box_atoms(question, after=after)
    if len(boxes) > FEW:
        return tuple(Para(each) for each in boxes)
    if boxes:
        return (Para(tuple(atom for box in boxes for atom in (*box, Text("     ")))),)
    return (Para((answer_atom(question),)),)


def answer_atom(question: Question) -> Atom:
    """What was written, or the picture of a signature."""
    if question.answer.ink:
        return Ink(sum(map(ord, question.label)))
    lines = 6 if is_story(question) else 3 if question.key in {"signed", "postal_address"} else 1
    return Fill(question.answer.printed, question.name, lines, question.label)


def label_cell(question: Question, **how: bool) -> Cell:
    """A cell with the label."""
    return Cell((text(label_of(question, colon=how.get("colon", False), star=how.get("star", False)), bold=True),),
                shade=how.get("shade", False))  # fmt: skip


def answer_cell(question: Question) -> Cell:
    """A cell with the answer."""
    return Cell(answer_paras(question))


def above(question: Question, **how: bool) -> list[Para]:
    """The label on a line of its own, the answer on the next."""
    if is_lone_box(question):
        return [lone_box(question)]
    return [text(label_of(question, colon=how.get("colon", False), star=True), bold=True), *answer_paras(question)]


def beside(question: Question, number: str = "") -> list[Para]:
    """Label, colon and answer on one line; stories and long lists of boxes below it."""
    label = Text(label_of(question, number=number) + " ", bold=True)
    if is_lone_box(question):
        return [lone_box(question)]
    if is_story(question) or len(question.answer.options) > FEW:
        return [Para((label,)), *answer_paras(question)]
    return [Para((label, *answer_paras(question)[0].atoms))]


def headed(part: Part) -> list[Block]:
    """The heading of a section, where it has one."""
    return [text(part.heading, "heading")] if part.heading else []


def opening(form: Form) -> list[Block]:
    """The title of the form and what it asks of people."""
    each = form.who.words
    named = [text(campaign().name[form.who.language], "heading")] if form.named else []
    return [text(each.title, "title"), *named, text(each.intro, "note")]
