"""Replay: all stored mail read again by this program, compared with what the ledger has, and accepted or not.

Messages go through the same steps as in a run (`concluding`), each before a scratch ledger that stands as the real one
stood when the message came (`ledger.past`). What was read is remembered until it is accepted or read anew.
"""

from __future__ import annotations
