"""Answers to questions in words that nobody knows: found by their kind and their place, and always doubtful."""

from __future__ import annotations

from pipeline.campaign.definition import Campaign, FieldType
from pipeline.extraction.engine import Engine
from pipeline.model import CERTAIN, PlacedDocument, Severity, Value
from tests.unit.extraction.placing import campaign, page, text
from tests.unit.extraction.placing import values as read

CLUB = campaign(
    ("club", FieldType.TEXT, ("Name of the club",)),
    ("land", FieldType.COUNTRY, ("Country",)),
    ("head", FieldType.PERSON, ("Name of the chairperson",)),
    ("office", FieldType.TEXT, ("Office of the chairperson",)),
    ("email", FieldType.EMAIL, ("E-mail",)),
    ("phone", FieldType.PHONE, ("Telephone",)),
    ("site", FieldType.URL, ("Website",)),
    ("joined", FieldType.DATE, ("Date of joining",)),
)
ROWS = (
    ("Name of the club", "Rowing Club Elm"),
    ("Country", "Spain"),
    ("Name of the chairperson", "Nora Noack"),
    ("Office of the chairperson", "Director"),
    ("E-mail", "nora@elm.example"),
    ("Telephone", "+34 934 027 111"),
    ("Website", "https://elm.example"),
    ("Date of joining", "3 May 2024"),
)


def _form(*rows: tuple[str, str]) -> PlacedDocument:
    """Questions in bold on the left, answers on the right."""
    return page(
        *(text(asked, 20, 20 + 20 * at, bold=True) for at, (asked, _) in enumerate(rows)),
        *(text(said, 220, 20 + 20 * at) for at, (_, said) in enumerate(rows) if said),
    )


def _reworded(**words: str) -> list[tuple[str, str]]:
    """The rows with some questions in unknown words."""
    keys = [field.key for field in CLUB.fields]
    return [(words.get(key, asked), said) for key, (asked, said) in zip(keys, ROWS, strict=True)]


def _read(*rows: tuple[str, str], asked: Campaign = CLUB) -> dict[str, Value]:
    return read(asked, _form(*rows))


def test_an_address_tells_itself_whatever_it_is_called() -> None:
    """E-mail addresses, telephone numbers and web addresses under unknown words are found, and are not sure."""
    found = _read(*_reworded(email="Vilpotta", phone="Zumbrik", site="Krell"))

    told = {key: found[key].value for key in ("email", "phone", "site")}
    assert told == {"email": "nora@elm.example", "phone": "+34934027111", "site": "https://elm.example"}
    assert all(found[key].confidence < CERTAIN for key in told)


def test_a_name_between_its_neighbours_is_found() -> None:
    """Between the country and the office stands a person: the one who holds it."""
    found = _read(*_reworded(head="Vilpotta"))

    assert (found["head"].value, found["head"].confidence < CERTAIN) == ("Nora Noack", True)


def test_the_name_of_an_office_tells_what_was_asked() -> None:
    """What follows the name of a person, "Director", is the office."""
    assert _read(*_reworded(office="Vilpotta"))["office"].value == "Director"


def test_an_answer_whose_question_is_understood_stays() -> None:
    """A second e-mail address in unknown words changes nothing."""
    found = _read(*ROWS, ("Vilpotta", "other@elm.example"))

    assert (found["email"].value, len(found)) == ("nora@elm.example", len(ROWS))


def test_a_question_left_empty_is_not_answered_from_elsewhere() -> None:
    """The telephone is asked for and left empty: a number in unknown words is another."""
    rows = [(asked, "" if asked == "Telephone" else said) for asked, said in ROWS]

    assert "phone" not in _read(*rows, ("Vilpotta", "+34 934 027 222"))


def test_two_answers_of_which_nothing_tells_the_right_one_are_none() -> None:
    """Two e-mail addresses stand side by side under unknown words."""
    rows = _reworded(email="Vilpotta")
    rows.insert(5, ("Zumbrik", "other@elm.example"))

    assert "email" not in _read(*rows)


def test_a_question_about_another_thing_answers_nothing() -> None:
    """A fax number is no telephone number: its words are known, and ask for something else."""
    assert "phone" not in _read(*_reworded(phone="Fax number"))


def test_an_answer_of_another_kind_is_no_office() -> None:
    """A date stands where the office would: the form asks something else there."""
    rows = [(asked, "12 March 1893" if asked == "Vilpotta" else said) for asked, said in _reworded(office="Vilpotta")]

    assert "office" not in _read(*rows)


def test_on_a_form_of_mostly_unknown_questions_nothing_is_guessed() -> None:
    """Of a form that hardly anything is known of, the order of its questions tells nothing."""
    strange = [(f"{word}otta", f"{word} Elm") for word in ("Vilp", "Zumb", "Krel", "Jand", "Porf", "Dask", "Wimm")]
    found = _read(*_reworded(email="Hulpa", phone="Zumbrik", site="Krell", joined="Jundo"), *strange)

    assert "email" not in found


def test_staff_hear_which_question_was_not_understood() -> None:
    """A finding names the question and what its answer was taken for."""
    (form,) = Engine(CLUB).extract(_form(*_reworded(email="Vilpotta"))).forms

    [finding] = [each for each in form.findings if each.code == "question-unknown"]
    assert (finding.field, finding.severity, "Vilpotta" in finding.message) == ("email", Severity.WARNING, True)


def test_a_star_behind_a_question_and_a_dash_in_brackets_belong_to_it() -> None:
    """Nothing in "Vilpotta? *" and "Zumbrik (a - b)" is the answer: they are questions, whole."""
    found = _read(*_reworded(email="Vilpotta? *", phone="Zumbrik (a - b)"))

    assert (found["email"].value, found["phone"].value) == ("nora@elm.example", "+34934027111")
