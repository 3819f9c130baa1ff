"""Pieces of a page, and where they stand to each other."""
