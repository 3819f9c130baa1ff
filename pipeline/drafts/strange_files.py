"""Files in staff's own folder that nothing reads: most are names that were misspelt, and their change has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.drafts.mistakes import alike
from pipeline.languages.folders import LANGUAGE, LAST_RESORT, NO_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.campaign.definition import Campaign
    from pipeline.languages.folders import Templates

_LONGEST: Final = 1 << 20
_OPTIONAL: Final = frozenset(("certificate.docx", "form.toml", "offices.toml"))
"""Without them a language has no certificate, no form and no words for offices, and all else."""


def strange_files(campaign: Campaign, templates: Templates) -> Iterator[str]:
    """What is told about such files and folders, and about an own folder that is not there."""
    if templates.own is None:
        return
    if not templates.own.is_dir():
        yield f"{templates.own}: {NO_FOLDER}"
        return
    names = names_of_files(templates)
    for entry in sorted(templates.own.iterdir()):
        if entry.name.startswith((".", "~", "__")) or (templates.built_in / entry.name).is_file():
            continue
        if not entry.is_dir():
            yield f"{entry}: files stand in the folder of their language, like {templates.own / 'en'}"
        elif entry.name not in campaign.languages and not templates.has(entry.name, LANGUAGE):
            like = alike(entry.name, campaign.languages)
            yield f"{entry}: the campaign writes no letters in a language with this code{like}"
        else:
            yield from _in_language(entry, names, templates)
            yield from _lacking(entry, templates)


def names_of_files(templates: Templates) -> frozenset[str]:
    """The names that a file of a language may have: those of all built-in languages together."""
    folders = (entry for entry in templates.built_in.iterdir() if entry.is_dir())
    return frozenset(file.name for folder in folders for file in folder.iterdir() if _is_template(file))


def _lacking(folder: Path, templates: Templates) -> Iterator[str]:
    """What a language of staff's own still needs: every file that the language of last resort has."""
    needed = (file for file in sorted((templates.built_in / LAST_RESORT).iterdir()) if _is_template(file))
    for file in needed:
        if file.name not in _OPTIONAL and not templates.has(folder.name, file.name):
            yield f"{folder / file.name}: there is no such file yet; translate that of another language"


def _in_language(folder: Path, names: frozenset[str], templates: Templates) -> Iterator[str]:
    files = sorted(file for file in folder.iterdir() if _is_template(file))
    texts = [_words(file) for file in (*files, *sorted((templates.built_in / folder.name).glob("*.txt")))]
    for file in files:
        if file.name not in names and not any(f'"{file.name}"' in text or f"'{file.name}'" in text for text in texts):
            yield f"{file}: nothing reads a file of this name{alike(file.name, names)}"


def _is_template(file: Path) -> bool:
    """Not what Word and file managers leave lying about."""
    return not file.name.startswith((".", "~", "__"))


def _words(file: Path) -> str:
    """A text template may include others of any name."""
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST).decode("utf-8", "replace") if file.suffix == ".txt" else ""
    except OSError:
        return ""
