"""The blank form as a PDF to fill in: typst sets the pages, pypdf makes fields of the places for answers."""

from __future__ import annotations
