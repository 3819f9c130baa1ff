"""Made-up places for formats that have no pages."""
