from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from pipeline.campaign.form_mark import PROPERTY, mark_of
from pipeline.documents.pdf.fields import Kind, form_fields
from pipeline.errors import CannotDoError
from pipeline.handout.pdf.make import pdf_form
from pipeline.handout.shape import Asks, BlankForm, Option, Part, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.handout.shape import Filled

pytest.importorskip("typst", reason="typst is not installed")

_YES_NO: Final = (Option("yes", "Yes"), Option("no", "No"))
_COUNTRIES: Final = (
    Option("ES", "Spain"), Option("KR", "South Korea"), Option("MA", "Morocco"),
    *(Option(f"X{number}", f"Island {number}") for number in range(9)),
)  # fmt: skip
_KINDS: Final = (Option("town", "Town"), Option("county", "County"), Option("region", "Region"))
_THEMES: Final = tuple(Option(key, f"Right to {key}") for key in ("housing", "water", "culture", "asylum", "play"))

QUESTIONS: Final = (
    Question("city", "Name of the city", Asks.LINE, required=True),
    Question("country", "Country", Asks.LIST, options=_COUNTRIES),
    Question("kind", "Kind of government", Asks.LIST, required=True, options=_KINDS),
    Question("founded", "Day of its foundation", Asks.LINE, hint="DD/MM/YYYY"),
    Question("vision", "Why do human rights matter to your city?", Asks.LINES),
    Question("themes", "Themes", Asks.BOXES, hint="tick all that apply", options=_THEMES),
    Question("consent", "We agree", Asks.YES_NO, required=True, options=_YES_NO),
    Question("signed", "Signature", Asks.SIGNATURE),
)


def form_in(
    language: str = "en", title: str = "Adhesion form", questions: tuple[Question, ...] = QUESTIONS
) -> BlankForm:
    mark = f"adhesion-form:towns:{language}:0123abcd"
    part = Part("The city", questions, note="All of it.")
    return BlankForm(
        campaign="towns", language=language, right_to_left=language == "ar", title=title, intro=("Towns",),
        parts=(part,), closing=("Send it to towns@office.example.",), mark=mark, edition_line=f"Edition: {mark}",
        choose="Choose from the list",
    )  # fmt: skip


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def shown(data: bytes) -> str:
    """The words of all pages as a viewer draws them, with what the fields show."""
    document = pdfium.PdfDocument(data)
    for page in document:
        assert pdfium.raw.FPDFPage_Flatten(page.raw, pdfium.raw.FLAT_PRINT) == pdfium.raw.FLATTEN_SUCCESS
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def widgets(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(reader.pages):
        for each in page["/Annots"]:  # type: ignore[attr-defined]  # pypdf types it as any object
            yield number, each.get_object()


def stored(filled: Filled, language: str = "en") -> Mapping[str, object]:
    return {field.name: field.value for field in form_fields(read(pdf_form(form_in(language), filled)))}


class TestFields:
    def test_each_question_has_its_fields_under_the_stable_names(self) -> None:
        """Boxes hang below their question, yes and no are one field, a digital signature has a place of its own."""
        fields = {field.name: field for field in form_fields(read(pdf_form(form_in(), {})))}

        assert list(fields) == [
            "city", "country", "kind", "founded", "vision", *(f"themes.{each.key}" for each in _THEMES), "consent",
            "signed-digital", "signed",
        ]  # fmt: skip
        kinds = {name: field.kind for name, field in fields.items()}
        assert kinds["city"] is kinds["vision"] is kinds["signed"] is Kind.TEXT
        assert kinds["country"] is Kind.CHOICE
        assert kinds["themes.water"] is Kind.TICK
        assert kinds["consent"] is kinds["kind"] is Kind.RADIO
        assert kinds["signed-digital"] is Kind.SIGNATURE
        assert [widget.on for widget in fields["consent"].widgets] == ["yes", "no"]
        assert [widget.on for widget in fields["kind"].widgets] == ["town", "county", "region"]
        assert fields["country"].options[:3] == (("", "Choose from the list"), ("ES", "Spain"), ("KR", "South Korea"))

    def test_a_blank_form_holds_no_value(self) -> None:
        """What invites to choose is no value."""
        assert {value for value in stored({}).values() if value not in {None, "", "/Off"}} == set()

    def test_values_are_stored_as_forms_that_come_back_hold_them(self) -> None:
        """Of a list and of boxes the keys; text as it is typed."""
        found = stored({
            "city": "Sant Feliu", "country": "KR", "vision": "One.\nTwo.", "themes": ("water", "play"),
            "kind": "county", "consent": ("no",), "signed": "Marta Vila",
        })  # fmt: skip

        assert found["city"] == "Sant Feliu"
        assert found["country"] == "KR"
        assert found["vision"] == "One.\nTwo."
        assert [name for name, value in found.items() if value not in {None, "", "/Off"} and "themes" in name] == [
            "themes.water", "themes.play",
        ]  # fmt: skip
        assert found["consent"] == "/no"
        assert found["kind"] == "/county"
        assert found["signed"] == "Marta Vila"

    def test_what_is_no_entry_of_a_list_is_not_chosen(self) -> None:
        """An answer of another edition leaves the list as it was."""
        assert stored({"country": "XX", "kind": "XX", "themes": ("flying",), "consent": ("perhaps",)}) == stored({})


class TestWhatIsShown:
    @pytest.mark.parametrize("language", ["en", "ar", "ko"])
    def test_values_show_in_every_script_without_the_help_of_the_viewer(self, language: str) -> None:
        """Fields carry drawings of their values, with the fonts that these need."""
        names = ("Þórsdóttir-Łukasiewicz", "한소영", "مدينة")
        data = pdf_form(form_in(language), {"city": names[0], "founded": names[1], "vision": names[2], "country": "MA"})

        words = shown(data)
        assert all(part in words for part in names[0].split("-"))  # an Arabic page turns the two round
        assert names[1] in words
        assert {"م", "د", "ي", "ن", "ة"} <= set(words)
        assert "Morocco" in words
        assert words.count("Choose from the list") == 0

    def test_hostile_values_are_plain_text(self) -> None:
        """Neither markup of the typesetter nor anybody else's, no control characters, no turned lines."""
        hostile = '#panic("x") $x$ *b* `c` {{ 7*7 }} <script>alert(1)</script> \\ @a https://a.example/ =cmd|x'
        found = pdf_form(form_in(), {"city": hostile, "vision": f"\x07\u202e{hostile}\r\n\ud800end"})

        values = {field.name: field.value for field in form_fields(read(found))}
        assert values["city"] == hostile
        assert values["vision"] == f"{hostile}\nend"
        assert "{{ 7*7 }} <script>" in shown(found).replace("\r\n", " ")
        assert {widget["/Subtype"] for _, widget in widgets(read(found))} == {"/Widget"}

    @pytest.mark.parametrize("text", ["W" * 20_000, "word " * 4_000, "a\n" * 10_000])
    def test_a_very_long_answer_is_kept_whole(self, text: str) -> None:
        """Its place grows to a page at most; what does not show even in small print is in the field all the same."""
        data = pdf_form(form_in(), {"vision": text, "city": text})

        values = {field.name: field.value for field in form_fields(read(data))}
        assert str(values["vision"]).split() == text.split()
        assert str(values["city"]).split() == text.split()
        assert len(read(data).pages) <= 4
        assert all(0 <= float(each) <= 842 for _, widget in widgets(read(data)) for each in widget["/Rect"])

    def test_a_place_grows_with_what_is_filled_in(self) -> None:
        """A long answer prints in letters of the usual size as long as a page has room."""
        heights = {}
        for _, widget in widgets(read(pdf_form(form_in(), {"vision": "a long answer " * 200, "city": "a city " * 20}))):
            heights[widget.get("/T")] = float(widget["/Rect"][3]) - float(widget["/Rect"][1])
        assert heights["vision"] > 200
        assert heights["city"] > heights["founded"]

    def test_letters_that_no_font_has_stay_in_the_field(self) -> None:
        """A name in a rare script is stored; the viewer shows what it can, and the other values are drawn."""
        data = pdf_form(form_in(), {"city": "\U00010570\U00010571", "founded": "03/05/2026"})

        assert "03/05/2026" in shown(data)
        assert next(field.value for field in form_fields(read(data)) if field.name == "city") == "\U00010570\U00010571"

    def test_a_mixture_that_nobody_wrote_costs_its_own_drawing_alone(self) -> None:
        """Letters of all scripts in disorder take a typesetter long, or make it fail; the field holds them."""
        mixed = "".join(f"a{chr(0x0D80 + 5 + index % 18)}\uac42\u062c \u0312" for index in range(900))
        stumbling = (
            "\uad42\u0ddb \uac94\u0d92 \uac46\u07fe\u069b\uad3c\u0668\u099f\u07d1\u062c\u0621\uad7b\u0dd6\u07d9\u0963"
            "\uaead\uaff6\u094f \uad03\uac86 \uaecf\u06de\u0b9f \u031a\u0312\u0311\u0353\u07a9\u066e\u0d4b\u0a40"
        )
        data = pdf_form(form_in(), {"vision": mixed, "city": stumbling, "founded": "03/05/2026"})

        values = {field.name: field.value for field in form_fields(read(data))}
        assert values["vision"] == mixed.strip()
        assert values["city"] == stumbling
        assert "03/05/2026" in shown(data)


class TestTheFile:
    def test_it_says_which_edition_it_is_of(self) -> None:
        """The mark stands in the file and, for people, on each page; there is no time in it."""
        reader = read(pdf_form(form_in(), {}))

        assert reader.metadata is not None
        assert mark_of(str(reader.metadata[f"/{PROPERTY}"])) is not None
        assert reader.metadata.title == "Adhesion form"
        assert set(reader.metadata) == {"/Title", f"/{PROPERTY}"}
        assert all("Edition: adhesion-form:towns:en:0123abcd" in page.extract_text() for page in reader.pages)
        assert b"1970" not in reader.root_object["/Metadata"].get_data()  # type: ignore[attr-defined]  # a stream

    def test_the_same_form_and_values_make_the_same_bytes(self) -> None:
        """So that a draft that is made again is the same draft."""
        filled: Filled = {"city": "Vila", "themes": ("water",)}
        assert pdf_form(form_in(), filled) == pdf_form(form_in(), filled)
        assert pdf_form(form_in(), filled) != pdf_form(form_in(), {"city": "Vila"})

    def test_it_is_small(self) -> None:
        """Forms are attached to mails: a list of 250 countries and three scripts stay far below 150 kB."""
        many = tuple(Option(f"c{number}", f"Country number {number}") for number in range(250))
        questions = (*QUESTIONS, Question("from", "Country of the partner", Asks.LIST, options=many))
        assert len(pdf_form(form_in(questions=questions), {"city": "한소영 مدينة"})) < 100_000

    def test_any_form_keeps_its_places_on_the_pages(self) -> None:
        """Questions and boxes of a campaign that is nothing like ours: long ones, and very many."""
        long = "What does your city do, and for whom, and since when? " * 30
        boxes = tuple(Option(f"k{number}", "a box with quite some words to it " * 4) for number in range(70))
        questions = (
            Question("a", long, Asks.LINE), Question("b", "Boxes", Asks.BOXES, options=boxes),
            Question("c", long, Asks.LIST, options=boxes[:9]), Question("d", long, Asks.SIGNATURE, hint=long),
        )  # fmt: skip
        reader = read(pdf_form(form_in(questions=questions), {}))

        assert len({(number, *widget["/Rect"]) for number, widget in widgets(reader)}) == 1 + 70 + 9 + 2
        for _, widget in widgets(reader):
            x0, y0, x1, y1 = map(float, widget["/Rect"])
            assert 50 < x0 < x1 < 546
            assert 50 < y0 < y1 < 800

    def test_a_form_without_questions_can_be_made(self) -> None:
        """A campaign may keep nothing that is asked."""
        assert len(read(pdf_form(form_in(questions=()), {})).pages) == 1


@cache
def accessible(language: str) -> PdfReader:
    return read(pdf_form(form_in(language), {"city": "Vila", "themes": ("water",)}))


@pytest.mark.parametrize("language", ["en", "ar"])
class TestAccessible:
    """What PDF/UA-1 (ISO 14289-1) asks of a form, beyond what typst itself checks of the pages."""

    def test_the_document_names_its_language_and_shows_its_title(self, language: str) -> None:
        """7.1 and 7.2."""
        reader = accessible(language)
        root: Any = reader.root_object
        assert root["/Lang"] in {"en", "ar"}
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()

    def test_each_field_says_what_it_asks(self, language: str) -> None:
        """7.18.1: a description with the hint; of a box its question and its own words."""
        reader = accessible(language)
        said = {str(widget["/TU"]) for _, widget in widgets(reader)}
        assert {"Name of the city", "Day of its foundation (DD/MM/YYYY)", "We agree: Yes"} <= said
        assert "Themes (tick all that apply): Right to water" in said

    def test_fields_stand_in_the_structure_where_they_are_read(self, language: str) -> None:
        """7.18.4: each widget is in an element Form, and leads back to it; tabs go in that order (7.18.3)."""
        reader = accessible(language)
        root: Any = reader.root_object
        numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        found = [each for each in _elements(root["/StructTreeRoot"]["/K"]) if each["/S"] == "/Form"]
        inside = [each["/K"][0]["/Obj"].get_object() for each in found]

        assert [id(each) for each in inside] == [id(widget) for _, widget in widgets(reader)]
        assert all(parents[int(each["/StructParent"])].get_object()["/S"] == "/Form" for each in inside)
        assert [str(page["/Tabs"]) for page in reader.pages] == ["/S"] * len(reader.pages)
        assert not [each for each in _elements(root["/StructTreeRoot"]["/K"]) if each["/S"] == "/Link"]

    def test_what_is_drawn_has_its_fonts_in_the_file(self, language: str) -> None:
        """7.21.4: pages and drawings of values use embedded fonts alone."""
        reader = accessible(language)
        resources = [page["/Resources"] for page in reader.pages]
        looks = [widget["/AP"]["/N"] for _, widget in widgets(reader) if "/AP" in widget]
        resources += [look["/Resources"] for look in looks if "/Resources" in look]
        fonts: list[Any] = [font.get_object() for each in resources for font in each.get("/Font", {}).values()]  # type: ignore[attr-defined]  # dictionaries
        assert fonts
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


class TestWithoutWhatItNeeds:
    def test_letters_that_no_font_has_are_no_empty_boxes(self) -> None:
        """A form in a language without a font is not made, and the message names the language."""
        with pytest.raises(CannotDoError, match="'en'"):
            pdf_form(form_in(title="Form \U0010fffd"), {})

    def test_without_typst_it_says_what_to_install(self) -> None:
        """The other formats need no such program."""
        program = (
            "import sys; sys.modules['typst'] = None\n"
            "from pipeline.errors import CannotDoError\n"
            "from pipeline.handout.pdf.make import pdf_form\n"
            "from pipeline.handout.shape import BlankForm\n"
            "try: pdf_form(BlankForm('a', 'en', False, 'A', (), (), (), '', '', ''), {})\n"
            "except CannotDoError as error: print(error)"
        )
        said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        assert "typst" in said
        assert "Word and Excel" in said


def _elements(node: Any) -> Iterator[Any]:  # noqa: ANN401 - the tree has nodes of many kinds
    """All elements of the structure below a node, in the order of reading."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from _elements(node.get("/K", []))
