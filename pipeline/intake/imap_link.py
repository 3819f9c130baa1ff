"""The connection of a mailbox over the time of a run: made when needed, given up after a fault, made anew."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.imap_folders import encoded, find_folder, list_folders, names_shown
from pipeline.intake.imap_session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.config import MailboxSettings
    from pipeline.credentials import Credential
    from pipeline.intake.imap_session import Selected
    from pipeline.intake.imap_url import ImapAddress

_IDLE: Final = 60.0  # seconds after which a connection is tried before it is used: servers end those that say nothing


class ImapLink:
    """Gives a `Session` that works, as long as there is a server that lets us in."""

    def __init__(self, address: ImapAddress, settings: MailboxSettings, sign_in: Callable[[], Credential]) -> None:
        self.address = address
        self._settings = settings
        self._sign_in = sign_in
        self._session: Session | None = None
        self._name = encoded(address.folder)  # as the server writes it, once it was found

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The connection, made where there is none. After a fault it is given up: who knows what comes next on it."""
        session = self._session = self._lively() or Session.open(self.address, self._settings, self._sign_in)
        try:
            yield session
        except CannotDoError:
            raise
        except BaseException:
            self._session = None
            session.drop()
            raise

    def open_inbox(self, session: Session, *, writable: bool = False, anew: bool = False) -> Selected:
        """Open the folder of the address. `anew`: also where it is open, so that its numbers are those of now.

        Raises:
            MailboxUnreachableError: there is no such folder.
            CannotDoError: it opens for reading only, and `writable` was asked for.
        """
        selected = session.open_folder(self._name, writable=writable, anew=anew)
        if selected:
            return selected
        found = list_folders(session)
        folder = find_folder(session, self.address.folder, found)
        if folder is None:
            raise MailboxUnreachableError(
                f'The mailbox has no folder "{self.address.folder}". Its folders are: {names_shown(found)}. '
                "Mend mailbox.source."
            )
        selected = session.open_folder(folder.raw, writable=writable)
        if selected is None:
            raise MailboxUnreachableError(
                f'The server does not open the folder "{folder.name}" just now. The next run tries again; if it stays '
                "so, ask whoever runs the server whether this user may read it."
            )
        self._name = folder.raw
        return selected

    def close(self) -> None:
        """Sign out. Never raises."""
        session, self._session = self._session, None
        if session:
            session.leave()

    def _lively(self) -> Session | None:
        """The connection of before, unless the server has ended it while nothing was said."""
        session, self._session = self._session, None
        if session and time.monotonic() - session.used > _IDLE:
            try:
                session.run("NOOP")
            except MailboxUnreachableError:
                session.drop()
                return None
        return session
