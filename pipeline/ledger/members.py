"""Members as they are now, derived from their history; nothing about them is stored."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.ledger.names import member_id
from pipeline.reconcile.current import (
    JOINED_FIELD,
    STATUS_FIELD,
    WAVE_FIELD,
    accepted_on,
    contradictions,
    current_values,
    latest_decisions,
    said_day,
    staff_status,
    status_of,
    world_region,
)
from pipeline.reconcile.items import LIKENESS, finding_key
from pipeline.reconcile.places import place_of
from pipeline.records import Member, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.ledger.views import Decided, Given, History
    from pipeline.ledger.words import Words
    from pipeline.model import Finding, Value
    from pipeline.records import Decision, MemberValue


def derive_members(history: History, campaign: Campaign) -> tuple[Member, ...]:
    """Every member of the history, in the order of their ids."""
    given: dict[int, list[Given]] = defaultdict(list)
    decided: dict[int, list[Decided]] = defaultdict(list)
    for each in history.given:
        given[each.member].append(each)
    for decision in history.decisions:
        decided[decision.member].append(decision)
    return tuple(_derive(number, given[number], decided[number], history, campaign) for number in history.members)


def _derive(
    number: int, given: Sequence[Given], decided: Sequence[Decided], history: History, campaign: Campaign
) -> Member:
    forms = [each for each in given if each.id]
    latest = forms[-1] if forms else None
    decisions = [each.decision for each in decided]
    weakest_first = sorted(given, key=lambda each: bool(each.id))  # what a form says counts more than a pledge
    values = current_values(weakest_first, decisions, campaign)
    findings = _open_findings(_findings(latest, given, decided), latest, number, history.words)
    entered = history.words.entered.get(number)
    return Member(
        id=member_id(number),
        status=_status(values, findings, campaign, latest, decided),
        wave=_wave(forms, decisions),
        values=values,
        submissions=tuple(each.id for each in forms),
        findings=findings,
        world_region=_world_region(values, campaign),
        language=next((each.language for each in reversed(weakest_first) if each.language), None),
        joined=said_day(decisions, JOINED_FIELD) or (given[0].arrived if given else entered),
        documents=_documents(latest, history),
        senders=_senders(given, history),
        place=place_of({each.field: each.value for each in values}, campaign),
        accepted=accepted_on(decisions),
        merged=tuple(member_id(each) for each in history.words.merged.get(number, ())),
        entered=entered,
        names=_names(given, decisions, campaign),
    )


def _names(given: Sequence[Given], decisions: Sequence[Decision], campaign: Campaign) -> tuple[str, ...]:
    """By them it is known again: a form in another language that staff gave to it taught its name there."""
    field = campaign.identity.name
    read = [value for each in given for value in each.values if value.field == field]
    said = [each.value for each in decisions if each.field == field and each.value]
    sure = [value.value for value in read if value.confidence >= campaign.certain]
    return tuple(dict.fromkeys(str(each) for each in (*sure, *said)))


def _wave(forms: Sequence[Given], decisions: Sequence[Decision]) -> str | None:
    """The one that staff chose, else that of the first form: a later correction does not move a member to another."""
    said = latest_decisions(decisions).get(WAVE_FIELD)
    if said is not None:
        return str(said.value) if said.value else None
    return forms[0].wave if forms else None


def _open_findings(
    findings: tuple[Finding, ...], latest: Given | None, number: int, words: Words
) -> tuple[Finding, ...]:
    """Without what staff ticked off, and without likenesses of which they said what they are."""
    forms = () if latest is None else latest.line
    apart = words.is_told_apart(number)
    return tuple(
        each
        for each in findings
        if not (apart and each.code == LIKENESS)
        and words.settled.isdisjoint(finding_key(form, each.code) for form in forms)
    )


def _status(
    values: Sequence[MemberValue],
    findings: Sequence[Finding],
    campaign: Campaign,
    latest: Given | None,
    decided: Sequence[Decided],
) -> Status:
    since = frozenset[str]() if latest is None else _decided_since(latest, decided)
    return status_of(
        values,
        findings,
        campaign,
        has_form=latest is not None,
        staff_status=staff_status([each.decision for each in decided]),
        decided=since,
    )


def _findings(latest: Given | None, given: Sequence[Given], decided: Sequence[Decided]) -> tuple[Finding, ...]:
    own = () if latest is None else latest.findings
    return own + _contradictions(given, decided) if decided else own


def _contradictions(given: Sequence[Given], decided: Sequence[Decided]) -> tuple[Finding, ...]:
    """What newer forms say against staff. A run records decisions before it reads forms, so equal runs are newer."""
    standing = latest_decisions(each.decision for each in decided)
    runs = {each.decision.field: each.run for each in decided if each.decision.field in standing}
    seen_in = runs.pop(STATUS_FIELD, 0)  # whoever set the status after a form looked at what it says
    newer: dict[str, Value] = {
        value.field: value
        for each in given
        if each.id
        for value in each.values
        if value.field in runs and each.run >= max(runs[value.field], seen_in)
    }
    return contradictions(standing, newer)


def _decided_since(latest: Given, decided: Sequence[Decided]) -> frozenset[str]:
    standing = latest_decisions(each.decision for each in decided)
    return frozenset(
        each.decision.field for each in decided if each.run > latest.run and each.decision.field in standing
    )


def _world_region(values: Sequence[MemberValue], campaign: Campaign) -> str | None:
    country = next((each.value for each in values if each.field == campaign.identity.country), None)
    return world_region(str(country)) if country is not None else None


def _senders(given: Sequence[Given], history: History) -> tuple[str, ...]:
    addresses = (history.senders.get(each.message) for each in given)
    return tuple(dict.fromkeys(address for address in addresses if address))


def _documents(latest: Given | None, history: History) -> tuple[tuple[str, str], ...]:
    """The form first, then what came with it and is no form (a council's decision, a letter)."""
    if latest is None:
        return ()
    return tuple((latest.sha256, name) for name in (latest.name, *history.others.get(latest.message, ())))
