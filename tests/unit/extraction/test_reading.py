"""What is read from forms as cities lay them out: small documents through the door that reads one document whole."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from openpyxl import Workbook

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.extraction.engine import Engine
from pipeline.model import Block, BlockKind, Document, DocumentKind, DocumentReading, PlacedDocument
from pipeline.reading import read_form

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue

TITLE = "<h1>10, 100, 1000 Human Rights Cities and Territories by 2030</h1>"
REST = """<table><tr><td>Motivations to join the campaign</td><td>We want to learn from others.</td></tr></table>"""


@lru_cache(maxsize=1)
def campaign() -> Campaign:
    return load_campaign("human-rights-cities-2030")


def read(body: str, *, title: str = TITLE, rest: str = REST) -> DocumentReading:
    """The reading of an HTML page with a form of the campaign in it."""
    data = f"<html><body>{title}{body}{rest}</body></html>".encode()
    return read_form(Document("form.html", media.HTML, data), campaign())


def read_lines(text: str) -> DocumentReading:
    """The reading of a plain text."""
    return read_form(Document("form.txt", media.TEXT, text.encode()), campaign())


def values(reading: DocumentReading) -> dict[str, FieldValue]:
    """The values of the one form that a document holds."""
    assert reading.kind is DocumentKind.FORM
    (form,) = reading.forms
    return {value.field: value.value for value in form.values}


def table(*rows: tuple[str, ...]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


def test_a_blank_answer_is_not_filled_with_the_next_question_of_its_row() -> None:
    """Two questions a row: where the first is left blank, the second question is no answer to it."""
    found = values(
        read(
            table(
                ("Country", "Spain", "Province, state or region", ""),
                ("Number of inhabitants", "", "Postal address", "Plaza 1, 13001 Ciudad Real"),
            )
        )
    )

    assert found == {
        "country": "ES",
        "postal_address": "Plaza 1, 13001 Ciudad Real",
        "motivation": "We want to learn from others.",
    }


def test_bold_questions_over_their_answers_are_questions_also_where_they_word_an_answer() -> None:
    """A row of bold questions over a row of answers: "Land" is a kind of government and is asked for here."""
    found = values(
        read(
            table(
                ("<b>Art der Gebietskörperschaft</b>", "<b>Land</b>", "<b>Einwohnerzahl</b>", "<b>Website</b>"),
                ("Stadt", "Deutschland", "94.145", "www.stadt.example"),
            )
        )
    )

    assert (found["government_type"], found["country"], found["population"]) == ("municipality", "DE", 94145)


def test_leader_and_contact_side_by_side_keep_their_own_answers() -> None:
    """Two headings in one row stand over two columns of the same questions."""
    found = values(
        read(
            '<table><tr><td colspan="2">Mayor</td><td colspan="2">Contact person</td></tr>'
            "<tr><td>Full name</td><td>Anna Alder</td><td>Full name</td><td>Bruno Birch</td></tr>"
            "<tr><td>Position</td><td>Mayor</td><td>Position</td><td>Adviser</td></tr></table>"
        )
    )

    assert (found["leader_name"], found["leader_title"]) == ("Anna Alder", "Mayor")
    assert (found["contact_name"], found["contact_role"]) == ("Bruno Birch", "Adviser")


def test_a_heading_beside_its_rows_is_no_question() -> None:
    """A cell on the left that is as high as the rows of its part names the part."""
    found = values(
        read(
            '<table><tr><td rowspan="2">Mayor</td><td>Full name</td><td>Anna Alder</td></tr>'
            "<tr><td>Position</td><td>Mayor</td></tr>"
            '<tr><td rowspan="2">Contact person</td><td>Full name</td><td>Bruno Birch</td></tr>'
            "<tr><td>Position</td><td>Adviser</td></tr></table>"
        )
    )

    assert (found["leader_name"], found["leader_title"]) == ("Anna Alder", "Mayor")
    assert (found["contact_name"], found["contact_role"]) == ("Bruno Birch", "Adviser")


def test_a_question_in_words_that_nobody_knows_is_no_answer() -> None:
    """What ends with a question mark or a colon asks; a city's name does not."""
    known = table(("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1"))
    unknown = table(("Name of the municipality",), ("In which province does it lie?",), ("Zeeland",))
    found = values(read(known + unknown))

    assert "government_name" not in found


def test_how_to_answer_is_no_part_of_a_long_answer() -> None:
    """Instructions behind or below a question are left out, in bold like the question or in words that ask for it."""
    question = "Motivations to join the campaign"
    bold = f"<p><b>{question}? Refer to your town (max. 3 pages).</b></p><p>We want to learn.</p>"
    asked = f"<p>{question}:</p><p>Please answer in no more than 500 words.</p><p>We want to learn.</p>"
    rest = table(("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1, 13001 Ciudad Real"))

    assert values(read(bold, rest=rest))["motivation"] == "We want to learn."
    assert values(read(asked, rest=rest))["motivation"] == "We want to learn."


def test_an_answer_right_behind_a_long_question_is_kept() -> None:
    """What stands behind the question is the answer where nothing else is."""
    found = values(
        read(
            "<p>Motivations to join the campaign: We want to learn.</p>",
            rest=table(("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1")),
        )
    )

    assert found["motivation"] == "We want to learn."


def test_a_question_in_a_translators_own_words_is_known() -> None:
    """A long question counts as asked where most of its words are there, in other forms and another order."""
    asked = (
        "In your view, why do local and regional governments matter for the fulfilment and promotion of human rights?"
    )
    known = table(("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1"))
    found = values(read(known + table((asked, "They are closest to the people."))))

    assert found["vision_government"] == "They are closest to the people."


def test_the_title_of_a_form_asks_nothing() -> None:
    """The campaign's name has the words of its questions and is none."""
    known = table(("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1"))
    found = values(read("<p>Adhesion form: complete on the lines</p>" + known))

    assert "vision_government" not in found


def test_papers_that_name_the_campaign_are_no_forms() -> None:
    """An invitation, a letter, a signature and a registration hold contact details, not an adhesion."""
    about = "<p>Human rights cities forum</p><p>Date: 12 October 2026</p>"
    sender = (
        "<p>Contact: Ada Ash</p><p>E-mail: ada@a.example</p><p>Tel.: +82 62 613 0000</p><p>Website: www.a.example</p>"
    )
    registration = table(
        ("Name of city", "Ballarat"), ("Country", "Australia"), ("Full name", "Ada Ash"), ("Position", "Officer"),
        ("E-mail", "ada@a.example"), ("Phone", "+61 3 5320 5500"), ("Hotel", "yes"),
    )  # fmt: skip

    assert read(about + sender, title="", rest="").kind is DocumentKind.NOT_A_FORM
    assert read(about + registration, title="", rest="").kind is DocumentKind.OTHER_FORM


def test_a_row_of_questions_over_a_row_of_answers_that_word_a_question() -> None:
    """Under "Type of government" the word "City" is an answer, and asks for nothing."""
    found = values(
        read(
            table(
                ("Name of the local government", "Type of government", "Country"),
                ("Ballarat City Council", "City", "Australia"),
            )
        )
    )

    assert found["government_name"] == "Ballarat City Council"
    assert (found["government_type"], found["country"]) == ("municipality", "AU")


def test_a_typed_cross_ticks_the_choice_beside_it_or_over_it() -> None:
    """Tables with a column, or a row, to be crossed are read as boxes."""
    found = values(
        read(
            table(("Type of government", "City", "Province", "Region"), ("", "X", "", ""))
            + "<p>Priority themes</p>"
            + table(("Housing", "X"), ("Education", ""), ("Climate", "x"))
            + table(("Country", "Australia"), ("Website", "www.a.example"))
        )
    )

    assert (found["government_type"], found["themes"]) == ("municipality", ("housing", "climate"))


def test_an_answer_ends_where_the_next_number_begins() -> None:
    """The question after this one is told by its number, in whatever words it is asked."""
    found = values(
        read_lines(
            "Human Rights Cities: adhesion form\n1. Country: Spain\n2. Website: www.a.example\n"
            "3. Motivations to join the campaign\nWe want to learn.\n4. Partners that work with us\nMany.\n"
            "5. Postal address: Plaza 1\n"
        )
    )

    assert found["motivation"] == "We want to learn."


def test_an_answer_in_several_rows_of_a_sheet_is_kept_whole() -> None:
    """A paragraph a row, below its question."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Human Rights Cities",), ("Country", "Spain"), ("Website", "www.a.example"), ("Postal address", "Plaza 1"),
        ("Motivations to join the campaign",), ("We want to learn.",), ("We want to share.",), (), ("Thank you.",),
    ):  # fmt: skip
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)

    found = values(read_form(Document("form.xlsx", media.XLSX, out.getvalue()), campaign()))

    assert found["motivation"] == "We want to learn.\nWe want to share."


def test_a_printed_page_that_is_read_from_the_right_has_its_answers_on_the_left() -> None:
    """Questions stand on the right; a value's place is given as it is on the page."""
    rows = [("البلد", "تونس"), ("الموقع الإلكتروني", "www.a.example"), ("دوافع الانضمام إلى الحملة", "نريد أن نتعلم")]
    rows += [("العنوان البريدي", "شارع الحبيب بورقيبة")]
    blocks = [
        Block(BlockKind.TEXT, text, 1, (left, 20.0 * row, left + 100, 20.0 * row + 10), "page 1")
        for row, pair in enumerate(rows)
        for text, left in zip(pair, (400.0, 100.0), strict=True)
    ]

    (form,) = Engine(campaign()).extract(PlacedDocument("pdf-text", tuple(blocks), 1, drawn=True)).forms

    country = form.get("country")
    assert country is not None
    assert (country.value, country.source.box) == ("TN", (100.0, 0.0, 200.0, 10.0))
    assert {value.field for value in form.values} == {"country", "website", "motivation", "postal_address"}


def test_the_wording_of_a_box_is_no_answer() -> None:
    """Boxes behind their words: the first of the words is not what was answered."""
    body = "<p>Priority themes: Housing ☐   Education ☒   Climate ☒</p>" + table(
        ("Country", "Australia"), ("Website", "www.a.example")
    )

    assert values(read(body))["themes"] == ("climate", "education")


def drawn_form(*rows: tuple[str, str, float]) -> DocumentReading:
    """A printed form of captions and fields: kind of block, text, and how far down it stands."""
    kinds = {"text": BlockKind.TEXT, "field": BlockKind.FIELD}
    blocks = [Block(kinds[kind], text, 1, (50.0, y, 250.0, y + 10), "page 1") for kind, text, y in rows]
    return Engine(campaign()).extract(PlacedDocument("acroform", tuple(blocks), 1, drawn=True))


def test_a_caption_under_its_field_names_the_field_above() -> None:
    """Of the fields above and below a label the nearer one is its own."""
    found = values(
        drawn_form(
            ("field", "Spain", 0.0),
            ("text", "Country", 12.0),
            ("field", "Plaza 1", 40.0),
            ("text", "Postal address", 52.0),
            ("field", "We want to learn.", 80.0),
            ("text", "Motivations to join the campaign", 92.0),
            ("field", "www.a.example", 120.0),
            ("text", "Website", 132.0),
        )
    )

    assert (found["country"], found["postal_address"], found["website"]) == ("ES", "Plaza 1", "https://www.a.example")
    assert found["motivation"] == "We want to learn."


def test_a_column_for_each_person() -> None:
    """Questions down the side, the leader's and the contact's answers in columns of their own."""
    found = values(
        read(
            table(
                ("", "Mayor", "Contact person"),
                ("Full name", "Anna Alder", "Bruno Birch"),
                ("Position", "Mayor", "Adviser"),
                ("E-mail", "mayor@a.example", "bruno@a.example"),
            )
        )
    )

    assert (found["leader_name"], found["leader_title"]) == ("Anna Alder", "Mayor")
    assert (found["contact_name"], found["contact_role"]) == ("Bruno Birch", "Adviser")
    assert found["contact_email"] == "bruno@a.example"


def test_a_part_in_unknown_words_beside_its_rows_asks_nothing() -> None:
    """What is as high as several questions names their part, whatever it is called."""
    found = values(
        read(
            '<table><tr><td rowspan="2">Head of the local government</td><td>Your first name and surname</td>'
            "<td>Anna Alder</td></tr><tr><td>Website</td><td>www.a.example</td></tr>"
            '<tr><td rowspan="2">Where</td><td>Country</td><td>Spain</td></tr>'
            "<tr><td>Postal address</td><td>Plaza 1</td></tr></table>"
        )
    )

    assert "Website" not in found.values()
    assert found.get("leader_name") in {None, "Anna Alder"}


def test_what_is_only_ever_asked_is_no_answer() -> None:
    """Two questions over two answers, the first left blank: no state is called "Postal address"."""
    found = values(
        read(
            table(("Country", "Website"), ("Spain", "www.a.example"))
            + table(("Province, state or region", "Postal address"), ("", "Plaza 1, 13001 Ciudad Real"))
        )
    )

    assert "subdivision" not in found
    assert found["postal_address"] == "Plaza 1, 13001 Ciudad Real"


def test_a_name_that_begins_like_a_question_is_a_name() -> None:
    """Some forms ask "Comune di ..."; "Comune di Rovereto" beside another question answers that one."""
    found = values(
        read(
            table(
                ("<b>Governo locale o regionale</b>",),
                ("Nome del governo locale o regionale", "Comune di Rovereto"),
                ("Paese", "Italia"),
                ("Sito web", "www.a.example"),
            )
        )
    )

    assert found["government_name"] == "Comune di Rovereto"


def test_a_question_and_its_answer_in_one_cell_of_a_sheet() -> None:
    """The first line of the cell asks, the others answer."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Human Rights Cities",))
    sheet.append(("Country\nSpain", "Website\nwww.a.example"))
    sheet.append(("Postal address\nPlaza 1", "Motivations to join the campaign\nWe want to learn."))
    out = io.BytesIO()
    book.save(out)

    found = values(read_form(Document("form.xlsx", media.XLSX, out.getvalue()), campaign()))

    assert (found["country"], found["postal_address"]) == ("ES", "Plaza 1")
    assert (found["website"], found["motivation"]) == ("https://www.a.example", "We want to learn.")


def test_a_document_too_long_to_read_whole_says_so() -> None:
    """What is read of a sheet with thousands of cells is its beginning, and staff are told."""
    book = Workbook()
    sheet = book.create_sheet("Invoices", 0)
    for row in range(2500):
        sheet.append([f"Invoice {row}", f"paid {row}"])
    data = io.BytesIO()
    book.save(data)

    reading = read_form(Document("list.xlsx", media.XLSX, data.getvalue()), campaign())

    assert [finding.code for finding in reading.findings] == ["document-cut"]
