"""What stands under the name of who signs: the office, though nothing asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import Part
from pipeline.extraction.page.layout import PAPER
from pipeline.extraction.values.judging import source
from pipeline.model import BlockKind
from pipeline.normalise.people import is_office
from pipeline.normalise.plain import key
from pipeline.normalise.values import normalise_part

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field
    from pipeline.extraction.values.candidate import Candidate, Page

_KNOWN: Final = 0.95  # from here on a text is a wording of the campaign
_FAR: Final = 100.0  # points from a name
_UNASKED: Final = 0.85  # nothing on the page asks for it
_CLOSE: Final = 0.9  # heights of a line between a name and the office under it


def is_weak(office: Candidate, page: Page) -> bool:
    """Whether only words that the campaign has not say that an office is asked for ("Occupation", "Position")."""
    label = page.spotted.labels.get(office.label)
    asked = [match.score for match in label.matches if match.field == office.field] if label else []
    return bool(asked) and max(asked) < _KNOWN and page.lexicon.fields[office.field].part is Part.TITLE


def is_far(office: Candidate, beside: Candidate, page: Page) -> bool:
    """Whether another office than the one beside a name stands elsewhere on paper: it may be somebody else's."""
    here, there = page.layout.pieces[office.pieces[0]], page.layout.pieces[beside.pieces[0]]
    far = here.page != there.page or abs(here.box[1] - there.box[1]) > _FAR
    return far and here.reader in PAPER and key(str(beside.normal.value)) not in key(str(office.normal.value))


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
