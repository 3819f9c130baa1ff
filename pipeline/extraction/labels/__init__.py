"""Which pieces are labels, and on which side of them the answers stand."""
