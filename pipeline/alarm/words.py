"""How it is said: in a mail to a person, and as JSON to a program. No name, no address, no number of anything sent."""

from __future__ import annotations

import datetime as dt
import socket
from email.message import EmailMessage
from typing import TYPE_CHECKING, Final

from pipeline.alarm.news import Kind, Trouble
from pipeline.drafts.message import POLICY, address_header
from pipeline.drafts.recipients import ascii_address
from pipeline.errors import ExitCode
from pipeline.model import Mailbox

if TYPE_CHECKING:
    from pipeline.alarm.news import News, RunEnd
    from pipeline.config import Settings

_MEANING: Final = {
    ExitCode.OK: "good",
    ExitCode.UNEXPECTED: "unexpected error, or the count did not balance; run it by hand with ADHESION_DEBUG=1",
    ExitCode.USAGE: "wrong arguments; look at the command in the timer's service",
    ExitCode.CONFIGURATION: "a mistake in the configuration or the campaign file; `adhesion check` lists all",
    ExitCode.MAILBOX_UNREACHABLE: "the mailbox cannot be reached; look at network, server name and folder",
    ExitCode.LOGIN_REFUSED: "the mailbox refuses the login; renew the password or the token",
    ExitCode.LEDGER_UNUSABLE: "the ledger cannot be used; look at rights, free disk space, damage",
    ExitCode.ANOTHER_RUN: "another run was going on",
    ExitCode.SAFETY_STOP: "safety stop; `adhesion run` by hand says what must be decided",
    ExitCode.RETRY_WAITS: "good; some messages wait for a retry",
    ExitCode.INTERRUPTED: "interrupted",
}
_SUBJECT: Final = {
    Kind.ALARM: "Adhesion forms: the mail is not being read",
    Kind.RECOVERED: "Adhesion forms: the mail is being read again",
    Kind.TEST: "Adhesion forms: a test of the alarm",
}
_WHAT: Final = {
    (Kind.ALARM, Trouble.QUIET): "For {length} no run of the adhesion program on {host} has succeeded.",
    (Kind.ALARM, Trouble.LEDGER): (
        "The ledger of the adhesion program on {host} is missing or cannot be used, so no run can succeed."
    ),
    (Kind.RECOVERED, Trouble.QUIET): "Runs of the adhesion program on {host} succeed again.",
    (Kind.RECOVERED, Trouble.LEDGER): "The ledger of the adhesion program on {host} can be used again.",
    (Kind.TEST, None): "This tries whether the alarm of the adhesion program on {host} arrives. Nothing is wrong.",
}
_LOSS: Final = (
    "Mail that cities sent since then waits in the mailbox, unread by the program. Nothing is lost: the next good run "
    "reads all of it."
)
_STEPS: Final = """What to do, on that machine, as the user that the program runs as:
  1. adhesion status      shows the last runs
  2. adhesion check       says what must be mended
  3. adhesion run         tries again at once
  4. systemctl list-timers --all, or crontab -l, shows whether the schedule is on

This is said once. Another message follows when runs succeed again."""


def subject(news: News) -> str:
    """One line."""
    return _SUBJECT[news.kind]


def body(news: News) -> str:
    """Some paragraphs of plain text: what happened, the last runs, what to do."""
    what = _WHAT[news.kind, news.trouble].format(length=_length(news.at - news.since), host=socket.gethostname())
    last = f"Last good run: {_time(news.good)}." if news.good else "No run has succeeded yet, as far as is known."
    parts = [what, last, _runs(news.runs)]
    if news.kind is Kind.ALARM:
        parts += [_LOSS, _STEPS]
    return "\n\n".join(part for part in parts if part) + "\n"


def draft(news: News, settings: Settings) -> bytes:
    """A message (RFC 5322, CRLF) for a person to find among the drafts. The same news gives the same bytes."""
    own = settings.secretariat.address
    message = EmailMessage(POLICY)
    for header, address in (("From", own), ("To", settings.alarm.to or own)):
        if address.isascii() and ascii_address(address):  # a draft without an address is better than none
            message[header] = address_header(Mailbox(address))
    message["Subject"] = subject(news)
    message["Date"] = news.at
    message["Message-ID"] = message_id(news, settings)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
    message["X-Unsent"] = "1"  # mail programs then open the file as a draft
    message.set_content(body(news), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def draft_name(news: News) -> str:
    """The name of the file, the same each time for the same news."""
    return f"{news.kind}-{news.at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.eml"


def message_id(news: News, settings: Settings) -> str:
    """The draft's Message-ID with its brackets, by which it is found again: the same each time for the same news."""
    return f"<{draft_name(news).removesuffix('.eml')}@{_domain(settings.secretariat.address)}>"


def payload(news: News, hours: float) -> dict[str, object]:
    """What a webhook gets. `text` is what chat programs show; the rest is for programs."""
    return {
        "text": f"{subject(news)}\n\n{body(news)}",
        "program": "adhesion",
        "event": news.kind.value,
        "trouble": news.trouble.value if news.trouble else None,
        "host": socket.gethostname(),
        "at": news.at.isoformat(),
        "last_good_run": news.good.isoformat() if news.good else None,
        "hours": hours,
        "runs": [{"started": run.started.isoformat(), "exit_code": run.exit_code} for run in news.runs],
    }


def _runs(runs: tuple[RunEnd, ...]) -> str:
    return "\n".join(
        ["The last runs:", *(f"  {_time(run.started)}  {_end(run.exit_code)}" for run in runs)] if runs else []
    )


def _end(code: int | None) -> str:
    if code is None:
        return "is going on, or was ended from outside"
    known = code in ExitCode.__members__.values()
    return f"exit {code}: {_MEANING[ExitCode(code)] if known else 'not known to this version'}"


def _time(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _length(span: dt.timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours} hours" if hours < 72 else f"{hours // 24} days"  # noqa: PLR2004 - three days


def _domain(address: str) -> str:
    domain = address.rpartition("@")[2]
    return domain if domain.isascii() else "adhesion.invalid"
