from __future__ import annotations

import pytest

from pipeline.intake.message import unwrap
from pipeline.intake.triage import triage

OWN = "adhesion@secretariat.example"
PERSON = "From: Nadia <nadia@city.example>\n"
PDF = "--b\nContent-Type: application/pdf; name=form.pdf\n\n%PDF-1.4\n--b--\n"


def code(headers: str, body: str = "Hello") -> str | None:
    found = triage(unwrap(f"{headers}\n{body}".encode()), OWN)
    return found.code if found else None


def with_form(headers: str) -> str | None:
    """The code for the same message with a PDF attached."""
    return code(headers + 'Content-Type: multipart/mixed; boundary="b"\n', PDF)


def report(kind: str) -> str:
    return f'Content-Type: multipart/report; report-type={kind}; boundary="b"\n'


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (report("delivery-status"), "bounce"),
        (report('"Delivery-Status"'), "bounce"),
        (report("disposition-notification"), "receipt"),
        (report("feedback-report"), "abuse-report"),
        ("X-Failed-Recipients: a@b.example\n", "bounce"),
        ("From: MAILER-DAEMON@mx.example\nSubject: hm\n", "bounce"),
        ("From: Mail Delivery System <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>\n", "bounce"),
        ("From: MAILER-DAEMON\n", "bounce"),
        ("From: postmaster@mx.example\nSubject: Undeliverable: form\n", "bounce"),
        ("From: postmaster@mx.example\nReturn-Path: <>\n", "bounce"),
        ("Auto-Submitted: auto-replied (vacation)\n", "auto-reply"),
        ("X-Autoreply: yes\n", "auto-reply"),
        ("X-Autorespond: form\n", "auto-reply"),
        ("Precedence: auto_reply\n", "auto-reply"),
        (f"From: Us <{OWN.upper()}>\n", "own-mail"),
        ("X-Spam-Flag: YES\n", "spam"),
        ("X-Spam-Status: Yes, score=9.1\n", "spam"),
    ],
)
def test_strong_signs_always_decide(headers: str, expected: str) -> None:
    """What a mail system, a program or our own address sends is ignored, also with a document in it."""
    headers = headers if headers.startswith("From") else PERSON + headers
    assert code(headers) == expected
    if "Content-Type" not in headers:
        assert with_form(headers) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("List-Id: News <news.lists.example>\n", "mailing-list"),
        ("Precedence: bulk\n", "mailing-list"),
        ("Auto-Submitted: auto-generated\n", "automatic"),
        ("Subject: Out of office\n", "auto-reply"),
        ("Subject: Automatic reply: form\n", "auto-reply"),
        ("Subject: Réponse automatique : adhésion\n", "auto-reply"),
        ("Subject: Respuesta automática: adhesión\n", "auto-reply"),
        ("Subject: Resposta automàtica: adhesió\n", "auto-reply"),
        ("Subject: Balasan otomatis: formulir\n", "auto-reply"),
        ("Subject: Automatische Antwort: Formular\n", "auto-reply"),
        ("Subject: 자동 응답: 신청서\n", "auto-reply"),
        ("Subject: رد تلقائي: النموذج\n", "auto-reply"),
        ("Subject: En vacances\nX-Auto-Response-Suppress: All\n", "auto-reply"),
        ("Subject: Undeliverable: form\nReturn-Path: <>\n", "bounce"),
    ],
)
def test_weak_signs_decide_only_without_a_document(headers: str, expected: str) -> None:
    """A subject or a list header is believed where no document is attached, and never against one."""
    assert code(PERSON + headers) == expected
    assert with_form(PERSON + headers) is None


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: Our adhesion form\n",
        "Subject: Re: Automatic reply: form\n",
        "Subject: The away days of our council\n",
        "Subject: Undeliverable parcels: a question\n",
        "Auto-Submitted: no\n",
        "X-Autoreply: no\n",
        "X-Auto-Response-Suppress: All\n",
        "List-Unsubscribe: <mailto:x@y.example>\n",
        "Return-Path: <>\n",
        "X-Spam-Status: No, score=-1\n",
        "X-Spam-Flag: NO\n",
        "Precedence: normal\n",
        f"List-Id: Adhesion <{OWN.replace('@', '.')}>\n",
        f"List-Id: Adhesion <{OWN.replace('@', '.')}>\nPrecedence: list\n",
        "Sender: Postmaster <postmaster@city.example>\n",
    ],
)
def test_mail_from_people_passes(headers: str) -> None:
    """Ordinary mail is never ignored, also where single signs look like a program's."""
    assert code(PERSON + headers) is None


def test_a_bounce_forwarded_by_a_person_passes() -> None:
    """Someone who forwards a bounce wants an answer."""
    head = PERSON + 'Subject: FW: could not reach you\nContent-Type: multipart/mixed; boundary="b"\n'
    status = "--c\nContent-Type: message/delivery-status\n\nAction: failed\n--c--\n"
    inner = (
        'From: MAILER-DAEMON\nContent-Type: multipart/report; report-type=delivery-status; boundary="c"\n\n' + status
    )
    assert code(head, f"--b\n\nIt came back.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n") is None


def test_no_own_address_means_no_own_mail() -> None:
    """Without an own address nobody is taken for us."""
    assert triage(unwrap(b"Subject: x\n\nHello"), "") is None


def test_the_reason_is_a_sentence() -> None:
    """Staff read why a message was ignored."""
    found = triage(unwrap(b"X-Spam-Flag: YES\n\nHello"), OWN)
    assert found is not None
    assert found.reason.endswith(".")
