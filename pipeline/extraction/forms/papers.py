"""What papers that are no forms say: letters, council decisions, the text of a mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.extraction.forms.kinds import mentions
from pipeline.extraction.wording.language import language_of
from pipeline.model import BlockKind, DocumentKind, DocumentReading, Source, Value
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.model import PlacedDocument

_NAMED: Final = 0.6
"""A name found in running text is never certain: staff look at it."""

_BODIES: Final = (
    r"City(?: Council)? of|Municipality of|Town of|Province of|Region of|County of|Government of",
    r"(?:Ville|Commune|Mairie|Département|Région|Métropole) (?:de la |de |du |des |d['’])",
    r"(?:Ayuntamiento|Municipalidad|Municipio|Intendencia|Alcaldía|Diputación|Gobierno Municipal) (?:de la |de |del )",
    r"(?:Ajuntament|Diputació|Consell Comarcal) (?:de |del |d['’])",
    r"Pemerintah (?:Kota|Kabupaten|Provinsi)",
    r"(?:Prefeitura(?: Municipal)?|Câmara Municipal|Município) (?:de |do |da )",
    r"(?:Comune|Provincia|Città) (?:di |metropolitana di )",
    r"(?:Stadt|Gemeinde|Landeshauptstadt|Landkreis)",
    r"[Gg]emeente",
    r"بلدية|جماعة",
)
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_LINK = r"(?: (?:de|del|la|le|les|el|do|da|dos|di|sur|en|i|l['’]))?"
_NAME = rf"\s*(?:{_CAPITALISED}(?:{_LINK}[ -]{_CAPITALISED}){{0,3}}|[\u0600-\u06ff]+)"
_APPLICANT = re.compile("|".join(rf"(?:{body}){_NAME}" for body in _BODIES))


def read_paper(document: PlacedDocument, kind: DocumentKind, campaign: Campaign) -> DocumentReading:
    """The reading of a document that gives no values: its language, and whether it declares support."""
    blocks = [block for block in document.blocks if block.kind is BlockKind.TEXT]
    text = "\n".join(block.text for block in blocks)
    return DocumentReading(
        kind,
        language_of(text),
        mentions_campaign=mentions(text, campaign),
        declares_support=_declares_support(text, campaign),
        applicant=_applicant(document, text, campaign),
    )


def _declares_support(text: str, campaign: Campaign) -> bool:
    folded = f" {fold(' '.join(text.split()))} "
    phrases = (phrase for phrases in campaign.pledge_words.values() for phrase in phrases)
    return any(fold(phrase) in folded for phrase in phrases)


def _applicant(document: PlacedDocument, text: str, campaign: Campaign) -> Value | None:
    """The first public body that the text names, as a doubtful value of the campaign's name field."""
    found = _APPLICANT.search(text)
    if not found:
        return None
    name = " ".join(found[0].split()).rstrip(".,;")
    block = next((each for each in document.blocks if found[0].split("\n")[0] in each.text), None)
    at = block.at if block else "running text"
    return Value(campaign.identity.name, name, name, _NAMED, Source(document.reader, at))
