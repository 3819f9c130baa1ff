"""Headers of a reply: threading, addresses, one "Re:". RFC 5322 sections 3.4 and 3.6."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Final

from pipeline.drafts.recipients import is_address
from pipeline.drafts.wording import plain

if TYPE_CHECKING:
    from pipeline.model import Mail, Mailbox

_ID_HEADERS: Final = frozenset({"message-id", "references", "in-reply-to"})
_MOST_REFERENCES: Final = 20
_LONGEST_ID: Final = 900  # octets; a line may have 998 (RFC 5322, 2.1.1)
_LONGEST_SUBJECT: Final = 300
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]+>")  # printable ASCII without blanks and angle brackets
_REPLY_MARK: Final = re.compile(
    r"^\s*(?:re|r|aw|antw|antwort|sv|vs|rif|res|odp|ynt|balas|bls|回复|답장|رد)\s*(?:\[\d+\])?\s*[:：]\s*",
    re.IGNORECASE,
)


class DraftPolicy(EmailPolicy):
    """The policy that drafts are written with: CRLF, and message ids folded between them only.

    Python 3.11 writes ids that are longer than a line as encoded-words, which breaks the thread.
    """

    def fold(self, name: str, value: str) -> str:
        """A header as it is written; one id a line."""
        if name.lower() not in _ID_HEADERS:
            return str(super().fold(name, value))
        return f"{name}: {(self.linesep + ' ').join(str(value).split())}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes."""
        if name.lower() not in _ID_HEADERS:
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii", "replace")


POLICY: Final = DraftPolicy(linesep="\r\n")


def thread_of(mail: Mail) -> tuple[str | None, tuple[str, ...]]:
    """In-Reply-To and References of a reply (RFC 5322, 3.6.4); an id that is none is left out."""
    answered = mail.message_id if _is_id(mail.message_id) else None
    known = [each for each in mail.references if _is_id(each) and each != answered]
    if len(known) > _MOST_REFERENCES:
        known = [known[0], *known[1 - _MOST_REFERENCES :]]
    return answered, (*dict.fromkeys(known), *([answered] if answered else []))


def reply_subject(original: str, otherwise: str) -> str:
    """The original's subject with one "Re: " before it, whatever marks it has; where it has none, our own."""
    subject = plain(original)
    while (shorter := _REPLY_MARK.sub("", subject)) != subject:
        subject = shorter
    return f"Re: {subject[:_LONGEST_SUBJECT]}" if subject else otherwise


def address_header(mailbox: Mailbox) -> Address:
    """A mailbox as a header value. A display name that poses as another address is left out."""
    name = plain(mailbox.name)
    shown = "" if "@" in name or not name.isprintable() else name
    return Address(display_name=shown, addr_spec=mailbox.address.strip())


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one, as far as capitals go."""
    return one.strip().lower() == other.strip().lower()


def usable(address: str) -> bool:
    """Whether it can stand in a header of ours: it is an address, in ASCII."""
    return address.isascii() and is_address(address)


def _is_id(text: str) -> bool:
    return len(text) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(text) is not None
