"""A filled form that we handed out ourselves, read by the names of its fields.

Whose answer is whose stands beyond doubt there. Where fields are gone (a program that keeps none, somebody who cut them
out) the usual way of reading answers for those alone; where all are, it is the only way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.campaign.form_mark import LISTS
from pipeline.extraction.forms.kinds import blank
from pipeline.extraction.own.answers import NONE, Answer, Answered, answered, is_filled
from pipeline.extraction.own.controls import controls_of, copies, field_of
from pipeline.extraction.own.outside import over, written_beside
from pipeline.extraction.own.signed import signature
from pipeline.extraction.remarks import beside_answers, unknown_answer
from pipeline.extraction.values.completeness import missing
from pipeline.model import DocumentKind, DocumentReading, FormReading, Severity, Source, Value
from pipeline.normalise.base import Context
from pipeline.normalise.dates import order_of
from pipeline.normalise.plain import key
from pipeline.normalise.values import normalise_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.campaign.definition import Campaign, Field
    from pipeline.campaign.form_mark import FormMark
    from pipeline.extraction.own.controls import Controls
    from pipeline.extraction.own.handed import HandedOut
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.model import Block, Finding, PlacedDocument

    Usual = Callable[[PlacedDocument], DocumentReading]

_BESIDE: Final = 0.85
"""The most that is said of an answer that stands beside the field for it."""
_FEW: Final = 0.3  # of the fields; of a form that has lost most of them the usual way tells more
_OTHER_ORDER: Final = 0.8  # a day and a month of somebody who writes the month first
_MOST_TOLD: Final = 5
_HIDDEN: Final = "hidden-sheet"


def read_own(
    document: PlacedDocument, mark: FormMark, handed: HandedOut, lexicon: Lexicon, campaign: Campaign, usual: Usual
) -> DocumentReading | None:
    """What a form of ours says; None where it has lost its fields, so that it must be read as any other form.

    Args:
        document: the form as placed blocks.
        mark: its mark, of this campaign.
        handed: what is known of the form in its language as it is handed out now.
        lexicon: the wordings of the campaign.
        campaign: what is asked.
        usual: reads a document as if it were anybody's.
    """
    named = controls_of(document.blocks, campaign)
    if len(named) < _FEW * len(campaign.kept_fields):
        return None
    parts = copies(document.blocks, campaign)
    readers = [_Reader(replace(document, blocks=part), mark, handed, lexicon, campaign) for part in parts]
    forms = tuple(form for reader in readers if (form := reader.form(usual)))
    if not forms:
        return blank(mark.language)
    findings = tuple(each for each in document.findings if each.code != _HIDDEN or LISTS not in each.message)
    return DocumentReading(DocumentKind.FORM, mark.language, forms, findings=findings)


class _Reader:
    """Reads one filled form."""

    def __init__(
        self, document: PlacedDocument, mark: FormMark, handed: HandedOut, lexicon: Lexicon, campaign: Campaign
    ) -> None:
        self._document = document
        self._mark = mark
        self._handed = handed
        self._lexicon = lexicon
        self._campaign = campaign
        self._named: Controls = controls_of(document.blocks, campaign)

    def form(self, usual: Usual) -> FormReading | None:
        """Its values; None where nobody filled it in."""
        beside = written_beside(self._document.blocks, self._handed, self._lexicon)
        more = beside or len(self._named) < len(self._campaign.kept_fields)
        elsewhere = dict(self._from_elsewhere(usual, beside)) if more else {}
        context = self._context(elsewhere)
        read = self._answers(context)
        values = {key: _value(key, each.answer, self._document) for key, each in read.items() if each.answer}
        values = elsewhere | self._written_over(beside, context) | values
        if all(value.value is False for value in values.values()):
            return None
        ordered = tuple(values[field.key] for field in self._campaign.kept_fields if field.key in values)
        noticed = (finding for each in read.values() for finding in each.findings)
        told = (*missing(ordered, self._campaign), *noticed, *self._told_beside(beside), *self._unknown())
        return FormReading(ordered, told)

    def _answers(self, context: Context) -> dict[str, Answered]:
        read = {field.key: self._answer(field, context) for field in self._campaign.kept_fields}
        parts = {field.key: self._part(field, read, context) for field in self._campaign.kept_fields}
        return {key: parts[key] or each for key, each in read.items()}

    def _answer(self, field: Field, context: Context) -> Answered:
        places = self._named.get(field.key, ())
        if field.mark and places:
            return Answered(signature(field, places, self._document.blocks, self._handed))
        told = answered(field, places, self._handed, context)
        return _in_other_order(told) if field.type is FieldType.DATE and context.date_order != "DMY" else told

    def _part(self, field: Field, read: dict[str, Answered], context: Context) -> Answered | None:
        """What the answer to another question says of one that has none: the office behind a name."""
        if field.part_of is None or read[field.key].answer or read[field.key].findings:
            return None
        siblings = (each.key for each in self._campaign.fields if each.part_of == field.part_of)
        for source in (field.part_of, *siblings):
            whole = read.get(source, NONE).answer
            normal = normalise_part(whole.raw, field, context) if whole else None
            if whole and normal:
                sure = min(normal.certainty, whole.block.confidence)
                return Answered(replace(whole, normal=normal, confidence=sure))
        return None

    def _context(self, elsewhere: Mapping[str, Value]) -> Context:
        """What all answers tell: the country, perhaps from `elsewhere`, and how days are written.

        Our forms ask for day, month, year; whoever writes the month first all the same is taken at his word.
        """
        dates = [field.key for field in self._campaign.kept_fields if field.type is FieldType.DATE]
        seen = order_of(block.text for each in dates for block in self._named.get(each, ()))
        order = "MDY" if seen == "MDY" else "DMY"
        plain = Context(self._mark.language, None, order, self._campaign.placeless, order_seen=True)
        asked = [field for field in self._campaign.kept_fields if field.type is FieldType.COUNTRY]
        told = (answered(field, self._named.get(field.key, ()), self._handed, plain).answer for field in asked)
        said = [*(str(each.normal.value) for each in told if each)]
        said += [str(elsewhere[field.key].value) for field in asked if field.key in elsewhere]
        return replace(plain, country=next(iter(said), None))

    def _from_elsewhere(self, usual: Usual, beside: Sequence[Block]) -> Iterator[tuple[str, Value]]:
        """The answers to questions whose fields are gone, and those that stand beside an empty field."""
        reading = usual(self._document)
        ours = {block.at for blocks in self._named.values() for block in blocks}
        written = "\n".join(key(block.text) for block in beside)
        for value in reading.forms[0].values if len(reading.forms) == 1 else ():
            if value.source.at in ours:
                continue
            if value.field not in self._named:
                yield value.field, value
            elif value.value is not False and key(value.raw) and key(value.raw) in written:
                yield value.field, replace(value, confidence=min(value.confidence, _BESIDE))

    def _written_over(self, beside: Sequence[Block], context: Context) -> dict[str, Value]:
        """The answers that were written onto the place of an empty field instead of into it."""
        found = {}
        for field in self._campaign.kept_fields:
            place = None if field.mark else over(self._named.get(field.key, ()), beside)
            answer = answered(field, (place,), self._handed, context).answer if place else None
            if answer:
                doubted = replace(answer, confidence=min(answer.confidence, _BESIDE))
                found[field.key] = _value(field.key, doubted, self._document)
        return found

    def _told_beside(self, beside: Sequence[Block]) -> Iterator[Finding]:
        current = self._mark.print == self._handed.print
        for block in beside[:_MOST_TOLD]:
            yield beside_answers(block.text, Severity.WARNING if current else Severity.INFO)

    def _unknown(self) -> Iterator[Finding]:
        known = {field.key for field in self._campaign.fields}
        blocks = (each for each in self._document.blocks if each.name and field_of(each) not in known)
        filled = [each for each in blocks if is_filled(each, self._handed)]
        yield from (unknown_answer(each.name, each.text) for each in filled[:_MOST_TOLD])


def _in_other_order(told: Answered) -> Answered:
    """A date that could be read in another order, of somebody who wrote another one in the order not asked for."""
    answer = told.answer
    if answer is None or answer.normal.certainty == 1.0:
        return told
    return replace(told, answer=replace(answer, confidence=min(answer.confidence, _OTHER_ORDER)))


def _value(field: str, answer: Answer, document: PlacedDocument) -> Value:
    block = answer.block
    reader = block.reader or document.reader
    source = Source(reader, block.at, block.page, block.box) if document.drawn else Source(reader, block.at)
    return Value(field, answer.normal.value, answer.raw, round(answer.confidence, 3), source)
