"""Templates per language: where they are, how they are rendered, and what a mistake in one looks like.

Values are data and never templates; the environments are sandboxed since staff may edit the templates.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.campaign.definition import Campaign

TEMPLATES = Path(__file__).parent / "templates"
LETTER = "welcome.docx"
LAST_RESORT = "en"


def languages_of(folder: Path = TEMPLATES) -> tuple[str, ...]:
    """The languages that templates exist in."""
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / LETTER).is_file()))


def language_for(wanted: str | None, campaign: Campaign, folder: Path = TEMPLATES) -> str:
    """The wanted language where the campaign writes it and templates exist, else the first of the campaign's."""
    there = languages_of(folder)
    for language in (wanted, *campaign.languages):
        if language in there and language in campaign.languages:
            return language
    return LAST_RESORT


def render_text(language: str, name: str, values: Mapping[str, Any], folder: Path = TEMPLATES) -> str:
    """A text template with its values.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    try:
        return _environment(folder / language).get_template(name).render(**values)
    except Exception as error:  # a template can divide by zero, too: all that it raises is its own mistake
        raise template_mistake(folder / language / name, error) from error


def sandbox() -> ImmutableSandboxedEnvironment:
    """An environment for the XML of Word templates: values are escaped, an unknown name is an error."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def template_mistake(file: Path, error: Exception) -> DefinitionError:
    """The error for a mistake in a template, with its line where there is one."""
    line = getattr(error, "lineno", None)
    where = f"line {line}: " if line else ""
    return DefinitionError(str(file), [f"{where}{error}"])


@lru_cache(maxsize=16)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(  # plain text: there is nothing to escape
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
