"""Whom a reply goes to, and when no reply may be drafted at all.

Triage has set automatic mail aside before; this is the second lock on the same door, since a reply to a machine
may start a loop. Sources: RFC 3834 (automatic replies), 2369 and 2919 (lists), 5321 section 4.5.5 (null sender).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from email_validator import EmailNotValidError, validate_email

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Mail, Mailbox

_LIST_HEADERS: Final = ("list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe", "mailing-list")
_BULK: Final = frozenset({"bulk", "list", "junk"})
_NO_REPLY: Final = re.compile(
    r"(?:do-?not-?|no-?)(?:reply|respond)|ne-?pas-?repondre|no-?contestar|no-?responder|nao-?respon\w*|"
    r"mailer-daemon|postmaster|bounces?(?:$|[-+_@.\d])|auto-?reply",
)


def may_reply(mail: Mail, own_address: str) -> str | None:
    """Why no reply to this mail may be drafted, as a sentence; None where one may."""
    return next(_reasons(mail, own_address), None)


def reply_to(mail: Mail, own_address: str) -> Mailbox | None:
    """The address that a reply goes to: Reply-To, else the sender; never our own, never one that is no address.

    A domain in other letters is given in ASCII (RFC 5891), as a header can hold it.
    """
    for mailbox in (mail.reply_to, mail.sender):
        address = ascii_address(mailbox.address) if mailbox else None
        if mailbox and address and not same_mailbox(address, own_address):
            return replace(mailbox, address=address)
    return None


def ascii_address(text: str) -> str | None:
    """The address as a header can hold it; None where it is none, or has a local part that not all servers take."""
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return text if text.isascii() else checked.ascii_email


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses reach one mailbox: capitals and what stands behind a plus (RFC 5233) are no difference."""
    return _mailbox_of(one) == _mailbox_of(other)


def takes_no_mail(address: str) -> bool:
    """Whether nobody reads what is sent to an address (no-reply, a mail system), as far as its name tells."""
    return _NO_REPLY.match(address.strip().lower()) is not None


def _reasons(mail: Mail, own_address: str) -> Iterator[str]:
    headers = {name: value.strip().lower() for name, value in reversed(mail.headers)}
    if mail.sender.address and same_mailbox(mail.sender.address, own_address):
        yield "It was sent from our own address."
    if headers.get("return-path") == "<>" or "x-failed-recipients" in headers:
        yield "It is a delivery report (a bounce)."
    if headers.get("content-type", "").startswith("multipart/report"):
        yield "It is a report of a mail system."
    if headers.get("auto-submitted", "no").split(";")[0].strip() != "no":
        yield "It was sent automatically (Auto-Submitted)."
    if any(name in headers for name in _LIST_HEADERS) or headers.get("precedence") in _BULK:
        yield "It came through a mailing list."
    target = reply_to(mail, own_address)
    if target is None:
        yield "It has no address that could be answered."
    elif takes_no_mail(target.address):
        yield f"Its address takes no replies ({target.address})."


def _mailbox_of(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().lower().rpartition("@")
    return local.partition("+")[0], domain
