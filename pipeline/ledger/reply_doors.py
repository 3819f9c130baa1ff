"""The ledger's doors about replies: which are to be written, where they wait, what people made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from pipeline.ledger import deliveries, schema, views
from pipeline.ledger.open import reading, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from pipeline.records import Delivered, DraftRow


class ReplyDoors:
    """A part of `Ledger`."""

    _engine: Engine

    def draft_written(self, draft: int, file: str, letters: Sequence[str], sha256: str, now: dt.datetime) -> None:
        """Note the file that was written for a reply.

        Args:
            draft: number of the reply.
            file: its file, relative to the outputs; "" where it is to go into the Drafts folder.
            letters: files of the letters in it, relative to the outputs.
            sha256: of the file's bytes, to tell later whether a person changed it.
            now: the time.
        """
        row = {"draft": draft, "file": file, "letters": list(letters), "sha256": sha256, "at": now}
        with writing(self._engine) as connection:
            connection.execute(insert(schema.DRAFT_FILES), row)

    def undrawn(self) -> list[DraftRow]:
        """The replies that were not written yet, neither as a file nor into Drafts."""
        with reading(self._engine) as connection:
            return [draft for draft in views.read_drafts(connection) if draft.state is None]

    def delivered(self) -> list[Delivered]:
        """The replies that were put into the Drafts folder, as they stood when last looked at."""
        with reading(self._engine) as connection:
            return deliveries.delivered(connection)

    def draft_stands(self, state: Delivered, run: int, now: dt.datetime, place: str | None = None) -> None:
        """Note that a reply lies in Drafts (at `place`, where that was told), or what a person made of it."""
        row = {"draft": state.draft, "state": state.state.value, "place": place, "epoch": state.epoch}
        with writing(self._engine) as connection:
            connection.execute(insert(schema.DRAFT_STATES), {**row, "sha256": state.sha256, "run": run, "at": now})

    def draft_files(self) -> list[tuple[DraftRow, str]]:
        """The replies that wait as files, each with the hash of what we wrote."""
        with reading(self._engine) as connection:
            drafts = {draft.id: draft for draft in views.read_drafts(connection)}
            return [(drafts[number], sha256) for number, _, sha256 in deliveries.draft_files(connection)]

    def drafts(self) -> tuple[DraftRow, ...]:
        """All replies, oldest first."""
        with reading(self._engine) as connection:
            return views.read_drafts(connection)
