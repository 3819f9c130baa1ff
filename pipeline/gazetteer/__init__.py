"""Where governments lie: towns over 1,000 inhabitants and subdivisions of countries, with their names; pure."""

from __future__ import annotations

from typing import Final

ATTRIBUTION: Final = "Places: GeoNames (geonames.org), CC BY 4.0; names of subdivisions: Unicode CLDR"
"""Stands wherever places are given out."""
