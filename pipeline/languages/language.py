"""What is particular to a language, from its `language.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, LANGUAGE, Templates

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.config import SecretariatSettings


@dataclass(frozen=True, slots=True)
class Language:
    """A language as letters, replies and forms need it."""

    code: str  # ISO 639-1: "fr"
    name: str  # in itself: "français"
    locale: Locale  # for dates, numbers, lists and countries (CLDR)
    right_to_left: bool
    yes: str
    no: str
    countries: Mapping[str, str] = field(default_factory=dict)  # ISO 3166-1 alpha-2 -> name on an official letter
    secretariat: Mapping[str, str] = field(default_factory=dict)  # how the defaults of `[secretariat]` are said
    first_of_month: str = ""  # how the first day is written, where that is no plain number: "1er"

    def signs(self, secretariat: SecretariatSettings) -> SecretariatSettings:
        """The secretariat with committee and signatory in this language, where there are words for it."""
        return secretariat.speaking(self.code, self.secretariat)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    locale: str
    direction: Literal["left-to-right", "right-to-left"] = "left-to-right"
    yes: str
    no: str
    first_of_month: str = ""
    countries: dict[str, str] = {}
    secretariat: dict[str, str] = {}


def read_language(code: str, templates: Templates = BUILT_IN) -> Language:
    """The language of that code.

    Raises:
        DefinitionError: its `language.toml` is missing or has mistakes.
    """
    file = templates.find(code, LANGUAGE)
    return _read(code, file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(code: str, file: Path, _changed: int) -> Language:
    try:
        said = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
        locale = Locale.parse(said.locale)
    except ValidationError as error:
        problems = [f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}" for each in error.errors()]
        raise DefinitionError(str(file), problems) from error
    except (OSError, ValueError, TypeError, RecursionError, UnknownLocaleError) as error:
        raise DefinitionError(str(file), [str(error)]) from error
    return Language(
        code=code,
        name=said.name,
        locale=locale,
        right_to_left=said.direction == "right-to-left",
        yes=said.yes,
        no=said.no,
        countries=said.countries,
        secretariat=said.secretariat,
        first_of_month=said.first_of_month,
    )
