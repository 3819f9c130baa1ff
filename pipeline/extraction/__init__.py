"""From placed blocks to the values of a form: labels, sections, pairing, assignment."""

from __future__ import annotations
