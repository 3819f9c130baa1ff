"""What a mailbox asks for at the door. Kept apart so that no text of it ever gets into a log or a traceback."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credential:
    """A user and the password, or the OAuth 2.0 access token (RFC 6749), that opens the mailbox.

    The secret is left out of `repr`, so that no error message shows it.
    """

    user: str
    secret: str = field(repr=False)
    oauth: bool = False
