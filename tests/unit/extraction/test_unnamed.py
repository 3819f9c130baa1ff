"""Forms on which the campaign's name does not stand: without their head, or typed into a mail."""

from __future__ import annotations

from pipeline import media
from pipeline.model import CERTAIN, Document, DocumentKind, DocumentReading
from pipeline.reading import read_form
from tests.unit.extraction.test_reading import campaign, table

ROWS = (
    ("Name of the local government", "Ballarat City Council"), ("Country", "Australia"),
    ("Name of the mayor", "Ada Ash"), ("Official title", "Mayor"), ("Population", "113000"),
    ("Contact person", "Bo Elm"), ("Contact person's role", "Policy officer"),
    ("Contact e-mail", "bo@ballarat.example"),
    ("Website", "www.ballarat.example"), ("Date of council decision", "12 March 2026"),
)  # fmt: skip


def _read(head: str, rows: tuple[tuple[str, str], ...] = ROWS, *, named: bool = False) -> DocumentReading:
    data = f"<html><body>{head}{table(*rows)}</body></html>".encode()
    return read_form(Document("form.html", media.HTML, data, named=named), campaign())


def test_a_form_that_names_nobody_is_read_and_left_open() -> None:
    """It asks what the campaign asks; staff see whether it is meant for it, and no value is sure."""
    (form,) = _read("<h1>Adhesion form</h1><p>Please fill in and return to the secretariat.</p>").forms

    assert form.get("government_name") is not None
    assert "campaign-not-named" in {finding.code for finding in form.findings}
    assert all(value.confidence < CERTAIN for value in form.values)


def test_the_mail_may_name_the_campaign_for_its_form() -> None:
    """Then nothing is left open for that reason."""
    (form,) = _read("<h1>Adhesion form</h1>", named=True).forms

    assert "campaign-not-named" not in {finding.code for finding in form.findings}
    name = form.get("government_name")
    assert name is not None
    assert name.confidence >= CERTAIN


def test_the_form_of_a_network_is_its_own() -> None:
    """Whoever stands at its head asks for the same people; a mail that names the campaign does not make it ours."""
    assert _read("<h1>ALLIANCE OF RIVER CITIES</h1>").kind is DocumentKind.OTHER_FORM
    assert _read("<h1>Klimabündnis der Gemeinden</h1>", named=True).kind is DocumentKind.OTHER_FORM


def test_a_few_addresses_are_no_form() -> None:
    """A registration asks for some of what the campaign asks, too."""
    assert _read("<h1>Registration</h1>", ROWS[:4]).kind is not DocumentKind.FORM
