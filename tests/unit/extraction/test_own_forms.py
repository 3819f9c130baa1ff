"""Forms that we handed out, read by the names of their fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.campaign.definition import Campaign, Choice, Field, FieldType, Identity, Need, Part
from pipeline.campaign.form_mark import FormMark
from pipeline.extraction.engine import Engine
from pipeline.extraction.own.handed import HandedOut, Words
from pipeline.model import Block, BlockKind, DocumentKind, DocumentReading, PlacedDocument, Severity, Value
from tests.unit.extraction.placing import text

KINDS = {
    "choir": (FieldType.TEXT, "Name of the choir"),
    "land": (FieldType.COUNTRY, "Country"),
    "head": (FieldType.PERSON, "Conductor"),
    "office": (FieldType.TEXT, "Office of the conductor"),
    "born": (FieldType.DATE, "Founded on"),
    "left": (FieldType.DATE, "Last concert"),
    "singers": (FieldType.NUMBER, "Number of singers"),
    "phone": (FieldType.PHONE, "Telephone"),
    "mail": (FieldType.EMAIL, "E-mail"),
    "site": (FieldType.URL, "Website"),
    "story": (FieldType.NARRATIVE, "Tell us about the choir"),
    "size": (FieldType.CHOICE, "Size"),
    "songs": (FieldType.CHOICES, "Kinds of songs"),
    "consent": (FieldType.YES_NO, "May we publish it?"),
    "signed": (FieldType.YES_NO, "Signature"),
}
CHOICES = {
    "size": (Choice("small", {"en": ("Under 20",)}), Choice("large", {"en": ("20 or more",)})),
    "songs": tuple(Choice(key, {"en": (f"{key} songs",)}) for key in ("folk", "sacred", "modern")),
}
FIELDS = tuple(
    Field(
        key,
        kind,
        {"en": (label,)},
        choices=CHOICES.get(key, ()),
        mark=key == "signed",
        need=Need.REQUIRED if key == "choir" else Need.OPTIONAL,
        part_of="head" if key == "office" else None,
        part=Part.TITLE if key == "office" else None,
    )
    for key, (kind, label) in KINDS.items()
)
CHOIRS = Campaign("choirs", {"en": "Choirs"}, ("en",), FIELDS, identity=Identity("choir", "land"))
MARK = FormMark("choirs", "en", "0123abcd")
LABELS = tuple(label for _, label in KINDS.values())
ASKED = {label: key for key, (_, label) in KINDS.items()}
PRINTED = Words(("Choir form", *LABELS), ASKED, ("Choose",), ("in figures",), "Yes")
HANDED = HandedOut.of("0123abcd", PRINTED, {"land": {"Korea": "KR"}})
FILLED = {
    "choir": "Cor de Cambra Vilanova",
    "land": "Spain",
    "head": "Ana Ruiz",
    "born": "02/03/1998",
    "singers": "1998",
    "phone": "938 42 66 10",
    "mail": "cor@example.org",
    "site": "www.example.org",
    "story": "We sing.",
}


def form(filled: dict[str, str], *more: Block, without: frozenset[str] = frozenset()) -> PlacedDocument:
    """Our form with these answers, each to the right of its question; boxes and more beside."""
    blocks = []
    for number, (key, (kind, label)) in enumerate(KINDS.items()):
        y = 20.0 * number + 20
        blocks.append(text(label, 20, y))
        if key not in without and kind is not FieldType.CHOICES and key != "consent":
            blocks.append(field(key, filled.get(key, ""), y))
    blocks += [box(f"songs.{each.key}", filled) for each in CHOICES["songs"]]
    blocks += [box(f"consent.{each}", filled) for each in ("yes", "no")]
    return PlacedDocument("acroform", (*blocks, *more), 1, drawn=True, mark=str(MARK))


def field(name: str, words: str, y: float = 0.0) -> Block:
    place = (200.0, y, 400.0, y + 10)
    return Block(BlockKind.FIELD, words, 1, place, f"form field {name} {y}", name=name, reader="acroform")


def box(name: str, filled: dict[str, str]) -> Block:
    place = (300.0, 600.0, 310.0, 610.0)
    return Block(BlockKind.TICK, "", 1, place, f"form field {name}", name=name, checked=name in filled)


def read(document: PlacedDocument, asked: Campaign = CHOIRS, handed: HandedOut = HANDED) -> DocumentReading:
    return Engine(asked, handed=lambda _: handed).extract(document)


def values(document: PlacedDocument) -> dict[str, Value]:
    (one,) = read(document).forms
    return {value.field: value for value in one.values}


def codes(document: PlacedDocument, handed: HandedOut = HANDED) -> dict[str, Severity]:
    (one,) = read(document, handed=handed).forms
    return {finding.code: finding.severity for finding in one.findings}


def test_every_answer_in_its_place_is_sure() -> None:
    """Each kind of value comes out in its normal form, without any doubt."""
    found = values(form({**FILLED, "songs.folk": "", "songs.modern": "", "consent.no": "", "signed": "Ana Ruiz"}))
    assert {key: value.value for key, value in found.items()} == {
        "choir": "Cor de Cambra Vilanova",
        "land": "ES",
        "head": "Ana Ruiz",
        "born": "1998-03-02",
        "singers": 1998,
        "phone": "+34938426610",
        "mail": "cor@example.org",
        "site": "https://www.example.org",
        "story": "We sing.",
        "songs": ("folk", "modern"),
        "consent": False,
        "signed": True,
    }
    assert min(value.confidence for value in found.values()) >= 0.99
    assert read(form(FILLED)).language == "en"


def test_a_form_that_nobody_filled_in_is_blank() -> None:
    """So it is said, in the language of the form."""
    reading = read(form({"land": "Choose"}))
    assert (reading.kind, reading.code, reading.language) == (DocumentKind.UNREADABLE, "blank-form", "en")


def test_the_mark_of_another_campaign_means_nothing() -> None:
    """Names like ours in somebody else's form are names of fields as in any form."""
    other = replace(form(FILLED), mark=str(FormMark("others", "en", "0123abcd")))
    assert read(other) == read(replace(other, mark=""))


def test_what_a_list_keeps_counts_for_what_it_shows() -> None:
    """A list may show words that mean two countries; the key behind them means one."""
    assert values(form({**FILLED, "land": "Korea"}))["land"].value == "KR"
    kept = tuple(replace(each, stored="KP") if each.name == "land" else each for each in form(FILLED).blocks)
    assert values(replace(form(FILLED), blocks=kept))["land"].value == "KP"


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("head", "Suharto", "Suharto"),
        ("head", "Dr. Ana Ruiz", "Ana Ruiz"),
        ("singers", "12.500", 12500),
        ("born", "1998", "1998"),
        ("born", "03/1998", "1998-03"),
        ("born", "2/3/98", "1998-03-02"),
        ("size", "Under 20", "small"),
    ],
)
def test_short_ways_to_answer_are_sure_where_the_question_is(key: str, words: str, value: str | int) -> None:
    """What would be doubtful on an unknown form is plain where the form asked for just that."""
    found = values(form({**FILLED, key: words}))[key]
    assert found.value == value
    assert found.confidence >= 0.99


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("head", "Office of the mayor", "Office of the mayor"),
        ("singers", "about 20 or 30", None),
        ("mail", "see our website", None),
        ("story", "See annex 2", "See annex 2"),
        ("land", "Espagna", "ES"),
        ("choir", "{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_what_is_no_plain_answer_stays_in_doubt(key: str, words: str, value: str | None) -> None:
    """A value with doubt, or none and a finding that quotes what stands there."""
    document = form({**FILLED, key: words})
    found = values(document).get(key)
    assert (found.value if found else None) == value
    assert found.confidence < 0.9 if found else "answer-not-understood" in codes(document)


def test_the_office_behind_a_name_is_the_answer_to_the_empty_question() -> None:
    """A conductor who is named with the office has told both."""
    found = values(form({**FILLED, "head": "Ana Ruiz, Mayor"}))
    assert (found["head"].value, found["office"].value) == ("Ana Ruiz", "Mayor")


def test_who_writes_the_month_first_leaves_the_other_dates_in_doubt() -> None:
    """The form says day, month, year; one date shows that the writer did not heed it."""
    found = values(form({**FILLED, "born": "12/31/1997", "left": "05/04/2024"}))
    assert found["born"].value == "1997-12-31"
    assert found["left"].confidence < 0.9


def test_two_boxes_that_exclude_each_other_are_no_answer() -> None:
    """Yes and no at once: no value, and staff are told."""
    document = form({**FILLED, "consent.yes": "", "consent.no": ""})
    assert "consent" not in values(document)
    assert "several-ticked" in codes(document)


@pytest.mark.parametrize(
    ("ink", "signed", "sure"),
    [
        ((), False, True),
        ((210.0, 300.0, 300.0, 320.0), True, True),
        ((210.0, 20.0, 300.0, 40.0), True, False),
    ],
)
def test_a_picture_at_its_place_is_a_signature(ink: tuple[float, ...], *, signed: bool, sure: bool) -> None:
    """An empty place means that nobody signed; a picture elsewhere may be anything."""
    x0, y0, x1, y1 = ink or (0.0, 0.0, 0.0, 0.0)
    picture = (Block(BlockKind.INK, "", 1, (x0, y0, x1, y1), "picture"),) if ink else ()
    found = values(form(FILLED, *picture))["signed"]
    assert found.value is signed
    assert (found.confidence >= 0.9) is sure


@pytest.mark.parametrize(
    ("typed", "signed", "sure"),
    [
        ("한소영", True, True),
        ("X", True, True),
        ("No", False, True),
        ("see annex", False, False),
        ("2026", False, False),
    ],
)
def test_a_name_or_a_mark_signs_and_other_words_do_not(typed: str, *, signed: bool, sure: bool) -> None:
    """A name that is typed is a signature; a date or a pointer to another paper wants a look."""
    found = values(form({**FILLED, "signed": typed}))["signed"]
    assert found.value is signed
    assert (found.confidence >= 0.9) is sure


def test_a_digital_signature_signs() -> None:
    """The field for it beside the field for a name."""
    seal = Block(BlockKind.INK, "", 1, (0, 0, 10, 10), "form field signed.seal", name="signed.seal", checked=True)
    assert values(form(FILLED, seal))["signed"].value is True


def test_text_beside_the_fields_is_told() -> None:
    """On an edition whose print is known; of an older one it may be print."""
    document = form(FILLED, text("We sing on Sundays only", 20, 700))
    assert codes(document)["text-beside-answers"] is Severity.WARNING
    assert codes(document, replace(HANDED, print="99999999"))["text-beside-answers"] is Severity.INFO
    assert "text-beside-answers" not in codes(form(FILLED))


def test_an_answer_beside_an_empty_field_is_taken_with_doubt() -> None:
    """Somebody typed over the page instead of into the field."""
    document = form({**FILLED, "mail": ""}, text("cor@example.net", 200, 8 * 20.0 + 20))
    found = values(document)["mail"]
    assert found.value == "cor@example.net"
    assert found.confidence < 0.9


def test_answers_whose_fields_are_gone_are_read_the_usual_way() -> None:
    """The other answers still stand in their fields."""
    gone = frozenset({"mail", "phone"})
    written = (text("cor@example.net", 200, 8 * 20.0 + 20), text("+34 938 42 66 10", 200, 7 * 20.0 + 20))
    found = values(form(FILLED, *written, without=gone))
    assert (found["mail"].value, found["phone"].value) == ("cor@example.net", "+34938426610")
    assert found["choir"].confidence >= 0.99


def test_fields_that_the_campaign_does_not_know_are_told_of() -> None:
    """What is in them is no answer, and not lost without a word."""
    document = form(FILLED, field("shoe_size", "43"))
    assert codes(document)["unknown-answer"] is Severity.INFO
    assert "unknown-answer" not in codes(form(FILLED, field("shoe_size", "")))


def test_two_copies_of_the_form_are_two_forms() -> None:
    """Each with the answers of its own; a copy that is empty is none."""
    one, two, empty = form(FILLED), form({**FILLED, "choir": "Cor Jove"}), form({})
    both = read(replace(one, blocks=one.blocks + two.blocks + empty.blocks))
    assert [each.values[0].value for each in both.forms] == ["Cor de Cambra Vilanova", "Cor Jove"]


def test_two_answers_to_one_question_are_doubtful() -> None:
    """A field that stands twice with different words in it."""
    document = form(FILLED, field("mail", "other@example.org", 500))
    assert values(document)["mail"].confidence < 0.9
    assert "another-value" in codes(document)


def test_what_is_missing_is_said_as_of_any_form() -> None:
    """A required question without an answer."""
    assert "choir-missing" in codes(form({**FILLED, "choir": "n/a"}))
