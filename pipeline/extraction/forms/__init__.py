"""What a document is, and how many forms stand in it."""
