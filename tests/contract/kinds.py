"""Every kind of mailbox that the suite tries: a name, and how one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.adapters import Adapter, FakeAdapter, ImapAdapter, WholeAdapter
from tests.contract.file_adapters import EmlAdapter, MaildirAdapter, MboxAdapter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.mail.dovecot import Dovecot

    Maker = Callable[[pytest.FixtureRequest, Path], Adapter]
    WholeMaker = Callable[[pytest.FixtureRequest, Path], WholeAdapter]


def _imap(
    request: pytest.FixtureRequest, *, server: str = "dovecot", oauth: bool = False, starttls: bool = False
) -> ImapAdapter:
    dovecot: Dovecot = request.getfixturevalue(server)
    adapter = ImapAdapter(dovecot, oauth=oauth, starttls=starttls)
    request.addfinalizer(adapter.close)
    return adapter


WITH_DRAFTS: dict[str, WholeMaker] = {
    "fake": lambda _request, _folder: FakeAdapter(),
    "imap-password": lambda request, _folder: _imap(request),
    "imap-oauth": lambda request, _folder: _imap(request, oauth=True),
    "imap-starttls": lambda request, _folder: _imap(request, starttls=True),
    "imap-without-move": lambda request, _folder: _imap(request, server="dovecot_without_move"),
    "imap-below-inbox": lambda request, _folder: _imap(request, server="dovecot_below_inbox"),
}

KINDS: dict[str, Maker] = {
    **WITH_DRAFTS,
    "folder": lambda _request, folder: EmlAdapter(folder),
    "maildir": lambda _request, folder: MaildirAdapter(folder),
    "mbox": lambda _request, folder: MboxAdapter(folder),
}
