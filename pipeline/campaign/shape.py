"""The shape of a campaign file: one pydantic model for each kind of table, and their mistakes in words."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.campaign.definition import FieldType, Part

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]
Labels = dict[str, list[Text]]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class IdentityTable(_Table):
    """`[identity]`: which fields say who a member is."""

    name: str | None = None
    country: str | None = None
    kind: str | None = None
    within: str | None = None
    towns: list[str] = []
    areas: list[str] = []


class PledgeTable(_Table):
    """`[pledge]`: phrases that declare support without a form."""

    words: Labels


class PublicTable(_Table):
    """`[public]`: what decides whether the profile of a member may be published."""

    consent: str | None = None


class HeadTable(_Table):
    """Everything of the file that does not repeat."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: Annotated[dict[str, Text], Field(min_length=1)]
    languages: Annotated[list[str], Field(min_length=1)]
    date_order: Literal["DMY", "MDY", "YMD"] = "DMY"
    identity: IdentityTable = IdentityTable()
    mentions: list[Text] = []
    pledge: PledgeTable | None = None
    public: PublicTable = PublicTable()
    held_kinds: list[str] = []
    targets: list[Annotated[int, Field(gt=0)]] = []


class FieldTable(_Table):
    """One `[[fields]]` entry."""

    key: Key
    type: Annotated[FieldType, Field(strict=False)]
    labels: Labels
    section: str | None = None
    required: bool = False
    expected: bool = False
    one_of: str | None = None
    choices: dict[Key, Labels] = {}
    part_of: str | None = None
    part: Annotated[Part | None, Field(strict=False)] = None
    mark: bool = False
    kept: bool = True
    public: bool = False


class SectionTable(_Table):
    """One `[[sections]]` entry."""

    key: Key
    labels: Labels


class WaveTable(_Table):
    """One `[[waves]]` entry."""

    id: Text
    opens: dt.date
    closes: dt.date


LISTS: dict[str, type[BaseModel]] = {"fields": FieldTable, "sections": SectionTable, "waves": WaveTable}
"""The tables that repeat, with the shape of one entry."""


def shape_problems(where: str, error: ValidationError) -> list[str]:
    """The mistakes of one table, a line each. `where` names the table for people."""
    return [where + _sentence(problem) for problem in error.errors()]


def entry_name(kind: str, index: int, entry: object) -> str:
    """How a message names an entry: by its key where it has one, else by its number (from 1)."""
    singular = kind.removesuffix("s")
    key = _key(entry)
    return f"{singular} '{key}': " if key else f"{singular} number {index + 1}: "


def _key(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return None
    key = entry.get("key", entry.get("id"))
    return key if isinstance(key, str) and key else None


def _sentence(problem: ErrorDetails) -> str:
    where = ".".join(str(step) for step in problem["loc"] if step != "[key]")
    if problem["type"] == "extra_forbidden":
        return f"unknown key '{where}'"
    if problem["type"] == "missing":
        return f"'{where}' is missing"
    return f"{where}: {_expectation(problem)}, not {problem['input']!r:.60}"


def _expectation(problem: ErrorDetails) -> str:
    if problem["type"] == "string_pattern_mismatch":
        return "a key is made of small letters a-z, digits and _ (an id: and -)"
    if problem["type"] == "string_too_short":
        return "a wording is empty"
    return problem["msg"].removeprefix("Input ")


def unknown_key(key: str, model: type[BaseModel]) -> str:
    """The line about a key that the table does not know, with the nearest known one."""
    near = difflib.get_close_matches(key, model.model_fields, n=1)
    help_ = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(model.model_fields)}"
    return f"unknown key '{key}' ({help_})"
