"""Word files of 1997 to 2003 (.doc), read as the newer ones are."""
