"""Our forms, built once for all tests, and what is read of them when they come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline import media
from pipeline.handout.build import build_form
from pipeline.model import Document, DocumentReading
from pipeline.reading import read_form
from tests.handout.answers import CAMPAIGN

if TYPE_CHECKING:
    from pipeline.handout.shape import Format
    from pipeline.model import FieldValue, FormReading

SURE = 0.99


@cache
def blank(language: str, kind: Format) -> bytes:
    """The form of that language, with nothing in it."""
    return build_form(CAMPAIGN, language, kind)


def read(data: bytes, name: str = "form") -> DocumentReading:
    """What the program makes of a file."""
    return read_form(Document(name, media.identify(data, name), data), CAMPAIGN)


def the_form(data: bytes) -> FormReading:
    """The one form that a file holds."""
    (form,) = read(data).forms
    return form


@dataclass(frozen=True, slots=True)
class Compared:
    """How well a form came back: how many values were given, which are wrong, which are not sure."""

    given: int
    wrong: Mapping[str, object]
    unsure: dict[str, float]

    @property
    def well(self) -> bool:
        """Whether every value is right and without doubt."""
        return not self.wrong and not self.unsure


def compared(data: bytes, meant: dict[str, FieldValue]) -> Compared:
    """What is read of a file beside what was meant; a value that nobody gave is wrong too."""
    return beside(read(data), meant)


def beside(reading: DocumentReading, meant: dict[str, FieldValue]) -> Compared:
    """The same of what was read already."""
    values = {value.field: value for form in reading.forms for value in form.values}
    found = {key: value.value for key, value in values.items()}
    wrong = {key: found.get(key) for key in meant.keys() | found.keys() if found.get(key) != meant.get(key)}
    unsure = {key: value.confidence for key, value in values.items() if value.confidence < SURE}
    return Compared(len(meant), wrong, unsure)
