"""The blank forms that the campaign hands out, made from its definition: PDF, Word, Excel, in every language."""

from __future__ import annotations
