"""Mails built to take minutes are taken apart in seconds: this happens before the limits of the reading processes."""

from __future__ import annotations

import pytest

from pipeline.intake.message import unwrap
from tests.patience import patience

HEAD = b"From: a@city.example\r\nSubject: form\r\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 1_000_000, id="flowed"),
        pytest.param(b'Content-Type: multipart/mixed; boundary="' + b"=" * 5_000_000 + b'"\r\n\r\nx', id="boundary"),
        pytest.param(b"\r\n" + b"On 1 \n" * 300_000, id="quotes"),
    ],
)
def test_no_mail_takes_minutes(data: bytes) -> None:
    """Some megabytes of soft line breaks, or a boundary of megabytes, take about a second."""
    with patience():  # each of these took minutes
        mail = unwrap(HEAD + data)
    assert mail.sender.address == "a@city.example"
