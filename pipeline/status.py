"""`adhesion status` and `adhesion export`: what the ledger holds, for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipeline.errors import ExitCode
from pipeline.exporting import PUBLIC, export_view, kept_back
from pipeline.ledger.store import Ledger
from pipeline.reconcile.retention import due_mails
from pipeline.records import Outcome, Status
from pipeline.review.items import review_items
from pipeline.signin.notices import expiry_notices
from pipeline.storage import ledger_exists, ledger_url, state_folder
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.records import LedgerView, RunRow

_RUNS: Final = 5
_GOOD: Final = {ExitCode.OK, ExitCode.RETRY_WAITS}
_SAFETY_STOP: Final = (
    "The last run stopped for safety; `adhesion run` says why. If the mailbox was reset or emptied on purpose, take it "
    "as it is: adhesion accept-reset"
)
_NO_RUN: Final = "Intake: no run has finished yet. Start one with: adhesion run"


def export_text(settings: Settings, campaign: Campaign, what: str, form: str, language: str | None = None) -> str:
    """What `adhesion export` prints, see `exporting.export_view`."""
    return export_with_notes(settings, campaign, what, form, language)[0]


def export_with_notes(
    settings: Settings, campaign: Campaign, what: str, form: str, language: str | None = None
) -> tuple[str, list[str]]:
    """The same, and what must be said beside it: which values a website could show if staff looked at them."""
    view = _view(settings, campaign)
    notes = kept_back(view, campaign) if what == PUBLIC else []
    return export_view(view, campaign, what, form, language), notes


def status_text(settings: Settings, campaign: Campaign, now: dt.datetime) -> str:
    """A page for a person: whether intake is alive, what must be done about it, the last runs, what waits."""
    ending = [notice.message for notice in expiry_notices(settings, state_folder(settings), now.date())]
    if not ledger_exists(settings):
        return "\n".join([_NO_RUN, *ending])
    view = _view(settings, campaign)
    runs = sorted(view.runs, key=lambda run: run.id)
    lines = [_alive(view, now, settings.alarm.hours), *_stopped(runs), *ending]
    lines += ["", "Last runs (UTC):", *([_run_line(run) for run in runs[-_RUNS:]] or ["  none yet"])]
    lines += ["", *_waiting(view, campaign, words_in(settings.secretariat.language))]
    counts = {status: sum(member.status is status for member in view.members) for status in Status}
    shown = ", ".join(f"{number} {status.value.replace('_', ' ')}" for status, number in counts.items() if number)
    lines += ["", f"Members: {len(view.members)}" + (f" ({shown})" if shown else "")]
    return "\n".join([*lines, *_kept(settings, campaign, now)])


def _kept(settings: Settings, campaign: Campaign, now: dt.datetime) -> Iterator[str]:
    """What is due to go, and what went."""
    with Ledger.open(ledger_url(settings), create=False) as ledger:
        due = due_mails(ledger.view(campaign), settings.retention, now, ledger.gone())
        past = ledger.erasures()
    if due:
        kinds = ", ".join(f"{number} of {kind}" for kind, number in sorted(Counter(due.values()).items()))
        yield f"Retention: the time of {len(due)} stored mails is over ({kinds}); the next run lets them go."
    went = sum(sum(each.counts.values()) for each in past if each.what == "retention")
    if went:
        yield f"Retention: {went} stored mails went after their time."
    erased = [each for each in past if each.what == "erased"]
    if erased:
        last = erased[-1]
        yield f"Erasures: {len(erased)}, the last on {last.at:%Y-%m-%d}, by {last.by}."


def _alive(view: LedgerView, now: dt.datetime, quiet_hours: float) -> str:
    """Of the same mind as the alarm (`alarm.hours`)."""
    good = [run.finished for run in view.runs if run.finished and run.exit_code in _GOOD]
    if not good:
        return _NO_RUN
    hours = (now - max(good)).total_seconds() / 3600
    if hours > quiet_hours:
        return f"Intake: NOT ALIVE, the last good run ended {hours:.0f} hours ago. Look at the timer and its log."
    return f"Intake: alive, the last good run ended {hours:.1f} hours ago."


def _stopped(runs: Sequence[RunRow]) -> list[str]:
    """The way out of a safety stop, while the last run that came to its end stands at one."""
    ended = [run for run in runs if run.finished]
    return [_SAFETY_STOP] if ended and ended[-1].exit_code == ExitCode.SAFETY_STOP else []


def _waiting(view: LedgerView, campaign: Campaign, words: Words) -> Iterator[str]:
    """With the sheets as they are called in the workbook."""
    points = len(review_items(view, campaign))
    yield f"Waiting for staff: {points} points (sheet “{words('sheet.review')}” of ledger.xlsx)"
    asked = {question.message for question in view.questions}
    held = sum(message.outcome is Outcome.HELD and message.id not in asked for message in view.messages)
    if held:
        sheet = words("sheet.messages")
        yield f"Held messages: {held} (sheet “{sheet}” says why). Once that is mended, try them again: adhesion retry"
    if asked:
        yield f"Forms that wait for your answer: {len(view.questions)} (sheet “{words('sheet.review')}”)"
    waiting = sum(message.outcome in {None, Outcome.FAILED} for message in view.messages)
    if waiting:
        yield f"Waiting for the next run: {waiting} messages"


def _run_line(run: RunRow) -> str:
    if run.finished is None:
        return f"  {run.started:%Y-%m-%d %H:%M}  did not finish"
    counts = ", ".join(f"{number} {outcome}" for outcome, number in run.counts) or "nothing new"
    return f"  {run.started:%Y-%m-%d %H:%M}  exit {run.exit_code}  seen {run.seen}, known {run.known}: {counts}"


def _view(settings: Settings, campaign: Campaign) -> LedgerView:
    with Ledger.open(ledger_url(settings), create=False) as ledger:
        return ledger.view(campaign)
