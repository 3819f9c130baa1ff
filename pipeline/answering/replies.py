"""All that a run does about replies, in the order in which dying at any point loses and doubles nothing.

What fits now is noted in the ledger; what is new is written and put into Drafts; only then what it replaces is taken
back; at last it is remembered that nothing is left to do.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.answering.drawing import Drawn, draw_answers
from pipeline.answering.renewing import keep_looked, renew_replies
from pipeline.answering.taking_back import take_back
from pipeline.delivery import DraftsDelivery
from pipeline.errors import LoginRefusedError, MailboxUnreachableError

if TYPE_CHECKING:
    from pipeline.intake.mailbox import DraftsFolder
    from pipeline.run import Run


def answer_all(run: Run, folder: DraftsFolder | None) -> Drawn:
    """Draft what is to be drafted, take back what is to be taken back.

    Args:
        run: the run; it knows what people made of the replies that waited.
        folder: the mailbox's Drafts; None where replies become files.
    """
    looked = renew_replies(run)
    delivery = DraftsDelivery(run, folder) if folder else None
    drawn = draw_answers(run, delivery)
    if drawn.lost:
        return drawn
    if delivery:
        with suppress(MailboxUnreachableError):  # then an unedited draft may be shown as edited; nothing else
            delivery.confirm()
    try:
        notes = take_back(run, folder)
    except (MailboxUnreachableError, LoginRefusedError) as error:
        return replace(drawn, lost=error)
    keep_looked(run, looked)
    return replace(drawn, notes=(*looked.notes, *drawn.notes, *notes))
