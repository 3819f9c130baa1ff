"""Where governments lie: towns over 1,000 inhabitants and subdivisions of countries, with their names; pure."""

from __future__ import annotations

from typing import Final

ATTRIBUTION: Final = "GeoNames (https://www.geonames.org), CC BY 4.0"
"""Must stand wherever places of the gazetteer are shown or given out."""
