"""Taking over what a replay showed: all of it, some messages, or some fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from pipeline.errors import SafetyStopError
from pipeline.ledger.store import Ledger
from pipeline.locking import only_run
from pipeline.model import FormReading
from pipeline.reconcile.copies import FoundForm
from pipeline.reconcile.match import match_member
from pipeline.reconcile.plan import known_from
from pipeline.reconcile.taking_over import Kept, TakingOver, take_over
from pipeline.replay.go import LEDGER, PROGRAM, WHOLE, Going, Replayed, compared, require_ledger
from pipeline.replay.remembered import Memory
from pipeline.storage import ledger_url, state_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.reconcile.plan import Known
    from pipeline.reconcile.rereading import MessageChange

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the changes is accepted."""

    messages: frozenset[int] | None = None  # None: all
    fields: frozenset[str] | None = None  # None: all that changed


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written, and what is still another way than it is read now."""

    taken: tuple[TakingOver, ...]
    left: Replayed


def accept(going: Going, wish: Wish) -> Accepted:
    """Take over what was shown, all that is wished or nothing.

    Raises:
        SafetyStopError: nothing was shown, or program, settings, campaign or ledger are not what they were then.
        AnotherRunError: a run is going on.
        LedgerUnusableError: the ledger cannot be used.
    """
    require_ledger(going.settings)
    url = ledger_url(going.settings)
    with (
        only_run(state_folder(going.settings)),
        Ledger.open(url, domain=going.domain, create=False) as ledger,
        Memory.open(going.settings) as memory,
    ):
        _refuse_changed(memory, going.program(), ledger.state())
        shown = compared(going, url, memory)
        chosen = [each for each in shown.changes if wish.messages is None or each.message in wish.messages]
        taken = tuple(_to_take(chosen, wish.fields, known_from(going.campaign, ledger.members(going.campaign))))
        ledger.take_over(taken, going.now)
        log.info("replay.accepted", messages=len(taken), forms=sum(len(each.replacing) for each in taken))
        return Accepted(taken, compared(going, url, memory))


def _refuse_changed(memory: Memory, program: str, ledger: str) -> None:
    if not memory[WHOLE]:
        raise SafetyStopError(
            "Nothing was shown that could be taken over: run `adhesion replay` and look at what would change."
        )
    for was, now, what in ((memory[PROGRAM], program, "program or its settings"), (memory[LEDGER], ledger, "ledger")):
        if was != now:
            raise SafetyStopError(
                f"The {what} changed since the changes were shown, so nothing was taken over. Run `adhesion replay` "
                "again, look at what would change now, then accept that."
            )


def _to_take(changes: Iterable[MessageChange], fields: Collection[str] | None, known: Known) -> Iterable[TakingOver]:
    """What is to be written; messages of which nothing changes in the ledger are left out."""
    for change in changes:
        taken = take_over(change, fields)
        yield _matched(taken, known) if taken.added else taken


def _matched(taken: TakingOver, known: Known) -> TakingOver:
    """Forms that were not found before belong to whom they fit today; those of which that is doubtful stay out."""
    added, kept = [], list(taken.kept)
    for form in taken.added:
        who = FoundForm(0, form.name, form.language, FormReading(form.values)).who((), known.campaign)
        found = match_member(who, known.register)
        if found.doubtful:
            kept.append(Kept.DOUBTFUL)
        else:
            added.append(replace(form, member=found.member))
    return replace(taken, added=tuple(added), kept=tuple(kept))
