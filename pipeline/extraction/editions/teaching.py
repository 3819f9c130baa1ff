"""What a form teaches: which question each of its form fields and printed labels asks, and why that is thought."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.label import LEAST, Spotted
from pipeline.extraction.labels.scopes import Scope, fit, scopes
from pipeline.extraction.labels.spotting import spot
from pipeline.extraction.page.layout import Layout, same_column
from pipeline.extraction.page.pieces import MOST_PIECES, split_labels, split_ticks
from pipeline.extraction.values.candidates import named
from pipeline.extraction.values.ticks import boxes
from pipeline.extraction.wording.lexicon import Lexicon
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extraction.wording.match import Match
    from pipeline.model import Block, PlacedDocument

_NEAR: Final = 40.0  # points between a field and the label above it
_TOUCH: Final = 2.0
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Taught:
    """One question of a form. `field` is the campaign's key for it, None where the campaign asks no such thing.

    `name` is that of its form field, "" for a question on paper; `likeness` (0..1) of its words to the campaign's.
    """

    name: str
    label: str
    field: str | None
    likeness: float
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form taken apart as the engine does it, as far as printed words go."""

    layout: Layout
    spotted: Spotted
    scopes: dict[int, Scope]
    lexicon: Lexicon
    wordings: dict[int, str]  # of boxes to tick, by their pieces

    @classmethod
    def of(cls, document: PlacedDocument, lexicon: Lexicon) -> Sheet:
        """The sheet of a document."""
        blocks = split_ticks(document.blocks[:MOST_PIECES])
        layout = Layout.of(split_labels(blocks, lexicon.is_label, lexicon.asks_for_prose))
        found = boxes(layout)
        options = frozenset(box.beside for box in found if box.beside is not None)
        spotted = spot(layout, lexicon, options)
        wordings = {box.piece: box.texts[0] for box in found if box.texts}
        return cls(layout, spotted, scopes(layout, spotted, lexicon), lexicon, wordings)


def teach(sheet: Sheet) -> tuple[Taught, ...]:
    """Every form field once, then the printed questions that have none, each in its order."""
    taught: dict[str, Taught] = {}
    used: set[int] = set()
    for index, piece in enumerate(sheet.layout.pieces):
        if piece.name and piece.name not in taught:
            label = _label_of(index, sheet)
            used |= {label} if label is not None else set()
            taught[piece.name] = _taught(index, label, sheet)
    on_paper = (first for first in sheet.spotted.labels if first not in used and first not in sheet.spotted.headings)
    return (*taught.values(), *(_printed(first, sheet) for first in on_paper))


def _taught(index: int, label: int | None, sheet: Sheet) -> Taught:
    piece = sheet.layout.pieces[index]
    printed = sheet.layout.pieces[label].text if label is not None else ""
    matches = sheet.spotted.labels[label].matches if label in sheet.spotted.labels else ()
    best = _best(matches, label, sheet)
    if best is not None:
        return Taught(piece.name, _short(printed), best[0], best[1], f"its label reads “{_short(printed)}”")
    chosen = _chosen(index, sheet)
    if chosen is not None:
        wording = _short(sheet.wordings[index])
        return Taught(piece.name, wording, chosen, 1.0, f"its box is worded “{wording}”, among others")
    own = named(piece.hint, piece.name, sheet.lexicon)
    if own:
        what = f"its tooltip reads “{_short(piece.hint)}”" if piece.hint else "its name says so"
        return Taught(piece.name, _short(printed or piece.hint), own[0].field, own[0].score, what)
    mark = next((field.key for field in sheet.lexicon.fields.values() if field.mark), None)
    if piece.kind is BlockKind.INK and mark:
        return Taught(piece.name, _short(printed), mark, 1.0, "it is a place for a signature")
    return Taught(piece.name, _short(printed or piece.hint), None, 0.0, "no label of the campaign stands near it")


def _chosen(index: int, sheet: Sheet) -> str | None:
    """The field that most of the boxes with the same name (but for its last step) are choices of."""
    group = _group(sheet.layout.pieces[index])
    votes = Counter(
        field
        for each, wording in sheet.wordings.items()
        if _group(sheet.layout.pieces[each]) == group
        for field in {field for field, _ in sheet.lexicon.choices(wording)}
    )
    return max(votes, key=lambda field: votes[field], default=None) if index in sheet.wordings else None


def _group(piece: Block) -> str:
    return piece.group or piece.name.rpartition(".")[0] or piece.name


def _printed(first: int, sheet: Sheet) -> Taught:
    label = sheet.spotted.labels[first]
    text = _short(" ".join(sheet.layout.pieces[each].text for each in label.pieces).removesuffix(label.inline))
    best = _best(label.matches, first, sheet)
    key, likeness = best or (None, 0.0)
    return Taught("", text, key, likeness, f"it reads “{text}”" if key else "the campaign asks no such thing here")


def _best(matches: Iterable[Match], first: int | None, sheet: Sheet) -> tuple[str, float] | None:
    """The campaign's field and how well the words suit, in the section where they stand."""
    if first is None:
        return None
    fits = [(match.field, match.score * fit(match, sheet.scopes[first], sheet.lexicon).score) for match in matches]
    good = [each for each in fits if each[1] >= LEAST * 0.8]
    return max(good, key=lambda each: each[1], default=None)


def _label_of(index: int, sheet: Sheet) -> int | None:
    """The first piece of the printed words that stand for a field: left of it, else above."""
    for other in (*_texts(sheet.layout.left_of(index), sheet), *_above(index, sheet.layout)):
        if other in sheet.spotted.options:
            continue
        owner = next((first for first, label in sheet.spotted.labels.items() if other in label.pieces), None)
        return other if owner is None else owner
    return None


def _texts(found: Iterable[int], sheet: Sheet) -> Iterator[int]:
    return (each for each in found if sheet.layout.pieces[each].kind is BlockKind.TEXT)


def _above(index: int, layout: Layout) -> Iterator[int]:
    """The texts above a field in its column, nearest first."""
    here = layout.pieces[index]
    found = []
    for other in layout.pages[here.page]:
        there = layout.pieces[other]
        gap = here.box[1] - there.box[3]
        if there.kind is BlockKind.TEXT and -_TOUCH <= gap <= _NEAR and same_column(there.box, here.box):
            found.append((gap, other))
    return (other for _, other in sorted(found))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
