"""Text templates with their values. Values are data and never templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.drafts.mistakes import template_mistake, with_one_more
from pipeline.drafts.press import pressed
from pipeline.drafts.sandbox import text_sandbox
from pipeline.drafts.tags import known_from
from pipeline.drafts.text_check import text_mistakes
from pipeline.errors import DefinitionError
from pipeline.languages.folders import BUILT_IN, Templates

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST: Final = 1_000_000  # characters; a reply is no register


def render_text(language: str, name: str, values: Mapping[str, Any], templates: Templates = BUILT_IN) -> str:
    """A text template with its values.

    Raises:
        DefinitionError: the template has a mistake; it names the file and what is wrong in it.
    """
    file = templates.find(language, name)
    return pressed(templates, file, fill_text, templates.folders(language), file, dict(values)).decode()


def fill_text(folders: tuple[Path, ...], file: Path, values: Mapping[str, Any]) -> bytes:
    """The same where it is; in UTF-8. What it raises is the template's own mistake, also a division by zero."""
    try:
        text = text_sandbox(folders).get_template(file.name).render(**values)
    except Exception as error:
        mistake = template_mistake(file, error, values)
        broken = Path(mistake.file)
        every = text_mistakes(broken, folders, known_from(values)) if broken.parent in folders else []
        raise DefinitionError(mistake.file, with_one_more(every, mistake.problems[0])) from error
    if len(text) > _LONGEST:
        why = f"it writes more than {_LONGEST:,} characters; look for a loop that is too long"
        raise DefinitionError(str(file), [why])
    return text.encode("utf-8", "replace")
