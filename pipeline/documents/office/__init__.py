"""LibreOffice, called to turn other formats into ones that are read."""
