"""What a changed cell says: the decision of staff that it is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.campaign.definition import FieldType
from pipeline.model import FieldValue, Finding
from pipeline.normalise.base import Context
from pipeline.normalise.values import normalise
from pipeline.reconcile.current import STATUS_FIELD
from pipeline.reconcile.statuses import DECIDED
from pipeline.review import columns
from pipeline.review.about_member import meant
from pipeline.review.cells import as_typed, canonical, known_value, with_tail
from pipeline.review.edits import about
from pipeline.review.grid import Broken
from pipeline.review.plain import one_line
from pipeline.review.status import AUTOMATIC, status_from

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Field
    from pipeline.records import Member
    from pipeline.review.edits import Edit


class Change(NamedTuple):
    """Field (or one of the words about members), what staff decided on (None: emptied), what it was."""

    field: str
    value: FieldValue | None
    was: FieldValue | None
    released: bool = False  # given back: the program works it out again


Result = tuple[FieldValue | None, tuple[Finding, ...]]


def decide(edit: Edit, campaign: Campaign, language: str) -> tuple[Change | None, list[Finding]]:
    """The decision that an edit is (field, value, what it was), or none; and what staff should know about it."""
    if edit.column.key == columns.STATUS:
        return _decide_status(edit, language)
    if edit.column.key in columns.SAID:
        return _decide_said(edit, campaign, language)
    field = edit.column.field
    if field is None:
        text = "is worked out by the program; what was typed there was not taken."
        return None, [about(edit, "not-editable", text)]
    if isinstance(edit.cell, Broken):
        return None, [about(edit, "cell-error", "holds a formula without a result or an error; type the value itself.")]
    before = edit.member.get(field.key)
    was = before.value if before else None
    value, findings = _value(edit, field, was, _context(edit.member, campaign), language)
    same = value == was and isinstance(value, bool) == isinstance(was, bool)
    return None if same else Change(field.key, value, was), list(findings)


def _decide_status(edit: Edit, language: str) -> tuple[Change | None, list[Finding]]:
    text = canonical(edit.cell)
    status, now = status_from(text, language), edit.member.status
    if status is None and text:
        problem = f"“{one_line(text, 60)}” is no status; {now.value} stands. Choose one from the list."
        return None, [about(edit, "unknown-status", problem)]
    if status in DECIDED and status != now:
        return Change(STATUS_FIELD, str(status), now.value), []
    if status in DECIDED:
        return None, []
    back = Change(STATUS_FIELD, None, now.value) if now in DECIDED else None
    asked = status not in {None, AUTOMATIC, now}
    note = "this status is worked out from the form; choose Accepted, Published, Declined or Withdrawn, or Automatic."
    return back, [about(edit, "derived-status", note)] if asked else []


def _decide_said(edit: Edit, campaign: Campaign, language: str) -> tuple[Change | None, list[Finding]]:
    """A wave or a day; what is none stays in its cell, is marked there and said again until it is mended."""
    said = meant(edit.column.key, edit.cell, campaign, language)
    was = canonical(edit.shown) or None
    if said is None:
        text = f"“{one_line(canonical(edit.cell), 60)}” is not understood; “{was or 'nothing'}” stands."
        return None, [about(edit, "not-understood", text)]
    return Change(edit.column.key, said.value, was, said.released), []


def _value(edit: Edit, field: Field, was: FieldValue | None, context: Context, language: str) -> Result:
    """The normal form of what staff typed; what has none is kept as they typed it, and said to be doubtful."""
    if field.type is FieldType.NUMBER and isinstance(edit.cell, int | float) and not isinstance(edit.cell, bool):
        return int(edit.cell) if edit.cell == int(edit.cell) else edit.cell, ()
    typed = as_typed(with_tail(edit.cell, was, language), field)
    if not typed:
        return None, ()
    known = known_value(typed, field, language)
    if known is not None:
        return known, ()
    normal = normalise(typed, field, context)
    if normal is not None:
        return normal.value, ()
    note = f"“{one_line(typed, 80)}” is no {field.type.value.replace('_', '/')} that can be understood; kept as typed."
    return typed, (about(edit, "not-understood", note),)


def _context(member: Member, campaign: Campaign) -> Context:
    country = member.get(campaign.identity.country) if campaign.identity.country else None
    code = str(country.value) if country else None
    return Context(member.language, code, campaign.date_order, placeless=campaign.placeless)
