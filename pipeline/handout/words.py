"""The words of the forms in one language: `form.toml` of its folder. What is asked comes from the campaign instead."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "form.toml"
_GAP: Final = re.compile(r"\{([^{}]*)\}")
_GAPS: Final = ("campaign", "address", "questions")


def _known_gaps(text: str) -> str:
    wrong = [gap for gap in _GAP.findall(text) if gap not in _GAPS]
    if wrong:
        raise ValueError(f"there is no {{{wrong[0]}}}; known are {', '.join(f'{{{gap}}}' for gap in _GAPS)}")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_known_gaps)]
Said = Annotated[Text, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Headings(_Table):
    """Headings of questions that the campaign puts under none of its own."""

    general: Said
    open: Said
    further: Said
    declaration: Said
    signature: Said


class Hints(_Table):
    """How a question of each type is answered, or ""."""

    person: Text
    title: Text
    text: Text
    number: Text
    date: Text
    term: Text
    phone: Text
    email: Text
    url: Text
    country: Text
    choice: Text
    choices: Text
    narrative: Text
    yes_no: Text
    signature: Text


class FormWords(_Table):
    """All words of a form; see `pipeline/languages/en/form.toml` for what each is."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    title: Said
    intro: tuple[Said, ...] = Field(strict=False)
    return_to: Said
    return_reply: Said
    data: Text
    required: Said
    one_of_part: Said
    one_of: Said
    question: Said
    answer: Said
    choose: Said
    edition: Said
    headings: Headings
    hints: Hints


def read_words(file: Path) -> FormWords:
    """The words that a `form.toml` holds.

    Raises:
        DefinitionError: the file cannot be read, or has mistakes; all of them are listed.
    """
    try:
        return FormWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, RecursionError) as error:
        raise DefinitionError(str(file), _problems(error)) from error


def filled_in(text: str, **gaps: str) -> str:
    """A text with its gaps filled; what is filled in is never looked at for gaps again."""
    return _GAP.sub(lambda found: gaps.get(found[1], found[0]), text)


def _problems(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [
            f"{'.'.join(map(str, each['loc']))}: {each['msg'].removeprefix('Value error, ')}" for each in error.errors()
        ]
    return [f"cannot be read: {error}"]
