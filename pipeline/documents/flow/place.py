"""Where something stands in a document that flows, in words that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Place:
    """Where the reader is, in words; counts paragraphs (in the body) and tables."""

    inside: str = ""
    paragraphs: int = 0
    tables: int = 0

    def next_paragraph(self) -> str:
        """Count a paragraph: "paragraph 12" in the body, else what it stands in."""
        self.paragraphs += 1
        return self.inside or f"paragraph {self.paragraphs}"

    def next_table(self) -> str:
        """Count a table: "table 2", with what it stands in."""
        self.tables += 1
        return f"{self.inside}, table {self.tables}" if self.inside else f"table {self.tables}"
