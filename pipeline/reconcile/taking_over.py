"""What of a new reading is taken into the ledger when staff accept it. Pure.

The ledger only adds: a form read again stands instead of the earlier reading of it, and stays the form of the member
that it is. What staff decided is not looked at. What cannot be taken over is kept as it was, and said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.reconcile.rereading import FOUND_LATER, Form, FormChange, FormKind, MessageChange, changes_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.model import Value


class Kept(StrEnum):
    """Why something of a new reading is not taken over."""

    PLEDGE = "pledge"  # pledges stay as they were read
    WAITS = "waits"  # a question to staff: their answer comes first
    NOT_FOUND = "not found"  # the new reading has no such form
    OWNER = "owner"  # whose form it is only staff change
    OUTCOME = "outcome"  # the message has given forms already
    DOUBTFUL = "doubtful"  # a further form of which only staff can say whose it is


@dataclass(frozen=True, slots=True)
class Replacing:
    """A form read again: `form` is written as a submission of its own, which stands instead of `submission`."""

    submission: str
    form: Form


@dataclass(frozen=True, slots=True)
class TakingOver:
    """What accepting writes for one message."""

    message: int
    replacing: tuple[Replacing, ...] = ()
    added: tuple[Form, ...] = ()  # forms that were not found before
    again: bool = False  # the next run concludes the message anew
    reason: str | None = None  # its outcome in other words; None: they stay
    gained: tuple[Finding, ...] = ()  # about the message as a whole
    lost: tuple[Finding, ...] = ()
    kept: tuple[Kept, ...] = ()  # once for each thing that stays as it was


def take_over(change: MessageChange, fields: Collection[str] | None = None) -> TakingOver:
    """What is written where staff accept the change.

    Args:
        change: of one message.
        fields: take over these fields of forms only; None: all that changed.
    """
    if fields is None and change.other_outcome and not any(_stands(form) for form in change.before.forms):
        return TakingOver(change.message, again=True)
    replacing: list[Replacing] = []
    added: list[Form] = []
    kept: list[Kept] = []
    for form in change.forms:
        if form.before is None and form.now is not None:
            _sort_further(form.now, added if fields is None else [], kept)
        elif form.before is not None and form.now is None:
            kept.append(Kept.NOT_FOUND)
        else:
            _sort_both(form, fields, replacing, kept)
    if fields is None and change.other_outcome:
        kept.append(Kept.OUTCOME)
    taken = TakingOver(change.message, tuple(replacing), tuple(added), kept=tuple(kept))
    if fields is not None or change.other_outcome:
        return taken
    asked = any(form.kind is FormKind.QUESTION for form in change.before.forms)  # then staff's answer says what it is
    reason = change.now.reason if change.other_reason and not asked else None
    return replace(taken, reason=reason, gained=change.gained, lost=change.lost)


def _stands(form: Form) -> bool:
    """What would be doubled, or left hanging, if the message were concluded anew."""
    return form.kind is not FormKind.PLEDGE


def _sort_further(form: Form, added: list[Form], kept: list[Kept]) -> None:
    if form.kind is FormKind.FORM:
        told = Finding(FOUND_LATER, Severity.WARNING, "Found when the mail was read again: answer it by hand.")
        added.append(replace(form, findings=(*form.findings, told)))
    else:
        kept.append(Kept.PLEDGE if form.kind is FormKind.PLEDGE else Kept.DOUBTFUL)


def _sort_both(
    change: FormChange, fields: Collection[str] | None, replacing: list[Replacing], kept: list[Kept]
) -> None:
    before, now = change.before, change.now
    if before is None or now is None:
        return
    if before.submission is None:
        kept.append(Kept.PLEDGE if before.kind is FormKind.PLEDGE else Kept.WAITS)
        return
    new = reread(before, now, fields)
    if (new.values, new.findings, new.language) != (before.values, before.findings, before.language):
        replacing.append(Replacing(before.submission, new))
    if change.other_owner and fields is None:
        kept.append(Kept.OWNER)


def reread(before: Form, now: Form, fields: Collection[str] | None) -> Form:
    """The earlier form as it is told now, wholly or in some fields; whose it is and its wave stay."""
    if fields is None:
        later = tuple(each for each in before.findings if each.code == FOUND_LATER)
        return replace(before, values=now.values, findings=(*now.findings, *later), language=now.language)
    values = _in_part(before.values, now.values, fields)
    findings = (
        *(each for each in before.findings if each.field not in fields),
        *(each for each in now.findings if each.field in fields),
    )
    return replace(before, values=values, findings=findings)


def _in_part(before: Sequence[Value], now: Sequence[Value], fields: Collection[str]) -> tuple[Value, ...]:
    changed = {each.field: each.now for each in changes_of(before, now) if each.field in fields}
    told = {each.field: each for each in before} | changed
    return tuple(value for value in told.values() if value is not None)
