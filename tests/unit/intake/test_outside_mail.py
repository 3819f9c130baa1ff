from __future__ import annotations

import email
import json
from email.policy import compat32
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import media
from pipeline.intake.message import unwrap
from pipeline.intake.triage import triage
from tests.outside import shared

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.outside

FOLDERS = ("mail_bounce", "mail_imap_tools", "mail_mime4j", "mail_mimekit", "mail_ruby", "mail_stalwart")
OPENED = {media.TNEF, media.ZIP, media.MSG, media.PKCS7_MIME}
OWN = "adhesion@secretariat.example"


def messages(folder: str) -> list[Path]:
    return [file for file in shared(folder) if file.suffix in {".eml", ".msg", ".txt"} and "_decoded_" not in file.name]


def declared_files(data: bytes) -> list[bytes]:
    """The attachments that the standard library sees: leaves with a file name, decoded, but for what is opened."""
    parts = email.message_from_bytes(data, policy=compat32).walk()
    contents: list[object] = []
    for part in parts:
        if (
            part.is_multipart()
            or not part.get_filename()
            or part.get_content_maintype() not in {"image", "application"}
        ):
            continue
        encoding = str(part.get("content-transfer-encoding", "")).strip()  # it decodes nothing for "base64 "
        del part["content-transfer-encoding"]
        part["content-transfer-encoding"] = encoding
        contents.append(part.get_payload(decode=True))
    return [
        content
        for content in contents
        if isinstance(content, bytes) and content.strip() and media.identify(content) not in OPENED
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_every_real_message_is_listed(folder: str) -> None:
    """Nothing raises, and each picture and file that the standard library sees is among the documents."""
    for file in messages(folder):
        data = file.read_bytes()
        mail = unwrap(data)
        triage(mail, OWN)
        sizes = [len(document.data) for document in mail.documents]
        if any(finding.code == "mail-encoding-damaged" for finding in mail.findings):
            continue  # then lengths differ by what was left out
        missing = [len(content) for content in declared_files(data) if len(content) not in sizes]
        assert not missing, file.name


def test_bounces_are_found() -> None:
    """Nearly all real bounces and automatic replies are ignored, and none of the two that are no such mail."""
    found = {file.name: triage(unwrap(file.read_bytes()), OWN) is not None for file in messages("mail_bounce")}
    others = [name for name in found if "is-not-bounce" in name]
    assert not any(found.pop(name) for name in others)
    assert sum(found.values()) >= 0.98 * len(found)


@pytest.mark.parametrize("folder", ["mail_mime4j", "mail_imap_tools", "mail_ruby", "mail_stalwart"])
def test_ordinary_mail_is_rarely_ignored(folder: str) -> None:
    """Most messages of ordinary collections pass; those that do not are lists, spam, bounces among them."""
    ignored = [triage(unwrap(file.read_bytes()), OWN) is not None for file in messages(folder)]
    assert sum(ignored) <= 0.12 * len(ignored)


def expected_header(parse: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - any JSON
    return next((header["value"] for header in parse["parts"][0]["headers"] if header["name"] == name), None)


def test_another_parser_agrees() -> None:
    """Subjects are those that another program (stalwart mail-parser) recorded for its own test messages."""
    for file in (each for each in shared("mail_stalwart") if each.suffix == ".eml"):
        parse = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        subject = expected_header(parse, "subject") or {}
        expected = " ".join((subject.get("Text") or " ".join(subject.get("TextList", []))).split())
        assert " ".join(unwrap(file.read_bytes()).subject.split()) == expected, file.name
