"""What is still open about each member: what is missing, what is doubtful, and what staff have settled. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Field
from pipeline.model import Finding
from pipeline.reconcile.current import STATUS_FIELD, doubts, latest_decisions, missed_fields, missing_fields
from pipeline.reconcile.statuses import CLOSED, COUNTED
from pipeline.records import Status

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.campaign.definition import Campaign
    from pipeline.records import Decision, LedgerView, Member


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open about one member."""

    missing: tuple[Field, ...] = ()  # required
    missed: tuple[Field, ...] = ()  # expected
    doubts: tuple[Finding, ...] = ()

    def reasons(self, field: str) -> tuple[str, ...]:
        """Why the value of a field is doubtful; empty where it is not."""
        return tuple(each.message for each in self.doubts if each.field == field)


def standings(view: LedgerView, campaign: Campaign) -> dict[str, Standing]:
    """Member id -> what is open about it."""
    fetched = {message.sha256: message.fetched for message in view.messages}
    arrived = {each.id: fetched[each.message] for each in view.submissions if each.message in fetched}
    decided: dict[str, list[Decision]] = {}
    for decision in view.decisions:
        decided.setdefault(decision.member, []).append(decision)
    return {
        member.id: _standing(member, latest_decisions(decided.get(member.id, ())), arrived, campaign)
        for member in view.members
    }


def _standing(
    member: Member, decided: dict[str, Decision], arrived: dict[str, dt.datetime], campaign: Campaign
) -> Standing:
    """An applicant that staff accepted has nothing open, unless a form came in after that."""
    if member.status in CLOSED:
        return Standing()
    newest = max((arrived[each] for each in member.submissions if each in arrived), default=None)
    since = {field for field, each in decided.items() if newest is None or each.at > newest}
    missing = missing_fields(member.values, campaign) if member.status is not Status.PLEDGED else ()
    if member.status in COUNTED and STATUS_FIELD in since:
        return Standing(missing)
    settled = since | {value.field for value in member.values if value.origin == "staff"}
    missed = missed_fields(member.values, campaign, since) if member.submissions else ()
    absent = {field.key for field in (*missing, *missed)}  # said once is enough
    found = doubts(member.values, member.findings, _but_contradicted(settled, member), certain=campaign.certain)
    return Standing(missing, missed, tuple(each for each in found if each.field not in absent))


def _but_contradicted(settled: set[str], member: Member) -> set[str]:
    """A newer form that contradicts staff is open although staff decided before it came."""
    return settled - {each.field for each in member.findings if each.code == "differs-from-staff"}
