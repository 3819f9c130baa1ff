"""Where the files of a language lie: in staff's own folder, else in the built-in one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings

LANGUAGE: Final = "language.toml"
NO_FOLDER: Final = (
    "there is no such folder, though [letters] templates names it; bring it back, make it anew with adhesion templates "
    "copy, or take the line out"
)
LAST_RESORT: Final = "en"
_NEEDED: Final = (LANGUAGE, "welcome.docx", "layout.txt")
"""Without these nothing is written in a language: it is begun, not finished."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Folders with a folder for each language. A file in `own` goes before the built-in one of that name."""

    own: Path | None = None
    built_in: Path = Path(__file__).parent

    def folders(self, language: str) -> tuple[Path, ...]:
        """The folders of a language, staff's first."""
        roots = (self.own, self.built_in) if self.own else (self.built_in,)
        return tuple(root / language for root in roots)

    def find(self, language: str, name: str) -> Path:
        """The file of that name.

        Raises:
            DefinitionError: there is none, or staff's folder is gone: their letters in our words would be a surprise.
        """
        if self.own and not self.own.is_dir():
            raise DefinitionError(str(self.own), [NO_FOLDER])
        found = next((folder / name for folder in self.folders(language) if _is_there(folder / name)), None)
        if found is None:
            raise DefinitionError(str(self.folders(language)[0] / name), ["there is no such file"])
        if not os.access(found, os.R_OK):
            raise DefinitionError(
                str(found), ["it cannot be read; give the user that the program runs as the right to"]
            )
        return found

    def has(self, language: str, name: str) -> bool:
        """Whether there is a file of that name."""
        return any(_is_there(folder / name) for folder in self.folders(language))

    def languages(self) -> tuple[str, ...]:
        """The languages that letters and replies can be written in."""
        names = {name for root in (self.own, self.built_in) if root for name in _folders_in(root)}
        return tuple(sorted(name for name in names if all(self.has(name, each) for each in _NEEDED)))


def _folders_in(root: Path) -> list[str]:
    """None where it is gone or closed: `find` tells so."""
    try:
        return [entry.name for entry in root.iterdir() if entry.is_dir()]
    except OSError:
        return []


def _is_there(file: Path) -> bool:
    """A file in a folder that we may not look into is there, too: it is told when it is needed."""
    try:
        return file.is_file()
    except OSError:
        return True


BUILT_IN: Final = Templates()


def templates_of(settings: Settings) -> Templates:
    """The templates of an office: its own folder first, where the settings name one."""
    return Templates(own=settings.letters.templates)


def language_for(wanted: str | None, campaign: Campaign, templates: Templates = BUILT_IN) -> str:
    """The wanted language where the campaign writes it and templates exist, else the first of the campaign's."""
    there = templates.languages()
    for language in (wanted, *campaign.languages):
        if language in there and language in campaign.languages:
            return language
    return LAST_RESORT
