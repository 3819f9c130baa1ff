"""The name alone, where its address stands below it in the same box."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.values.proposal import Way
from pipeline.extraction.wording.concepts import meanings
from pipeline.normalise.fold import fold

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.values.proposal import Proposal

_WAYS: Final = {Way.CELL, Way.BELOW, Way.RIGHT, Way.WRAPPED}
_PLACES: Final = frozenset({"address", "street", "place", "town", "postcode", "region"})
_STREET = re.compile(r"^\s*(?:\d{1,5}[ ,]|P\.? ?O\.? ?Box\b)", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{5,6}(?:-\d{4})?\W*$|^\s*\d{4,5} [^\W\d]|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\W*$")


def without_address(proposal: Proposal, field: Field, layout: Layout) -> Proposal:
    """The first lines of a text whose last ones are a street and a post code, unless the field asks for those too."""
    if field.type is not FieldType.TEXT or proposal.way not in _WAYS or len(proposal.pieces) < 2:  # noqa: PLR2004 - lines
        return proposal
    lines = [layout.pieces[piece].text for piece in proposal.pieces]
    street = next((number for number, line in enumerate(lines) if number and _STREET.match(line)), None)
    if street is None or not _POSTCODE.search(lines[-1]) or _asks_where(field) or _STREET.match(lines[0]):
        return proposal
    kept = proposal.pieces[:street]
    return replace(proposal, pieces=kept, text=layout.join(kept))


def _asks_where(field: Field) -> bool:
    """Whether most wordings of a field ask for a place."""
    wordings = [fold(wording) for each in field.labels.values() for wording in each]
    asking = [any(meaning.what & _PLACES for meaning in meanings(wording)) for wording in wordings]
    return 2 * sum(asking) > len(asking)
