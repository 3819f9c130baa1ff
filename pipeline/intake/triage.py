"""Which messages are no mail from people: bounces, receipts, automatic replies, lists, our own mail, spam by header.

A strong sign decides alone. A weak one (a subject, "Precedence: bulk") is believed only where no document is
attached: losing a form is worse than showing staff one message too many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake import triage_words as words
from pipeline.intake.filenames import parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Mail


@dataclass(frozen=True, slots=True)
class Ignored:
    """Why a message needs nobody: a stable code and a sentence for staff."""

    code: str
    reason: str


OWN_MAIL: Final = Ignored("own-mail", "The mailbox's own mail: it was sent from our own address.")
SPAM: Final = Ignored("spam", "Marked as spam by the mail server.")
BOUNCE: Final = Ignored("bounce", "A mail system reports that a message was not (or late) delivered.")
RECEIPT: Final = Ignored("receipt", "A receipt: a mail program reports that a message was displayed or deleted.")
ABUSE_REPORT: Final = Ignored("abuse-report", "A mail provider reports a complaint about a message.")
AUTO_REPLY: Final = Ignored("auto-reply", "An automatic reply, such as an out-of-office notice.")
AUTOMATIC: Final = Ignored("automatic", "Written by a program and not by a person; no document is attached.")
MAILING_LIST: Final = Ignored("mailing-list", "A message of a mailing list or newsletter; no document is attached.")

_REPORTS: Final = {"delivery-status": BOUNCE, "disposition-notification": RECEIPT, "feedback-report": ABUSE_REPORT}
_ANSWERED: Final = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply",
                    "x-autoreply-from", "x-vacation")  # fmt: skip
_NO: Final = {"", "no", "false", "0", "none", "off"}
_BULK: Final = {"bulk", "list", "junk"}
_MAY_BE_A_FORM: Final = frozenset(
    {media.PDF, media.DOCX, media.DOCM, media.XLSX, media.XLSM, media.XLSB, media.PPTX, media.DOC, media.XLS,
     media.OLE, media.OLE_ENCRYPTED, media.ODT, media.ODS, media.PAGES, media.RTF, media.XDP, media.FDF, media.XFDF,
     media.ZIP, media.ZIP_ENCRYPTED, media.GZIP, media.TAR, media.SEVEN_ZIP, media.RAR, media.MSG, media.TNEF,
     media.TIFF, media.PKCS7_MIME, media.PKCS7_ENCRYPTED, media.PGP}
)  # fmt: skip


def triage(mail: Mail, own_address: str) -> Ignored | None:
    """Why a message can be ignored, or None where it is (or may be) mail from a person.

    Sources: RFC 3464 and 6522 (bounces), 8098 (receipts), 5965 (complaints), 3834 (automatic replies), 2919 (lists).
    """
    headers = _Headers(mail)
    return _strong_sign(mail, headers, own_address) or _weak_sign(mail, headers, own_address)


class _Headers:
    """The topmost value of each header, in lower case."""

    def __init__(self, mail: Mail) -> None:
        self._values = dict(reversed(mail.headers))

    def get(self, name: str) -> str:
        return self._values.get(name, "").strip().lower()

    def has(self, name: str) -> bool:
        return name in self._values

    def token(self, name: str) -> str:
        """The value's first word, without comments and parameters."""
        return re.split(r"[\s;,(]", self.get(name), maxsplit=1)[0]


def _strong_sign(mail: Mail, headers: _Headers, own_address: str) -> Ignored | None:
    if own_address and mail.sender.address == own_address.strip().lower():
        return OWN_MAIL
    report = _report(mail, headers)
    if report:
        return report
    if _from_mail_system(mail, headers) or headers.has("x-failed-recipients"):
        return BOUNCE
    if headers.token("auto-submitted") == "auto-replied" or _answered_by_program(headers):
        return AUTO_REPLY
    return SPAM if headers.token("x-spam-flag") == "yes" or headers.token("x-spam-status") == "yes" else None


def _report(mail: Mail, headers: _Headers) -> Ignored | None:
    """multipart/report names its kind; some senders forget the name, or the report around the status."""
    kind = headers.get("content-type")
    if kind.startswith("multipart/report"):
        found = _REPORTS.get(parameter(kind, "report-type").strip().lower())
        if found:
            return found
    own_parts = (document.media for document in mail.documents if not document.inside)
    return BOUNCE if media.DELIVERY_STATUS in own_parts else None


def _from_mail_system(mail: Mail, headers: _Headers) -> bool:
    """Sent by a mail server: MAILER-DAEMON always is one; postmaster may be a person, if nothing else speaks."""
    local = mail.sender.address.rpartition("@")[0]
    if words.DAEMON.fullmatch(local) or (not local and words.DAEMON_NAME.search(headers.get("from"))):
        return True
    speaks = words.BOUNCE_SUBJECT.search(mail.subject) is not None
    if local == "postmaster" and (speaks or _null_path(headers)):
        return True
    return not local and speaks and _null_path(headers)


def _null_path(headers: _Headers) -> bool:
    """Whether nobody is to be told of failures (RFC 5321 4.5.5); so bounces and automatic replies are sent."""
    return headers.get("return-path") == "<>"


def _answered_by_program(headers: _Headers) -> bool:
    if headers.token("precedence") in {"auto_reply", "auto-reply", "autoreply"}:
        return True
    if "autoresponder" in headers.get("x-post-messageclass") or headers.get("delivered-to") == "autoresponder":
        return True
    return any(headers.has(name) and headers.token(name) not in _NO for name in _ANSWERED)


def _weak_sign(mail: Mail, headers: _Headers, own_address: str) -> Ignored | None:
    if any(document.media in _MAY_BE_A_FORM for document in mail.documents):
        return None
    return next(_weak_signs(mail, headers, own_address), None)


def _weak_signs(mail: Mail, headers: _Headers, own_address: str) -> Iterator[Ignored]:
    automatic = headers.token("auto-submitted") not in _NO
    suppressed = headers.has("x-auto-response-suppress") or _null_path(headers)
    if words.BOUNCE_SUBJECT.search(mail.subject) and (automatic or suppressed or words.SMTP_REPLY.search(mail.text)):
        yield BOUNCE
    if words.AUTO_SUBJECT_START.match(mail.subject):
        yield AUTO_REPLY
    if (automatic or suppressed) and words.AWAY_SUBJECT.search(mail.subject):
        yield AUTO_REPLY
    if automatic or headers.token("x-autogenerated") not in _NO:
        yield AUTOMATIC
    if not _is_our_list(headers, own_address) and (headers.has("list-id") or headers.token("precedence") in _BULK):
        yield MAILING_LIST


def _is_our_list(headers: _Headers, own_address: str) -> bool:
    """Whether the list is our own mailbox: a group address (Google Groups, Microsoft 365) marks all it receives."""
    identifier = re.search(r"<([^<>]+)>\s*$", headers.get("list-id"))
    return identifier is not None and identifier[1] == own_address.strip().lower().replace("@", ".")
