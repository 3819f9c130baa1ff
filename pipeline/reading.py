"""One document, whole: from its bytes to what it says. This is what a limited worker runs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline.documents.ocr.languages import words_of
from pipeline.documents.ocr.read import USUAL_SECONDS
from pipeline.documents.read import read_document
from pipeline.extraction.editions.news import Editions
from pipeline.extraction.engine import Engine
from pipeline.model import Document, DocumentKind, DocumentReading, Finding, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign.definition import Campaign

_ENGINES: dict[int, tuple[Campaign, Engine, Editions]] = {}
_WORDS: dict[int, tuple[Campaign, dict[str, frozenset[str]]]] = {}


def read_form(document: Document, campaign: Campaign, seconds: float = USUAL_SECONDS) -> DocumentReading:
    """Read a document and extract what it says; an unreadable one is a reading too, with its reason.

    `seconds`: what reading it may take. Whoever calls this ends it then; pictures are read only while time is left.
    """
    placed = read_document(document, vocabularies(campaign), seconds)
    if isinstance(placed, Unreadable):
        return DocumentReading(DocumentKind.UNREADABLE, code=placed.code, reason=placed.reason)
    engine, editions = _engine(campaign)
    compared = editions.compare(replace(placed, named=document.named))
    return _told(engine.extract(compared.document), compared.findings)


def _told(reading: DocumentReading, more: tuple[Finding, ...]) -> DocumentReading:
    """The reading; what was noticed of the document as a whole is said of each form in it too: those staff see."""
    findings = (*reading.findings, *more)
    forms = tuple(replace(form, findings=(*form.findings, *findings)) for form in reading.forms)
    return replace(reading, forms=forms, findings=findings)


def timed_reader(seconds: float) -> Callable[[Document, Campaign], DocumentReading]:
    """`read_form` for readers that are ended after so many seconds."""
    return partial(read_form, seconds=seconds)


def _engine(campaign: Campaign) -> tuple[Engine, Editions]:
    """The engine of a campaign and its blank editions, made once for a process.

    The campaign is kept so that its id stays its own.
    """
    known = _ENGINES.get(id(campaign))
    if known is None:
        engine = Engine(campaign)
        known = _ENGINES[id(campaign)] = (campaign, engine, Editions(campaign, engine.lexicon))
    return known[1:]


def vocabularies(campaign: Campaign) -> dict[str, frozenset[str]]:
    """The words of the campaign's labels in each of their languages: by them the language of a scan is known."""
    known = _WORDS.get(id(campaign))
    if known is None:
        known = _WORDS[id(campaign)] = (campaign, _label_words(campaign))
    return known[1]


def _label_words(campaign: Campaign) -> dict[str, frozenset[str]]:
    wordings = [field.labels for field in campaign.fields]
    wordings += [section.labels for section in campaign.sections]
    wordings += [choice.labels for field in campaign.fields for choice in field.choices]
    texts: dict[str, list[str]] = {}
    for each in wordings:
        for language, labels in each.items():
            texts.setdefault(language, []).extend(labels)
    return {language: words_of(labels) for language, labels in texts.items()}
