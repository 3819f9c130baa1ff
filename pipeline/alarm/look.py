"""One look at the ledger's runs, and the ways that news goes. What has not gone its way is kept and tried again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from pipeline.alarm import words
from pipeline.alarm.decide import decide, trial_news
from pipeline.alarm.draft import leave_draft
from pipeline.alarm.news import Kind, Memory, News, Trouble, Waiting
from pipeline.alarm.webhook import NotDeliveredError, post, webhook_problem
from pipeline.errors import AnotherRunError, DefinitionError, LedgerUnusableError
from pipeline.files import write_private
from pipeline.ledger.store import Ledger
from pipeline.storage import ledger_exists, ledger_url, state_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.config import Settings
    from pipeline.records import RunRow

Deliver = Callable[[News], str | None]
"""Takes news one way; gives a remark where it went, but not as wished; raises `NotDeliveredError` or OSError where it
could not. The same news may come twice."""

_MEMORY: Final = TypeAdapter(Memory)
_MOST_WAITING: Final = 20  # for each way; older ones are let go
_PATIENCE: Final = 60.0  # seconds for another look to end


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look. `problems`: what did not go its way and why, and an unusable ledger; nothing secret."""

    news: News | None
    memory: Memory
    problems: tuple[str, ...] = ()

    @property
    def ledger_unusable(self) -> bool:
        """Whether the ledger is gone or cannot be used."""
        return self.memory.outage is not None and self.memory.outage.trouble is Trouble.LEDGER


def ways_of(settings: Settings) -> dict[str, Deliver]:
    """How news goes by these settings: always a draft, a webhook where one is set."""
    ways: dict[str, Deliver] = {"draft": lambda news: leave_draft(settings, news)}
    address = settings.alarm.webhook
    if address:
        ways["webhook"] = lambda news: post(address, words.payload(news, settings.alarm.hours))
    return ways


def look(
    settings: Settings, now: dt.datetime, *, ways: Mapping[str, Deliver] | None = None, test: bool = False
) -> Looked:
    """Look once, remember, tell.

    What is to be told is written down before it goes anywhere, so that a crash, a full disk or a dead webhook loses
    nothing and doubles nothing (a draft is the same file or message each time).

    Args:
        settings: the configuration.
        now: the time.
        ways: how news goes; default: `ways_of(settings)`.
        test: tell something in any case, to try the ways.

    Raises:
        LedgerUnusableError: the state folder cannot be written.
        AnotherRunError: another look is going on and does not end.
    """
    ways = ways_of(settings) if ways is None else ways
    file = state_folder(settings) / "alarm.json"
    with _only_look(state_folder(settings)):
        runs, trouble = _runs(settings)
        before = _remembered(file)
        memory, news = decide(runs, now, settings.alarm.hours, before)
        told = [each for each in (news, trial_news(runs, now, before) if test else None) if each]
        kept = (*memory.waiting, *(Waiting(way, each) for each in told for way in ways))
        memory = replace(memory, waiting=_newest(kept, ways))
        if memory != before:
            _remember(file, memory)
        memory, problems = _deliver(file, memory, ways)
    return Looked(news, memory, (*trouble, *problems))


def check_webhook(settings: Settings) -> None:
    """Raises `DefinitionError` where the configured web address is none that is ever written to."""
    problem = webhook_problem(settings.alarm.webhook) if settings.alarm.webhook else None
    if problem:
        raise DefinitionError("The configuration", [f"alarm.webhook: {problem}"])


def look_text(looked: Looked, now: dt.datetime) -> str:
    """One line for a person."""
    hours = f"{(now - looked.memory.quiet_since).total_seconds() / 3600:.1f} hours ago"
    last = f"the last good run ended {hours}" if looked.memory.good_run else f"no run yet; counted since {hours}"
    if looked.memory.outage:
        first = "Alarm" if looked.news and looked.news.kind is Kind.ALARM else "Alarm (already told)"
        return f"{first}: {'the ledger cannot be used' if looked.ledger_unusable else last}."
    return f"{'Recovered' if looked.news else 'All well'}: {last}."


def _runs(settings: Settings) -> tuple[Sequence[RunRow] | None, tuple[str, ...]]:
    """The runs; none before the first one; None, with the reason, where the ledger cannot be used."""
    if not ledger_exists(settings):
        return (), ()
    try:
        with Ledger.open(ledger_url(settings), create=False) as ledger:
            return ledger.runs(), ()
    except LedgerUnusableError as error:
        return None, (str(error),)


def _deliver(file: Path, memory: Memory, ways: Mapping[str, Deliver]) -> tuple[Memory, tuple[str, ...]]:
    """Try all that waits, oldest first; behind one that fails, others of its way wait too."""
    failed: dict[str, str] = {}
    remarks = []
    for each in memory.waiting:
        if each.way in failed:
            continue
        try:
            remarks.append(ways[each.way](each.news))
        except (NotDeliveredError, OSError) as error:
            why = str(error) if isinstance(error, NotDeliveredError) else error.strerror or type(error).__name__
            failed[each.way] = f"{each.way}: {why}; the next `adhesion alarm` tries again"
        else:
            memory = replace(memory, waiting=tuple(other for other in memory.waiting if other != each))
            _remember(file, memory)
    return memory, (*filter(None, remarks), *failed.values())


def _newest(waiting: Sequence[Waiting], ways: Mapping[str, Deliver]) -> tuple[Waiting, ...]:
    """What waits for a way that is still set, the newest of each."""
    counted: dict[str, int] = {}
    kept = []
    for each in reversed(waiting):
        counted[each.way] = counted.get(each.way, 0) + 1
        if each.way in ways and counted[each.way] <= _MOST_WAITING:
            kept.append(each)
    return tuple(reversed(kept))


def _remembered(file: Path) -> Memory | None:
    """None before the first look, and where the file is spoiled: then one outage may be told twice."""
    try:
        return _MEMORY.validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _remember(file: Path, memory: Memory) -> None:
    write_private(file, _MEMORY.dump_json(memory, indent=1))


@contextmanager
def _only_look(state: Path) -> Iterator[None]:
    """Two looks at one time would tell the same twice."""
    lock = FileLock(state / "alarm.lock", timeout=_PATIENCE, mode=0o600, fallback_to_soft=False)
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout as error:
        raise AnotherRunError(
            "Another `adhesion alarm` is at work and does not end; end it, then try again."
        ) from error
    except OSError as error:
        raise LedgerUnusableError(
            f"{state} cannot be written ({error.strerror}); mend that, then try again."
        ) from error
    try:
        yield
    finally:
        lock.release()
