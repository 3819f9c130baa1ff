"""From text as declared to normal forms, one file for each kind of value."""

from __future__ import annotations
