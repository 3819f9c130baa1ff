"""Limited processes in which documents are read."""
