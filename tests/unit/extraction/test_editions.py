from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline import media
from pipeline.campaign.definition import Blank, Campaign
from pipeline.campaign.loader import load_campaign
from pipeline.documents.read import read_document
from pipeline.extraction.editions.news import Compared, Editions
from pipeline.extraction.engine import Engine
from pipeline.model import Block, BlockKind, Document, DocumentKind, PlacedDocument, Severity
from tests.samples.docx_fields import docx_controls
from tests.samples.docx_layouts import docx_lines, docx_table
from tests.samples.form import Ask, Form, Item, Note, Sign, Ticks, ask
from tests.samples.pdf_writer import FormWriter
from tests.samples.same_form import QUIMPER
from tests.samples.xlsx_layouts import xlsx_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

CAMPAIGN = load_campaign("human-rights-cities-2030")
MAKERS: dict[str, Callable[[Form], bytes]] = {
    "acroform.pdf": lambda form: FormWriter().write(form),
    "table.docx": docx_table,
    "lines.docx": docx_lines,
    "controls.docx": docx_controls,
    "sheet.xlsx": xlsx_pairs,
}


def emptied(form: Form) -> Form:
    """The same form before anybody filled it."""
    return replace(form, items=tuple(map(_emptied, form.items)))


def _emptied(item: Item) -> Item:
    if isinstance(item, Ask):
        return replace(item, typed="", cell=None)
    if isinstance(item, Ticks):
        return replace(item, ticked=())
    return replace(item, mark="") if isinstance(item, Sign) else item


def renamed(form: Form) -> Form:
    """The same form made anew: its fields are called Text1, Text2, ..., as a program calls them by itself."""
    items = (
        replace(item, name=f"Text{n}", tip="") if isinstance(item, Ask) else item for n, item in enumerate(form.items)
    )
    return replace(form, items=tuple(items))


def placed(data: bytes) -> PlacedDocument:
    found = read_document(Document("form", media.identify(data, "form"), data))
    assert isinstance(found, PlacedDocument)
    return found


def knowing(*blanks: PlacedDocument) -> Campaign:
    named = (Blank(f"edition {number}", each) for number, each in enumerate(blanks, 1))
    return replace(CAMPAIGN, editions=tuple(named))


def compare(document: PlacedDocument, *blanks: PlacedDocument) -> Compared:
    return Editions(knowing(*blanks)).compare(document)


def read(document: PlacedDocument) -> dict[str, object]:
    """The values of the one form in a document."""
    (form,) = Engine(CAMPAIGN).extract(document).forms
    return {value.field: value.value for value in form.values}


@pytest.mark.parametrize("blank", MAKERS)
@pytest.mark.parametrize("filled", MAKERS)
def test_filled_copies_are_recognised_and_read_alike(blank: str, filled: str) -> None:
    """Also of another format, as when a form was saved again by another program: no value is lost, none added."""
    document = placed(MAKERS[filled](QUIMPER))
    compared = compare(document, placed(MAKERS[blank](emptied(QUIMPER))))
    assert compared.edition == "edition 1"
    assert compared.likeness is not None
    assert compared.likeness.same
    assert read(compared.document) == read(document)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_copy_that_nobody_filled_is_blank(maker: str) -> None:
    """What is left of it is no answer."""
    blank = placed(MAKERS[maker](emptied(QUIMPER)))
    assert Engine(CAMPAIGN).extract(compare(blank, blank).document).kind is not DocumentKind.FORM


def test_what_was_printed_is_no_answer() -> None:
    """Examples, instructions and placeholders in words that no list knows, on a form where those stay as they were."""
    printed = {
        "leader_title": "Maire de Trifouilly",
        "population": "1 234 exemple",
        "contact_role": "ex. Direction des sports",
    }
    printed |= {"motivation": "Racontez-nous en quelques lignes ce qui vous anime."}
    blank_form = emptied(QUIMPER)
    for key, words in printed.items():
        item = next(each for each in blank_form.items if isinstance(each, Ask) and key in each.expected)
        blank_form = blank_form.but(**{key: replace(item, typed=words)})
    filled_form = blank_form
    for key in ("government_name", "country", "leader_name", "contact_email", "contact_name"):
        item = next(each for each in QUIMPER.items if isinstance(each, Ask) and key in each.expected)
        filled_form = filled_form.but(**{key: item})
    for make in (MAKERS["table.docx"], MAKERS["acroform.pdf"], MAKERS["sheet.xlsx"], MAKERS["controls.docx"]):
        document = placed(make(filled_form))
        values = read(compare(document, placed(make(blank_form))).document)
        assert values["leader_name"] == "Rozenn Kervadec"
        assert not printed.keys() & values.keys()


def text(words: str, row: int, column: int = 0, *, bold: bool = False, page: int = 1) -> Block:
    """A text of a drawn page: rows are 20 points apart, columns 200."""
    x, y = 50.0 + 200 * column, 60.0 + 20 * row
    box = (x, y, x + 6 * len(words), y + 11)
    return Block(BlockKind.TEXT, words, page, box, f"line {row}", bold=bold)


def paper(*blocks: Block) -> PlacedDocument:
    return PlacedDocument("pdf-text", blocks, 1, drawn=True)


QUESTIONS = (
    text("10, 100, 1000 Human Rights Cities and Territories by 2030", 0),
    text("Name of local government:", 2),
    text("Country:", 3),
    text("Population:", 4),
    text("Name of the mayor:", 5),
    text("E-mail of the contact person:", 6),
    text("Motivation to join the campaign:", 30),
)
ANSWERS = (
    text("City of Exampleville", 2, 1),
    text("Ireland", 3, 1),
    text("51,000", 4, 1),
    text("Ada Example", 5, 1),
    text("ada@exampleville.example", 6, 1),
    text("To learn from others.", 31),
)


def test_a_hint_beside_an_answer_is_not_part_of_it() -> None:
    """What was printed behind the room for an answer, and comes out in one text with it."""
    blank = paper(*QUESTIONS, text("Official title of the leader: (as it stands on the seal)", 8))
    document = paper(
        *QUESTIONS, *ANSWERS, text("Official title of the leader: Lord Mayor (as it stands on the seal)", 8)
    )
    assert read(compare(document, blank).document)["leader_title"] == "Lord Mayor"


def test_an_answer_in_printed_words_is_an_answer() -> None:
    """A word that is printed as an example elsewhere and typed as an answer here."""
    blank = paper(*QUESTIONS, text("Ireland", 12), text("stands here as an example only, as does the next", 13))
    document = paper(
        *QUESTIONS, *ANSWERS, text("Ireland", 12), text("stands here as an example only, as does the next", 13)
    )
    compared = compare(document, blank).document
    assert read(compared)["country"] == "IE"
    assert sum(block.text == "Ireland" for block in compared.blocks) == 1


def test_a_question_of_their_own_ends_the_answer_before() -> None:
    """What the campaign does not ask is known from the blank: neither it nor its answer continues another answer."""
    other = text("Which colour does your flag have?", 32)
    document = paper(*QUESTIONS, *ANSWERS, other, text("Green and white.", 33))
    assert read(compare(document, paper(*QUESTIONS, other)).document)["motivation"] == "To learn from others."


def test_a_picture_that_was_there_is_no_signature() -> None:
    """A coat of arms near the place to sign."""
    label = text("Signature:", 8)
    arms = Block(BlockKind.INK, "", 1, (140.0, 215.0, 200.0, 240.0), "picture")
    blank = paper(*QUESTIONS, label, arms)
    document = paper(*QUESTIONS, *ANSWERS, label, arms)
    assert read(document)["signed"] is True
    assert read(compare(document, blank).document).get("signed") is not True


def garbled(words: str) -> str:
    """As OCR reads it: every fifteenth letter wrong."""
    return "".join("£" if number % 15 == 14 else letter for number, letter in enumerate(words))


def test_a_scanned_copy_is_recognised() -> None:
    """Letters read wrongly here and there, every text a little elsewhere; its instructions are no answers."""
    help_ = text("Please do not write here, this line is for the office in Barcelona only.", 9)
    blank = paper(*QUESTIONS, help_)
    moved = tuple(
        replace(block, text=garbled(block.text), box=tuple(edge + 7 for edge in block.box))  # type: ignore[arg-type]
        for block in (*QUESTIONS, help_)
    )
    compared = compare(replace(paper(*moved, *ANSWERS), reader="ocr"), blank)
    assert compared.likeness is not None
    assert compared.likeness.same
    assert not [block for block in compared.document.blocks if "Barcelona" in block.text]
    assert not compared.findings


def test_another_form_is_left_as_it_is() -> None:
    """A form that shares some labels, as all forms do, is no copy of the edition."""
    other = docx_lines(
        Form(
            "en",
            "Membership of a choir",
            "",
            (ask("Name", "Ada Example"), ask("Country", "Ireland"), Note("Sing well")),
        )
    )
    document = placed(other)
    assert compare(document, placed(docx_table(emptied(QUIMPER)))) == Compared(document)


def test_new_field_names_are_noticed_with_what_they_are_taken_for() -> None:
    """The same form made anew: each new field name with the campaign's field and the reason."""
    blank = placed(FormWriter().write(emptied(QUIMPER)))
    compared = compare(placed(FormWriter().write(renamed(QUIMPER))), blank)
    taken = {change.now.name: change.now.field for change in compared.changes}
    asks = [(number, item) for number, item in enumerate(QUIMPER.items) if isinstance(item, Ask)]
    assert [taken[f"Text{number}"] for number, _ in asks] == [next(iter(item.expected)) for _, item in asks]
    (finding,) = compared.findings
    assert finding.code == "new-edition"
    assert finding.severity is Severity.INFO
    assert "is taken for government_name, since its label reads “Nom de la collectivité”" in finding.message
    assert "Kervadec" not in finding.message


def test_a_new_field_that_is_taken_for_nothing_is_a_warning() -> None:
    """Its answers would be lost: somebody has to look."""
    blank = placed(FormWriter().write(emptied(QUIMPER)))
    more = replace(QUIMPER, items=(*QUIMPER.items, replace(ask("Couleur du drapeau", "Vert"), name="drapeau")))
    (finding,) = compare(placed(FormWriter().write(more)), blank).findings
    assert finding.severity is Severity.WARNING
    assert "field drapeau is taken for nothing" in finding.message


def test_questions_in_new_words_are_noticed() -> None:
    """An edition on paper whose labels were worded anew."""
    words = {
        "Country:": "Nation state:",
        "Population:": "Number of inhabitants:",
        "Name of the mayor:": "Mayor (full name):",
    }
    fresh = tuple(replace(each, text=words.get(each.text, each.text)) for each in QUESTIONS)
    blank = paper(*QUESTIONS, text("Send this form to the secretariat before the end of the year, please.", 14))
    document = paper(
        *fresh, *ANSWERS, text("Send this form to the secretariat before the end of the year, please.", 14)
    )
    compared = compare(document, blank)
    assert {change.now.field for change in compared.changes} >= {"population", "leader_name"}
    assert compared.findings[0].code == "new-edition"


def test_questions_that_were_moved_are_noticed() -> None:
    """An edition with a question at another place: only that one is told, with what it is taken for as before."""
    asks = [item for item in QUIMPER.items if isinstance(item, Ask)]
    others = [item for item in QUIMPER.items if item is not asks[0]]
    later = replace(QUIMPER, items=(*others[:4], asks[0], *others[4:]))
    blank = placed(docx_lines(emptied(QUIMPER)))
    compared = compare(placed(docx_lines(later)), blank)
    assert [(change.moved, change.now.field) for change in compared.changes] == [(True, "government_name")]
    (finding,) = compared.findings
    assert (finding.code, finding.severity) == ("new-edition", Severity.INFO)
    assert "“Nom de la collectivité:” stands in another place" in finding.message


@pytest.mark.parametrize("form", MAKERS)
def test_a_filled_copy_has_nothing_moved(form: str) -> None:
    """Answers of any length between the questions leave them in their order."""
    blank, copy = placed(MAKERS[form](emptied(QUIMPER))), placed(MAKERS[form](QUIMPER))
    assert compare(copy, blank).changes == ()


def test_of_several_editions_the_nearest_counts() -> None:
    """A copy in one language beside the blank of another."""
    english = paper(*QUESTIONS)
    french = placed(docx_table(emptied(QUIMPER)))
    assert compare(placed(docx_table(QUIMPER)), english, french).edition == "edition 2"
    assert compare(paper(*QUESTIONS, *ANSWERS), english, french).edition == "edition 1"


def test_without_editions_nothing_changes() -> None:
    """They help and are not needed."""
    document = placed(docx_table(QUIMPER))
    assert compare(document) == Compared(document)


def test_field_names_teach_what_a_copy_does_not_print() -> None:
    """A copy of which only the form fields can be read, their names saying nothing: the blank tells what they are."""
    form = renamed(QUIMPER)
    blank = placed(FormWriter().write(emptied(form)))
    whole = placed(FormWriter().write(form))
    fields = replace(whole, blocks=tuple(block for block in whole.blocks if block.name))
    values = read(compare(fields, blank).document)
    wanted = ("government_name", "country", "population", "leader_name", "contact_email", "contact_phone", "motivation")
    assert {key: values.get(key) for key in wanted} == {key: read(whole)[key] for key in wanted}


def test_names_that_programs_give_prove_nothing() -> None:
    """Another form whose fields are called Text1, Text2, ... too: neither a copy nor a new edition."""
    blank = placed(FormWriter().write(emptied(renamed(QUIMPER))))
    items = tuple(replace(ask(f"Question {n} of the choir", f"Answer {n}"), name=f"Text{n}") for n in range(30))
    document = placed(FormWriter().write(Form("en", "Membership of a choir", "", items)))
    assert compare(document, blank) == Compared(document)
