"""A mail that says where a file is instead of bringing it: found in its text and behind its buttons, never fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import media
from pipeline.intake.bodies import html_text, is_body, text_of
from pipeline.intake.quotes import cut_history
from pipeline.reconcile.links import file_link_finding, linked_service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.intake.leaves import Part
    from pipeline.model import Finding


def file_link_findings(text: str, parts: Sequence[Part], *, forward: bool) -> tuple[Finding, ...]:
    """What to tell staff where a mail links to a file-sharing service. Quoted mail does not count.

    Args:
        text: what the mail says, quoted history cut off.
        parts: its parts; the HTML ones hold links that show other words.
        forward: whether the mail passes on what someone else wrote.
    """
    for each in (text, *_html_texts(parts, forward=forward)):
        service = linked_service(each)
        if service:
            return (file_link_finding(service),)
    return ()


def _html_texts(parts: Sequence[Part], *, forward: bool) -> Iterator[str]:
    for part in parts:
        if part.media == media.HTML and is_body(part) and not part.inside and b"href" in part.data.lower():
            yield cut_history(html_text(text_of(part)[0], links=True), forward=forward)
