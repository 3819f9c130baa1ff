"""What a document is: a filled form of the campaign, a blank one, somebody else's form, or none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.model import BlockKind, DocumentKind, DocumentReading
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.extraction.values.candidate import Page
    from pipeline.model import Value

_FEW: Final = 4  # asking fewer things than this, a paper is no form
_SURE: Final = 0.9
_MOST: Final = 0.6  # of the required fields
_MANY_ROWS: Final = 6
_MANY_ASKED: Final = 9  # questions that a letter or a list does not have
_LONG_CHOICE: Final = 24  # characters; "City" and "Region" are choices of everybody
_SEVERAL: Final = 3
_SHORT: Final = 80  # characters


def kind_of(page: Page, values: tuple[Value, ...], campaign: Campaign) -> DocumentKind:
    """Tell a form of the campaign from other forms and from papers that merely hold some of its words."""
    worded = asked_by(page, campaign)
    asked = worded | {value.field for value in values}
    enough = len(asked) >= min(_FEW, _needed(campaign))
    if enough and _is_ours(page, worded, values, campaign):
        return DocumentKind.FORM
    if _looks_like_a_form(page) or (enough and len(asked) >= _MANY_ROWS):
        return DocumentKind.OTHER_FORM
    return DocumentKind.NOT_A_FORM


def _looks_like_a_form(page: Page) -> bool:
    """Whether a paper has fields and boxes, or rows of short questions with their answers, in whatever words."""
    fields = sum(block.kind in {BlockKind.FIELD, BlockKind.TICK} for block in page.layout.pieces)
    rows = Counter(block.cell[1] for block in page.layout.pieces if block.cell and len(block.text) < _SHORT)
    return fields >= _FEW or sum(count == 2 for count in rows.values()) >= _MANY_ROWS  # noqa: PLR2004 - a pair


def _needed(campaign: Campaign) -> int:
    return max(2, len(campaign.kept_fields) // 2)


def asked_by(page: Page, campaign: Campaign) -> set[str]:
    """The kept fields that the document asks for, each by a label or field name of its own."""
    kept = {field.key for field in campaign.kept_fields}
    return {
        label.matches[0].field
        for label in page.spotted.labels.values()
        if label.score >= _SURE and label.matches[0].field in kept
    }


def _is_ours(page: Page, worded: set[str], values: tuple[Value, ...], campaign: Campaign) -> bool:
    """Whether it asks what only this campaign asks, or names it and asks much of what it needs.

    Letters, invitations and lists name the campaign too, with somebody's telephone number and address below.
    """
    particular = {field.key for field in campaign.kept_fields if field.one_of}
    asked = worded | {value.field for value in values if value.confidence >= _SURE}
    if (not campaign.mentions and not particular) or asked & particular or _offers_our_choices(page):
        return True
    if not names_campaign(page, campaign):
        return False
    if len(worded) >= _MANY_ASKED:
        return True
    required = campaign.required
    told = {value.field for value in values} | _asked_plainly(page)
    return len(told & required) > _MOST * len(required) or not required


def tells_much(values: tuple[Value, ...], campaign: Campaign) -> bool:
    """Whether an applicant in a table of several says who it is, and more than half of what has to be known."""
    given = {value.field for value in values}
    return campaign.identity.name in given and 2 * len(given & campaign.required) > len(campaign.required)


def names_campaign(page: Page, campaign: Campaign) -> bool:
    """Whether a paper names the campaign anywhere."""
    return mentions(" ".join(piece.text for piece in page.layout.pieces), campaign)


def _offers_our_choices(page: Page) -> bool:
    """Whether a paper offers several choices of one question in the campaign's own words, more than a word or two."""
    offered: dict[str, set[str]] = defaultdict(set)
    for piece in page.layout.pieces:
        if len(piece.text) >= _LONG_CHOICE and piece.kind is not BlockKind.INK:
            for field, choice in page.lexicon.choices(piece.text):
                offered[field].add(choice)
    return any(len(choices) >= _SEVERAL for choices in offered.values())


def _asked_plainly(page: Page) -> set[str]:
    """The fields that are asked for in words of their own, or under the heading of their section."""
    return {
        label.matches[0].field
        for first, label in page.spotted.labels.items()
        if label.score >= _SURE and (page.scopes[first].sure or not page.lexicon.shared(label.matches[0]))
    }


def mentions(text: str, campaign: Campaign) -> bool:
    """Whether a text names the campaign, in whatever spelling of its name is known."""
    folded = _plain(text)
    return any(_plain(name) in folded for name in campaign.mentions if _plain(name))


def _plain(text: str) -> str:
    """Folded, with "1,000" and "1 000" as "1000" and nothing but words between."""
    text = re.sub(r"(?<=\b1)[.,\s\u00a0\u202f](?=000\b)", "", text)
    words = re.sub(r"[^\w]+", " ", fold(" ".join(text.split())))
    return f" {words.strip()} "


def blank(language: str | None) -> DocumentReading:
    """The reading of a form that nobody filled in."""
    reason = "The form is blank: its questions are there, but no answer. Ask for the filled form."
    return DocumentReading(DocumentKind.UNREADABLE, language, code="blank-form", reason=reason)
