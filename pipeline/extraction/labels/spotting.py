"""Which pieces are labels, which are headings, and which only look like labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.answers import inside_cells, only_values, says_something, told_by_bold
from pipeline.extraction.labels.arrangement import Side, side_of_answers
from pipeline.extraction.labels.heads import is_head_beside_groups
from pipeline.extraction.labels.label_like import label_like_answers
from pipeline.extraction.labels.name_and_office import names_with_offices
from pipeline.extraction.labels.named_below import named_below
from pipeline.extraction.labels.paragraphs import goes_on_from_above
from pipeline.extraction.labels.period_heads import period_heads
from pipeline.extraction.labels.upright import Moved
from pipeline.extraction.page.layout import PAPER
from pipeline.extraction.wording.lexicon import Match
from pipeline.model import BlockKind
from pipeline.normalise.base import Context
from pipeline.normalise.empty import is_example, is_instruction
from pipeline.normalise.months import month_numbers
from pipeline.normalise.people import is_office
from pipeline.normalise.plain import plain
from pipeline.normalise.values import normalise
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_BY: Final = frozenset(("by", "par", "por", "per", "von", "door", "oleh"))  # "Received | by the Registry 3 May 2014"
_SENTENCE: Final = 60  # letters of a line of a sentence, at least
LEAST: Final = 0.8
"""Below this likeness a text is no label."""

_MOST_LINES: Final = 3  # a long question may go on in so many more lines
_MOST_LINES_IN_CELL: Final = 9  # and in a narrow column
_MOST_WORDS: Final = 14
_TOUCH: Final = 2.0  # points
_SHORT_TEXT: Final = 100
_FILLS: Final = 0.02
_CLOSE_BY: Final = 0.95  # a label and its value in one text, with nothing between
_CLOSE_BY_SURELY: Final = 0.99  # the label has several words, and the value checks itself
_WORDS_ENOUGH: Final = 3
_DIGIT: Final = "0"
_SIGNS: Final = {
    FieldType.DATE: _DIGIT,
    FieldType.EMAIL: "@",
    FieldType.NUMBER: _DIGIT,
    FieldType.PHONE: _DIGIT,
    FieldType.URL: ".",
}
"""What every value of a type has that checks itself."""

_NEARLY: Final = 0.86
BLANKS: Final = re.compile(r"[._…‥·]{3,}|_{2,}")
"""Where somebody is to write."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_OTHER_LANGUAGE = re.compile(r"[/|]\s+[^\W\d_]")
"""How the same question goes on in another language, where an answer could stand."""
ENDS: Final = re.compile(r"(?::(?!//|in\b|innen\b|(?<=\d:)\d\d)|[：?？])\s*|\s[-–—]\s|\t")  # not that of a clock
"""Where a question ends and its answer may begin."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands: its pieces (in reading order), what it may be a label of, what follows in its text."""

    pieces: tuple[int, ...]
    matches: tuple[Match, ...]
    inline: str = ""  # the rest of the last piece's text behind the label
    closed: bool = False  # ends with a colon or question mark, or is followed by blanks to fill in

    @property
    def first(self) -> int:
        """The piece it begins with."""
        return self.pieces[0]

    @property
    def last(self) -> int:
        """The piece it ends with."""
        return self.pieces[-1]

    @property
    def score(self) -> float:
        """How surely it is a label at all."""
        return self.matches[0].score


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section."""

    piece: int
    section: str
    language: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """All labels and headings of a document, by the index of the piece they begin with."""

    labels: dict[int, Label]
    headings: dict[int, Heading]
    printed: frozenset[int]  # every piece that belongs to a label or a heading
    options: frozenset[int] = frozenset()  # the wordings of boxes
    told_by_bold: bool = False  # the form prints its labels bold and little else: what is bold is no answer
    inside_cells: bool = False  # the form has its answers in the cells of their questions
    side: Side | None = None  # on which its answers stand, where that can be told


def spot(layout: Layout, lexicon: Lexicon, options: frozenset[int], moved: Moved | None = None) -> Spotted:
    """Find the labels and headings of a document. `options` are the wordings of boxes, which are neither.

    `moved`: which pieces are questions and answers, where the arrangement of the whole page told it.
    """
    known = moved or Moved()
    labels: dict[int, Label] = {}
    used: set[int] = set()
    for index, piece in enumerate(layout.pieces):
        if index in used or index in options or index in known.answers or piece.kind is not BlockKind.TEXT:
            continue
        label = _label_at(index, layout, lexicon)
        if label:
            labels[index] = label
            used.update(label.pieces)
    for index in [each for each, label in labels.items() if goes_on_from_above(label, labels, layout)]:
        del labels[index]
    labels |= {label.first: label for label in named_below(labels, layout, lexicon)}
    labels |= {label.first: label for label in names_with_offices(labels, layout, lexicon)}
    for index, matches in period_heads(known.questions - used, layout, lexicon).items():
        labels[index] = Label((index,), matches)
    headings = {key: value for key, value in _headings(layout, lexicon, labels) if key not in options | known.answers}
    for index in [each for each in labels if each not in headings and _stands_beside_rows(each, layout, labels)]:
        del labels[index]
    side = side_of_answers(layout, labels.values(), lexicon)
    values = set(label_like_answers(layout, lexicon, labels, side))
    if side not in {Side.LEFT, Side.OVER}:
        rest = {index: label for index, label in labels.items() if index not in values}
        values.update(only_values(layout, lexicon, rest, headings, side))
    for index in values - known.questions:
        labels.pop(index, None)
        headings.pop(index, None)
    printed = {piece for label in labels.values() for piece in label.pieces} | set(headings) | known.questions
    printed |= {index for index, piece in enumerate(layout.pieces) if piece.printed}
    bold, inside = told_by_bold(layout, labels), inside_cells(layout, labels, printed)
    return Spotted(labels, headings, frozenset(printed), options, bold, inside, side)


def _label_at(index: int, layout: Layout, lexicon: Lexicon) -> Label | None:
    """The best label that begins at this piece: in a part of its text, in the whole, or over several lines."""
    if is_example(layout.pieces[index].text):
        return None
    whole = _wrapped_cell(index, layout, lexicon)
    if whole is not None:
        return whole
    candidates = [_going_on(label, layout, lexicon) for label in _in_one(index, layout.pieces[index].text, lexicon)]
    if any(label.score == 1.0 for label in candidates):
        candidates += _wholly_over_lines(index, layout, lexicon)
    else:
        candidates += _over_lines(index, layout, lexicon)
    prose = lexicon.prose(layout.pieces[index].text)
    if prose:
        candidates.append(Label((index,), prose, layout.pieces[index].text, closed=True))
    good = [label for label in candidates if label.score >= LEAST]
    worth = {label.pieces: _whole_cell(label.pieces, layout) for label in good}
    best = max(good, key=lambda label: (label.score + worth[label.pieces], len(label.pieces)), default=None)
    return best and _to_its_end(best, layout)


def _to_its_end(label: Label, layout: Layout) -> Label:
    """A label with the further lines of its sentence: after a full line, words that begin in the middle of one."""
    pieces = list(label.pieces)
    for _ in range(0 if label.inline or label.closed else _MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None or len(layout.pieces[pieces[-1]].text) < _SENTENCE:
            break
        text = layout.pieces[after].text
        amid = text[:1].islower() or (text[:1].isdigit() and text.rstrip().endswith((".", "?")))
        if not layout.was_full(pieces[-1], after) or not amid:
            break
        pieces.append(after)
    return replace(label, pieces=tuple(pieces))


def _wrapped_cell(index: int, layout: Layout, lexicon: Lexicon) -> Label | None:
    """The question that a narrow cell has broken into lines, each of which may be a label by itself: only it asks."""
    lines = layout.in_cell(index)
    if lines[0] != index or not 1 < len(lines) <= _MOST_LINES_IN_CELL:
        return None
    if not all(_wraps(before, after, layout) for before, after in pairwise(lines)):
        return None
    if any(letter.isdigit() for line in lines[1:] for letter in layout.pieces[line].text):
        return None  # rather a question over its answer
    for text in _worded(lines, layout):
        for label in _in_one(index, text, lexicon):
            plainly = label.score >= _NEARLY and not label.matches[0].narrowed
            if plainly and not label.inline and (label.score == 1.0 or not is_office(text)):
                return replace(label, pieces=tuple(lines))
    return None


def _wraps(before: int, after: int, layout: Layout) -> bool:
    """Whether a line goes on in the next, which is in the same type, only because it had no more room."""
    here, there = layout.pieces[before], layout.pieces[after]
    alike = here.kind is there.kind is BlockKind.TEXT and here.bold == there.bold
    return alike and here.reader in PAPER and there.box[1] > here.box[1] and layout.was_full(before, after)


def _whole_cell(pieces: tuple[int, ...], layout: Layout) -> float:
    """What it is worth that a question of several lines fills its cell: more than that one line is one by itself."""
    cell = layout.pieces[pieces[0]].cell
    if cell is None or len(pieces) == 1:
        return 0.0
    page = layout.pages[layout.pieces[pieces[0]].page]
    return 0.0 if any(layout.pieces[each].cell == cell for each in page if each not in pieces) else _FILLS


def _going_on(label: Label, layout: Layout, lexicon: Lexicon) -> Label:
    """A label with words behind it, or with the next line where those are no answer but its own words, wrapped.

    Then both lines are bold, the second is no label itself, and what stands under it is plain: the answer.
    """
    after = _next_line(label.last, layout) if label.inline and not label.closed else None
    if after is None or not layout.pieces[after].bold or any(_in_one(after, layout.pieces[after].text, lexicon)):
        return label
    answer = layout.right_below(after)
    if answer is None or layout.pieces[answer].bold or layout.pieces[answer].cell != layout.pieces[after].cell:
        return label
    return replace(label, pieces=(*label.pieces, after), inline="")


def _in_one(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """The ways to read one text as a label: up to a colon, question mark or blanks; whole; its first words."""
    if lexicon.is_wholly_label(text):
        yield Label((index,), lexicon.labels(text), closed=text.rstrip().endswith((":", "：", "?")))
        return
    parted = [*_parted(index, text, lexicon), *_on_a_line(index, text, lexicon)]
    yield from parted
    if any(label.inline for label in parted):
        return
    whole = lexicon.labels(text)
    if whole:
        yield Label((index,), whole, closed=text.rstrip().endswith((":", "：", "?")))
    if not parted and not (whole and whole[0].score > _CLOSE_BY):
        yield from _first_words(index, text, lexicon)


def _parted(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    for end in sorted((*ENDS.finditer(text), *BLANKS.finditer(text)), key=lambda end: end.start()):
        head, rest = text[: end.start()], BLANKS.sub(" ", text[end.end() :]).strip()
        matches = lexicon.labels(head) if head.strip() and not _OTHER_LANGUAGE.match(rest) else ()
        if matches:
            yield Label((index,), matches, rest, closed=True)
            return


def _on_a_line(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """A label to the letter, or nearly so, on the first line of a cell, with the answer on the lines below."""
    head, _, rest = text.partition("\n")
    if not rest.strip():
        return  # to understand a text takes long; this one is perhaps understood up to its colon already
    matches = [match for match in lexicon.labels(head) if match.score >= _NEARLY and not match.narrowed]
    if matches and not lexicon.is_wholly_label(rest):
        yield Label((index,), tuple(matches), rest.strip(), closed=True)


def _first_words(index: int, text: str, lexicon: Lexicon) -> Iterator[Label]:
    """A label with its value right behind it and nothing between ("Country Spain"): where columns stand close."""
    ends = [match.end() for match in re.finditer(r"\S+", text)][:_MOST_WORDS]
    for count in range(len(ends) - 1, 0, -1):
        rest = text[ends[count - 1] :].strip()
        exact = lexicon.exactly(text[: ends[count - 1]])
        matches = [match for match in exact if _may_follow(match, rest, lexicon, words=count)]
        if matches:
            checked = count >= _WORDS_ENOUGH and all(lexicon.fields[match.field].type in _SIGNS for match in matches)
            score = _CLOSE_BY_SURELY if checked else _CLOSE_BY
            yield Label((index,), tuple(replace(match, score=score) for match in matches), rest)
            return


def _may_follow(match: Match, rest: str, lexicon: Lexicon, *, words: int) -> bool:
    """One word proves little, nor does a sentence that goes on: then only a value that checks itself counts."""
    kind = lexicon.fields[match.field].type
    if _goes_on_to_its_end(rest):
        return False
    if kind is FieldType.DATE and _names_what_day(rest):
        return False
    if kind in _SIGNS:
        return any(_SIGNS[kind] == sign or (_SIGNS[kind] == _DIGIT and sign.isdigit()) for sign in rest)
    if kind is FieldType.COUNTRY:  # "Country Spain", but not "Country | in which you are"
        return normalise(rest, lexicon.fields[match.field], Context()) is not None
    if kind is FieldType.NARRATIVE and is_instruction(rest):
        return True
    return words > 1 and not rest[0].islower() and len(rest) < _SHORT_TEXT


def _names_what_day(rest: str) -> bool:
    """Whether words before the first figure say whose day it is ("Date | of birth March 3, 1941"): a longer label."""
    before = re.split(r"\d", rest, maxsplit=1)[0]
    said = [word for word in re.findall(r"[^\W\d_]{2,}", before) if word.islower()]
    usual = words("dates", "beside") | _BY
    return any(plain(word) not in month_numbers() and plain(word) not in usual for word in said)


def _goes_on_to_its_end(rest: str) -> bool:
    """Whether words and then a colon follow: the label is longer than was thought ("Date | of the move: 3 May")."""
    end = ENDS.search(rest)
    return end is not None and rest[: end.start()].replace(" ", "").isalpha()


def _wholly_over_lines(index: int, layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    """A longer label, known to the letter, whose first line is a label by itself."""
    pieces = [index]
    if _IN_BRACKETS.match(layout.pieces[index].text):
        return
    for _ in range(_MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None:
            return
        pieces.append(after)
        text = " ".join(layout.pieces[piece].text for piece in pieces)
        if not _IN_BRACKETS.match(layout.pieces[after].text) and lexicon.is_wholly_label(text):
            closed = text.rstrip().endswith((":", "：", "?"))
            yield Label(tuple(pieces), lexicon.labels(text), closed=closed)


def _over_lines(index: int, layout: Layout, lexicon: Lexicon) -> Iterator[Label]:
    pieces = [index]
    said = {(label.matches[0].wording, label.score) for label in _in_one(index, layout.pieces[index].text, lexicon)}
    alone = 0.0
    if _IN_BRACKETS.match(layout.pieces[index].text):
        return  # a caption, which is whole
    if not any(character.isalpha() for character in layout.pieces[index].text):
        return
    for _ in range(_MOST_LINES_IN_CELL if layout.pieces[index].cell else _MOST_LINES):
        after = _next_line(pieces[-1], layout)
        if after is None:
            return
        pieces.append(after)
        alone = max([alone, *(label.score for label in _in_one(after, layout.pieces[after].text, lexicon))])
        for label in (each for text in _worded(pieces, layout) for each in _in_one(index, text, lexicon)):
            whole = 0.0 if label.inline else _whole_cell(tuple(pieces), layout)
            if (label.matches[0].wording, label.score) in said and not whole:
                continue  # a part of the first line says it already
            more = label.score + whole > alone or label.score == 1.0
            if more and len(label.inline) < len(layout.pieces[after].text):
                yield Label(tuple(pieces), label.matches, label.inline, label.closed)


def _worded(pieces: list[int], layout: Layout) -> Iterable[str]:
    """The lines as one text, and as one in which the words go on that a narrow cell broke without a hyphen."""
    texts = [layout.pieces[piece].text for piece in pieces]
    gaps = ["" if _breaks_word(first, second, layout) else " " for first, second in pairwise(pieces)]
    whole = texts[0] + "".join(gap + text for gap, text in zip(gaps, texts[1:], strict=True))
    return dict.fromkeys((" ".join(texts), whole))


def _breaks_word(first: int, second: int, layout: Layout) -> bool:
    """Whether a line fills its cell to the last letter and the next one goes on with a small letter."""
    here, there = layout.pieces[first], layout.pieces[second]
    if here.cell is None or not (here.text[-1:].isalpha() and there.text[:1].islower()):
        return False
    letter = (here.box[2] - here.box[0]) / len(here.text)
    return here.box[2] + letter > here.cell[2] - (here.box[0] - here.cell[0])


def _next_line(index: int, layout: Layout) -> int | None:
    """The line right below that may go on with the same sentence."""
    here = layout.pieces[index]
    if here.text.rstrip().endswith((":", "：", "?")):
        return None
    after = layout.right_below(index)
    there = here if after is None else layout.pieces[after]
    if after is None or there.kind is not BlockKind.TEXT or there.cell != here.cell:
        return None
    near = there.box[1] - here.box[3] < (here.box[3] - here.box[1]) * 0.9
    return after if near and abs(there.box[0] - here.box[0]) < 60 and there.bold == here.bold else None  # noqa: PLR2004 - an indent


def _headings(layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> Iterator[tuple[int, Heading]]:
    for index, piece in enumerate(layout.pieces):
        if piece.kind is not BlockKind.TEXT or (index in labels and labels[index].inline):
            continue
        match = lexicon.heading(piece.text)
        if match and (not _has_neighbour(layout, index) or _heads_its_part(index, layout, lexicon, labels)):
            yield index, Heading(index, match.field, match.language)


def _heads_its_part(index: int, layout: Layout, lexicon: Lexicon, labels: dict[int, Label]) -> bool:
    """Whether a heading stands over one of several columns of questions, or beside the rows of its part."""
    beside = [each for each in layout.left_of(index) + layout.right_of(index) if says_something(layout.pieces[each])]
    others = [lexicon.heading(layout.pieces[each].text) for each in beside]
    if all(others):
        below = [tuple(islice(layout.downwards(each), 2)) for each in (index, *beside)]
        return len({match.field for match in others if match}) == len(others) and all(
            any(each in labels for each in first) for first in below
        )
    return _stands_beside_rows(index, layout, labels)


def _stands_beside_rows(index: int, layout: Layout, labels: dict[int, Label]) -> bool:
    """Whether a cell is as high as several rows of questions at one of its sides: it names their part."""
    here = layout.frame(index)
    right = {layout.frame(each)[1] for each in layout.right_of(index) if each in labels}
    left = {layout.frame(each) for each in layout.left_of(index) if each in labels}
    left_rows = {frame[1] for frame in left if here[1] - _TOUCH <= frame[1] and frame[3] <= here[3] + _TOUCH}
    rows = max(len(right), len(left_rows))
    return layout.pieces[index].cell is not None and rows > 1 and not is_head_beside_groups(index, layout)


def _has_neighbour(layout: Layout, index: int) -> bool:
    """Whether something to be read stands in the same row: then it is a row of a form, not a heading."""
    beside = layout.left_of(index) + layout.right_of(index)
    return any(says_something(layout.pieces[other]) for other in beside)
