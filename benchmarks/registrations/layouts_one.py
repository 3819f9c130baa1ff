"""The first six layouts: amendments, short forms and dissemination reports, of electronic filing and of typewriters."""

# ruff: noqa: E501 - HTML is easier to follow where a box is not broken over lines

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.registrations.drawing import (
    INSTRUCTIONS,
    OATH,
    PRIVACY,
    agency,
    electronic,
    page,
    received,
    scribble,
    ticked,
    typed,
)
from benchmarks.registrations.filings import american

if TYPE_CHECKING:
    from benchmarks.registrations.filings import Filing

Truth = dict[str, str]
_SHORT = "Short Form Registration Statement"
_REPORT = "Dissemination Report"


def truth(made: Filing, **other: str) -> Truth:
    """The truth of a filing; what a layout does not ask is given as ""."""
    whole = {
        "registrant_name": made.firm,
        "registration_num": made.number,
        "foreign_principle_name": made.principal,
        "file_date": made.received.date().isoformat(),
        "signer_name": made.signer,
        "signer_title": made.office,
    }
    return whole | other


def amendment_filed(made: Filing) -> tuple[str, Truth]:
    """Boxes with small labels above the answers; the signature on a second page."""
    drawn = page(
        received(made),
        agency("Amendment to Registration Statement"),
        f'<p class="small j">{INSTRUCTIONS}</p><p class="small j">{PRIVACY}</p>',
        '<table class="box"><tr><td style="width:65%"><span class="small">1. Name of Registrant</span><br>',
        typed(made.firm, "t"),
        '<td><span class="small">2. Registration Number</span><br>' + typed(made.number, "t"),
        "</table><p>3. This amendment is filed to accomplish the following indicated purpose or purposes:</p>",
        ticked("To give a 10-day notice of change in information as required by Section 2(b) of the Act.", on=True),
        ticked("To correct a deficiency in the Initial Statement or the Supplemental Statement"),
        ticked("Other purpose (specify) ______________________"),
        "<p>4. If this amendment requires the filing of a document or documents, please list:</p>",
        f"<p>{typed('Exhibit A and Exhibit B', 't')}</p>",
        "<p>5. Each item checked above must be explained below in full detail together with, where appropriate, specific ",
        "reference to and identity of the item in the registration statement to which it pertains.</p>",
        f"<p>{typed(f'The registrant has ended its work for {made.principal} and closed its second office.', 't')}</p>",
        f'<div class="break">{received(made)}<h1>EXECUTION</h1><p class="j">{OATH}</p><br><br>',
        '<table><tr><td style="width:35%"><div class="line">' + typed(american(made.signed, made.chance), "t"),
        '</div><span class="small">(Date of signature)</span><td style="width:8%"><td><div class="line">',
        electronic(made) + '</div><span class="small">(Print or type name under each signature or provide electronic ',
        'signature<sup>1</sup>)</span></table><p class="tiny">1 This statement shall be signed by the individual agent, ',
        "if the registrant is an individual, or by a majority of those partners, officers, directors or persons ",
        "performing similar functions.</p></div>",
    )
    return drawn, truth(made, foreign_principle_name="", signer_title="")


def amendment_typed(made: Filing) -> tuple[str, Truth]:
    """Numbered questions, typed answers below them, and the typed name and office under a scribbled signature."""
    drawn = page(
        '<p class="small">UNITED STATES DEPARTMENT OF JUSTICE<br>WASHINGTON, D.C. 20530</p>',
        "<h1>AMENDMENT TO REGISTRATION STATEMENT</h1><p class='c small'>Pursuant to the Foreign Agents Registration Act ",
        'of 1938, as amended</p><table><tr><td style="width:60%">1. Name of Registrant<br>&emsp;',
        typed(made.firm) + "<td>2. Registration No.<br>&emsp;" + typed(made.number) + "</table><hr>",
        "<p>3. This amendment is filed to accomplish the following indicated purpose or purposes:</p>",
        ticked("To correct a deficiency in"),
        ticked("To give notice of change in an exhibit previously filed.", on=True),
        "<p>4. If this amendment requires the filing of a document or documents, please list—</p><p>&emsp;",
        typed("Exhibit B, agreement of renewal") + "</p><p>5. Each item checked above must be explained below in full ",
        "detail together with, where appropriate, specific reference to and identity of the item in the registration ",
        f"statement to which it pertains. If more space is needed, full size insert sheets may be used.</p><p>{typed('The contract was extended by one year on the same terms; the fee is unchanged.')}</p><br><br>",
        f'<p class="small j">{OATH}</p><br><table><tr><td style="width:45%"><td><span class="small">(Both copies of this ',
        "amendment shall be signed and sworn to before a notary public.)</span><tr><td>",
        f'<div class="line">{typed(american(made.signed, made.chance))}</div><span class="small">(Date of signature)</span>',
        f'<td><div class="line">{scribble(made)}</div><span class="small">(Type or print name under each signature)',
        f"</span><br>{typed(made.signer)}<br>{typed(made.office)}</table>",
        "<p>Subscribed and sworn to before me at ____________________ this ______ day of __________ , 19____</p>",
    )
    return drawn, truth(made, foreign_principle_name="", file_date=made.signed.isoformat())


def short_filed(made: Filing) -> tuple[str, Truth]:
    """Numbered questions in cells, the primary registrant far down, the principal below a long question."""
    cell = "<tr><td colspan=2>"
    drawn = page(
        received(made),
        agency(_SHORT),
        f'<p class="tiny j">{PRIVACY}</p><table class="box small"><tr><td style="width:60%">1. Name<br>',
        typed(made.signer, "t") + "<td>2. Registration Number<br>" + typed(made.number, "t"),
        f"<tr><td>3. Residence Address(es)<br>{typed('5 Elm Court, ' + made.town, 't')}",
        f"<td>4. Business Address(es)<br>{typed(made.street, 't')}<br>{typed(made.town, 't')}",
        f"<tr><td>5. Year of Birth {typed('1969', 't')}<br>Nationality {typed('American', 't')}<td>6. If present ",
        "citizenship was not acquired by birth, indicate when, and how acquired.<br>" + typed("N/A", "t"),
        f"{cell}7. Occupation<br>{typed('Consultant', 't')}{cell}8. What is the name and address of the primary ",
        f"registrant?<br>Name: {typed(made.firm, 't')}<br>Address: {typed(made.street + ', ' + made.town, 't')}",
        f"{cell}9. Indicate your connection with the primary registrant:",
        ticked("partner") + ticked("employee", on=True) + ticked("consultant"),
        f"{cell}10. List every foreign principal to whom you will render services in support of the primary registrant.",
        f"<br>{typed(made.principal, 't')}{cell}11. Describe separately and in detail all services which you will render ",
        f"to the foreign principal(s) listed in Item 10.<br>{typed('Advice on public relations and outreach to media.', 't')}",
        f'</table><div class="break">{received(made)}<p>16. What compensation or thing of value have you received to date ',
        f"or will you receive for the above services?</p>{ticked('Salary', on=True)}{ticked('Fee')}<h1>EXECUTION</h1>",
        f'<p class="j">{OATH}</p><br><table><tr><td style="width:40%"><div class="line">',
        typed(american(made.signed, made.chance), "t") + '</div><span class="small">(Date of signature)</span><td>',
        f'<td style="width:50%"><div class="line">{electronic(made)}</div><span class="small">(Signature)</span></table></div>',
    )
    return drawn, truth(made, signer_title="")


def short_typed(made: Filing) -> tuple[str, Truth]:
    """Ruled lines, typed answers below and behind the questions; date and signature side by side."""
    drawn = page(
        '<p class="small">U.S. Department of Justice<br>Washington, DC 20530</p><h1>Short-Form Registration Statement</h1>',
        '<p class="small c">Under the Foreign Agents Registration Act of 1938, as amended</p><hr>',
        f'<table><tr><td style="width:60%">1. Name<br>&ensp;{typed(made.signer)}<td>2. Registration No.<br>&ensp;',
        f"{typed(made.number)}</table><hr><p>3. Residence address(es)<br>&ensp;{typed('17 Canal Row, ' + made.town)}</p><hr>",
        f"<p>4. Business address(es)<br>&ensp;{typed(made.street + ', ' + made.town)}</p><hr>",
        f"<p>5. Nationality {typed('U.S.A.')} &emsp; Date of birth {typed('March 3, 1941')}</p><hr>",
        f"<p>6. Name of primary registrant<br>&ensp;{typed(made.firm)}</p><hr><p>7. Indicate your connection with the ",
        f"primary registrant:</p>{ticked('officer', on=True)}{ticked('other (specify)')}<hr>",
        "<p>8. List every foreign principal to whom you will render services in support of the primary registrant.<br>",
        f"&ensp;{typed(made.principal)}</p><hr><p>9. Describe in detail all services which you will render to the foreign ",
        f"principal in support of the primary registrant.<br>&ensp;{typed('Preparation of a newsletter and of press notices.')}</p><hr>",
        f'<p class="small j">{OATH}</p><br><table><tr><td style="width:45%"><div class="line">',
        typed(american(made.signed, made.chance)) + '</div><span class="small">(Date of signature)</span><td>',
        f'<td style="width:48%"><div class="line">{scribble(made)}</div><span class="small">(Signature)</span></table>',
    )
    return drawn, truth(made, file_date=made.signed.isoformat(), signer_title="")


def report_boxed(made: Filing) -> tuple[str, Truth]:
    """A grid of boxes with small labels, and a row of date, name with office, and signature at the foot."""
    drawn = page(
        received(made),
        agency(_REPORT + " of Informational Materials"),
        '<table class="box small"><tr><td style="width:50%">1. Name of registrant<br>' + typed(made.firm, "t"),
        "<td colspan=2>2. Registration no.<br>" + typed(made.number, "t"),
        f"<tr><td>3. Name of foreign principal<br>{typed(made.principal, 't')}<td colspan=2>4. Period of dissemination",
        f"<br>{typed('June to August', 't')}<tr><td colspan=3>5. Title of material disseminated<br>",
        typed("A Season in the Islands: a guide for visitors", "t")
        + "<tr><td colspan=3>6. Brief description of content",
        f"<br>{typed('Leaflet on beaches, festivals and travel.', 't')}<tr><td>7. Number of copies<br>{typed('2,500', 't')}",
        f"<td colspan=2>8. Method of transmission<br>{typed('Mail', 't')}<tr><td colspan=3>9. Types of recipients",
        ticked("Public officials") + ticked("Newspapers", on=True) + ticked("Libraries", on=True),
        f"<tr><td>Date of report<br>{typed(american(made.signed, made.chance), 't')}<td>Name and title<br>",
        f"{typed(f'{made.signer}, {made.office}', 't')}<td>Signature<br>{electronic(made)}</table>",
        f'<p class="tiny j">{PRIVACY}</p>',
    )
    return drawn, truth(made)


def report_typed(made: Filing) -> tuple[str, Truth]:
    """Labels with typed answers below in two columns without lines, and a signature row in small print."""
    drawn = page(
        '<table class="small"><tr><td>United States Department of Justice<td class="r">Form approved<br>OMB No. 43-R217',
        "</table><h1>DISSEMINATION REPORT</h1><p class='c small'>Submit in duplicate for each unit of political ",
        'propaganda transmitted.</p><hr><table><tr><td style="width:62%">1. Name of Registrant<br>',
        f"{typed(made.firm.upper())}<td>2. Registration No.<br>{typed(made.number)}</table><hr>",
        f"<p>3. Name of Foreign Principal<br>{typed(made.principal)}</p><hr><p>4. Description of material (attach copy)<br>",
        f"{typed('Bulletin No. 14, six pages')}</p><hr><table><tr><td>5. Number of copies<br>{typed('400')}<td>6. Dates of ",
        f"transmittal<br>{typed('various')}<td>7. Means<br>{typed('Second class mail')}</table><hr>",
        f"<p class='j small'>{PRIVACY}</p><hr><table class='small'><tr><td>Date of Report<td>Name and Title<td>Signature<tr><td>",
        f"{typed(american(made.signed, made.chance))}<td>{typed(made.signer)}<br>{typed(made.office)}<td>{scribble(made)}</table><hr>",
    )
    return drawn, truth(made, registrant_name=made.firm, file_date=made.signed.isoformat())


LAYOUTS = {
    "amendment-filed": (amendment_filed, True),
    "amendment-typed": (amendment_typed, False),
    "short-filed": (short_filed, True),
    "short-typed": (short_typed, False),
    "report-boxed": (report_boxed, True),
    "report-typed": (report_typed, False),
}
