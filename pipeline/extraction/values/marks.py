"""Candidates that are no texts: ticked boxes, signatures and other ink."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.labels.scopes import Fit, fit
from pipeline.extraction.page.layout import same_row
from pipeline.extraction.values.candidate import Candidate
from pipeline.extraction.values.candidates import named
from pipeline.extraction.values.judging import TRUST, source
from pipeline.extraction.values.pairing import propose
from pipeline.extraction.values.proposal import Wanted, Way
from pipeline.extraction.values.ticks import Box, choice_of, group_boxes
from pipeline.model import BlockKind
from pipeline.normalise.base import Normal
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.campaign.definition import Field
    from pipeline.extraction.labels.label import Label
    from pipeline.extraction.values.candidate import Page

_UNASKED: Final = 0.93  # boxes that no label asks for, told by their wordings alone
_INK_SEEN: Final = 0.96
_NO_INK: Final = 0.92
_NO_INK_IN_SCAN: Final = 0.8  # it may be too faint, or have been read as letters
_TYPED_NAME: Final = 0.6  # a name typed where a signature belongs: somebody has to look
_ROOM_FOR_INK: Final = 90.0  # points below a label within which a signature may stand


def box_candidates(page: Page) -> Iterator[Candidate]:
    """What the ticked boxes say: of each group for the field that fits it best, and of each box that is a label."""
    for number, group in enumerate(group_boxes(page.boxes, page.spotted.printed, page.layout)):
        yield from _choice_candidates(page, group, number)
        for box in group:
            yield from _yes_no_of_own_label(page, box)
        yield from _yes_no_pair(page, group, number)


def _choice_candidates(page: Page, group: list[Box], number: int) -> Iterator[Candidate]:
    asked = _labels_of(page, group)
    for field in page.lexicon.fields.values():
        if field.type not in {FieldType.CHOICE, FieldType.CHOICES}:
            continue
        keys = [choice_of(box, field, page.lexicon, page.context) for box in group]
        known = [key for key in keys if key]
        if not known or (field.key not in asked and len(known) < max(2, len(group) / 2)):
            continue
        likeness = asked.get(field.key, 0.9) * (0.6 + 0.4 * len(known) / len(group))
        ticked = [(box, key) for box, key in zip(group, keys, strict=True) if key and box.checked]
        understood = len(ticked) / max(sum(box.checked for box in group), 1)
        suits = Fit(likeness, asked.get(field.key, _UNASKED) * understood * _how_clear(page, group))
        yield from _ticked_choice(page, field, ticked, suits, number)


def _ticked_choice(
    page: Page, field: Field, ticked: list[tuple[Box, tuple[str, float]]], suits: Fit, number: int
) -> Iterator[Candidate]:
    if not ticked:
        return
    keys = [key for _, (key, _) in ticked]
    sure = min(certainty for _, (_, certainty) in ticked)
    if field.type is FieldType.CHOICE:
        sure *= 1.0 if len(set(keys)) == 1 else 0.4  # two boxes ticked where one is asked for
        value: str | tuple[str, ...] = keys[0]
    else:
        value = tuple(choice.key for choice in field.choices if choice.key in keys)
    pieces = tuple(box.piece for box, _ in ticked)
    raw = "; ".join(box.texts[0] for box, _ in ticked)
    sure *= TRUST[Way.BOX]
    slot, place = ("boxes", number), source(page, pieces)
    yield Candidate(
        field.key, Normal(value), raw, suits.score * sure, suits.trust * sure, slot, pieces, place, pieces[0]
    )


def _labels_of(page: Page, group: list[Box]) -> dict[str, float]:
    """The fields that the label in front of a group of boxes, or the name of the group, speaks of."""
    first = group[0].piece
    begin = min(first, first if group[0].beside is None else group[0].beside)  # its wording may stand in front
    labels = [label for label in page.spotted.labels.values() if label.last < begin]
    nearest = max(labels, key=lambda label: label.last, default=None)
    asked = {match.field: match.score for match in nearest.matches} if nearest else {}
    piece = page.layout.pieces[first]
    for match in named("", piece.group or piece.name.rpartition(".")[0] or piece.name, page.lexicon):
        asked[match.field] = max(asked.get(match.field, 0.0), match.score)
    return asked


def _yes_no_of_own_label(page: Page, box: Box) -> Iterator[Candidate]:
    """A box beside a text, or with a name, that itself is the question ("☒ I consent to the publication")."""
    label = page.spotted.labels.get(box.beside) if box.beside is not None else None
    piece = page.layout.pieces[box.piece]
    for match in label.matches if label else named(piece.hint, piece.name, page.lexicon):
        field = page.lexicon.fields[match.field]
        if field.type is FieldType.YES_NO and not field.mark and match.score >= LEAST:
            yield _yes_no(page, field, (box,), answer=box.checked, score=match.score)


def _yes_no_pair(page: Page, group: list[Box], number: int) -> Iterator[Candidate]:
    """Boxes worded yes and no behind a question."""
    asked = _labels_of(page, group)
    for key, score in asked.items():
        field = page.lexicon.fields[key]
        if field.type is not FieldType.YES_NO or field.mark:
            continue
        answers = [(box, normalise(box.texts[0], field, page.context)) for box in group if box.texts]
        if len(group) == 1 and not any(normal and not normal.value for _, normal in answers):
            yield _yes_no(page, field, (group[0],), answer=group[0].checked, score=score, slot=("boxes", number))
            continue  # a lone box worded "No" is another matter: that it is empty says nothing
        ticked = [(box, normal) for box, normal in answers if normal and box.checked]
        if len(ticked) == 1:
            box, normal = ticked[0]
            yield _yes_no(page, field, (box,), answer=bool(normal.value), score=score, slot=("boxes", number))


def _yes_no(
    page: Page, field: Field, used: tuple[Box, ...], *, answer: bool, score: float, slot: tuple[str, int] | None = None
) -> Candidate:
    pieces = tuple(box.piece for box in used)
    raw = ("☒ " if used[0].checked else "☐ ") + next(iter(used[0].texts), "")
    slot = slot or ("box", pieces[0])
    score *= TRUST[Way.BOX]
    sure = score * _how_clear(page, used)
    return Candidate(field.key, Normal(answer), raw.strip(), score, sure, slot, pieces, source(page, pieces), pieces[0])


def _how_clear(page: Page, boxes: Iterable[Box]) -> float:
    """How sure the reader is of all these boxes: of a scan, whether each is ticked may be doubtful."""
    return min(page.layout.pieces[box.piece].confidence for box in boxes)


def mark_candidates(page: Page) -> Iterator[Candidate]:
    """Signatures: ink, a picture, `/s/` or a digital signature at the place for it; no mark there means no."""
    for label in page.spotted.labels.values():
        for match in label.matches:
            field = page.lexicon.fields[match.field]
            suits = fit(match, page.scopes[label.first], page.lexicon)
            if field.mark and match.score >= LEAST and suits.score:
                yield _mark(page, field, label, match.score * suits.score)
    for index, piece in enumerate(page.layout.pieces):
        if piece.kind is BlockKind.INK and piece.checked is not None:
            for field in (each for each in page.lexicon.fields.values() if each.mark):
                yield _ink(page, field, index, signed=piece.checked, score=0.97)


def _mark(page: Page, field: Field, label: Label, score: float) -> Candidate:
    for index, piece in enumerate(page.layout.pieces):
        if piece.kind is BlockKind.INK and piece.checked is not False and _at_place(page, label, index):
            over = piece.page != page.layout.pieces[label.last].page  # it could be something else that stands there
            return replace(_ink(page, field, index, signed=True, score=score * _INK_SEEN), doubtful=over)
    typed = list(propose(label, page.layout, page.spotted, Wanted()))
    text = typed[0].text.strip() if typed else ""
    signed = text.lower().startswith("/s/")
    inkless = page.layout.pieces[label.first].reader == "text"  # a mail of mere letters has no place for ink
    no_ink = _NO_INK_IN_SCAN if page.layout.pieces[label.first].reader == "ocr" else _NO_INK
    sure = _INK_SEEN if signed else (_TYPED_NAME if text or inkless else no_ink)
    pieces = typed[0].pieces if typed else label.pieces
    raw = text or page.layout.pieces[label.first].text
    place = source(page, pieces)
    score *= sure
    return Candidate(field.key, Normal(signed), raw, score, score, ("mark", label.first), pieces, place, label.first)


def _ink(page: Page, field: Field, index: int, *, signed: bool, score: float) -> Candidate:
    place = source(page, (index,))
    return Candidate(field.key, Normal(signed), place.at, score, score, ("mark", index), (index,), place, index)


def _at_place(page: Page, label: Label, index: int) -> bool:
    """Whether ink stands where this label asks for it: beside it, in its cell, in the cell below, or close below."""
    here, ink = page.layout.pieces[label.last], page.layout.pieces[index]
    if here.page != ink.page:
        return _over_the_page(page, label, index)
    if here.cell and ink.cell:
        same = here.cell == ink.cell
        below = 0 <= ink.cell[1] - here.cell[3] < 2 and ink.cell[0] < here.cell[2] and here.cell[0] < ink.cell[2]  # noqa: PLR2004 - touching
        return same or below or (same_row(here.cell, ink.cell) and ink.cell[0] >= here.cell[2] - 2)
    over = ink.box[0] < here.box[2] + 250 and ink.box[2] > here.box[0] - 40
    return over and ink.box[3] > here.box[1] - 45 and ink.box[1] < here.box[3] + _ROOM_FOR_INK


def _over_the_page(page: Page, label: Label, index: int) -> bool:
    """Whether ink is the first thing behind the page that the label ends, and nothing that heads each page."""
    pieces = [each for each in page.layout.pieces if each.kind is not BlockKind.RULE]
    here, ink = page.layout.pieces[label.last], page.layout.pieces[index]
    ends = all(each.box[3] <= here.box[3] + 1 for each in pieces if each.page == here.page)
    begins = all(each.box[1] >= ink.box[1] for each in pieces if each.page == ink.page)
    heads = any(each.kind is BlockKind.INK and each.page == here.page and each.box[3] < ink.box[3] for each in pieces)
    return ink.page == here.page + 1 and ends and begins and not heads
