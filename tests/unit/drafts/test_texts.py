from __future__ import annotations

import email
import html
import os
import re
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.drafts.examples import CASES, examples
from pipeline.drafts.replies import render_reply
from pipeline.languages.folders import BUILT_IN
from tests.unit.drafts.cast import TEXTS, requests
from tests.unit.drafts.people import campaign

if TYPE_CHECKING:
    from email.message import EmailMessage

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "drafts"
WRITE = os.environ.get("GOLDEN") == "write"  # make them anew, then read each line of the difference
LANGUAGES = BUILT_IN.languages()


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=policy.default)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def words_of(page: str) -> str:
    """What a reader sees of an HTML text, without marks of lists."""
    spaced = re.sub(r"</?(?:p|li|ul|div|br|blockquote)\b[^>]*>", " ", page.partition("<body>")[2])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_the_ones_people_have_read(text: str, language: str) -> None:
    """Each text in each language says to members of all kinds what its golden says. GOLDEN=write makes them anew.

    The first mail stands there whole; of the others what lies between greeting and signature. The HTML says the same
    words, and no line is too wide for a window.
    """
    mails = [parsed(render_reply(each)) for each in requests(text, language)]
    bodies = [part(mail, "plain") for mail in mails]
    greeting = bodies[0].partition("\n\n")[0]
    closing = re.split("\n\n\u200f?Alex Example\n", bodies[0])[0].rpartition("\n\n")[2]
    middle = [body.removeprefix(f"{greeting}\n\n").partition(f"\n\n{closing}\n")[0] for body in bodies[1:]]
    said = f"\n\n{'-' * 40}\n\n".join([f"Subject: {mails[0]['Subject']}\n\n{bodies[0].strip()}", *middle]) + "\n"
    file = GOLDEN / f"{text}-{language}.txt"
    if WRITE:
        file.write_text(said, encoding="utf-8")

    assert said == file.read_text(encoding="utf-8")
    for mail, body in zip(mails, bodies, strict=True):
        page = part(mail, "html")
        assert words_of(page) == seen(body)
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
        assert max(columns(line) for line in body.splitlines() if " " in line.strip(" ->")) <= 78


def seen(body: str) -> str:
    """The words of a plain text, without marks of lists, quotations and directions."""
    words = re.sub(r"^(?:> ?|\u200f? *- )", "", body, flags=re.MULTILINE)
    return " ".join(re.sub("[\u200f\u2068\u2069]", "", words).split())


def columns(line: str) -> int:
    """How wide a line is shown: Korean letters take two columns, marks none."""
    shown = re.sub("[\u200f\u2068\u2069\u064b-\u0652]", "", line)
    return sum(2 if "\uac00" <= char <= "\ud7a3" else 1 for char in shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_no_branch_is_left_unsaid(case: str, language: str) -> None:
    """With much and little known, one and several governments, nothing is empty, doubled or left as a template."""
    for request in examples(case, campaign(), language):
        body = part(parsed(render_reply(request)), "plain")
        assert not re.search(
            r"\{|\}|\(\)|  \S|None|\[\]|« »|«»|\"\"|‘’| [,.]|\.\.(?!\.)",
            re.sub(r"^\u200f? +", "", body, flags=re.MULTILINE),
        )


def test_every_language_has_every_text() -> None:
    """All languages of the campaign have all texts, and the parts that these include."""
    parts = ("layout", "between", "asked", "doubtful", "answer")
    missing = [
        f"{language}/{name}.txt"
        for language in campaign().languages
        for name in (*CASES, *parts)
        if not BUILT_IN.has(language, f"{name}.txt")
    ]
    assert missing == []
