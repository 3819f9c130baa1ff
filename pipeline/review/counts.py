"""The figures of the overview and the report. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reconcile.statuses import CLOSED, COUNTED
from pipeline.records import Outcome, Status
from pipeline.review.cells import canonical, show
from pipeline.review.plain import alphabetical
from pipeline.review.status import IN_HAND
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, Member

Tally = tuple[tuple[str, int], ...]
"""Words and how many, in the order of showing."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the campaign is. A tally by kind, region, country or wave leaves out who declined or withdrew."""

    members: int  # accepted and published
    complete: int  # ready or to review
    incomplete: int
    pledged: int
    by_status: Tally
    by_region: Tally
    by_kind: Tally
    by_country: Tally  # the ten largest, the others together
    by_wave: Tally
    by_outcome: Tally

    @property
    def in_hand(self) -> int:
        """Forms that are here and not decided on."""
        return self.complete + self.incomplete


def count(view: LedgerView, campaign: Campaign, language: str) -> Counts:
    """All figures of the ledger's current state."""
    words = words_in(language)
    status = Counter(member.status for member in view.members)
    present = [member for member in view.members if member.status not in CLOSED]
    outcomes = Counter(message.outcome for message in view.messages)
    return Counts(
        members=sum(status[each] for each in COUNTED),
        complete=status[Status.READY] + status[Status.TO_REVIEW],
        incomplete=status[Status.INCOMPLETE],
        pledged=status[Status.PLEDGED],
        by_status=tuple((words.status(each), status[each]) for each in _STATUS_ORDER),
        by_region=_largest((words.region(member.world_region) for member in present), words),
        by_kind=_largest(_shown(present, campaign.identity.kind, campaign, language), words),
        by_country=_top(_largest(_shown(present, campaign.identity.country, campaign, language), words), 10, words),
        by_wave=_waves(present, campaign, words),
        by_outcome=tuple((words.outcome(each), outcomes[each]) for each in (*Outcome, None) if outcomes[each]),
    )


_STATUS_ORDER = (*reversed(COUNTED), *IN_HAND, Status.PLEDGED, *CLOSED)


def _shown(members: Sequence[Member], key: str | None, campaign: Campaign, language: str) -> list[str | None]:
    """The value of one field of every member, as it is shown."""
    if not key:
        return []
    field = campaign.field(key)
    values = [member.get(key) for member in members]
    return [canonical(show(value.value, field, language)) if value else None for value in values]


def _largest(names: Iterable[str | None], words: Words) -> Tally:
    """The most frequent first, equal ones by the alphabet, what is not known last."""
    tally = Counter(names)
    unknown = tally.pop(None, 0)
    named = [(name or "", number) for name, number in tally.items()]
    known = sorted(named, key=lambda each: (-each[1], alphabetical(each[0])))
    return (*known, (words("common.unknown"), unknown)) if unknown else tuple(known)


def _top(tally: Tally, most: int, words: Words) -> Tally:
    if len(tally) <= most + 1:
        return tally
    rest = tally[most:]
    return (*tally[:most], (words("common.others", number=len(rest)), sum(number for _, number in rest)))


def _waves(members: Sequence[Member], campaign: Campaign, words: Words) -> Tally:
    tally = Counter(member.wave for member in members)
    known = tuple((words.wave(wave.id), tally.pop(wave.id, 0)) for wave in campaign.waves)
    none = tally.pop(None, 0)
    pledged = sum(member.wave is None and not member.submissions for member in members)
    others = tuple((words.wave(wave), number) for wave, number in tally.items() if wave is not None)
    return (*known, *others, (words("wave.between"), none - pledged), (words("wave.no_form"), pledged))
