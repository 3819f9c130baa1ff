"""The parts of the report, each worked out before the template shows it. Pure, but for the outline of the world."""

from __future__ import annotations
