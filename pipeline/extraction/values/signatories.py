"""What stands under the name of who signs: the office, though nothing asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Part
from pipeline.extraction.page.layout import PAPER
from pipeline.extraction.values.candidates import Candidate, Page, source
from pipeline.model import BlockKind
from pipeline.normalise.people import is_office
from pipeline.normalise.values import normalise_part

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

_UNASKED: Final = 0.85  # nothing on the page asks for it
_CLOSE: Final = 0.9  # heights of a line between a name and the office under it


def office_under(name: Candidate | None, field: Field, page: Page) -> Candidate | None:
    """The office on the line right under a name, as typed under signatures; None where something else stands there."""
    if name is None or field.part is not Part.TITLE or not name.pieces:
        return None
    last = page.layout.pieces[name.pieces[-1]]
    below = page.layout.right_below(name.pieces[-1])
    if below is None or last.reader not in PAPER or below in page.spotted.printed | page.spotted.options:
        return None
    office = page.layout.pieces[below]
    near = office.box[1] - last.box[3] < _CLOSE * (last.box[3] - last.box[1])
    if office.kind is not BlockKind.TEXT or office.cell != last.cell or not near or not is_office(office.text):
        return None
    normal = normalise_part(office.text, field, page.context)
    if normal is None:
        return None
    sure = min(name.confidence, _UNASKED) * normal.certainty
    return replace(
        name, field=field.key, normal=normal, raw=office.text, confidence=sure, pieces=(below,),
        source=source(page, (below,)),
    )  # fmt: skip
