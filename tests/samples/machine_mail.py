"""Mail that machines write, byte by byte as they write it."""

from __future__ import annotations

from email.utils import format_datetime

from tests.samples.message import SECRETARIAT, received, when


def _lines(text: str) -> bytes:
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n"


def bounce() -> bytes:
    """A delivery status notification (RFC 3464)."""
    sent = "2022-05-03 08:12"
    return _lines(f"""
Return-Path: <>
Received: {received("x@mail.colima.example", sent)}
From: Mail Delivery System <MAILER-DAEMON@mail.colima.example>
To: {SECRETARIAT}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(when(sent))}
Message-ID: <20220503081200.4F2A1@mail.colima.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4F2A1.1651565520/mail"

--4F2A1.1651565520/mail
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.colima.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<presidencia@colima.example>: host mx.colima.example said: 550 5.1.1 User unknown

--4F2A1.1651565520/mail
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.colima.example
Arrival-Date: {format_datetime(when(sent))}

Final-Recipient: rfc822; presidencia@colima.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--4F2A1.1651565520/mail
Content-Type: message/rfc822

From: {SECRETARIAT}
To: presidencia@colima.example
Subject: 10, 100, 1000 Human Rights Cities and Territories by 2030: invitation
Date: {format_datetime(when("2022-05-03 08:10"))}
Message-ID: <invitation-118@example.org>

Please find our invitation to join the campaign.

--4F2A1.1651565520/mail--
""")


def read_receipt() -> bytes:
    """A message disposition notification (RFC 8098)."""
    sent = "2025-10-20 09:30"
    return _lines(f"""
Received: {received("x@waterford.example", sent)}
From: Niamh Tierney <ntierney@waterford.example>
To: {SECRETARIAT}
Subject: Read: Your adhesion to the campaign
Date: {format_datetime(when(sent))}
Message-ID: <mdn-77@waterford.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="mdn=_77"

--mdn=_77
Content-Type: text/plain; charset=utf-8

Your message was read on Monday, 20 October 2025.

--mdn=_77
Content-Type: message/disposition-notification

Final-Recipient: rfc822;ntierney@waterford.example
Original-Message-ID: <welcome-41@example.org>
Disposition: manual-action/MDN-sent-manually; displayed

--mdn=_77--
""")
