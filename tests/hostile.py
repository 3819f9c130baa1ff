"""Mails whose every name, answer, subject and file name is an attempt to be more than text."""

from __future__ import annotations

import base64
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from tests.samples.docx_fields import docx_controls
from tests.samples.docx_layouts import docx_table
from tests.samples.form import Ask, Form, Item, ask, sign
from tests.samples.html_layouts import html_lines
from tests.samples.message import DOCX, PDF, XLSX, File, Sample, compose
from tests.samples.pdf_writer import FormWriter
from tests.samples.text_layouts import text_lines
from tests.samples.wave_1 import LEICESTER
from tests.samples.xlsx_layouts import xlsx_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ZALGO: Final = "Z" + "\u0301\u0300\u0334\u0335\u0489" * 400
LONG: Final = 20_000
OWN_SITE: Final = "evil.example"
MARK: Final = "pwned"  # what a script of theirs would set, and a template of theirs write
ATTEMPTS: Final = (
    "{{ 7*7 }} {% for x in 'ab' %}pwned{% endfor %} {# gone #}",
    "<script>window.pwned=1</script> <img src=http://evil.example/x onerror=window.pwned=1> <b>bold</b>",
    "=cmd|'/c calc'!A1 =HYPERLINK(\"http://evil.example\") +1+1 @SUM(A1)",
    "+1+1",
    "@SUM(A1:A9)*cmd|'/c calc'!A0",
    "\r\nBcc: victim@evil.example\r\n\r\nbody",
    "A\0B\x1b[31m\x07 \u202egnp.exe\u202c \u2066iso\u2069 zero\u200b\u200dwidth\ufeff",
    f"{ZALGO} ]]> &#x0; &lt;b&gt; <!-- -->",
    '{ DOCPROPERTY Author } INCLUDETEXT "/etc/passwd" «MERGEFIELD» %s %n %x',
    "../../../etc/passwd C:\\Windows\\con \\\\evil.example\\share javascript:window.pwned=1",
    "W" * 400 + "\u05e9\u05dc\u05d5\u05dd abc (123) \u0639\u0645\u0627\u0646 \U0001f3db\ufe0f",
    "long " + "word " * (LONG // 5),
    "=?utf-8?q?a=0D=0ABcc:_victim=40evil.example?=",
)
NOT_IN_XML: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")
PERSONS: Final = frozenset({"leader_name", "contact_name"})  # no person has such a name: the form then lacks one
FIELDS: Final = PERSONS | {
    "government_name", "subdivision", "postal_address", "leader_title", "contact_role", "website",
    "vision_government", "motivation",
}  # fmt: skip


def hostile_inbox(folder: Path) -> None:
    """One mail for each attempt, in one format after the other; each attempt stands in all fields, one a mail."""
    for number, (kind, attempt) in enumerate(zip(itertools.cycle(_FORMATS), ATTEMPTS, strict=False)):
        (folder / f"{number:02}.eml").write_bytes(_mail(number, kind, attempt))


def _mail(number: int, kind: str, attempt: str) -> bytes:
    """A mail whose sender, subject, text and file name are one attempt; its form holds the ones that follow it."""
    form = _form(number, bare=kind in {"docx", "controls", "xlsx"})
    make = _FORMATS[kind]
    file = make(form) if make else None
    said = f"Good day,\n\n{attempt}\n\nYours"
    sample = Sample(
        stem="", outcome="", draft=None, what="",
        sender=f"SENDER <sender{number}@town{number}.example>",
        subject="SUBJECT",
        sent=f"2026-10-{number + 1:02} 10:05",
        body=said if file else text_lines(form) if kind == "text" else "",
        html=html_lines(form) if kind == "html" else "",
        files=(file,) if file else (),
    )  # fmt: skip
    data = compose(sample)
    data = data.replace(b"From: SENDER", b"From: " + _encoded(f"{attempt[:300]} \ud800"))
    data = data.replace(b"Subject: SUBJECT", b"Subject: " + _encoded(attempt))
    name = quote(f"{attempt[:200]}.{file.name.rpartition('.')[2]}", safe="") if file else ""
    return re.sub(rb'filename="form\.\w+"', f"filename*=utf-8''{name}".encode(), data)


def _encoded(text: str) -> bytes:
    """Encoded-words (RFC 2047) that say anything, line breaks and half characters too."""
    parts = (text[at : at + 12].encode("utf-8", "surrogatepass") for at in range(0, len(text), 12))
    return b"\r\n ".join(b"=?utf-8?b?" + base64.b64encode(part) + b"?=" for part in parts)


def _form(number: int, *, bare: bool) -> Form:
    """The form of an invented town; `bare` without what XML cannot hold."""
    turn = itertools.cycle(ATTEMPTS[number:] + ATTEMPTS[:number])
    typed: dict[str, Item] = {
        "contact_email": ask("E-mail", f"person{number}@town{number}.example", contact_email="x"),
        "signed": sign("Signature", "/s/ Example"),
    }
    fields = FIELDS if number % 3 == 1 else FIELDS - PERSONS
    for item in LEICESTER.items:
        for key in fields & getattr(item, "expected", {}).keys():
            assert isinstance(item, Ask)
            text = NOT_IN_XML.sub("", next(turn)) if bare else next(turn)
            typed[key] = replace(item, typed=f"Town{number} {text}" if key == "government_name" else text)
    return LEICESTER.but(**typed)


_FORMATS: Final[dict[str, Callable[[Form], File] | None]] = {
    "pdf": lambda form: File("form.pdf", lambda: FormWriter().write(form), PDF),
    "docx": lambda form: File("form.docx", lambda: docx_table(form), DOCX),
    "text": None,
    "controls": lambda form: File("form.docx", lambda: docx_controls(form), DOCX),
    "html": None,
    "xlsx": lambda form: File("form.xlsx", lambda: xlsx_pairs(form), XLSX),
}
