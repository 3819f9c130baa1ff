"""The ledger's doors about replies: which are to be written, where they wait, what people made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from pipeline.ledger import deliveries, renewing, schema, views
from pipeline.ledger.open import reading, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine

    from pipeline.records import Delivered, DraftRow, ReplyChange, Withdrawn


class ReplyDoors:
    """A part of `Ledger`."""

    _engine: Engine
    _domain: str

    def draft_written(  # noqa: PLR0913 - the last two are what is compared later
        self,
        draft: int,
        file: str,
        letters: Sequence[str],
        sha256: str,
        now: dt.datetime,
        *,
        facts: Mapping[str, str] | None = None,
        prints: Mapping[str, str] | None = None,
    ) -> None:
        """Note the file that was written for a reply.

        Args:
            draft: number of the reply.
            file: its file, relative to the outputs; "" where it is to go into the Drafts folder.
            letters: files of the letters in it, relative to the outputs.
            sha256: of the file's bytes, to tell later whether a person changed it.
            now: the time.
            facts: what it was made from; without them it is never drawn anew.
            prints: of each letter the hash of what we wrote, to tell later whether a person changed it.
        """
        row = {"draft": draft, "file": file, "letters": list(letters), "sha256": sha256, "at": now}
        row |= {"facts": None if facts is None else dict(facts), "prints": None if prints is None else dict(prints)}
        with writing(self._engine) as connection:
            connection.execute(insert(schema.DRAFT_FILES), row)

    def undrawn(self) -> list[DraftRow]:
        """The replies that were not written yet, neither as a file nor into Drafts."""
        with reading(self._engine) as connection:
            drafts = views.read_drafts(connection)
            return [draft for draft in drafts if draft.state is None and not draft.withdrawn]

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

    def renew(self, changes: Sequence[ReplyChange], run: int, now: dt.datetime) -> None:
        """Note all replies that are to be drafted or taken back, or none. Noting one again changes nothing.

        One that was never written is taken back by that alone.
        """
        with writing(self._engine) as connection:
            for change in changes:
                renewing.note(connection, change, renewing.Noted(run, now), self._domain)

    def to_take_back(self) -> list[Withdrawn]:
        """The replies that wait untouched and are to be taken back now: what comes instead of them is there."""
        with reading(self._engine) as connection:
            if not renewing.some_wait(connection):
                return []  # the usual case
            return renewing.to_take_back(connection, views.read_drafts(connection))

    def wrote(self, draft: int) -> frozenset[str]:
        """Hashes of all that we ever wrote for a reply: an attempt may have ended before its outcome was noted."""
        files = schema.DRAFT_FILES.c
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(files.sha256).where(files.draft == draft)))

    def letter_prints(self) -> frozenset[str]:
        """Hashes of all letters that we wrote: a file with another one was changed by staff."""
        with reading(self._engine) as connection:
            rows = connection.scalars(select(schema.DRAFT_FILES.c.prints))
            return frozenset(each for prints in rows if prints for each in prints.values())

    def reply_ids(self) -> frozenset[str]:
        """The Message-IDs of all our replies, also of those that are not written yet."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(schema.DRAFTS.c.message_id)))

    def replies_mark(self) -> str:
        """A word that is another one as soon as something came into the ledger that replies depend on."""
        with reading(self._engine) as connection:
            return renewing.mark(connection)

    def drafts(self) -> tuple[DraftRow, ...]:
        """All replies, oldest first."""
        with reading(self._engine) as connection:
            return views.read_drafts(connection)
