"""Wordings of questions in many languages, and how many of them are understood."""
