"""What a message says when it is read again, beside what was read before. Pure.

Forms of both readings are paired by their document, by what they say, and by their order; then value by value.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Value
from pipeline.records import DocumentRecord, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOUND_LATER: Final = "found-later"
"""The code of the finding on a form that was found only when its message was read again; no reading makes it."""

_SAME_SURENESS: Final = 1e-9
_MOST_COMPARED: Final = 10_000  # pairs of forms of one message; beyond, their order tells which is which


class FormKind(StrEnum):
    """What became of what a message says of one government."""

    FORM = "form"  # a submission
    QUESTION = "question"  # a form of which only staff can say whose it is
    PLEDGE = "pledge"  # support without a form


@dataclass(frozen=True, slots=True)
class Form:
    """What a message says of one government."""

    kind: FormKind
    document: int  # its place among the documents of the message; -1 for a pledge
    name: str  # of the document
    language: str | None
    values: tuple[Value, ...]
    findings: tuple[Finding, ...] = ()
    member: str | None = None  # None: one that is new by it
    wave: str | None = None
    submission: str | None = None  # its id in the ledger; None: it is none there
    candidates: tuple[str, ...] = ()  # QUESTION: whose it may be
    record: DocumentRecord | None = None  # of the document, in a new reading

    def get(self, key: str) -> Value | None:
        """The value of a field, or None."""
        return next((value for value in self.values if value.field == key), None)


@dataclass(frozen=True, slots=True)
class Told:
    """All that one reading of a message came to."""

    message: int
    outcome: Outcome
    reason: str
    findings: tuple[Finding, ...] = ()  # about the message as a whole
    forms: tuple[Form, ...] = ()


class ChangeKind(StrEnum):
    """How a value differs between two readings."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    SURER = "surer"
    LESS_SURE = "less sure"
    ELSEWHERE = "elsewhere"  # the same value, as surely, out of another text or place


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One field that two readings of a form do not tell alike."""

    field: str
    kind: ChangeKind
    before: Value | None
    now: Value | None


@dataclass(frozen=True, slots=True)
class FormChange:
    """A form in both readings (None: one of them has it not), and what differs."""

    before: Form | None
    now: Form | None
    values: tuple[ValueChange, ...] = ()
    gained: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()

    @property
    def other_owner(self) -> bool:
        """Whether it would be taken for another government's, or would be a question to staff, or none any more.

        A form that was found later belongs to whom it fitted then, not to whom it would have fitted when it came.
        """
        return (
            self.before is not None
            and self.now is not None
            and all(each.code != FOUND_LATER for each in self.before.findings)
            and (self.before.kind, self.before.member, self.before.candidates)
            != (self.now.kind, self.now.member, self.now.candidates)
        )


@dataclass(frozen=True, slots=True)
class MessageChange:
    """A message of which two readings are not alike."""

    before: Told
    now: Told
    forms: tuple[FormChange, ...] = ()
    gained: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()

    @property
    def message(self) -> int:
        """Its number."""
        return self.before.message

    @property
    def other_outcome(self) -> bool:
        """Whether something else would become of it."""
        return self.before.outcome is not self.now.outcome

    @property
    def other_reason(self) -> bool:
        """Whether the same would become of it, in other words."""
        return not self.other_outcome and self.before.reason != self.now.reason


def compare(before: Told, now: Told) -> MessageChange | None:
    """What differs between two readings of a message; None where nothing does."""
    pairs = _pairs(before.forms, now.forms)
    forms = tuple(each for each in (_form_change(one, other) for one, other in pairs) if each)
    gained, lost = _told_apart(before.findings, now.findings)
    if not (forms or gained or lost or (before.outcome, before.reason) != (now.outcome, now.reason)):
        return None
    return MessageChange(before, now, forms, gained, lost)


def changes_of(before: Sequence[Value], now: Sequence[Value]) -> tuple[ValueChange, ...]:
    """Field by field, in the order of the forms."""
    old, new = {each.field: each for each in before}, {each.field: each for each in now}
    found = ((key, _kind(old.get(key), new.get(key))) for key in dict.fromkeys((*old, *new)))
    return tuple(ValueChange(key, kind, old.get(key), new.get(key)) for key, kind in found if kind)


def _kind(old: Value | None, new: Value | None) -> ChangeKind | None:
    if old is None or new is None:
        return ChangeKind.GAINED if old is None else ChangeKind.LOST
    if type(old.value) is not type(new.value) or old.value != new.value:
        return ChangeKind.CHANGED
    if abs(old.confidence - new.confidence) > _SAME_SURENESS:
        return ChangeKind.SURER if new.confidence > old.confidence else ChangeKind.LESS_SURE
    return ChangeKind.ELSEWHERE if (old.raw, old.source) != (new.raw, new.source) else None


def _form_change(before: Form | None, now: Form | None) -> FormChange | None:
    values = changes_of(before.values if before else (), now.values if now else ())
    gained, lost = _told_apart(before.findings if before else (), now.findings if now else ())
    change = FormChange(before, now, values, gained, lost)
    whole = before is None or now is None or before.language != now.language
    return change if whole or values or gained or lost or change.other_owner else None


def _told_apart(before: Iterable[Finding], now: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(what only the new reading finds, what only the old one found); the same said twice counts twice."""
    before, now = tuple(each for each in before if each.code != FOUND_LATER), tuple(now)
    return _beyond(now, before), _beyond(before, now)


def _beyond(ones: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    left = Counter(ones)
    left.subtract(Counter(others))
    return tuple(each for each, number in left.items() for _ in range(max(0, number)))


# --- which form is which -----------------------------------------------------------------------------


def _pairs(before: Sequence[Form], now: Sequence[Form]) -> list[tuple[Form | None, Form | None]]:
    """Each form of the one reading with that of the other which is the same."""
    found = _unchanged(before, now)
    old = [i for i in range(len(before)) if i not in found]
    new = sorted(set(range(len(now))) - set(found.values()))
    found |= _likest([(i, before[i]) for i in old], [(j, now[j]) for j in new])
    met = set(found.values())
    pairs: list[tuple[Form | None, Form | None]] = [
        (form, now[found[i]] if i in found else None) for i, form in enumerate(before)
    ]
    return pairs + [(None, form) for j, form in enumerate(now) if j not in met]


def _unchanged(before: Sequence[Form], now: Sequence[Form]) -> dict[int, int]:
    """Those that say the very same in the same document, in their order."""
    places: dict[tuple[object, ...], list[int]] = {}
    for j, form in enumerate(now):
        places.setdefault(_said(form), []).append(j)
    found: dict[int, int] = {}
    for i, form in enumerate(before):
        same = places.get(_said(form))
        if same:
            found[i] = same.pop(0)
    return found


def _said(form: Form) -> tuple[object, ...]:
    return (form.kind is FormKind.PLEDGE, form.document, tuple((each.field, each.value) for each in form.values))


def _likest(old: Sequence[tuple[int, Form]], new: Sequence[tuple[int, Form]]) -> dict[int, int]:
    """The likest first, of those in one document and then of others that have something in common."""
    if len(old) * len(new) > _MOST_COMPARED:
        return {i: j for (i, one), (j, other) in zip(old, new, strict=False) if _may_be_same(one, other)}
    likest = sorted(
        (not same_document, -alike, abs(i - j), i, j)
        for i, one in old
        for j, other in new
        if _may_be_same(one, other)
        for same_document, alike in [_likeness(one, other)]
        if same_document or alike
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, i, j in likest:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _may_be_same(one: Form, other: Form) -> bool:
    """A pledge is never a form."""
    return (one.kind is FormKind.PLEDGE) == (other.kind is FormKind.PLEDGE)


def _likeness(one: Form, other: Form) -> tuple[bool, int]:
    """(whether they stand in the same document, how many values they have in common)."""
    said = {value.field: value.value for value in other.values}
    return one.document == other.document, sum(1 for each in one.values if said.get(each.field) == each.value)
