"""What a replay came to, for a terminal and for programs."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pipeline.reconcile.rereading import ChangeKind
from pipeline.value_json import finding_as_json, value_as_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.model import Finding, Value
    from pipeline.reconcile.rereading import Form, FormChange, MessageChange, Told
    from pipeline.replay.accept import Accepted
    from pipeline.replay.go import Replayed

_MOST: Final = 20  # lines of a kind on a terminal; the page has all
_STEERING: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def replayed_text(replayed: Replayed, campaign: Campaign, page: Path) -> str:
    """A glance: how much changes, in which fields and how."""
    lines = [_counted(replayed)]
    if not replayed.changes:
        return "\n".join((*lines, "Nothing would change."))
    lines += [*_outcomes(replayed.changes), *_fields(replayed.changes, campaign), *_findings(replayed.changes)]
    lines += ["", f"Look at it    {page}", "Take it over  adhesion replay --accept   (--only MESSAGE, --field FIELD)"]
    return "\n".join(map(_harmless, lines))


def accepted_text(accepted: Accepted, wished: Collection[int] | None) -> str:
    """What was taken over, what was not, and what comes next. `wished`: the messages that were named, if any were."""
    taken = accepted.taken
    forms = sum(len(each.replacing) for each in taken)
    added = sum(len(each.added) for each in taken)
    again = [str(each.message) for each in taken if each.again]
    lines = [f"Taken over: {forms} forms as they are read now, {added} forms that were not found before."]
    if again:
        lines.append(f"Concluded anew by the next run: messages {', '.join(again)}.")
    kept = Counter(each for taking in taken for each in taking.kept)
    lines += [f"Kept as they were: {number} ({_KEPT[why.value]})." for why, number in sorted(kept.items())]
    unchanged = sorted(set(wished or ()) - {each.message for each in taken})
    if unchanged:
        lines.append(f"Read as before, so left alone: messages {', '.join(map(str, unchanged))}.")
    lines.append(f"Still read in another way: {len(accepted.left.changes)} messages.")
    lines.append("The next `adhesion run` brings the workbook and the report up to date.")
    return "\n".join(lines)


_KEPT: Final = {
    "pledge": "pledges, which stay as they were read",
    "waits": "forms that wait for you to say whose they are",
    "not found": "forms that are not found any more",
    "owner": "forms that would be another government's: that you decide in the workbook",
    "outcome": "messages that have given forms and would be something else now",
    "doubtful": "further forms of which it is not clear whose they are",
}


def _counted(replayed: Replayed) -> str:
    parts = [f"{replayed.compared} messages read again, {len(replayed.changes)} of them in another way."]
    if replayed.gone:
        parts.append(f"{replayed.gone} were erased or went after their time: left out.")
    if replayed.waiting:
        parts.append(f"{replayed.waiting} wait for the next run: left out.")
    return " ".join(parts)


def _outcomes(changes: Sequence[MessageChange]) -> Iterator[str]:
    counted = Counter((c.before.outcome.value, c.now.outcome.value) for c in changes if c.other_outcome)
    reasons = sum(1 for change in changes if change.other_reason)
    if counted or reasons:
        yield "\nMessages"
    for (before, now), number in counted.most_common(_MOST):
        yield f"  {number:6}  {before} → {now}"
    if reasons:
        yield f"  {reasons:6}  the same, for another reason"


def _fields(changes: Sequence[MessageChange], campaign: Campaign) -> Iterator[str]:
    forms = [form for change in changes for form in change.forms]
    counted = Counter((value.field, value.kind) for form in forms for value in form.values)
    if counted:
        yield f"\n{'Values of forms':30}" + "".join(f"{kind.value:>11}" for kind in ChangeKind)
    order = {each.key: place for place, each in enumerate(campaign.fields)}
    for field in sorted({field for field, _ in counted}, key=lambda key: (order.get(key, len(order)), key)):
        yield f"  {field:28}" + "".join(f"{counted[field, kind] or '':>11}" for kind in ChangeKind)
    for words, number in (
        ("forms that were not found before", sum(1 for form in forms if form.before is None)),
        ("forms that are not found any more", sum(1 for form in forms if form.now is None)),
        ("forms that would be somebody else's", sum(1 for form in forms if form.other_owner)),
    ):
        if number:
            yield f"  {number:6}  {words}"


def _findings(changes: Sequence[MessageChange]) -> Iterator[str]:
    told: list[MessageChange | FormChange] = [*changes]
    told += [form for change in changes for form in change.forms]
    gained = Counter(finding.code for each in told for finding in each.gained)
    lost = Counter(finding.code for each in told for finding in each.lost)
    if gained or lost:
        yield f"\n{'Findings':30}{'gained':>11}{'lost':>11}"
    for code in sorted(gained | lost):
        yield f"  {code:28}{gained[code] or '':>11}{lost[code] or '':>11}"


def _harmless(text: str) -> str:
    """A field's key may come from anybody's campaign file."""
    return "".join("\ufffd" if unicodedata.category(each) in _STEERING and each != "\n" else each for each in text)


# --- for programs ------------------------------------------------------------------------------------


def replayed_json(replayed: Replayed) -> Iterator[str]:
    """A line of JSON for each message that is read in another way."""
    return (json.dumps(_message(each), ensure_ascii=False) for each in replayed.changes)


def _message(change: MessageChange) -> dict[str, Any]:
    return {
        "message": change.message,
        "before": _told(change.before),
        "now": _told(change.now),
        "findings": {"gained": _plain(change.gained), "lost": _plain(change.lost)},
        "forms": [_form(each) for each in change.forms],
    }


def _told(told: Told) -> dict[str, Any]:
    return {"outcome": told.outcome.value, "reason": told.reason}


def _form(change: FormChange) -> dict[str, Any]:
    return {
        "before": _owner(change.before),
        "now": _owner(change.now),
        "values": [
            {"field": each.field, "change": each.kind.value, "before": _value(each.before), "now": _value(each.now)}
            for each in change.values
        ],
        "findings": {"gained": _plain(change.gained), "lost": _plain(change.lost)},
    }


def _owner(form: Form | None) -> dict[str, Any] | None:
    if form is None:
        return None
    return {
        "kind": form.kind.value,
        "document": form.name,
        "submission": form.submission,
        "member": form.member,
        "candidates": list(form.candidates),
        "language": form.language,
    }


def _value(value: Value | None) -> dict[str, Any] | None:
    return None if value is None else value_as_json(value)


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [finding_as_json(each) for each in findings]
