"""Documents in: every format read into one shape of placed blocks."""

from __future__ import annotations
