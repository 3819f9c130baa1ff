"""Queries about replies in the Drafts folder: what still has to go there, and what people made of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.records import Delivered, DraftState

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_S = schema.DRAFT_STATES.c


def standing_states(connection: Connection) -> dict[int, Row[Any]]:
    """Draft -> its latest row; that keeps the place, epoch and hash of the first one."""
    return {row.draft: row for row in connection.execute(select(schema.DRAFT_STATES).order_by(_S.id))}


def delivered(connection: Connection) -> list[Delivered]:
    """Every reply that was put into Drafts, as it stood when it was last looked at."""
    drafts, messages, outcomes = schema.DRAFTS.c, schema.MESSAGES.c, schema.OUTCOMES.c
    answered: dict[int, str] = {
        row.message: row.message_id for row in connection.execute(select(outcomes.message, outcomes.message_id))
    }
    query = select(drafts.id, drafts.message, drafts.message_id).join_from(schema.DRAFTS, schema.MESSAGES)
    states = standing_states(connection)
    return [
        _delivered(row, states[row.id], answered.get(row.message, ""))
        for row in connection.execute(query.where(drafts.message == messages.id).order_by(drafts.id))
        if row.id in states
    ]


def _delivered(draft: Row[*tuple[Any, ...]], state: Row[Any], answered: str) -> Delivered:
    return Delivered(
        draft=draft.id,
        message_id=draft.message_id,
        answered=answered,
        state=DraftState(state.state),
        epoch=state.epoch,
        sha256=state.sha256,
        at=state.at,
    )
