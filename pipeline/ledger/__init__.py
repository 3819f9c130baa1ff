"""What was said, by whom and when: the store behind everything staff see."""

from __future__ import annotations
