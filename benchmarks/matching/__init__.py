"""Labelled pairs of governments, and how well one is told from another (README.md)."""
