"""Signing in: passwords from where they are kept, OAuth 2.0 access tokens, and word weeks before one of them ends."""
