"""Small messages to try the intake on."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Document, Mail

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 2
HEAD = (
    b"From: Nadia Ferro <nadia@city.example>\nSubject: Form\nDate: Mon, 2 Feb 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
)


def mixed(*parts: bytes, head: bytes = HEAD, boundary: bytes = b"b1") -> bytes:
    body = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\n\n' + body + b"--" + boundary + b"--\n"


def attachment(data: bytes, *headers: bytes) -> bytes:
    lines = b"\n".join((*headers, b"Content-Transfer-Encoding: base64"))
    return lines + b"\n\n" + base64.encodebytes(data)


def text(words: str) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + words.encode()


def attached(mail: Mail) -> list[Document]:
    return [document for document in mail.documents if not document.body]


def codes(mail: Mail) -> set[str]:
    return {finding.code for finding in mail.findings}
