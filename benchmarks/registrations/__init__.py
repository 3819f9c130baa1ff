"""Scanned registrations of agents, read with a campaign file alone."""
