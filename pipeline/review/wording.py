"""The words in which the review room speaks to the secretariat (English)."""

from __future__ import annotations

from typing import Final

from pipeline.model import Severity
from pipeline.records import DraftKind, DraftState, Outcome, Status

STATUS: Final[dict[Status, str]] = {
    Status.PLEDGED: "Pledged",
    Status.INCOMPLETE: "Incomplete",
    Status.TO_REVIEW: "To review",
    Status.READY: "Ready",
    Status.ACCEPTED: "Accepted",
    Status.PUBLISHED: "Published",
    Status.DECLINED: "Declined",
    Status.WITHDRAWN: "Withdrawn",
}

STATUS_MEANING: Final[dict[Status, str]] = {
    Status.PLEDGED: "support declared, no form yet",
    Status.INCOMPLETE: "a form was read, required answers are missing",
    Status.TO_REVIEW: "complete, something is doubtful",
    Status.READY: "complete, nothing is doubtful: waits for your acceptance",
    Status.ACCEPTED: "you accepted it: it counts as a member",
    Status.PUBLISHED: "accepted and public: it counts as a member",
    Status.DECLINED: "you declined it",
    Status.WITHDRAWN: "it withdrew",
}

DECIDED: Final = (Status.ACCEPTED, Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN)
"""The statuses that only staff set."""

COUNTED: Final = (Status.ACCEPTED, Status.PUBLISHED)
"""The statuses that count as members."""

IN_HAND: Final = (Status.READY, Status.TO_REVIEW, Status.INCOMPLETE)
"""Forms that are here and not decided on."""

AUTOMATIC: Final = "Automatic"
"""What staff choose in the status column to give the decision back to the program."""

OUTCOME: Final[dict[Outcome | None, str]] = {
    Outcome.SUBMISSION: "New form",
    Outcome.UPDATE: "Update of a member",
    Outcome.DUPLICATE: "Duplicate of something we have",
    Outcome.PLEDGE: "Pledge without a form",
    Outcome.UNREADABLE: "Form that cannot be read",
    Outcome.OTHER_FORM: "Another form",
    Outcome.QUESTION: "Question or greeting",
    Outcome.IGNORED: "Ignored",
    Outcome.FAILED: "Failed, will be tried again",
    Outcome.HELD: "Held for you",
    None: "Waits for the next run",
}

DRAFT: Final[dict[DraftKind, str]] = {
    DraftKind.WELCOME: "Welcome",
    DraftKind.MISSING: "Asks for what is missing",
    DraftKind.UNREADABLE: "Asks for a readable form",
    DraftKind.PLEDGE: "Thanks, asks for the form",
    DraftKind.UPDATE: "Confirms the update",
}

DRAFT_STATE: Final[dict[DraftState | None, str]] = {
    None: "still to be written",
    DraftState.DRAFTED: "",
    DraftState.EDITED: "edited",
    DraftState.SENT: "sent on",
    DraftState.DISCARDED: "discarded",
}
"""What became of a reply; nothing is said of one that waits as it was written."""

SEVERITY: Final[dict[Severity, str]] = {
    Severity.ERROR: "Urgent",
    Severity.WARNING: "Please look",
    Severity.INFO: "For information",
}

YES: Final = "Yes"
NO: Final = "No"


def wave_name(wave: str) -> str:
    """A wave in words; ids are often mere numbers."""
    return f"Wave {wave}" if wave.isdigit() else wave


def draft_words(kind: DraftKind | None, state: DraftState | None) -> str:
    """What a reply does and what became of it: "Welcome (sent on)"; "" where there is none."""
    if kind is None:
        return ""
    more = DRAFT_STATE[state]
    return f"{DRAFT[kind]} ({more})" if more else DRAFT[kind]
