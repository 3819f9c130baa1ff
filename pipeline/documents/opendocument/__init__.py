"""OpenDocument texts (.odt), read as Word files are."""
