"""The adhesion pipeline: from the forms that cities e-mail to a member ledger, letters and drafts."""

from __future__ import annotations

__version__ = "0.1.0"
