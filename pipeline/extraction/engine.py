"""The one engine that reads every format: placed blocks in, the forms' values out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.forms.applicants import Table, alone, applicants
from pipeline.extraction.forms.beside import beside
from pipeline.extraction.forms.kinds import blank, kind_of, names_campaign, tells_much
from pipeline.extraction.forms.papers import read_paper
from pipeline.extraction.forms.unnamed import is_unnamed, left_open, names_another
from pipeline.extraction.forms.wholes import wholes
from pipeline.extraction.labels.behind import asked_first
from pipeline.extraction.labels.hints import hints
from pipeline.extraction.labels.interview import without_marks
from pipeline.extraction.labels.label import LEAST
from pipeline.extraction.labels.rearranged import rearranged
from pipeline.extraction.labels.ruled import over_rules
from pipeline.extraction.labels.scopes import scopes
from pipeline.extraction.labels.spotting import spot
from pipeline.extraction.own.flat import own_mark, read_flat
from pipeline.extraction.own.read import read_own
from pipeline.extraction.page.aligned import aligned
from pipeline.extraction.page.combs import joined
from pipeline.extraction.page.frames import opened
from pipeline.extraction.page.layout import LINES, Layout
from pipeline.extraction.page.mirror import pages_from_right, turned
from pipeline.extraction.page.numbered import without_row_numbers
from pipeline.extraction.page.pieces import MOST_PIECES, split_labels, split_ticks
from pipeline.extraction.remarks import another_value, shortened
from pipeline.extraction.values.agreement import compared
from pipeline.extraction.values.assignment import assign
from pipeline.extraction.values.candidate import Candidate, Page
from pipeline.extraction.values.candidates import (
    field_candidates,
    pledge_candidates,
    text_candidates,
    without_sentences,
)
from pipeline.extraction.values.completeness import findings_of
from pipeline.extraction.values.doubts import doubted
from pipeline.extraction.values.marks import box_candidates, mark_candidates
from pipeline.extraction.values.rivals import near_rivals
from pipeline.extraction.values.signatories import is_far, is_weak, office_under
from pipeline.extraction.values.sureness import Sureness
from pipeline.extraction.values.ticks import boxes
from pipeline.extraction.values.unasked import unasked
from pipeline.extraction.wording.language import language_of
from pipeline.extraction.wording.lexicon import Lexicon
from pipeline.model import DocumentKind, DocumentReading, Finding, FormReading, Severity, Source, Value
from pipeline.normalise.base import Context
from pipeline.normalise.dates import order_of
from pipeline.normalise.values import normalise_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.campaign.definition import Campaign
    from pipeline.campaign.form_mark import FormMark
    from pipeline.extraction.forms.applicants import Part
    from pipeline.extraction.labels.upright import Moved
    from pipeline.extraction.own.handed import HandedOut
    from pipeline.model import Block, PlacedDocument

_CUT: Final = Finding(
    "document-cut", Severity.WARNING, "The document is very long; only its beginning was read. Look at the rest."
)


class Engine:
    """Reads documents for one campaign. Make one and keep it: its lexicon is worth keeping."""

    def __init__(
        self,
        campaign: Campaign,
        sureness: type[Sureness] = Sureness,
        *,
        handed: Callable[[str], HandedOut] | None = None,
    ) -> None:
        """`handed`: what is known of our own forms in a language; without it they are read as any other."""
        self.campaign = campaign
        self.lexicon = Lexicon(campaign)
        self._sureness = sureness
        self._handed = handed

    def own_mark(self, document: PlacedDocument) -> FormMark | None:
        """The mark of a form of this campaign that we handed out; None for all other documents."""
        return own_mark(document, self.campaign) if self._handed is not None else None

    def extract(self, document: PlacedDocument) -> DocumentReading:
        """What a document says: its kind, language, and the values of every form in it."""
        mark = self.own_mark(document)
        if mark is not None and self._handed is not None:
            handed, findings = self._handed(mark.language), _findings(document, [document.blocks])
            document = replace(document, blocks=document.blocks[:MOST_PIECES], findings=findings)
            own = read_own(document, mark, handed, self.lexicon, self.campaign, self._as_any_other)
            return own or read_flat(document, handed, self.campaign, self._as_any_other)
        return self._as_any_other(document)

    def _as_any_other(self, document: PlacedDocument) -> DocumentReading:
        parts = _parts(document)
        readings = [self._read(replace(document, blocks=part)) for part in parts]
        forms = [reading for reading in readings if reading.kind is DocumentKind.FORM and reading.forms]
        if len(forms) > 1 and all(self._names_someone(reading.forms[0]) for reading in forms):
            merged = tuple(form for reading in forms for form in reading.forms)
            return replace(forms[0], forms=merged, findings=_findings(document, parts))
        if len(parts) == 1:
            return replace(readings[0], findings=_findings(document, parts))
        return replace(self._read(document), findings=_findings(document, [document.blocks]))

    def _names_someone(self, form: FormReading) -> bool:
        return form.get(self.campaign.identity.name) is not None

    def _read(self, document: PlacedDocument) -> DocumentReading:
        name = self.campaign.identity.name
        document = replace(document, blocks=tuple(asked_first(document.blocks[:MOST_PIECES], self.lexicon)))
        parts = wholes(document.blocks, self.lexicon, name) or beside(document.blocks, self.lexicon, name)
        documents = [replace(document, blocks=part) for part in parts]
        pages = [self._page(each) for each in documents]
        readings = [self._read_one(*each) for each in zip(documents, pages, strict=True)]
        if any(reading.kind is DocumentKind.FORM for reading in readings):  # then all are: they have the same print
            readings = [self._read_one(*each, ours=True) for each in zip(documents, pages, strict=True)]
        again = any(self._goes_on(before, here) for before, here in pairwise(readings))  # a head on every page
        return (None if again else _together(readings)) or self._read_one(document, self._page(document))

    def _goes_on(self, before: DocumentReading, here: DocumentReading) -> bool:
        """Whether a part says of the same applicant what the part before said: then it is no form of its own."""
        first, second = ({v.field: v.value for r in each.forms for v in r.values} for each in (before, here))
        common = first.keys() & second.keys()
        if self.campaign.identity.name in common:
            common = {self.campaign.identity.name}
        return bool(common) and 2 * sum(first[key] == second[key] for key in common) >= len(common)

    def _read_one(self, document: PlacedDocument, page: Page, *, ours: bool = False) -> DocumentReading:
        table = applicants(page.layout, page.spotted, self.lexicon, self.campaign.identity.name)
        if not table.parts and (document.drawn or document.reader in LINES):
            page, table = self._without_lines(page)
        if len(table.parts) == 1:
            return self._read_page(self._alone(page, table.parts[0], table), document, ours=ours)
        several = self._read_table(page, table, document, ours=ours) if table.parts else None
        return several or self._read_page(self._labels_first(page), document, ours=ours)

    def _without_lines(self, page: Page) -> tuple[Page, Table]:
        """The page with the cells of a table of applicants without drawn lines; as it is where there is none."""
        layout = aligned(page.layout)
        if layout is None:
            return page, Table()
        in_cells = self._page_of(layout, None, page.from_right)
        table = applicants(layout, in_cells.spotted, self.lexicon, self.campaign.identity.name)
        return (in_cells, table) if table.parts else (page, table)

    def _labels_first(self, page: Page) -> Page:
        """The page, its labels put before their answers where they stand behind or below them."""
        set_right = rearranged(page.layout, page.spotted)
        return self._page_of(*set_right, page.from_right) if set_right else page

    def _read_table(self, page: Page, table: Table, document: PlacedDocument, *, ours: bool) -> DocumentReading | None:
        """The forms of the applicants of a table; None where it is nobody's form of this campaign."""
        pages = [self._alone(page, part, table) for part in table.parts]
        readings = [self._read_page(each, document, ours=True) for each in pages]
        pairs = zip(pages, readings, strict=True)
        forms = [(each, reading.forms[0].values) for each, reading in pairs if reading.forms]
        if _mostly_shared([values for _, values in forms]):
            return None
        ours = ours or any(kind_of(each, values, self.campaign) is DocumentKind.FORM for each, values in forms)
        if not ours and not all(tells_much(values, self.campaign) for _, values in forms):
            return None
        if not ours and not any(names_campaign(each, self.campaign) for each in pages):
            if names_another(page):
                return None
            readings = readings if document.named else [left_open(reading) for reading in readings]
        return _together(readings)

    def _alone(self, page: Page, part: Part, table: Table) -> Page:
        """The page with one applicant of a table alone; what asked elsewhere on the page still does."""
        layout, moved = alone(page.layout, part, table)
        asked = {id(page.layout.pieces[index]) for index in page.spotted.labels}
        still = {index for index, piece in enumerate(layout.pieces) if id(piece) in asked}
        return self._page_of(layout, replace(moved, questions=moved.questions | still), page.from_right)

    def _read_page(self, page: Page, document: PlacedDocument, *, ours: bool) -> DocumentReading:
        language = self._language(page)
        page = replace(page, context=replace(page.context, language=language))
        country = self._country(page)
        page = replace(page, context=replace(page.context, country=country))
        said = [*pledge_candidates(page, self.campaign.identity.name)]
        candidates = without_sentences([*text_candidates(page), *field_candidates(page)], said, page)
        candidates += [*box_candidates(page), *mark_candidates(page), *said]
        candidates = compared(candidates)
        chosen = doubted(assign(candidates), candidates, page)
        rivals = near_rivals(chosen, candidates)
        sure = self._sureness.of(chosen, candidates, page)
        values = self._values(page, chosen, rivals, sure, drawn=document.drawn)
        more = unasked(page, chosen, frozenset(value.field for value in values))
        values = self._with_more(values, self._values(page, [*chosen, *more], rivals, sure, drawn=document.drawn))
        kind = DocumentKind.FORM if ours else kind_of(page, values, self.campaign)
        unnamed = kind is not DocumentKind.FORM and is_unnamed(page, values, self.campaign)
        if kind is not DocumentKind.FORM and not unnamed:
            return read_paper(document, kind, self.campaign)
        if all(value.value is False for value in values):  # no box ticked, no signature, and nothing else
            return blank(language)
        remarks = (*_contradictions(values, rivals), *_not_understood(more, page))
        form = FormReading(values, (*findings_of(values, chosen, self.campaign), *remarks))
        reading = DocumentReading(DocumentKind.FORM, language, (form,))
        return left_open(reading) if unnamed and not document.named else reading

    def _page(self, document: PlacedDocument) -> Page:
        blocks = (replace(each, reader=each.reader or document.reader) for each in document.blocks[:MOST_PIECES])
        from_right = pages_from_right(document.blocks) if document.drawn else frozenset()
        blocks = (turned(each) if each.page in from_right else each for each in blocks)
        counted = without_row_numbers(tuple(blocks))
        texts = joined(over_rules(counted, self.lexicon), drawn=document.drawn)
        marked = without_marks(opened(texts) if document.drawn else texts)
        ticked = split_ticks(asked_first(marked, self.lexicon))  # again: marks are gone, answers are whole
        pieces = split_labels(ticked, self.lexicon.is_label, self.lexicon.asks_for_prose)
        page = self._page_of(Layout.of(pieces), None, from_right)
        told = hints(page.layout, page.spotted, self.lexicon)
        if not told:
            return page
        kept = (piece for index, piece in enumerate(page.layout.pieces) if index not in told)
        return self._page_of(Layout.of(kept), None, from_right)

    def _page_of(self, layout: Layout, moved: Moved | None, from_right: frozenset[int]) -> Page:
        found = tuple(boxes(layout))
        options = frozenset(box.beside for box in found if box.beside is not None)
        options -= {index for index in options if self._asks_yes_or_no(layout.pieces[index].text)}
        spotted = spot(layout, self.lexicon, options, moved)
        seen = order_of(piece.text for piece in layout.pieces)
        order = seen or self.campaign.date_order
        context = Context(date_order=order, order_seen=seen is not None, placeless=self.campaign.placeless)
        told = scopes(layout, spotted, self.lexicon)
        return Page(layout, spotted, told, self.lexicon, context, found, from_right, moved)

    def _asks_yes_or_no(self, text: str) -> bool:
        """Whether the wording of a box is itself a question of the form ("I consent to the publication")."""
        fields = (self.lexicon.fields[match.field] for match in self.lexicon.labels(text) if match.score >= LEAST)
        return any(field.type is FieldType.YES_NO for field in fields)

    def _language(self, page: Page) -> str | None:
        """The language that most of the labels are worded in."""
        votes: dict[str, float] = defaultdict(float)
        for label in page.spotted.labels.values():
            languages = self.lexicon.languages(label.matches[0].wording)
            for language in languages:
                votes[language] += label.score * len(label.matches[0].wording) ** 0.5 / len(languages)
        if not votes:  # a declaration without questions
            return language_of(" ".join(piece.text for piece in page.layout.pieces))
        return max(votes, key=lambda language: votes[language])

    def _country(self, page: Page) -> str | None:
        """The country of the form, needed to read its phone numbers and dates."""
        asked = {field.key for field in self.campaign.fields if field.type is FieldType.COUNTRY}
        pledges = pledge_candidates(page, self.campaign.identity.name)
        found = [*text_candidates(page, asked), *field_candidates(page, asked)]
        found += [each for each in pledges if each.field in asked]
        best = max(found, key=lambda each: each.score, default=None)
        return str(best.normal.value) if best else None

    def _values(
        self, page: Page, chosen: list[Candidate], rivals: dict[str, list[Candidate]], sure: Sureness, *, drawn: bool
    ) -> tuple[Value, ...]:
        by_field = {candidate.field: candidate for candidate in chosen}
        values = []
        for field in self.campaign.kept_fields:
            candidate = by_field.get(field.key)
            part = self._part(page, field.key, by_field) if candidate is None or is_weak(candidate, page) else None
            candidate = part if part and (candidate is None or is_far(candidate, part, page)) else candidate
            if candidate:
                confidence = sure.confidence(candidate, open_=bool(rivals.get(field.key)))
                values.append(_value(candidate, confidence, drawn=drawn))
        return tuple(values)

    def _with_more(self, values: tuple[Value, ...], more: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values, and those of other fields among `more`, in the order of the fields."""
        found = {value.field: value for value in (*more, *values)}
        return tuple(found[field.key] for field in self.campaign.kept_fields if field.key in found)

    def _part(self, page: Page, key: str, by_field: dict[str, Candidate]) -> Candidate | None:
        """A value taken from another field's text: the title behind a name."""
        field = self.lexicon.fields[key]
        siblings = (
            each.key for each in self.lexicon.fields.values() if field.part_of and each.part_of == field.part_of
        )
        for source in (field.part_of or "", *siblings):  # a feminine title may stand in the title's own place
            whole = by_field.get(source)
            normal = normalise_part(whole.raw, field, page.context) if whole else None
            if whole and normal:
                return replace(whole, field=key, normal=normal, confidence=whole.confidence * normal.certainty)
        return office_under(by_field.get(field.part_of or ""), field, page)


def _together(readings: list[DocumentReading]) -> DocumentReading | None:
    """The forms of several applicants as one reading; None where hardly more than one says something."""
    forms = [reading for reading in readings if reading.forms and len(reading.forms[0].values) > 1]
    if len(forms) < 2:  # noqa: PLR2004 - several
        return None
    return replace(forms[0], forms=tuple(form for reading in forms for form in reading.forms))


def _mostly_shared(forms: list[tuple[Value, ...]]) -> bool:
    """Whether each of several forms has most of its values from places that all have: then it is one form."""
    places = [{(value.field, value.source) for value in values} for values in forms if values]
    if len(places) < 2:  # noqa: PLR2004 - several
        return False
    shared = places[0].intersection(*places[1:])
    return all(2 * len(shared) > len(each) for each in places)


def _parts(document: PlacedDocument) -> list[tuple[Block, ...]]:
    """The sheets of a workbook apart, since each may be a form of its own; everything else whole."""
    pages = sorted({block.page for block in document.blocks})
    if document.reader != "xlsx" or len(pages) < 2:  # noqa: PLR2004 - nothing to part
        return [document.blocks]
    return [tuple(block for block in document.blocks if block.page == page) for page in pages]


def _findings(document: PlacedDocument, parts: list[tuple[Block, ...]]) -> tuple[Finding, ...]:
    """What the reader noticed, and that the engine stopped before the end where it did."""
    known = any(finding.code == _CUT.code for finding in document.findings)
    cut = not known and any(len(part) > MOST_PIECES for part in parts)
    return (*document.findings, _CUT) if cut else document.findings


def _contradictions(values: tuple[Value, ...], rivals: dict[str, list[Candidate]]) -> Iterator[Finding]:
    """Where another place of the document answers the same question otherwise, as surely."""
    for value in values:
        for rival in rivals.get(value.field, ())[:1]:
            yield another_value(value.field, rival.source.at, rival.raw)


def _not_understood(found: list[Candidate], page: Page) -> Iterator[Finding]:
    """Which values were taken though nobody understood what was asked."""
    for each in found:
        if page.lexicon.fields[each.field].kept:
            asked = shortened(page.layout.pieces[each.label].text)
            text = f"The question “{asked}” is in unknown words; what its answer is was told by its kind and its place."
            yield Finding("question-unknown", Severity.WARNING, text, each.field)


def _value(candidate: Candidate, confidence: float, *, drawn: bool) -> Value:
    place = candidate.source
    if not drawn:
        place = Source(place.reader, place.at)
    return Value(candidate.field, candidate.normal.value, candidate.raw, round(confidence, 3), place)
