"""What staff say and has to be compared with what is known: whose a form is that waited, members entered by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from pipeline.drafts.recipients import may_reply
from pipeline.intake.message import unwrap
from pipeline.reconcile.plan import alike_of, known_from, plan_answer

if TYPE_CHECKING:
    from pipeline.records import Question, Saying
    from pipeline.run import Run

log = structlog.get_logger()


def conclude_answers(run: Run, said: Saying) -> int:
    """Work on the forms whose government staff named; gives how many. One that was answered before stays as it is.

    Each is seen as the ledger is after the one before it, as with messages.
    """
    waiting = {question.id: question for question in run.ledger.questions()}
    concluded = 0
    known = known_from(run.campaign, run.ledger.members(run.campaign) if said.answers else ())
    for answer in said.answers:
        question = waiting.pop(answer.question, None)
        if question is None or answer.member not in (None, *question.candidates):
            continue
        plan = plan_answer(question, answer, known, may_reply=_may_reply(run, question))
        touched = run.ledger.conclude(question, plan, said, run.number, run.now)
        known.renew(run.ledger.members(run.campaign, only=touched))
        log.info("question.answered", question=question.id, message=question.message, outcome=plan.outcome.value)
        concluded += 1
    return concluded


def compared(run: Run, said: Saying) -> Saying:
    """With the members that those entered by hand may be already, so that staff are asked."""
    if not said.entered:
        return said
    known = known_from(run.campaign, run.ledger.members(run.campaign))
    return replace(said, entered=tuple(replace(each, alike=alike_of(each, known)) for each in said.entered))


def _may_reply(run: Run, question: Question) -> bool:
    """Nobody answers a mail that is not kept any more."""
    if question.message in run.ledger.gone():
        return False
    mail = unwrap(run.ledger.raw(question.message))
    return may_reply(mail, run.settings.secretariat.address) is None
