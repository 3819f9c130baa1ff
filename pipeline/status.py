"""`adhesion status` and `adhesion export`: what the ledger holds, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pipeline.ledger import export
from pipeline.ledger.store import Ledger
from pipeline.records import Outcome, Status
from pipeline.review.items import review_items
from pipeline.storage import ledger_exists, ledger_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.records import LedgerView, RunRow

_RUNS: Final = 5
_QUIET_HOURS: Final = 26  # a daily job that is this late has missed its time
_NO_RUN: Final = "Intake: no run has finished yet. Start one with: adhesion run"


def export_text(settings: Settings, campaign: Campaign, what: str, form: str) -> str:
    """The ledger's members, submissions or messages as JSON, CSV or (members) GeoJSON."""
    view = _view(settings, campaign)
    as_json: dict[str, Callable[[LedgerView], object]] = {
        "members": export.members_json,
        "submissions": export.submissions_json,
        "messages": export.messages_json,
    }
    if form == "geojson":
        return json.dumps(export.members_geojson(view), ensure_ascii=False, indent=1)
    if form == "json":
        return json.dumps(as_json[what](view), ensure_ascii=False, indent=1)
    if what == "messages":
        return export.messages_csv(view)
    return export.members_csv(view, campaign) if what == "members" else export.submissions_csv(view, campaign)


def status_text(settings: Settings, campaign: Campaign, now: dt.datetime) -> str:
    """A page for a person: the last runs, what waits, whether intake is alive."""
    if not ledger_exists(settings):
        return _NO_RUN
    view = _view(settings, campaign)
    lines = [_alive(view, now), "", "Last runs (UTC):"]
    lines += [_run_line(run) for run in sorted(view.runs, key=lambda run: run.id)[-_RUNS:]] or ["  none yet"]
    items = review_items(view, campaign)
    lines += ["", f"Waiting for staff: {len(items)} points (sheet “To review” of ledger.xlsx)"]
    waiting = sum(message.outcome in {None, Outcome.FAILED} for message in view.messages)
    if waiting:
        lines.append(f"Waiting for the next run: {waiting} messages")
    counts = {status: sum(member.status is status for member in view.members) for status in Status}
    shown = ", ".join(f"{number} {status.value.replace('_', ' ')}" for status, number in counts.items() if number)
    lines += ["", f"Members: {len(view.members)}" + (f" ({shown})" if shown else "")]
    return "\n".join(lines)


def _alive(view: LedgerView, now: dt.datetime) -> str:
    good = [run.finished for run in view.runs if run.finished and run.exit_code in {0, 10}]
    if not good:
        return _NO_RUN
    hours = (now - max(good)).total_seconds() / 3600
    if hours > _QUIET_HOURS:
        return f"Intake: NOT ALIVE, the last good run ended {hours:.0f} hours ago. Look at the timer and its log."
    return f"Intake: alive, the last good run ended {hours:.1f} hours ago."


def _run_line(run: RunRow) -> str:
    if run.finished is None:
        return f"  {run.started:%Y-%m-%d %H:%M}  did not finish"
    counts = ", ".join(f"{number} {outcome}" for outcome, number in run.counts) or "nothing new"
    return f"  {run.started:%Y-%m-%d %H:%M}  exit {run.exit_code}  seen {run.seen}, known {run.known}: {counts}"


def _view(settings: Settings, campaign: Campaign) -> LedgerView:
    with Ledger.open(ledger_url(settings), create=False) as ledger:
        return ledger.view(campaign)
