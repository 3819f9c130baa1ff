"""The ledger: what arrived, what was read, what was decided. Everything staff see is derived from it.

Every door is one transaction. Rows are only added (see `schema`), so that each state can be explained later.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, insert, select, update

from pipeline.errors import LedgerUnusableError
from pipeline.ledger import messages, schema, views
from pipeline.ledger.belonging import read_belonging
from pipeline.ledger.erasing_doors import ErasingDoors
from pipeline.ledger.mailbox_doors import MailboxDoors
from pipeline.ledger.members import derive_members
from pipeline.ledger.migrations import bring_up_to_date
from pipeline.ledger.names import member_id, number_of
from pipeline.ledger.open import find_faults, open_engine, reading, writing
from pipeline.ledger.questions import open_questions
from pipeline.ledger.reply_doors import ReplyDoors
from pipeline.ledger.rereading_doors import RereadingDoors, take_up_again
from pipeline.ledger.staff_doors import StaffDoors
from pipeline.ledger.times import latest_times
from pipeline.ledger.words import read_merges
from pipeline.ledger.writing import NOTHING_KNOWN, Writer
from pipeline.model import DocumentKind
from pipeline.records import LedgerView, Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from pipeline.campaign.definition import Campaign
    from pipeline.model import RawMessage
    from pipeline.records import (
        Member,
        Plan,
        RunRow,
        StoredMessage,
    )

HELD_AT_LAST = "reading it failed three times"
MOST_FAILURES = 3
"""So often a message is tried; then it is held for staff."""


class GoneError(KeyError):
    """The bytes of a message were erased, or went after their time (`[retention]`)."""


class Ledger(MailboxDoors, ReplyDoors, RereadingDoors, StaffDoors, ErasingDoors):
    """An open ledger. Use it as a context manager, or `close` it.

    Every method raises `LedgerUnusableError` where the database cannot be used (locked, damaged, full, ...).
    """

    def __init__(self, engine: Engine, domain: str) -> None:
        self._engine = engine
        self._domain = domain

    @classmethod
    def open(cls, url: str, *, domain: str = "adhesion.invalid", create: bool = True, patience: float = 10.0) -> Self:
        """Open the ledger at `url`, migrating it where it is older than this program.

        Args:
            url: `sqlite:///path` (relative to the working directory; four slashes: absolute) or `postgresql://...`.
            domain: right side of the Message-IDs of our replies: the domain of the secretariat's address.
            create: make the ledger where there is none.
            patience: seconds to wait for a lock that another program holds.

        Raises:
            LedgerUnusableError: it cannot be opened, is damaged, another program's, or newer than this program.
        """
        engine = open_engine(url, create=create, patience=patience)
        try:
            bring_up_to_date(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, domain)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def faults(self) -> tuple[str, ...]:
        """What a thorough look finds wrong with the file, for `adhesion check`; it reads all of it.

        Empty where it is whole, and for a database on a server, which looks after itself.
        """
        with reading(self._engine) as connection:
            return find_faults(connection)

    def __enter__(self) -> Self:
        """Itself: `with Ledger.open(url) as ledger`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    # --- runs --------------------------------------------------------------------------------------

    def begin_run(self, started: dt.datetime, version: str) -> int:
        """Note that a run begins; gives its number."""
        with writing(self._engine) as connection:
            row = {"started": started, "version": version, "counts": {}}
            return _number(connection.execute(insert(schema.RUNS), row).inserted_primary_key)

    def finish_run(
        self, run: int, finished: dt.datetime, exit_code: int, seen: int, known: int, counts: Mapping[str, int]
    ) -> None:
        """Note how a run ended; only the first end of a run stands."""
        ends = {"finished": finished, "exit_code": exit_code, "seen": seen, "known": known, "counts": dict(counts)}
        with writing(self._engine) as connection:
            open_run = (schema.RUNS.c.id == run) & schema.RUNS.c.finished.is_(None)
            connection.execute(update(schema.RUNS).where(open_run).values(ends))

    # --- messages ----------------------------------------------------------------------------------

    def keep(
        self, raw: RawMessage, account: str, run: int, fetched: dt.datetime, *, whole_size: int | None = None
    ) -> StoredMessage:
        """Keep a message: its bytes and its row together. The same bytes at the same place are kept once.

        Args:
            raw: the message, or only its header where it is too large.
            account: the mailbox.
            run: the run that fetched it.
            fetched: the time.
            whole_size: size in bytes of the whole message, where `raw` holds only its header.
        """
        sha256 = hashlib.sha256(raw.data).hexdigest()
        packed = zlib.compress(raw.data)
        with writing(self._engine) as connection:
            known = messages.find(connection, account, raw.place, sha256)
            if known is not None:
                return known
            fetched = max(fetched, *latest_times(connection))
            self._keep_bytes(connection, sha256, packed)
            row = {
                "account": account,
                "place": raw.place,
                "sha256": sha256,
                "size": len(raw.data) if whole_size is None else whole_size,
                "received": raw.received,
                "fetched": fetched,
                "run": run,
                "partial": int(whole_size is not None),
            }
            number = _number(connection.execute(insert(schema.MESSAGES), row).inserted_primary_key)
            return messages.get(connection, number)

    @staticmethod
    def _keep_bytes(connection: Connection, sha256: str, packed: bytes) -> None:
        """Each once; those that went after their time come again with a message that has the same."""
        mine = schema.CONTENTS.c.sha256 == sha256
        there = connection.scalar(select(func.length(schema.CONTENTS.c.raw)).where(mine))
        if there is None:
            connection.execute(insert(schema.CONTENTS), {"sha256": sha256, "raw": packed})
        elif not there:
            connection.execute(update(schema.CONTENTS).where(mine).values(raw=packed))

    def first_with(self, sha256: str, before: int) -> int | None:
        """The first message with these bytes, if it came before message `before`."""
        with reading(self._engine) as connection:
            table = schema.MESSAGES.c
            same = (table.sha256 == sha256) & (table.partial == 0)  # two headers may be alike
            query = select(func.min(table.id)).where(same, table.id < before)
            first: int | None = connection.scalar(query)
            return first

    def whole_of(self, message: StoredMessage) -> int | None:
        """The message that holds all of one of which first only the header was kept, if it was fetched since.

        It may have come from another place: staff move a message back to have it tried again.
        """
        with reading(self._engine) as connection:
            later = messages.later_of_size(connection, message)
        head = self.raw(message.id)
        gone = self.gone() if later else frozenset()
        return next((number for number in later if number not in gone and self.raw(number).startswith(head)), None)

    def unconcluded(self) -> list[StoredMessage]:
        """The messages without an outcome, and those that failed and are to be tried again; oldest first."""
        with reading(self._engine) as connection:
            return messages.unconcluded(connection)

    def raw(self, message: int) -> bytes:
        """The bytes of a message exactly as they came.

        Raises:
            KeyError: there is no such message.
            GoneError: its bytes were erased, or went after their time (a KeyError too).
        """
        with reading(self._engine) as connection:
            join = schema.MESSAGES.join(schema.CONTENTS)
            query = select(schema.CONTENTS.c.sha256, schema.CONTENTS.c.raw).select_from(join)
            row = connection.execute(query.where(schema.MESSAGES.c.id == message)).one_or_none()
        if row is None:
            raise KeyError(message)
        if not row.raw:
            raise GoneError(message)
        return _unpacked(row.sha256, row.raw)

    # --- conclusions -------------------------------------------------------------------------------

    def apply(self, message: StoredMessage, plan: Plan, run: int, now: dt.datetime) -> tuple[str, ...]:
        """Write all of a plan and the message's outcome, or nothing.

        A message that is concluded already stays as it is: applying again changes nothing.

        Returns:
            Ids of the members that the plan touches; of none where the message was concluded already.
        """
        with writing(self._engine) as connection:
            if messages.standing(connection, message.id) not in {None, Outcome.FAILED}:
                return ()
            touched = Writer(connection, message, run, now).plan(plan, self._domain)
        return tuple(member_id(number) for number in touched)

    def fail(self, message: StoredMessage, run: int, code: str, now: dt.datetime) -> Outcome:
        """Note that concluding a message failed: it is FAILED and tried again, after the third time it is HELD.

        Args:
            message: the message.
            run: the run in which it failed.
            code: of the fault, for the log and the report; no text of the message.
            now: the time.

        Returns:
            The outcome that stands now; that of a concluded message stays what it is.
        """
        with writing(self._engine) as connection:
            standing = messages.standing(connection, message.id)
            if standing not in {None, Outcome.FAILED}:
                return standing or Outcome.FAILED
            row = {"message": message.id, "run": run, "code": code, "at": now}
            connection.execute(insert(schema.FAILURES), row)
            often = messages.failures(connection, message.id)
            outcome = Outcome.FAILED if often < MOST_FAILURES else Outcome.HELD
            reason = f"reading it failed ({code})" if often < MOST_FAILURES else HELD_AT_LAST
            Writer(connection, message, run, now).outcome(outcome, reason, NOTHING_KNOWN)
            return outcome

    def with_outcome(self, outcome: Outcome) -> list[int]:
        """Numbers of the messages whose outcome that is now."""
        with reading(self._engine) as connection:
            return messages.with_outcome(connection, outcome)

    def retry(self, message: int, now: dt.datetime) -> bool:
        """Take up again a message that is held: the next run concludes it as if for the first time.

        Returns:
            False where there is no such message, it is not held, or it waits for an answer of staff.
        """
        with writing(self._engine) as connection:
            found = connection.scalar(select(schema.MESSAGES.c.id).where(schema.MESSAGES.c.id == message))
            if found is None or messages.standing(connection, message) is not Outcome.HELD:
                return False
            if any(question.message == message for question in open_questions(connection)):
                return False  # it waits for an answer in the workbook, and would be asked about twice
            take_up_again(connection, message, now)
            return True

    def same_document(self, sha256: str) -> tuple[int, str] | None:
        """The message and the member of the first form that was read from a document with these bytes."""
        join = schema.DOCUMENTS.join(schema.SUBMISSIONS, schema.SUBMISSIONS.c.document == schema.DOCUMENTS.c.id)
        query = (
            select(schema.DOCUMENTS.c.message, schema.SUBMISSIONS.c.id, schema.SUBMISSIONS.c.member)
            .select_from(join)
            .where(schema.DOCUMENTS.c.sha256 == sha256, schema.DOCUMENTS.c.kind == DocumentKind.FORM.value)
            .order_by(schema.SUBMISSIONS.c.id)
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            return row.message, member_id(read_belonging(connection).owner(row.id, row.member))

    def knows_mail(self, message_id: str, message: int) -> bool:
        """Whether another message with that Message-ID was concluded; a mail without one is never known by it."""
        c = schema.OUTCOMES.c
        query = select(c.id).where(c.message_id == message_id, c.message != message).limit(1)
        with reading(self._engine) as connection:
            return bool(message_id) and connection.scalar(query) is not None

    # --- runs and documents ------------------------------------------------------------------------

    def runs(self) -> tuple[RunRow, ...]:
        """All runs, oldest first."""
        with reading(self._engine) as connection:
            return views.read_runs(connection)

    # --- what is true now --------------------------------------------------------------------------

    def members(self, campaign: Campaign, only: Collection[str] | None = None) -> tuple[Member, ...]:
        """The members as they are now, in the order of their ids.

        Args:
            campaign: says what is required and which field is the country.
            only: ids of the members that are wanted (a few, such as those that a plan touched); None for all.
        """
        numbers = None if only is None else [number_of(each) for each in only]
        with reading(self._engine) as connection:
            return derive_members(views.read_history(connection, numbers), campaign)

    def view(self, campaign: Campaign) -> LedgerView:
        """The whole current state, as of one moment."""
        with reading(self._engine) as connection:
            history = views.read_history(connection)
            drafts = views.read_drafts(connection)
            belonging = read_belonging(connection)
            return LedgerView(
                members=derive_members(history, campaign),
                submissions=history.submissions,
                messages=messages.read_messages(connection, drafts, belonging),
                drafts=drafts,
                runs=views.read_runs(connection),
                decisions=tuple(each.decision for each in history.decisions),
                pledges=history.pledges,
                questions=open_questions(connection),
                merges=read_merges(connection, belonging),
                likenesses=tuple((member_id(one), member_id(other)) for one, other in history.words.likenesses),
                settled=history.words.settled,
                earlier=history.earlier,
            )


def _number(key: Sequence[object] | None) -> int:
    assert key is not None  # noqa: S101 - every insert of one row has a key
    return int(str(key[0]))


def _unpacked(sha256: str, packed: bytes) -> bytes:
    """The bytes, proved to be those that came."""
    try:
        data = zlib.decompress(packed)
    except zlib.error:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise LedgerUnusableError(
            f"the ledger's copy of the message {sha256[:12]}… is damaged; put back the last backup of the state folder"
        )
    return data
