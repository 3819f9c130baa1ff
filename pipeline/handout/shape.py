"""A blank form before it becomes a file: what it asks, in which order, in one language.

    Campaign -> BlankForm (+ Filled) -> bytes of a PDF, Word or Excel file

What people fill in stands under stable names, the same in all formats and languages, so that what comes back is read
without any doubt: a question's answer under the field's key (`leader_name`), a box under key and option
(`themes.housing`, `consent.yes`), the mark of the edition in the file's own properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHORT: Final = 9  # entries of a list


class Format(StrEnum):
    """The kinds of file that a form is made as; the value is the file's ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


class Asks(StrEnum):
    """How a question is answered."""

    LINE = "line"  # one line
    LINES = "lines"  # a long answer
    LIST = "list"  # one of a list that drops down
    BOXES = "boxes"  # any number of boxes
    YES_NO = "yes_no"  # one of two boxes, `yes` and `no`
    SIGNATURE = "signature"  # ink, a picture, a digital signature, or the name typed


@dataclass(frozen=True, slots=True)
class Option:
    """A box or an entry of a list: the canonical key and the words that people see."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the form asks. `hint` says how to answer ("DD/MM/YYYY"), or is ""."""

    key: str
    label: str
    asks: Asks
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether the entries of a list are so few that they can stand on the page, where all are seen."""
        return len(self.options) <= SHORT


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading; `note` stands below the heading, or is ""."""

    title: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A whole form in one language. `mark` is a `campaign.form_mark.FormMark` as text."""

    campaign: str  # the id
    language: str
    right_to_left: bool
    title: str
    intro: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]  # where to send it, ...
    mark: str
    edition_line: str  # as it is printed at the foot of each page
    choose: str  # what an empty list shows: "Choose ..."
    locale: str = ""  # language and country (BCP 47): "pt-PT"
    yes: str = "x"  # how a box is ticked where the format has no boxes (Excel: a list of this word)
    columns: tuple[str, str] = ("Question", "Answer")  # what the two columns of a table are called

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in their order."""
        return tuple(question for part in self.parts for question in part.questions)


Filled = Mapping[str, str | tuple[str, ...]]
"""Question -> what stands in it: text as a person types it; of a list the option's key; of boxes the keys ticked
(of `Asks.YES_NO` ("yes",) or ("no",)). A question that is not in it stays empty."""
