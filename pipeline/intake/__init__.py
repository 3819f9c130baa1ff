"""Mail in: sources of messages, bytes to parts, and which messages are no mail from people."""

from __future__ import annotations
