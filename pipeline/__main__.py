"""`python -m pipeline` is the same as `adhesion`."""

from __future__ import annotations

from pipeline.cli import main

main()
