"""`adhesion templates`: staff's own letters and replies, from the first copy to a look at the result."""

from __future__ import annotations
