"""One document, whole: from its bytes to what it says. This is what a limited worker runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from pipeline.documents.ocr.languages import words_of
from pipeline.documents.ocr.read import USUAL_SECONDS
from pipeline.documents.read import read_document
from pipeline.extraction.editions.news import Editions
from pipeline.extraction.engine import Engine
from pipeline.handout.told import handed_out
from pipeline.languages.folders import BUILT_IN, Templates, templates_of
from pipeline.model import Document, DocumentKind, DocumentReading, Finding, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings
    from pipeline.extraction.own.handed import HandedOut


@dataclass(frozen=True, slots=True)
class OurForms:
    """How the forms are made that we hand out: from whose templates, and where they are to be sent."""

    templates: Templates = BUILT_IN
    address: str = ""


_ENGINES: dict[tuple[int, OurForms], tuple[Campaign, Engine, Editions]] = {}
_WORDS: dict[int, tuple[Campaign, dict[str, frozenset[str]]]] = {}


def read_form(
    document: Document, campaign: Campaign, seconds: float = USUAL_SECONDS, ours: OurForms | None = None
) -> DocumentReading:
    """Read a document and extract what it says; an unreadable one is a reading too, with its reason.

    `seconds`: what reading it may take. Whoever calls this ends it then; pictures are read only while time is left.
    `ours`: how the forms are made that we hand out, where that is not the usual way.
    """
    placed = read_document(document, vocabularies(campaign), seconds)
    if isinstance(placed, Unreadable):
        return DocumentReading(DocumentKind.UNREADABLE, code=placed.code, reason=placed.reason)
    engine, editions = _engine(campaign, ours or OurForms())
    if engine.own_mark(placed) is not None:  # what stands in its fields before is an answer too
        return _told(engine.extract(replace(placed, named=document.named)), ())
    compared = editions.compare(replace(placed, named=document.named))
    return _told(engine.extract(compared.document), compared.findings)


def _told(reading: DocumentReading, more: tuple[Finding, ...]) -> DocumentReading:
    """The reading; what was noticed of the document as a whole is said of each form in it too: those staff see."""
    findings = (*reading.findings, *more)
    forms = tuple(replace(form, findings=(*form.findings, *findings)) for form in reading.forms)
    return replace(reading, forms=forms, findings=findings)


def timed_reader(settings: Settings) -> Callable[[Document, Campaign], DocumentReading]:
    """`read_form` as an office has set it up, for readers that are ended after its limit of seconds."""
    ours = OurForms(templates_of(settings), settings.secretariat.address)
    return partial(read_form, seconds=settings.limits.seconds, ours=ours)


def _engine(campaign: Campaign, ours: OurForms) -> tuple[Engine, Editions]:
    """The engine of a campaign and its blank editions, made once for a process.

    The campaign is kept so that its id stays its own.
    """
    known = _ENGINES.get((id(campaign), ours))
    if known is None:
        engine = Engine(campaign, handed=cache(partial(_handed, campaign, ours)))
        known = _ENGINES[id(campaign), ours] = (campaign, engine, Editions(campaign, engine.lexicon))
    return known[1:]


def _handed(campaign: Campaign, ours: OurForms, language: str) -> HandedOut:
    return handed_out(campaign, language, ours.address, ours.templates)


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
