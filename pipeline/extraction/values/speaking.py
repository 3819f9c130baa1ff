"""The words by which a sentence gives away that somebody speaks for somebody, in the languages of the forms."""

from __future__ import annotations

import re
from typing import Final

_CAPACITY = (
    r"(?:(?:acting\s+)?(?:in\s+(?:my|his|her|their)\s+capacity\s+)?as(?:\s+the)?|agissant\s+en\s+(?:ma\s+)?qualité\s+d[e’']"
    r"|en\s+(?:ma\s+|sa\s+)?qualité\s+d[e’']|en\s+(?:mi\s+|su\s+)?calidad\s+de|en\s+qualitat\s+d[e’']|na\s+qualidade\s+de"
    r"|in\s+qualità\s+di|in\s+(?:meiner|seiner|ihrer)\s+(?:Eigenschaft|Funktion)\s+als|als|in\s+(?:mijn\s+)?hoedanigheid\s+van"
    r"|selaku|sebagai|como|comme|our|its|the|unsere[rn]?|notre|nuestr[oa]|nostr[oa]|noss[oa]|onze)\s+"
)
FIRST: Final = re.compile(
    r"^\W{0,2}(?:(?:I|Je|Yo|Jo|Eu|Io|Ich|Ik|Saya)\b,?\s*)?"
    r"(?:(?:(?:the|le|la|el|el/la|el\s*\(la\)|il|il/la|o|o/a|der|die|der/die|de|yang)\s+)?"
    r"(?:undersigned|soussigné(?:\(?\s?[.·/]?-?\s?e\)?)?|(?:abajo\s+)?firmante|sotasignat|sotasignant"
    r"|(?:abaixo[\s-]+)?assinad[oa](?:/[oa]|\([oa]\))?|sottoscritt[oa](?:/[oa]|\([oa]\))?|unterzeichnende[rn]?(?:/[rn])?"
    r"|unterzeichnete[rn]?|ondergetekende|bertanda\s+tangan(?:\s+di\s+bawah\s+ini)?))?\W{0,2}\s*(?=\w)",
    re.IGNORECASE,
)
"""The first person, or who has signed below."""

REPRESENTED: Final = re.compile(
    r"\b(?:represented\s+by|représentée?s?\s+par|representad[oa]s?\s+(?:en\s+este\s+acto\s+)?(?:por|per)"
    r"|rappresentat[oaie]\s+da|vertreten\s+durch|vertegenwoordigd\s+door|(?:yang\s+)?diwakili\s+oleh)\s+"
    r"(?:(?:its|their|the|son|sa|su|el|la|il|suo|sua|den|die|ihren|ihre|de|haar|zijn|seu|o|a)\s+)?",
    re.IGNORECASE,
)
AS: Final = re.compile("^" + _CAPACITY, re.IGNORECASE)
"""What may stand before an office."""

OF: Final = re.compile(
    r"(?:of|for|de|du|des|del|della|dello|dell['’]|delle|da|do|di|der|von|vom|van|pada|d['’])"
    r"(?:\s+(?:the|la|el|los|las|het|der|de)(?=\s))?(?:\s+|(?<=['’]))",
)
IN: Final = re.compile(
    r"\s(?:in|en|em|a|à|au|aux|di|a\s+l['’])\s+(?:(?:the|la|el|der|den|het|de)\s+)?(?=\S+(?:\s\S+){0,3}$)"
)
"""Before the country that something is in."""

BEFORE_A_NAME: Final = re.compile(
    r"^(?:The\s+)?(?:local\s+government|El\s+gobierno\s+local(?:\s+de)?|La\s+collectivité(?:\s+de)?|El|La|L['’]|Le|Il|Die|Der|Das|De|Het|The|O|A)"
    r"\s+(?=[A-ZÀ-Þ])"
)
"""What stands before the name of a government at the beginning of a sentence and is no part of it."""
