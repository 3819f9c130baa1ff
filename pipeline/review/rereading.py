"""`replay.html`: what mail that was read again says in another way, both readings side by side."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Campaign
from pipeline.reconcile.rereading import ChangeKind, FormKind
from pipeline.review.cells import canonical, show
from pipeline.review.labels import label
from pipeline.review.page.waiting import how_sure
from pipeline.review.plain import one_line
from pipeline.review.report import page_template
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Finding, Value
    from pipeline.reconcile.rereading import Form, FormChange, MessageChange, ValueChange

_MOST: Final = 300  # messages; the command tells all of them to programs
_MOST_FORMS: Final = 50  # of a message
_MOST_VALUES: Final = 4000  # in all
_LONG: Final = 400  # characters; of longer texts the part is shown where they part
_BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class Side:
    """A value as one of the readings tells it."""

    value: str
    raw: str
    sure: str
    where: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A field of a form in both readings; None: one of them does not give it."""

    label: str
    kind: str
    before: Side | None
    now: Side | None


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form that is read in another way."""

    name: str  # of the government
    document: str
    submission: str
    news: tuple[str, ...]  # what is to be said of it as a whole
    values: tuple[ShownValue, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message that is read in another way. `outcomes` and `reasons`: before and now, where they differ."""

    number: int
    outcomes: tuple[str, str] | None
    reasons: tuple[str, str] | None
    forms: tuple[ShownForm, ...]
    forms_left: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many messages were compared, and how many were left out, and why."""

    compared: int
    gone: int
    waiting: int
    at: dt.datetime


def render_rereading(
    changes: Sequence[MessageChange], compared: Compared, campaign: Campaign, language: str, name: str
) -> str:
    """The page as HTML 5, under the same rules as the report. `name` is that of the campaign."""
    words = words_in(language)
    template, style, policy = page_template("replay.html.j2")
    showing = _Showing(campaign, words)
    shown = _as_fit(changes)
    return template.render(
        say=words,
        style=style,
        policy=policy,
        title=one_line(name),
        facts=compared,
        changed=len(changes),
        kinds=tuple((each.name.casefold(), words(f"replay.kind.{each.name.casefold()}")) for each in ChangeKind),
        fields=showing.fields(changes),
        messages=tuple(map(showing.message, shown)),
        left=len(changes) - len(shown),
    )


def _as_fit(changes: Sequence[MessageChange]) -> Sequence[MessageChange]:
    """The first ones, as many as a page can hold that is to be opened on any machine."""
    values = 0
    for number, change in enumerate(changes[:_MOST]):
        values += sum(len(form.values) + 1 for form in change.forms[:_MOST_FORMS])
        if number and values > _MOST_VALUES:
            return changes[:number]
    return changes[:_MOST]


@dataclass(frozen=True, slots=True)
class _Showing:
    campaign: Campaign
    words: Words

    def fields(self, changes: Sequence[MessageChange]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each field that changed anywhere, and how often in which way."""
        counted = Counter((v.field, v.kind) for change in changes for form in change.forms for v in form.values)
        order = {each.key: place for place, each in enumerate(self.campaign.fields)}
        keys = sorted({key for key, _ in counted}, key=lambda key: (order.get(key, len(order)), key))
        return tuple((self._label(key), tuple(counted[key, kind] for kind in ChangeKind)) for key in keys)

    def message(self, change: MessageChange) -> ShownMessage:
        words = self.words
        outcomes = (words.outcome(change.before.outcome), words.outcome(change.now.outcome))
        reasons = (self._said(change.before.reason), self._said(change.now.reason))
        return ShownMessage(
            change.message,
            outcomes if change.other_outcome else None,
            reasons if change.other_outcome or change.other_reason else None,
            tuple(map(self._form, change.forms[:_MOST_FORMS])),
            max(0, len(change.forms) - _MOST_FORMS),
            self._told(change.gained),
            self._told(change.lost),
        )

    def _form(self, change: FormChange) -> ShownForm:
        form = change.now or change.before
        name = form.get(self.campaign.identity.name) if form else None
        return ShownForm(
            one_line(str(name.value), 120) if name else self.words("replay.nameless"),
            one_line(form.name if form else "", 80),
            (change.before.submission if change.before else None) or "",
            self._news(change),
            tuple(map(self._value, change.values)),
            self._told(change.gained),
            self._told(change.lost),
        )

    def _news(self, change: FormChange) -> tuple[str, ...]:
        if change.before is None or change.now is None:
            return (self.words("replay.found") if change.before is None else self.words("replay.not_found"),)
        found = []
        if change.other_owner:
            owners = {"before": self._owner(change.before), "now": self._owner(change.now)}
            found.append(self.words("replay.owner", **owners))
        if change.before.language != change.now.language:
            languages = {"before": change.before.language or "–", "now": change.now.language or "–"}
            found.append(self.words("replay.language", **languages))
        return tuple(found)

    def _owner(self, form: Form) -> str:
        if form.kind is FormKind.QUESTION:
            return self.words("replay.asked", members=", ".join(form.candidates))
        return form.member or self.words("replay.new_member")

    def _value(self, change: ValueChange) -> ShownValue:
        kind = change.kind.name.casefold()
        exactly = change.kind in {ChangeKind.SURER, ChangeKind.LESS_SURE}
        before, now = self._side(change.before, exactly=exactly), self._side(change.now, exactly=exactly)
        if before and now and change.kind is ChangeKind.CHANGED:
            texts = _where_they_part(before.value, now.value)
            before, now = (
                Side(text, each.raw, each.sure, each.where) for text, each in zip(texts, (before, now), strict=True)
            )
        return ShownValue(self._label(change.field), kind, _cut(before), _cut(now))

    def _side(self, value: Value | None, *, exactly: bool) -> Side | None:
        if value is None:
            return None
        field = next((each for each in self.campaign.fields if each.key == value.field), None)
        if isinstance(value.value, int) and not isinstance(value.value, bool):
            text = self.words.number(value.value)
        else:
            text = canonical(show(value.value, field, self.words.language)) if field else str(value.value)
        page = self.words("report.waits.page", page=value.source.page) if value.source.page else ""
        at = one_line(value.source.at, 80)
        told = at.startswith("page ") or not page
        where = self.words.place(at) if told else f"{page}, {self.words.place(at)}"
        sure = how_sure(value.confidence, self.words)
        if exactly:
            sure = f"{sure} ({self.words.number(round(value.confidence, 3))})"
        return Side(one_line(text, len(text) or 1), one_line(value.raw, 200), sure, where)

    def _told(self, findings: Sequence[Finding]) -> tuple[str, ...]:
        return tuple(self._said(each.message) for each in findings)

    def _said(self, text: str) -> str:
        return one_line(self.words.said(text), _LONG)

    def _label(self, key: str) -> str:
        field = next((each for each in self.campaign.fields if each.key == key), None)
        return label(field, self.words.language) if field else one_line(key, 90)


def _cut(side: Side | None) -> Side | None:
    return None if side is None else Side(one_line(side.value, _LONG), side.raw, side.sure, side.where)


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """Two long texts from a little before where they begin to differ."""
    same = next((at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), 0)
    start = same - _BEFORE
    if start <= 0 or max(len(one), len(other)) <= _LONG:
        return one, other
    return f"…{one[start:]}", f"…{other[start:]}"
