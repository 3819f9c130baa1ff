"""Tasks for the limited process: what documents that mean harm make their reader do."""

from __future__ import annotations

import os
import time


def obey(word: str) -> list[bytes | None]:
    """Do what the word says."""
    if word == "hang":
        time.sleep(600)
    if word == "die":
        os._exit(9)
    if word == "eat":
        return [bytes(4 << 30)]
    if word == "fail":
        raise RuntimeError(word)
    return [word.encode(), None]
