"""A filled copy of a known edition, without what was printed on the blank: what stays is what somebody wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from pipeline.extraction.editions.blanks import MOST_BLOCKS, Role
from pipeline.extraction.page.pieces import split_ticks
from pipeline.model import BlockKind
from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.editions.blanks import Edition, Printed
    from pipeline.extraction.editions.teaching import Taught
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block, Box, PlacedDocument

_ALIKE: Final = 88.0  # of 100
_LEAST_LETTERS: Final = 8  # shorter texts must be equal
_LINE: Final = 12  # letters of a line that is part of a printed paragraph
_PART: Final = 4  # letters of a printed text on either side of an answer
_SEPARATORS: Final = (":", "：", "\n", "?")


def without_printed(document: PlacedDocument, edition: Edition, lexicon: Lexicon) -> PlacedDocument:
    """The filled copy without instructions, examples, hints and what stood in its fields before.

    Labels, headings and wordings of boxes stay, since the engine reads by them; a question that the campaign does not
    know stays too, marked as printed, so that its answer is nobody else's.
    """
    blocks = document.blocks[:MOST_BLOCKS]
    known = _matched(blocks, edition)
    unseen = _unseen_labels(blocks, edition, lexicon)
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        kept += _kept(_hinted(block, unseen), known.get(index), edition, lexicon)
    return replace(document, blocks=(*kept, *document.blocks[MOST_BLOCKS:]))


def _unseen_labels(blocks: tuple[Block, ...], edition: Edition, lexicon: Lexicon) -> dict[str, str]:
    """Name of a form field -> its printed label, of those whose label this copy does not show.

    A label that means another field elsewhere ("E-mail" of the mayor and of the contact) says nothing by itself.
    """
    stream = "".join(key(block.text) for block in blocks if block.kind is BlockKind.TEXT)
    often = Counter(key(each.label) for each in edition.taught)
    known = (each for each in edition.taught if each.name and each.field and often[key(each.label)] == 1)
    return {each.name: each.label for each in known if key(each.label) not in stream and _speaks(each, lexicon)}


def _speaks(taught: Taught, lexicon: Lexicon) -> bool:
    best = next(iter(lexicon.labels(taught.label)), None)
    return best is not None and best.field == taught.field and not lexicon.shared(best)


def _hinted(block: Block, labels: dict[str, str]) -> Block:
    """A form field with the label that the blank prints beside it, where it says nothing of itself."""
    if block.kind is not BlockKind.FIELD or block.hint or block.name not in labels:
        return block
    return replace(block, hint=labels[block.name])


def _kept(block: Block, printed: Printed | None, edition: Edition, lexicon: Lexicon) -> Iterator[Block]:
    if block.kind is BlockKind.FIELD and (block.name, key(block.text)) in edition.prefilled:
        yield replace(block, text="")
    elif block.kind is BlockKind.TEXT and printed is not None:
        yield from _written(block, printed, lexicon)
    elif not _was_ticked(block, edition) and not _was_drawn(block, edition):
        yield block


def _written(block: Block, printed: Printed, lexicon: Lexicon) -> Iterator[Block]:
    """What of a text is no print: the answer in it, with its label or question in front."""
    cut = _cut(key(block.text), printed)
    if cut is not None and (printed.role is Role.QUESTION or (printed.role is Role.HELP and _is_inside(cut, printed))):
        yield replace(block, printed=True)  # a question that is not ours, with its answer
    elif cut is not None:
        yield _answer_alone(block, printed, cut)
    elif printed.role is Role.KNOWN:
        yield _label_alone(block, lexicon)
    elif printed.role is Role.QUESTION:
        yield replace(block, printed=True)


def _was_ticked(block: Block, edition: Edition) -> bool:
    return block.kind is BlockKind.TICK and bool(block.checked) and (block.name, block.text) in edition.ticked


def _matched(blocks: tuple[Block, ...], edition: Edition) -> dict[int, Printed]:
    """Index of each text that was printed -> what it was on the blank.

    First in order, so that of two equal texts the printed one is told from the typed one; then those that stand
    elsewhere, are spelt a little differently, or are one line of a printed paragraph.
    """
    texts = [(index, key(block.text)) for index, block in enumerate(blocks) if block.kind is BlockKind.TEXT]
    lines = [letters for _, letters in texts]
    matcher = SequenceMatcher(None, [each.letters for each in edition.printed], lines, autojunk=False)
    found: dict[int, Printed] = {}
    open_printed = dict(enumerate(edition.printed))
    for here, there, count in matcher.get_matching_blocks():
        for step in range(count):
            found[texts[there + step][0]] = open_printed.pop(here + step)
    for index, letters in texts:
        if index not in found and letters:
            match = _elsewhere(letters, open_printed)
            if match is not None:
                found[index] = match
    return found


def _elsewhere(letters: str, left: dict[int, Printed]) -> Printed | None:
    """What was printed somewhere else, or a little differently; a printed text that is found whole is used up."""
    for number, printed in left.items():
        if printed.letters == letters:
            return left.pop(number)
    if len(letters) >= _LEAST_LETTERS:
        choices = {number: printed.letters for number, printed in left.items()}
        hit = process.extractOne(letters, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if hit is not None:
            return left.pop(hit[2])
    for printed in left.values():
        if len(letters) >= _LINE and letters in printed.letters:
            return printed
    return next((each for each in left.values() if _cut(letters, each) is not None), None)


def _cut(letters: str, printed: Printed) -> int | None:
    """Where an answer parts the printed text, in letters from its beginning; None where the text holds no answer.

    Behind a whole label an answer parts nothing: the engine reads such texts as they are.
    """
    whole = printed.letters
    if len(letters) <= len(whole) or len(whole) < _LEAST_LETTERS:
        return None
    inside = [*range(len(whole) - _PART, _PART - 1, -1)]
    ends = {Role.KNOWN: [], Role.QUESTION: [len(whole)], Role.HELP: [len(whole), 0]}[printed.role]
    fits = (cut for cut in (*ends, *inside) if letters.startswith(whole[:cut]) and letters.endswith(whole[cut:]))
    return next(fits, None)


def _is_inside(cut: int, printed: Printed) -> bool:
    return 0 < cut < len(printed.letters)


def _answer_alone(block: Block, printed: Printed, cut: int) -> Block:
    """The text without what was printed behind the answer, and without an instruction in front of it."""
    text, tail = block.text, printed.letters[cut:]
    if tail:
        end = next((end for end in range(len(text), 0, -1) if key(text[end:]) == tail), len(text))
        text = text[:end].rstrip(" ([{")
    if printed.role is Role.HELP:
        start = next((start for start in range(len(text)) if key(text[:start]) == printed.letters[:cut]), 0)
        text = text[start:].lstrip(" )]}:.")
    return replace(block, text=text)


def _label_alone(block: Block, lexicon: Lexicon) -> Block:
    """A label without the placeholder that was printed behind it in the same text; boxes to tick are no placeholder."""
    if any(piece.kind is BlockKind.TICK for piece in split_ticks([block])):
        return block
    for separator in _SEPARATORS:
        head, found, rest = block.text.partition(separator)
        if found and key(rest) and lexicon.is_label(head) and not lexicon.is_wholly_label(block.text):
            return replace(block, text=head + found.rstrip("\n"))
    return block


def _was_drawn(block: Block, edition: Edition) -> bool:
    """Whether a picture stood there already: a coat of arms is no signature."""
    return block.kind is BlockKind.INK and any(
        ink.page == block.page and (_overlap(ink.box, block.box) > 0.5 if edition.drawn else ink.at == block.at)  # noqa: PLR2004 - half
        for ink in edition.ink
    )


def _overlap(one: Box, other: Box) -> float:
    """The common part of two boxes as a share of what they take up together."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / max(areas - width * height, 1e-6)
