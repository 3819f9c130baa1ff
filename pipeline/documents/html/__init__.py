"""Bodies of mail and saved web pages."""
