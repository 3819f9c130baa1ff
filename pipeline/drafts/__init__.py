"""What a city gets back: letters and replies, drafted and never sent."""

from __future__ import annotations
