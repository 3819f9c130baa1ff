r"""Drafts of ours taken back: those alone that nobody touched, one by one, and nothing else.

A message on an IMAP server never changes: whoever edits a draft stores another one and removes the first. So what was
compared cannot become another before it is removed. No plain EXPUNGE: it would remove what staff have marked.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.errors import CannotDoError
from pipeline.intake.imap_drafts import drafts_folder, stored_in, with_hash
from pipeline.intake.imap_folders import list_folders
from pipeline.intake.imap_places import uids_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.config import MailboxSettings
    from pipeline.intake.imap_replies import Folder
    from pipeline.intake.imap_session import Session


def take_back_drafts(session: Session, settings: MailboxSettings, wrote: Mapping[str, str]) -> frozenset[str]:
    """As `DraftsFolder.take_back` says."""
    folder = drafts_folder(session, settings, list_folders(session))
    selected = session.open_folder(folder.raw, writable=True, anew=True)
    if selected is None:
        raise CannotDoError(f'The server does not open the folder "{folder.name}" for writing.')
    found = sorted(
        stored_in(session, folder, selected, frozenset(wrote), frozenset()), key=lambda each: each.message_id
    )
    changed = set()
    for own, group in groupby(found, key=lambda each: each.message_id):
        copies = [with_hash(session, folder, selected, each) for each in group]
        if all(each.sha256 == wrote[own] for each in copies):
            for uid in uids_of((each.place for each in copies), folder.name, selected.epoch):
                _remove(session, folder, uid)
        else:
            changed.add(own)
    return frozenset(changed)


def _remove(session: Session, folder: Folder, uid: int) -> None:
    """A server without UIDPLUS keeps it, marked as deleted, until a person has the folder cleaned up."""
    if not session.run("UID", "STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)").ok:
        raise CannotDoError(f'The server refuses to remove a draft from the folder "{folder.name}".')
    if "UIDPLUS" in session.capabilities:
        session.run("UID", "EXPUNGE", str(uid))
