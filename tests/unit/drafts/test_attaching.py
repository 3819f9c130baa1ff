from __future__ import annotations

import email
from email import policy

from pipeline.drafts.attaching import MOST_BYTES, fitting
from pipeline.drafts.replies import render_reply
from pipeline.drafts.request import Attachment, Role
from pipeline.records import DraftKind
from tests.unit.drafts.people import request

LETTER = Attachment("M0001-welcome-en.docx", b"PK")
LARGE = Attachment("M0001-certificate-en.pdf", b"x" * MOST_BYTES, "application/pdf", Role.CERTIFICATE)


def test_small_files_all_go_along() -> None:
    """Nothing is left out below the limit, which is for all together."""
    assert fitting((LETTER, LETTER)) == ((LETTER, LETTER), ())
    assert fitting((LARGE,)) == ((LARGE,), ())
    assert fitting(()) == ((), ())


def test_what_is_too_large_stays_behind_and_the_text_does_not_promise_it() -> None:
    """The next smaller file still goes along; the text speaks of what is there alone."""
    assert fitting((LETTER, LARGE, LETTER)) == ((LETTER, LETTER), (LARGE,))

    message = email.message_from_bytes(
        render_reply(request(DraftKind.WELCOME, attachments=(LETTER, LARGE))), policy=policy.default
    )
    body = message.get_body(("plain",))
    assert body is not None
    assert [part.get_filename() for part in message.iter_attachments()] == [LETTER.name]
    assert "letter of welcome" in body.get_content()
    assert "certificate" not in body.get_content()


def test_a_letter_in_two_formats_is_one_letter() -> None:
    """Word and PDF of the same letter are spoken of as one."""
    files = (LETTER, Attachment("M0001-welcome-en.pdf", b"%PDF", "application/pdf"))
    message = email.message_from_bytes(
        render_reply(request(DraftKind.WELCOME, attachments=files)), policy=policy.default
    )
    body = message.get_body(("plain",))
    assert body is not None
    assert "our letter of welcome" in " ".join(body.get_content().split())
