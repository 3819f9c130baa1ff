"""Which section a label stands in: under a heading, or behind a label that names its section itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.extraction.page.layout import overlap

if TYPE_CHECKING:
    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.extraction.wording.match import Match


_HIGHER: Final = 1.5


class Fit(NamedTuple):
    """How well a label fits its section: `score` for the competition, `trust` for what wins it. Both 0..1."""

    score: float
    trust: float


RIGHT: Final = Fit(1.0, 1.0)
UNKNOWN: Final = Fit(0.93, 0.98)  # no section is told, and the wording is of one section only
AMBIGUOUS: Final = Fit(0.7, 0.85)  # no section is told, and the wording stands in several
LIKELY_OTHER: Final = Fit(0.6, 0.85)  # the labels around belong to another section
OTHER: Final = Fit(0.0, 0.0)  # the heading says another section


@dataclass(frozen=True, slots=True)
class Scope:
    """The section that is in force; `sure` when a heading says so, not only the labels around."""

    section: str | None
    sure: bool


def scopes(layout: Layout, spotted: Spotted, lexicon: Lexicon) -> dict[int, Scope]:
    """The scope of every label, by the index of its first piece."""
    found: dict[int, Scope] = {}
    implied: str | None = None
    heading_before: int | None = None
    for index in range(len(layout.pieces)):
        if index in spotted.headings:
            heading_before, implied = index, None
        if index not in spotted.labels:
            continue
        heading = _heading_above(index, layout, spotted)
        label = spotted.labels[index]
        implied = _implied(label, implied, lexicon)
        found[index] = _scope(heading, heading_before, implied, spotted)
    return found


def scope_at(index: int, layout: Layout, spotted: Spotted, known: dict[int, Scope]) -> Scope:
    """The scope of a text that is no label: that of its heading or, without one, of the labels around it."""
    heading = _heading_above(index, layout, spotted)
    before = max((first for first in known if first < index), default=None)
    behind = min((first for first in known if first > index), default=None)
    if heading is not None and (before is None or before <= heading):
        return Scope(spotted.headings[heading].section, sure=True)
    if before is not None and heading is not None and known[before].sure:
        return Scope(spotted.headings[heading].section, sure=True)
    sections = {known[each].section for each in (before, behind) if each is not None}
    return Scope(sections.pop() if len(sections) == 1 else None, sure=False)


def _scope(heading: int | None, before: int | None, implied: str | None, spotted: Spotted) -> Scope:
    if heading is None:
        return Scope(implied, sure=False)
    section = spotted.headings[heading].section
    columns = heading != before  # the heading of this column is not the one read last: columns stand side by side
    if columns or implied in {None, section}:
        return Scope(section, sure=True)
    return Scope(implied, sure=False)


def _heading_above(index: int, layout: Layout, spotted: Spotted) -> int | None:
    """The nearest heading above in the same column of the page, else the last one before."""
    beside = _heading_beside(index, layout, spotted)
    if beside is not None:
        return beside
    here = layout.frame(index)
    page = layout.pieces[index].page
    above = [h for h in spotted.headings if h < index or layout.pieces[h].box[3] <= layout.pieces[index].box[1]]
    above = [h for h in above if (layout.pieces[h].page, layout.pieces[h].box[1]) <= (page, here[3])]
    in_column = [
        h
        for h in above
        if layout.pieces[h].page == page and overlap(layout.frame(h)[0], layout.frame(h)[2], here[0], here[2]) > 0
    ]
    pool = in_column or above
    return max(pool, key=lambda h: (layout.pieces[h].page, layout.pieces[h].box[1]), default=None)


def _heading_beside(index: int, layout: Layout, spotted: Spotted) -> int | None:
    """The heading in a cell at the side that is as high as all rows of its part."""
    here, page = layout.pieces[index], layout.pieces[index].page
    for heading in spotted.headings:
        there = layout.pieces[heading]
        if here.cell is None or there.cell is None or there.page != page or heading == index:
            continue
        higher = there.cell[3] - there.cell[1] > _HIGHER * (here.cell[3] - here.cell[1])
        inside = there.cell[1] - 2 <= here.cell[1] and here.cell[3] <= there.cell[3] + 2
        apart = there.cell[2] <= here.cell[0] + 2 or here.cell[2] <= there.cell[0] + 2
        if higher and inside and apart:
            return heading
    return None


def _implied(label: Label, before: str | None, lexicon: Lexicon) -> str | None:
    """The section that this label opens, keeps or ends."""
    best = label.matches[0]
    section = lexicon.fields[best.field].section
    if section is None:
        return before if any(lexicon.fields[m.field].section for m in label.matches) else None
    if lexicon.names_its_section(best) and not lexicon.shared(best):
        return section
    return before


def fit(match: Match, scope: Scope, lexicon: Lexicon) -> Fit:
    """How well a match fits the section it stands in."""
    section = lexicon.fields[match.field].section
    if section is None:
        return RIGHT
    if scope.section == section:
        return RIGHT
    if lexicon.names_its_section(match) and not lexicon.shared(match):
        return RIGHT if scope.section is None else UNKNOWN
    if scope.section is None:
        return AMBIGUOUS if lexicon.shared(match) else UNKNOWN
    return OTHER if scope.sure else LIKELY_OTHER
