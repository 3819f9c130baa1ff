"""Several forms in one message: the same one as Word and as PDF, or several governments'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import Finding, FormReading, Severity, Value
from pipeline.reconcile.identity import Identity, identity
from pipeline.reconcile.match import same_applicant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign.definition import Campaign


@dataclass(frozen=True, slots=True)
class FoundForm:
    """One form of a message, with the document that holds it."""

    document: int  # index into the message's documents
    name: str  # of the document
    language: str | None
    form: FormReading

    def who(self, senders: Sequence[str], campaign: Campaign) -> Identity:
        """The identity that it tells, sent by these addresses."""
        return identity({value.field: value.value for value in self.form.values}, senders, campaign)


def one_for_each_government(forms: Sequence[FoundForm], campaign: Campaign) -> list[FoundForm]:
    """The same form sent as Word and as PDF counts once: the fuller copy leads, the other fills its gaps."""
    kept: list[FoundForm] = []
    for form in forms:
        who = form.who((), campaign)
        twin = next((each for each in kept if same_applicant(who, each.who((), campaign))), None)
        if twin is None:
            kept.append(form)
        else:
            kept[kept.index(twin)] = _merged(twin, form)
    return [_told_of_namesakes(form, kept, campaign) for form in kept]


def _merged(one: FoundForm, other: FoundForm) -> FoundForm:
    fuller, lesser = (one, other) if len(one.form.values) >= len(other.form.values) else (other, one)
    filled = tuple(_from(lesser, value) for value in lesser.form.values if fuller.form.get(value.field) is None)
    findings = (*fuller.form.findings, *_disagreements(fuller, lesser))
    given = {value.field for value in filled}
    settled = tuple(each for each in findings if each.field not in given)
    return replace(fuller, form=FormReading((*fuller.form.values, *filled), settled))


def _from(form: FoundForm, value: Value) -> Value:
    """A value that stands in another document than the submission's own: its place says so."""
    return replace(value, source=replace(value.source, at=f"{form.name}: {value.source.at}"))


def _disagreements(kept: FoundForm, other: FoundForm) -> tuple[Finding, ...]:
    pairs = ((value, other.form.get(value.field)) for value in kept.form.values)
    return tuple(
        Finding(
            "copies-disagree",
            Severity.WARNING,
            f"{other.name}, which came with this form, says “{twin.raw[:80]}”.",
            value.field,
        )
        for value, twin in pairs
        if twin is not None and twin.value != value.value
    )


def _told_of_namesakes(form: FoundForm, forms: Sequence[FoundForm], campaign: Campaign) -> FoundForm:
    """Two that may be homonyms, or two versions of one form that contradict each other: staff see which."""
    who = form.who((), campaign)
    others = [each for each in forms if each is not form and _may_be_one(who, each.who((), campaign))]
    if not others:
        return form
    text = f"{others[0].name}, of the same mail, bears the same name: see whether these are two governments or one."
    finding = Finding("namesake-in-mail", Severity.WARNING, text, campaign.identity.name)
    return replace(form, form=replace(form.form, findings=(*form.form.findings, finding)))


def _may_be_one(one: Identity, other: Identity) -> bool:
    if not one.name or one.name != other.name or (one.country and other.country and one.country != other.country):
        return False
    kinds_agree = not (one.kind and other.kind) or one.kind == other.kind
    return kinds_agree or bool(one.people & other.people)
