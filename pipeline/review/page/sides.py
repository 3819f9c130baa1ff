"""Who is this: a form and the members it may be of, or two members that may be one, side by side. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import FieldValue
from pipeline.reconcile.items import pair_key, question_key
from pipeline.review.asking import given, telling_fields, told
from pipeline.review.labels import label, member_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, Member
    from pipeline.words import Words

_MOST: Final = 3  # members beside a form


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is asked: what each side says of it, and whether they all say the same."""

    label: str
    said: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A form or a member. `short` is what it is called where there is little room."""

    name: str
    short: str
    values: Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True)
class Sides:
    """What tells governments apart, a column for each of those that may be one."""

    heads: tuple[Side, ...]
    rows: tuple[Row, ...]


class Comparing:
    """What staff are asked to compare in one ledger, found by the key of the item that asks."""

    def __init__(self, view: LedgerView, campaign: Campaign, words: Words) -> None:
        self._members = {member.id: member for member in view.members}
        self._forms = {question_key(each.id): each for each in view.questions}
        self._pairs = {pair_key(*each): each for each in view.likenesses}
        self._campaign = campaign
        self._words = words

    def sides(self, key: str) -> Sides | None:
        """Both sides; None where the item asks something else."""
        if key in self._forms:
            form = self._forms[key]
            name = self._words("items.whose.form")
            own = Side(name, name, {value.field: value.value for value in form.values})
            return self._beside(own, *self._given(form.candidates[:_MOST]))
        if key in self._pairs:
            return self._beside(*self._given(self._pairs[key]))
        return None

    def _given(self, ids: Sequence[str]) -> tuple[Side, ...]:
        known = [self._members[each] for each in ids if each in self._members]
        return tuple(Side(self._name(member), member.id, given(member)) for member in known)

    def _name(self, member: Member) -> str:
        return f"{member.id} {member_name(member, self._campaign, 60)}"

    def _beside(self, *sides: Side) -> Sides:
        rows = []
        for field in telling_fields(self._campaign):
            said = tuple(told(side.values.get(field.key), field, self._words) for side in sides)
            if any(said):
                rows.append(Row(label(field, self._words.language), said, len(set(said)) == 1))
        return Sides(sides, tuple(rows))
