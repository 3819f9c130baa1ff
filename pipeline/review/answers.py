"""Answers of staff on the sheet of what wants a look, as what they say of values, members, forms and messages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign
from pipeline.model import Finding
from pipeline.reconcile.items import value_key
from pipeline.records import Answer, Decision, LedgerView
from pipeline.review.answer_words import APART, DONE, FORM, RIGHT, SAME, answer_from, member_of
from pipeline.review.answered_rows import answered_rows
from pipeline.review.cells import canonical
from pipeline.review.columns import Column, field_key
from pipeline.review.decide import decide
from pipeline.review.edits import Edit, problem
from pipeline.review.items import review_items
from pipeline.review.plain import one_line
from pipeline.review.sheet_members import content
from pipeline.review.sheet_review import ANSWER

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.records import Member, ReviewItem


@dataclass(slots=True)
class Answered:
    """What the answers say, as parts of `records.Saying`, and what of them cannot be understood."""

    decisions: list[Decision] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is understood with: who gave it when, and what stands in the ledger."""

    view: LedgerView
    campaign: Campaign
    columns: tuple[Column, ...]
    language: str
    by: str
    at: dt.datetime


def read_answers(book: Workbook, asked: Asked) -> Answered:
    """All that staff answered; none where the sheet is gone. What is not asked any more is passed over."""
    said = Answered()
    given = list(answered_rows(book, "review", "review.answer", ANSWER - 1))
    if not given:
        return said
    items = {item.key: item for item in review_items(asked.view, asked.campaign, asked.language) if item.key}
    members = {member.id: member for member in asked.view.members}
    for row, key, cell in given:
        item = items.get(_present(key, members))
        if item is not None:
            _take(item, cell, row, asked, said)
    return said


def _present(key: str, members: dict[str, Member]) -> str:
    """The key as it is written today: older workbooks named the member and the field alone."""
    name, _, of = key.partition(" ")
    member = members.get(name)
    if member is None:
        return key
    value = member.get(of)
    return value_key(name, of, value.value if value else None)


def _take(item: ReviewItem, cell: object, row: int, asked: Asked, said: Answered) -> None:
    answer = answer_from(canonical(cell), item.answers)
    kind, *rest = item.key.split(" ")
    if answer is None:
        _take_value(item, cell, row, asked, said)
    elif answer == FORM or (answer == RIGHT and kind == "value"):
        said.decisions.append(_decision(item, asked, released=answer == FORM))
    elif answer in {RIGHT, DONE}:
        said.settled.append(item.key)
    elif answer in {SAME, APART}:
        (said.merged if answer == SAME else said.apart).append((rest[0], rest[1]))
    else:
        said.answers.append(Answer(int(rest[0]), member_of(answer)))


def _decision(item: ReviewItem, asked: Asked, *, released: bool) -> Decision:
    member = next(each for each in asked.view.members if each.id == item.member)
    value = member.get(item.field or "")
    now = value.value if value else None
    return Decision(member.id, item.field or "", None if released else now, asked.by, asked.at, now, released)


def _take_value(item: ReviewItem, cell: object, row: int, asked: Asked, said: Answered) -> None:
    """Something else than the offered answers: the right value, where the item is about one."""
    member = next((each for each in asked.view.members if each.id == item.member), None)
    column = next(
        (each for each in asked.columns if each.field and field_key(each.field) == f"field:{item.field}"), None
    )
    if member is None or column is None:
        typed = one_line(canonical(cell), 60)
        text = f"Row {row} of what wants a look: “{typed}” is none of its answers. Choose one from the list."
        said.problems.append(problem("unknown-answer", text, None))
        return
    shown = content(member, column, asked.language)
    change, found = decide(Edit(member, column, row, cell, shown), asked.campaign, asked.language)
    said.problems += found
    if change is not None:
        said.decisions.append(Decision(member.id, change.field, change.value, asked.by, asked.at, change.was))
