"""What the pages of all layouts are drawn with: HTML for Chromium."""

# ruff: noqa: E501 - HTML is easier to follow where a box is not broken over lines

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from benchmarks.registrations.filings import Filing

_STYLE: Final = """
@page { size: Letter; margin: 14mm 16mm }
body { font: 10pt 'Liberation Serif'; margin: 0 }
.sans { font-family: 'Liberation Sans' } .small { font-size: 7.5pt } .tiny { font-size: 6.5pt }
.v { font-family: 'Liberation Mono'; font-size: 10pt } .t { font-family: 'Liberation Serif'; font-size: 11pt }
h1 { font-size: 13pt; text-align: center; margin: 6pt 0 } .c { text-align: center } .r { text-align: right }
table { border-collapse: collapse; width: 100% } td { vertical-align: top; padding: 2pt 4pt }
.box td { border: 0.8pt solid black } .line { border-bottom: 0.7pt solid black; min-height: 13pt }
.stamp { font: bold 8pt 'Liberation Sans'; text-align: right; margin-bottom: 4pt }
p { margin: 4pt 0 } .break { break-before: page } .j { text-align: justify }
"""
ACT: Final = "Foreign Agents Registration Act of 1938, as amended"
OATH: Final = (
    "In accordance with 28 U.S.C. § 1746, the undersigned swear(s) or affirm(s) under penalty of perjury that he/she "
    "has (they have) read the information set forth in this registration statement and the attached exhibits and that "
    "he/she is (they are) familiar with the contents thereof and that such contents are in their entirety true and "
    "accurate to the best of his/her (their) knowledge and belief, except that the undersigned make(s) no "
    "representation as to truth or accuracy of the information contained in the attached Short Form Registration "
    "Statement(s), if any, insofar as such information is not within his/her (their) personal knowledge."
)
PRIVACY: Final = (
    "Privacy Act Statement. The filing of this document is required for the Foreign Agents Registration Act of 1938, "
    "as amended, 22 U.S.C. § 611 et seq., for the purposes of registration under the Act and public disclosure. "
    "Provision of the information requested is mandatory, and failure to provide the information is subject to the "
    "penalty and enforcement provisions established in Section 8 of the Act. Every registration statement, short form "
    "registration statement, supplemental statement, exhibit, amendment, copy of informational materials or other "
    "document or information filed with the Attorney General under this Act is a public record open to public "
    "examination, inspection and copying during the posted business hours of the Registration Unit in Washington, DC."
)
INSTRUCTIONS: Final = (
    "INSTRUCTIONS. File this amendment form for any changes to a registration. Compliance is accomplished by filing an "
    "electronic amendment to registration statement and uploading any supporting documents. If the registrant is an "
    "organization, the amendment must be executed by those persons who signed the original statement."
)


def page(*parts: str) -> str:
    """A whole document."""
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>" + "".join(parts)


def typed(text: str, kind: str = "v") -> str:
    """An answer: `v` in typewriter letters, `t` in print."""
    return f'<span class="{kind}">{html.escape(text)}</span>'


def received(made: Filing) -> str:
    """The stamp of the unit at the head of a page."""
    stamp = f"{made.received:%m/%d/%Y} {made.received:%I:%M:%S %p}".replace(" 0", " ")
    return f'<div class="stamp">Received by NSD/FARA Registration Unit &nbsp;{stamp}</div>'


def agency(form: str) -> str:
    """Who asks: the head of the form."""
    return (
        f'<table class="small"><tr><td>U.S. Department of Justice<br>Washington, DC 20530<td class="r">OMB No. 1124-0003'
        f"; Expires April 30, 2017</table><h1>{form}<br>Pursuant to the {ACT}</h1><hr>"
    )


def ticked(text: str, *, on: bool = False) -> str:
    """A box and what it stands for."""
    cross = '<path d="M1,1L9,9M9,1L1,9" stroke="black" stroke-width="1.3"/>' if on else ""
    box = f'<svg width="10" height="10"><rect x=".5" y=".5" width="9" height="9" fill="none" stroke="black"/>{cross}</svg>'
    return f"<p>&emsp;{box}&ensp;{text}</p>"


def scribble(made: Filing) -> str:
    """A signature by hand, which nobody can read."""
    points, x = [], 6.0
    for _ in range(made.chance.number(9, 16)):
        x += made.chance.real(5, 13)
        points.append(f"Q{x - 5:.0f},{made.chance.number(0, 30)} {x:.0f},{made.chance.number(8, 24)}")
    path = f'<path d="M4,20{"".join(points)}" fill="none" stroke="#223" stroke-width="1.4"/>'
    return f'<svg width="{x + 8:.0f}" height="32" style="margin-bottom:-9pt">{path}</svg>'


def electronic(made: Filing) -> str:
    """A signature as electronic filing writes it."""
    return typed(f"/s/ {made.signer}", "t") + '<span class="sans tiny">&emsp;eSigned</span>'
