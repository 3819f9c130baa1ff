"""What a run does about replies.

renewing      which fit now
drawing       writing them, with their letters and forms
taking_back   what they replace
replies       puts that in order
"""

from __future__ import annotations
