"""Who is this, and what does it change: pure decisions."""

from __future__ import annotations
