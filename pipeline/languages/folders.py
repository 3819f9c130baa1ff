"""Where the files of a language lie: in staff's own folder, else in the built-in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import DefinitionError

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.config import Settings

LANGUAGE: Final = "language.toml"
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
            DefinitionError: there is none.
        """
        found = next((folder / name for folder in self.folders(language) if (folder / name).is_file()), None)
        if found is None:
            raise DefinitionError(str(self.folders(language)[0] / name), ["there is no such file"])
        return found

    def has(self, language: str, name: str) -> bool:
        """Whether there is a file of that name."""
        return any((folder / name).is_file() for folder in self.folders(language))

    def languages(self) -> tuple[str, ...]:
        """The languages that letters and replies can be written in."""
        roots = [root for root in (self.own, self.built_in) if root and root.is_dir()]
        names = {entry.name for root in roots for entry in root.iterdir() if entry.is_dir()}
        return tuple(sorted(name for name in names if all(self.has(name, each) for each in _NEEDED)))


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
