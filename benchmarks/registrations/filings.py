"""What invented agents declare: firms, principals, people, numbers and days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from benchmarks.reading.chance import Chance

_FIRMS: Final = (
    "Harrow & Pell Associates, Inc.", "Quillfeather Strategies LLC", "Marden, Oakes and Birch", "Tamsin Public Affairs",
    "The Ottergate Group", "Bellweather-Stroud Communications, Ltd.", "Corvane Consulting", "Lindquill Partners, P.C.",
    "Association for Sandovian Tourism", "Pemberley Fox International, Inc.", "Vireo Global, L.L.C.",
    "Dunmore Tate Advisory Services", "Ashgrove Information Center", "Kestrel Bay Trade Office, Inc.",
)  # fmt: skip
_PRINCIPALS: Final = (
    "Government of Sandovia", "Ministry of Tourism, Republic of Velmara", "Norrland Steel Exporters' Council",
    "Embassy of the Kingdom of Tarsis", "Velmara National Petroleum Company", "Democratic Union of Ostrava Bay",
    "Isle of Quess Investment Promotion Agency", "Republic of Karhold", "Office of the Prime Minister of Lutania",
    "Central Bank of Montaro", "Kingdom of Tarsis, Ministry of Foreign Affairs", "Government of East Brannia",
)  # fmt: skip
_GIVEN: Final = ("Helen", "Marcus", "Ruth", "Desmond", "Priya", "Oliver", "Naomi", "Walter", "Ingrid", "Thomas")
_MIDDLE: Final = ("A.", "J.", "M.", "", "", "R.")
_FAMILY: Final = (
    "Thornbury",
    "Okafor",
    "Lindqvist",
    "Mallory",
    "Vance",
    "Castellane",
    "Prudhomme",
    "Whitlock",
    "Yoder",
)
_OFFICES: Final = (
    "President", "Managing Director", "Vice President", "Partner", "Executive Director", "Secretary-Treasurer",
    "Chief Executive Officer", "Director, Public Affairs", "General Counsel", "Senior Associate",
)  # fmt: skip
_STREETS: Final = (
    "1200 Larch Street, NW, Suite 400",
    "88 Quarry Avenue",
    "14 Mill Pond Road",
    "2001 Ferry Plaza, 9th Floor",
)
_TOWNS: Final = ("Washington, DC 20005", "New York, NY 10017", "Alexandria, VA 22314", "Chicago, IL 60601")


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing: who files for whom, who signs it when, and when the unit received it."""

    firm: str
    number: str
    principal: str
    signer: str
    office: str
    signed: dt.date
    received: dt.datetime
    street: str
    town: str
    chance: Chance

    @property
    def initial(self) -> str:
        """The signer's name in another hand: what a scribbled signature may say."""
        return f"{self.signer[0]}. {self.signer.split()[-1]}"


def filing(seed: object, *, modern: bool) -> Filing:
    """A filing by chance; `modern` ones are of the years of electronic filing."""
    chance = Chance("registrations", seed)
    first, days = (dt.date(2009, 1, 5), 4300) if modern else (dt.date(1978, 1, 5), 7000)
    signed = first + dt.timedelta(days=chance.number(0, days))
    received = dt.datetime.combine(signed, dt.time(9, 0), dt.UTC) + dt.timedelta(
        days=chance.number(0, 3), seconds=chance.number(0, 28000)
    )
    name = " ".join(filter(None, (chance.one(_GIVEN), chance.one(_MIDDLE), chance.one(_FAMILY))))
    number = str(chance.number(5400, 6900) if modern else chance.number(1200, 4400))
    firm, principal = chance.one(_FIRMS), chance.one(_PRINCIPALS)
    place = (chance.one(_STREETS), chance.one(_TOWNS))
    return Filing(firm, number, principal, name, chance.one(_OFFICES), signed, received, *place, chance)


def american(day: dt.date, chance: Chance) -> str:
    """A day as Americans write it: in figures or in words."""
    if chance.yes(0.5):
        return f"{day:%m/%d/%Y}" if chance.yes(0.6) else f"{day.month}/{day.day}/{day:%y}"
    return f"{day:%B} {day.day}, {day.year}"
