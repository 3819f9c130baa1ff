"""What staff open: workbook out, corrections in, the report of a run."""

from __future__ import annotations
