"""Reading thirty real orders with a campaign file alone."""
