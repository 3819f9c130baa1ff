"""Queries about replies in the Drafts folder: what still has to go there, and what people made of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.records import Delivered, DraftKind, DraftState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

_S = schema.DRAFT_STATES.c


def standing_states(connection: Connection) -> dict[int, Row[Any]]:
    """Draft -> its latest row."""
    return {row.draft: row for row in connection.execute(select(schema.DRAFT_STATES).order_by(_S.id))}


def delivered(connection: Connection) -> list[Delivered]:
    """Every reply that was put into Drafts, as it stood when it was last looked at."""
    drafts, messages, outcomes = schema.DRAFTS.c, schema.MESSAGES.c, schema.OUTCOMES.c
    answered: dict[int, str] = {
        row.message: row.message_id for row in connection.execute(select(outcomes.message, outcomes.message_id))
    }
    query = select(drafts.id, drafts.message, drafts.message_id, drafts.kind).join_from(schema.DRAFTS, schema.MESSAGES)
    states = standing_states(connection)
    put = {row.draft: row.at for row in connection.execute(select(_S.draft, _S.at).order_by(_S.id.desc()))}
    withdrawn = frozenset(connection.scalars(select(schema.REPLACED.c.draft)))
    return [
        replace(_delivered(row, states[row.id], _answers(row, answered), put[row.id]), withdrawn=row.id in withdrawn)
        for row in connection.execute(query.where(drafts.message == messages.id).order_by(drafts.id))
        if row.id in states
    ]


def _answers(draft: Row[*tuple[Any, ...]], ids: Mapping[int, str]) -> str:
    """The Message-ID of what it answers; a new mail answers nothing."""
    return "" if draft.kind == DraftKind.CONFIRMATION.value else ids.get(draft.message, "")


def _delivered(draft: Row[*tuple[Any, ...]], state: Row[Any], answered: str, put: dt.datetime) -> Delivered:
    return Delivered(
        draft=draft.id,
        message_id=draft.message_id,
        answered=answered,
        state=DraftState(state.state),
        epoch=state.epoch,
        sha256=state.sha256,
        at=put,
    )


def draft_files(connection: Connection) -> list[tuple[int, str, str]]:
    """Replies that were written as files: draft, file and the hash of what we wrote."""
    table = schema.DRAFT_FILES.c
    rows = connection.execute(select(table.draft, table.file, table.sha256).order_by(table.id))
    latest = {draft: (draft, file, sha256) for draft, file, sha256 in rows if file}
    return list(latest.values())
