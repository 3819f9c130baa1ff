"""Drafts as another mail program sees them (mblaze): threads, names, texts, attachments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pipeline import media
from pipeline.drafts.examples import CASES, examples
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import Attachment
from pipeline.drafts.text import reply_text
from pipeline.languages.folders import BUILT_IN
from pipeline.model import Mailbox
from tests.elsewhere import NEEDS_MBLAZE, Elsewhere
from tests.unit.drafts.people import campaign, mail, request

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.drafts.request import ReplyRequest

pytestmark = NEEDS_MBLAZE

ANSWERED = "<form.1@vallclara.example>"
LANGUAGES = BUILT_IN.languages()
FILES = (
    Attachment("M0001-welcome.pdf", b"%PDF-1.7\r\n\0\xff" * 50, media.PDF),
    Attachment("استمارة الانضمام.docx", b"PK\x03\x04\r\n.\r\nFrom x\n" * 50),
    Attachment("인권도시 가입 신청서 (광주광역시 북구).xlsx", b"PK\x03\x04\n\r" * 99, media.XLSX),
    Attachment('an "odd" name; with = * % signs, and much else that takes more than one line of a header.pdf', b"%"),
    Attachment("l'été à Zürich’s.docx", b"\x1a\x00"),
)


def seen(reply: ReplyRequest, folder: Path) -> Elsewhere:
    """The draft as the other program sees it; no line of it is longer than RFC 5322 allows, all of it is ASCII."""
    data = render_reply(reply)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()
    file = folder / "draft.eml"
    file.write_bytes(data)
    return Elsewhere(file)


def text(data: bytes) -> str:
    return data.decode().replace("\r\n", "\n")


def letters(said: str) -> str:
    """A text without what only lays it out."""
    return re.sub(r"[\s>\u200f\u2068\u2069-]", "", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_each_text_arrives_as_it_was_written(case: str, language: str, tmp_path: Path) -> None:
    """Subject and body are in another program what we wrote, the body as plain text and as the same in HTML."""
    example = next(examples(case, campaign(), language))
    files = tuple(replace(each, data=b"PK\0" * 99) for each in example.attachments)
    reply = replace(example, attachments=files)
    draft, wanted = seen(reply, tmp_path), reply_text(reply)
    parts = draft.parts()
    outer = parts[0]
    plain, html = (next(each for each in parts if each.kind == kind) for kind in ("text/plain", "text/html"))

    assert draft.header("subject") in {wanted.subject, f"Re: {reply.mail.subject if reply.mail else ''}"}
    assert text(draft.content(plain.number)) == wanted.body
    assert text(draft.content(html.number)) == wanted.html
    assert letters("".join(map(str, etree.HTML(wanted.html).itertext()))) == letters(wanted.body)
    assert plain.inside == html.inside == outer.number + bool(files)
    assert outer.kind == ("multipart/mixed" if files else "multipart/alternative")
    assert [(each.name, draft.content(each.number)) for each in parts if each.name] == [
        (each.name, each.data) for each in files
    ]


@pytest.mark.parametrize("length", [80, 300, 880])
def test_threads_are_kept_with_ids_of_any_length(length: int, tmp_path: Path) -> None:
    """What a mail answers stands in its headers as plain ids, none cut, encoded or left out."""
    ids = [f"<{letter * (length - 14)}@mail.example>" for letter in "abc"]
    draft = seen(request(answered=mail(message_id=ids[2], references=tuple(ids[:2]))), tmp_path)

    assert draft.raw_header("in-reply-to") == ids[2]
    assert draft.raw_header("references").split() == ids


def test_an_id_that_no_line_can_hold_is_left_out(tmp_path: Path) -> None:
    """An id of 998 characters would make a line that servers refuse; the rest of the thread stays."""
    draft = seen(request(answered=mail(message_id=f"<{'a' * 983}@mail.example>", references=(ANSWERED,))), tmp_path)

    own = draft.raw_header("message-id")
    assert draft.raw_header("in-reply-to") == own
    assert draft.raw_header("references").split() == [ANSWERED, own]


@pytest.mark.parametrize(
    "subject",
    [
        "استمارة انضمام " * 20,
        "인권도시 캠페인 가입 신청서 제출의 건 " * 14,
        "Adhésion à la campagne des villes " * 9,
        "\U0001f3db\ufe0f\U0001f1eb\U0001f1f7 " * 60,
        "نموذج - Form of Tetouan (2026) - 가입 신청서 - تطوان",
    ],
)
def test_long_subjects_in_any_script(subject: str, tmp_path: Path) -> None:
    """A subject of 300 characters is the same words again, with no character broken or blank lost."""
    draft = seen(request(answered=mail(subject=subject)), tmp_path)

    assert draft.header("subject") == f"Re: {' '.join(subject.split())[:300]}".rstrip()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Ana "la jefa" Example; Mayor, <boss>', 'Ana "la jefa" Example; Mayor, <boss>'),
        ("Puig i Soler, Núria (Alcaldia)", "Puig i Soler, Núria (Alcaldia)"),
        ("سلمى التازي، جماعة تطوان", "سلمى التازي، جماعة تطوان"),
        ("광주광역시 북구청 인권팀 담당자", "광주광역시 북구청 인권팀 담당자"),
        ("Ana\r\nBcc: victim", "Ana Bcc: victim"),
        ("gnp\u202egpj.exe", "gnpgpj.exe"),
        ("\U0001f3db\ufe0f City Hall", "\U0001f3db\ufe0f City Hall"),
        ("   ", ""),
        ("W" * 400, "W" * 200),
        ("=?utf-8?q?a=0D=0ABcc:_v?=", "= ?utf-8?q?a=0D=0ABcc:_v?="),
    ],
)
def test_names_of_one_address(name: str, shown: str, tmp_path: Path) -> None:
    """Whatever a sender is called, the draft goes to one address, under that name."""
    draft = seen(request(answered=mail(sender=Mailbox("a@town.example", name))), tmp_path)

    assert draft.addresses("to") == ["a@town.example"]
    assert "".join(draft.names("to")) == shown
    assert draft.header("bcc") == ""


def test_files_keep_their_names_and_bytes(tmp_path: Path) -> None:
    """Names in any script, with quotes and signs, and every byte of the files."""
    draft = seen(request(attachments=FILES), tmp_path)
    files = [each for each in draft.parts() if each.name]

    assert [each.name for each in files] == [each.name for each in FILES]
    assert [draft.content(each.number) for each in files] == [each.data for each in FILES]
