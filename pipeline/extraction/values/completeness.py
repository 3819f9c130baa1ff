"""What is missing or noteworthy in a form that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.campaign.definition import Need
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.extraction.values.candidate import Candidate
    from pipeline.model import Value


def findings_of(values: Sequence[Value], chosen: Sequence[Candidate], campaign: Campaign) -> tuple[Finding, ...]:
    """Everything staff should know about one form, in the order of the campaign's fields."""
    noticed = [finding for candidate in chosen for finding in candidate.findings]
    return (*missing(values, campaign), *noticed)


def missing(values: Sequence[Value], campaign: Campaign) -> tuple[Finding, ...]:
    """What a form has to give and does not, in the order of the campaign's fields."""
    return tuple(_missing({value.field: value for value in values}, campaign))


def _missing(values: dict[str, Value], campaign: Campaign) -> Iterator[Finding]:
    groups: set[str] = set()
    for field in campaign.kept_fields:
        value = values.get(field.key)
        unmet = value is None or value.value is False  # expected is a yes: a signature that is not there is missing
        if (field.need is Need.REQUIRED and value is None) or (field.need is Need.EXPECTED and unmet):
            yield _absent(field, field.key)
        if field.one_of and field.one_of not in groups:
            groups.add(field.one_of)
            members = [each for each in campaign.kept_fields if each.one_of == field.one_of]
            if not any(each.key in values for each in members):
                yield _absent(field, field.one_of)


def _absent(field: Field, name: str) -> Finding:
    wording = next((labels[0] for labels in field.labels.values() if labels), field.key)
    code = f"{name.replace('_', '-')}-missing"
    return Finding(code, Severity.WARNING, f'The form gives no value for "{wording}".', field.key)
