"""What waits for staff, each with what was read, what the form says, how sure that is, and where it stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.review.answer_words import DONE, answer_text
from pipeline.review.items import as_shown, said
from pipeline.review.labels import label, raw_text
from pipeline.review.links import target
from pipeline.review.page.sides import Comparing, Sides
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, Member, MemberValue, ReviewItem
    from pipeline.review.links import Links
    from pipeline.review.pictures import Pictures
    from pipeline.words import Words

SHOWN: Final = 200
"""Of what waits, the most urgent; the workbook has all."""

_OPEN: Final = {Severity.ERROR: 12, Severity.WARNING: 12, Severity.INFO: 0}  # the others are a click away
_ALWAYS: Final = 0.995
_LINES: Final = 30  # of a reason
_TEN: Final = 10
_PAGE: Final = "page "  # with which places on pages begin


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program made of a place in a form. `label` says what is asked there."""

    label: str
    value: str
    raw: str
    sure: str
    where: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `picture` is a data URI; `look` is where the picture lies if it is not in the page."""

    about: str
    what: str
    why: tuple[str, ...]  # lines
    sides: Sides | None  # instead, where staff compare
    do: str
    answers: tuple[str, ...]  # that can be chosen in the workbook, where they are not always the same
    reading: Reading | None
    picture: str
    look: str
    document: str  # where the form lies, "" without one
    draft: str  # the same of the reply, where the matter is none of a single value


Runs = tuple[tuple[str, tuple[Waiting, ...]], ...]
"""What to do, and the things that follow each other with which to do it: so it is said once."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """What waits with one urgency: `first` is seen at once, `more` when it is opened, `left` are not on the page."""

    severity: Severity
    total: int
    first: Runs
    more: Runs
    hidden: int  # in `more`
    left: int


class Waits:
    """What waits in one ledger."""

    def __init__(self, view: LedgerView, campaign: Campaign, words: Words, links: Links, pictures: Pictures) -> None:
        self._members = {member.id: member for member in view.members}
        self._documents = {each.id: each.document for each in view.submissions}
        self._fields = {field.key: field for field in campaign.fields}
        self._comparing = Comparing(view, campaign, words)
        self._words = words
        self._links = links
        self._pictures = pictures

    def by_urgency(self, items: Sequence[ReviewItem]) -> tuple[Urgency, ...]:
        """The items in their order, the most urgent first; of many the most urgent are on the page."""
        shown = items[:SHOWN]
        found = []
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
            here = tuple(self._waiting(each) for each in shown if each.severity is severity)
            total = sum(each.severity is severity for each in items)
            first, more = here[: _OPEN[severity]], here[_OPEN[severity] :]
            if total:
                found.append(Urgency(severity, total, _runs(first), _runs(more), len(more), total - len(here)))
        return tuple(found)

    def _waiting(self, item: ReviewItem) -> Waiting:
        about = (item.member or "", item.field or "")
        member = self._members.get(about[0])
        value = member.get(about[1]) if member else None
        look = self._links.evidence.get(about)
        mine = self._links.members.get(about[0])
        draft = self._links.drafts.get(item.message) if item.message else mine.draft if mine else None
        reading = self._reading(value) if value and value.origin == "form" and item.message is None else None
        return Waiting(
            one_line(item.about),
            reading.label if reading and item.what.startswith(reading.label) else one_line(item.what, 300),
            _lines(item.why.removesuffix(said(value, self._words)) if reading and value else item.why),
            self._comparing.sides(item.key) if item.key else None,
            item.do,
            () if reading else tuple(answer_text(each, self._words) for each in item.answers if each != DONE),
            reading,
            self._pictures.get(about, ""),
            target(look) if look else "",
            target(mine.document) if mine and mine.document and item.message is None else "",
            target(draft) if draft and not reading else "",
        )

    def _reading(self, value: MemberValue) -> Reading:
        field = self._fields.get(value.field)
        return Reading(
            label(field, self._words.language) if field else value.field,
            as_shown(value.value, field, self._words) if field else "",
            one_line(raw_text(value, self._words), 300),
            how_sure(value.confidence, self._words),
            self._where(value),
        )

    def _where(self, value: MemberValue) -> str:
        document = one_line(self._documents.get(value.submission or "", ""), 80)
        source = value.source
        at = one_line(source.at, 80) if source else ""
        told = at.startswith(_PAGE) or not (source and source.page)
        page = "" if told or source is None else self._words("report.waits.page", page=source.page or 1)
        return " · ".join(each for each in (document, page, self._words.place(at)) if each)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.split("\n", _LINES)[:_LINES] if (line := one_line(each, 500)))


def _runs(things: Sequence[Waiting]) -> Runs:
    return tuple((do, tuple(run)) for do, run in groupby(things, lambda each: each.do))


def how_sure(confidence: float, words: Words) -> str:
    """A confidence in words: of how many readings in ten, of those that are as sure as this one, are right."""
    if confidence >= _ALWAYS:
        return words("report.sure.all")
    tenths = round(min(max(0.0, confidence), 1.0) * _TEN)  # in this order nothing comes of what is no number
    if tenths == 0:
        return words("report.sure.none")
    return words("report.sure.most") if tenths == _TEN else words("report.sure.tenths", tenths=tenths)


def name_with_country(member: Member, campaign: Campaign, words: Words, name: str) -> str:
    """The name of a member and its country: "Granollers, Spain"."""
    key = campaign.identity.country
    value = member.get(key) if key else None
    country = as_shown(value.value, campaign.field(key), words) if key and value else ""
    return f"{name}, {country}" if country else name
