"""What stands in the headers of drafts, read by other means than those that wrote them: Perl, and plain patterns."""

from __future__ import annotations

import base64
import quopri
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafts.message import reply_subject
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import Attachment
from pipeline.languages.wording import plain
from pipeline.model import Mailbox
from pipeline.records import DraftKind
from tests.unit.drafts.people import mail, request

if TYPE_CHECKING:
    from collections.abc import Iterable

PERL = shutil.which("perl")
SUBJECTS = (
    "Formulaire d'adhésion de la communauté d'agglomération du Val-d'Exemple-sur-Loire à la campagne des villes",
    "استمارة انضمام جماعة وادي المثال إلى حملة مدن وأقاليم حقوق الإنسان بحلول عام 2030 مع قرار المجلس الجماعي",
    "가상시 인권도시 캠페인 가입 신청서 및 의회 의결서를 첨부하여 보내 드리오니 확인하여 주시기 바랍니다",
    "word " * 60 + "é",
    "é" * 400,
    "x" * 2000,
    "Form \u202egnp.exe\u202c of \u2067the\u2069 town\r\nBcc: v@x.example\x00\x1b[0m",
    "\U0001f3d9 " * 40,
)
NAMES = (
    "Secretaría de Inclusión, Área de Participación Ciudadana; Derechos Humanos de la Ciudad de Peñaflor del Río",
    "인권도시 사무국, 광주광역시 북구청 인권팀 담당자 (시민참여과)",
    "مكتب رئيسة جماعة وادي المثال, قسم التعاون الدولي",
    'Ana "la jefa" Example; Mayor, <boss>',
    "é" * 300,
)


def headers_of(raw: bytes) -> dict[str, str]:
    """The top headers, unfolded as RFC 5322, 2.2.3 says and nothing more."""
    top = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n(?=[ \t])", "", top).split("\r\n")
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def decoded(texts: Iterable[str]) -> list[str]:
    """Texts with encoded-words as Perl decodes them."""
    assert PERL
    program = 'binmode STDOUT, ":utf8"; while (<STDIN>) { chomp; print Encode::decode("MIME-Header", $_), "\\n" }'
    told = subprocess.run(
        [PERL, "-MEncode", "-e", program], input="\n".join(texts).encode("ascii"), capture_output=True, check=True
    )
    return told.stdout.decode().split("\n")[:-1]


def encoded_words(header: str) -> list[tuple[str, str, str]]:
    return re.findall(r"=\?([^?]+)\?([bq])\?([^? ]*)\?=", header)


@pytest.mark.skipif(not PERL, reason="needs perl")
def test_subjects_say_the_same_to_another_program() -> None:
    """Subjects of any length, script and malice are read as one line of plain words."""
    raws = [render_reply(request(answered=mail(subject=subject))) for subject in SUBJECTS]

    assert decoded(headers_of(raw)["Subject"] for raw in raws) == [
        reply_subject(subject, "").strip() for subject in SUBJECTS
    ]
    assert not any(re.search("[\u202a-\u202e\u2066-\u2069\x00-\x1f]", reply_subject(each, "")) for each in SUBJECTS)


@pytest.mark.skipif(not PERL, reason="needs perl")
def test_names_say_the_same_to_another_program() -> None:
    """A display name of any script is that name, cut where it has no end, before one address."""
    raws = [render_reply(request(answered=mail(sender=Mailbox("a@town.example", name)))) for name in NAMES]
    told = decoded(headers_of(raw)["To"] for raw in raws)

    for name, shown in zip(NAMES, told, strict=True):
        assert shown.endswith("<a@town.example>")
        assert shown.removesuffix("<a@town.example>").strip().replace("\\", "").strip('"').replace('"', "") == (
            plain(name)[:200].replace('"', "")
        )


@pytest.mark.parametrize("text", [*SUBJECTS, *NAMES])
def test_encoded_words_are_whole(text: str) -> None:
    """None is longer than 75 characters, and each is UTF-8 by itself (RFC 2047, 2 and 5)."""
    raw = render_reply(request(answered=mail(subject=text, sender=Mailbox("a@town.example", text))))
    headers = headers_of(raw)

    for name in ("Subject", "To"):
        for charset, encoding, data in encoded_words(headers[name]):
            assert len(f"=?{charset}?{encoding}?{data}?=") <= 75
            whole = base64.b64decode(data) if encoding == "b" else quopri.decodestring(data, header=True)
            whole.decode("utf-8")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_ids_of_outlook_and_others_stay_as_they_came() -> None:
    """Ids as long as a line can hold stand in the thread's headers letter by letter; longer ones are left out."""
    ids = (f"<{'DB9PR' * 30}@mail.example>", "<a.b+c=d_e@[192.0.2.1]>", f"<{'x' * 880}@y.example>")
    raw = render_reply(request(answered=mail(message_id=ids[2], references=(*ids[:2], f"<{'z' * 2000}@y.example>"))))
    headers = headers_of(raw)

    assert headers["References"].split() == list(ids)
    assert headers["In-Reply-To"] == ids[2]
    assert "=?" not in headers["References"]
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "name", ["M0001-welcome-fr.docx", "formulaire d'adhésion «été».pdf", "가입 신청서.pdf", "a" * 300]
)
def test_names_of_attachments_are_ascii_or_rfc_2231(name: str) -> None:
    """A file name comes out of the header as it went in, whatever letters it has."""
    raw = render_reply(request(DraftKind.WELCOME, attachments=(Attachment(name, b"%PDF"),)))
    part = raw.rpartition(b"Content-Disposition: attachment")[2].partition(b"\r\n\r\n")[0].decode("ascii")
    pieces = re.findall(r"filename(?:\*(\d+))?(\*?)=(?:\"([^\"]*)\"|([^;\s]*))", part)
    told = "".join(quoted or bare for _, _, quoted, bare in pieces)

    assert "=?" not in part
    assert (unquote(told.split("''", 1)[-1]) if pieces[0][1] else told) == name


@given(text=st.text(max_size=120))
def test_nobody_else_is_addressed_by_any_text(text: str) -> None:
    """Whatever stands in subject, name and file name, the headers are ours and only the sender is written to."""
    sender = Mailbox("a@town.example", text)
    files = (Attachment(f"M0001-{plain(text)}.pdf", b"%PDF"),)
    raw = render_reply(request(answered=mail(subject=text, sender=sender), applicants=(), attachments=files))
    headers = headers_of(raw)

    assert set(headers) <= {
        *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Unsent"),
        *("MIME-Version", "Content-Type"),
    }
    assert re.findall(r"<([^<>]*)>$|^([^<>]*)$", headers["To"])[0] in {("a@town.example", ""), ("", "a@town.example")}
