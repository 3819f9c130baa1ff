"""The 29 published members of the campaign, names by which they may write again, and neighbours that they are not.

ES municipality | Ajuntament de Barcelona | Ville de Barcelone; 바르셀로나시       members.txt
ES | Ajuntament de Barcelona | province Diputació de Barcelona; ...             neighbours.txt
"""

from __future__ import annotations

from pathlib import Path
from typing import Final


def _rows(file: str) -> list[tuple[str, str, list[str]]]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    parts = ([part.strip() for part in line.split("|")] for line in lines)
    return [(head, name, others.split("; ")) for head, name, others in parts]


MEMBERS: Final = _rows("members.txt")
"""Country and kind, name, other names."""

NEIGHBOURS: Final = _rows("neighbours.txt")
"""Country, a member's name, kinds and names of governments and others that it is not."""
