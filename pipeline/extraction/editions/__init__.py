"""Blank editions of a form, and the filled copies of them."""
