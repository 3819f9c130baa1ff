"""What a campaign asks: its definition, the loader and the built-in campaign."""

from __future__ import annotations
