"""Evidence: the cut-out of the page where a value stands, so that staff see it without opening the form."""
