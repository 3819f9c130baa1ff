"""The draft for staff: in the mailbox's Drafts where replies go there too, else a file beside the replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alarm import words
from pipeline.errors import AdhesionError, CannotDoError
from pipeline.files import write_private
from pipeline.intake.source import drafts_of
from pipeline.opening import open_mailbox

if TYPE_CHECKING:
    from pipeline.alarm.news import News
    from pipeline.config import Settings
    from pipeline.intake.mailbox import DraftsFolder


def leave_draft(settings: Settings, news: News) -> str | None:
    """Leave the draft where staff look for drafts. Gives a remark where that could not be the mailbox.

    The file comes first and goes again once the mailbox has the draft: the mailbox may be what is out of order, and
    one that hangs must not keep the word from staff. Can be done again: the same news is one file and one message.

    Raises:
        OSError: the file cannot be written.
    """
    message = words.draft(news, settings)
    file = write_private(settings.outputs.dir / "drafts" / words.draft_name(news), message)
    if settings.drafts.target != "mailbox":
        return None
    try:
        taken = _put(settings, news, message)
    except (AdhesionError, CannotDoError, OSError) as error:
        return f"draft: it lies in {file}, because the mailbox does not take it. {error}"
    if taken:
        file.unlink(missing_ok=True)
    return None


def _put(settings: Settings, news: News, message: bytes) -> bool:
    """Put it into Drafts unless it is there or was sent; False: a mailbox without Drafts."""
    with open_mailbox(settings) as mailbox:
        folder = drafts_of(mailbox)
        if folder is not None and not _is_there(folder, words.message_id(news, settings)):
            folder.append(message, news.at)
        return folder is not None


def _is_there(folder: DraftsFolder, message_id: str) -> bool:
    seen = folder.look([message_id], ())
    return any(each.message_id == message_id for each in (*seen.drafts, *seen.sent))
