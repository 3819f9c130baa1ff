"""How templates are rendered, and what a mistake in one looks like.

Values are data and never templates; the environments are sandboxed since staff may edit the templates.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LETTER: Final = "welcome.docx"


def render_text(language: str, name: str, values: Mapping[str, Any], templates: Templates = BUILT_IN) -> str:
    """A text template with its values.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    file = templates.find(language, name)
    try:
        return _environment(templates.folders(language)).get_template(name).render(**values)
    except Exception as error:  # a template can divide by zero, too: all that it raises is its own mistake
        raise template_mistake(file, error) from error


def sandbox() -> ImmutableSandboxedEnvironment:
    """An environment for the XML of Word templates: values are escaped, an unknown name is an error."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def template_mistake(file: Path, error: Exception) -> DefinitionError:
    """The error for a mistake in a template, with its line where there is one."""
    line = getattr(error, "lineno", None)
    where = f"line {line}: " if line else ""
    return DefinitionError(str(file), [f"{where}{error}"])


@lru_cache(maxsize=64)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(  # plain text: there is nothing to escape
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
