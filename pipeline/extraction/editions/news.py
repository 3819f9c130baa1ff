"""A document beside the known editions: a copy of one of them, a new edition of the same form, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.extraction.editions.blanks import Edition, learn, names_of
from pipeline.extraction.editions.copy import without_printed
from pipeline.extraction.editions.likeness import Likeness, likeness
from pipeline.extraction.editions.moved import moved
from pipeline.extraction.editions.teaching import Sheet, Taught, teach
from pipeline.extraction.wording.lexicon import Lexicon
from pipeline.model import Finding, PlacedDocument, Severity
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

_MANY: Final = 0.15  # of the labels: with more of them worded anew it is another edition
_MOST_TOLD: Final = 12
_FROM_PICTURES: Final = frozenset({"ocr"})


@dataclass(frozen=True, slots=True)
class Change:
    """One question of a new edition that the known one does not have in this way, and what it is taken for."""

    now: Taught
    before: str  # how the known edition asked the same, "" where it did not
    moved: bool = False  # asked in the same words, in another place


@dataclass(frozen=True, slots=True)
class Compared:
    """A document as the engine should read it, the edition that it is a copy or a relative of, and what is new."""

    document: PlacedDocument
    edition: str | None = None
    likeness: Likeness | None = None
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


class Editions:
    """The known editions of a campaign, taken apart once."""

    def __init__(self, campaign: Campaign, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon(campaign)
        self.known = tuple(learn(blank, self._lexicon, campaign) for blank in campaign.editions)

    def compare(self, document: PlacedDocument) -> Compared:
        """The document without what is printed on the edition that it is a copy of, and whether that one is new."""
        ranked = [(likeness(edition, document), edition) for edition in self.known]
        if not ranked:
            return Compared(document)
        like, edition = max(ranked, key=lambda each: each[0].rank)
        if not like.kin:
            return Compared(document)
        changes = self._changes(document, edition)
        copy = without_printed(document, edition, self._lexicon) if like.same else document
        return Compared(copy, edition.name, like, changes, (_told(edition, changes),) if changes else ())

    def _changes(self, document: PlacedDocument, edition: Edition) -> tuple[Change, ...]:
        """What the document asks in another way than the edition; nothing where it is a copy, or a scan of one."""
        if document.reader in _FROM_PICTURES:
            return ()
        now = teach(Sheet.of(document, self._lexicon))
        fresh_names = names_of(document.blocks) - edition.names if edition.names else frozenset()
        fields = [each for each in now if each.name in fresh_names]
        labels = _reworded(now, document, edition)
        elsewhere = moved(now, edition.taught) if document.reader == edition.reader else []
        new = (Change(each, _before(each, edition)) for each in (*fields, *labels))
        return *new, *(Change(each, "", moved=True) for each in elsewhere if each not in fields)


def _reworded(now: tuple[Taught, ...], document: PlacedDocument, edition: Edition) -> list[Taught]:
    """The questions in new words, where so many of the known ones are gone that it is no slip."""
    stream = "".join(key(block.text) for block in document.blocks)
    asked = [each for each in edition.taught if each.field and each.label]
    gone = [each for each in asked if key(each.label) not in stream]
    if not asked or len(gone) <= _MANY * len(asked):
        return []
    printed = "".join(each.letters for each in edition.printed)
    return [each for each in now if not each.name and each.field and key(each.label) not in printed]


def _before(now: Taught, edition: Edition) -> str:
    """How the edition asks for the same field."""
    return next((each.name or each.label for each in edition.taught if now.field and each.field == now.field), "")


def _told(edition: Edition, changes: tuple[Change, ...]) -> Finding:
    """A warning only where something new is taken for nothing: its answers may be lost."""
    lost = any(change.now.field is None for change in changes)
    told = "; ".join(_proposed(change) for change in changes[:_MOST_TOLD])
    more = len(changes) - _MOST_TOLD
    told += f"; and {more} more" if more > 0 else ""
    return Finding(
        "new-edition",
        Severity.WARNING if lost else Severity.INFO,
        f"The form is like the edition {edition.name}, but asks in other ways: {told}. "
        "Put its blank form beside the other editions if it is in use (adhesion editions).",
    )


def _proposed(change: Change) -> str:
    now = change.now
    if change.moved:
        return f"“{now.label}” stands in another place, and is taken for {now.field} as before"
    what = f"field {now.name}" if now.name else f"“{now.label}”"
    if now.field is None:
        return f"{what} is taken for nothing, since {now.why}"
    before = f", which was {change.before}" if change.before else ""
    return f"{what} is taken for {now.field}, since {now.why}{before}"
