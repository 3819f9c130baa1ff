"""Six more layouts, drawn only after the program was mended on the first six: what it makes of them at first sight."""

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
from benchmarks.registrations.layouts_one import truth

if TYPE_CHECKING:
    from benchmarks.registrations.filings import Filing
    from benchmarks.registrations.layouts_one import Truth


def _under(answer: str, label: str, width: int) -> str:
    return f'<td style="width:{width}%"><div class="line">{answer}</div><span class="tiny">{label}</span>'


def amendment_lined(made: Filing) -> tuple[str, Truth]:
    """Labels in small print under the lines that answers are typed on; four lines for who signs."""
    day = american(made.signed, made.chance)
    drawn = page(
        '<p class="sans small">Department of Justice, Registration Unit</p><h1 class="sans">Amendment No. 2 to Registration ',
        f'Statement</h1><p class="small j">{INSTRUCTIONS}</p><table class="sans"><tr>{_under(typed(made.firm), "(Name of Registrant)", 64)}',
        f"<td>{_under(typed(made.number), '(Registration No.)', 30)}</table><p>The registrant changes its answers as follows:</p>",
        f"<p>{typed('Item 4 is replaced: the office of the registrant has moved to ' + made.street + '.')}</p>",
        f'<p class="j small">{OATH}</p><br><table class="sans"><tr>{_under(typed(day), "(Date)", 30)}<td>',
        f"{_under(scribble(made), '(Signature)', 55)}<tr>{_under(typed(made.office), '(Title)', 30)}<td>",
        f"{_under(typed(made.signer), '(Printed Name)', 55)}</table>",
    )
    return drawn, truth(made, foreign_principle_name="", file_date=made.signed.isoformat())


def amendment_tabled(made: Filing) -> tuple[str, Truth]:
    """A table with the questions on the left and the answers on the right, on the second page too."""
    drawn = page(
        received(made),
        agency("Amendment to Registration Statement"),
        f'<p class="tiny j">{PRIVACY}</p><table class="box sans"><tr><td style="width:38%">Name of Registrant<td>{typed(made.firm, "t")}',
        f"<tr><td>Registration Number<td>{typed(made.number, 't')}<tr><td>Name of Foreign Principal<td>{typed(made.principal, 't')}",
        f"<tr><td>Purpose of this amendment<td>{ticked('Notice of change', on=True)}{ticked('Correction of a deficiency')}",
        f"<tr><td>Explanation<td>{typed('The agreement with the foreign principal was renewed for a second year.', 't')}</table>",
        f'<div class="break">{received(made)}<h1>EXECUTION</h1><p class="j">{OATH}</p><table class="box sans"><tr>',
        f'<td style="width:38%">Date of Signature<td>{typed(american(made.signed, made.chance), "t")}<tr><td>Signature<td>{electronic(made)}',
        f"<tr><td>Name and Title<td>{typed(f'{made.signer}, {made.office}', 't')}</table></div>",
    )
    return drawn, truth(made)


def short_inline(made: Filing) -> tuple[str, Truth]:
    """Questions with a colon and the answer behind it, and a signature by hand over a typed name."""
    drawn = page(
        '<p class="r small">CRM-156 &emsp; Rev. 3-84</p><h1>SHORT FORM REGISTRATION STATEMENT</h1><hr><table><tr><td>',
        f"1. Name: {typed(made.signer)}<td>2. Registration No.: {typed(made.number)}</table>",
        f"<p>3. Residence address: {typed('5 Elm Court, ' + made.town)}</p><p>4. Business address: {typed(made.street)}</p>",
        f"<p>5. Citizenship: {typed('United States')} &emsp; Year of birth: {typed('1938')}</p><p>6. Name of Primary Registrant: ",
        f"{typed(made.firm)}</p><p>7. Foreign Principal: {typed(made.principal)}</p><p>8. Services rendered in support of the ",
        f"primary registrant: {typed('drafting of speeches and press notices')}</p><p>9. Compensation: {typed('$1,200 monthly')}</p>",
        f'<br><p class="small j">{OATH}</p><br><table><tr><td style="width:50%">Dated: {typed(american(made.signed, made.chance))}',
        f'<td><div class="line">{scribble(made)}</div><span class="small">Signature</span></table>',
    )
    return drawn, truth(made, file_date=made.signed.isoformat(), signer_title="")


def short_boxes(made: Filing) -> tuple[str, Truth]:
    """Small boxes in three columns, the title of the person among them; the date and signature in the last row."""
    cell = '<td><span class="tiny sans">'
    drawn = page(
        received(made),
        '<h1 class="sans">Short-Form Registration</h1><p class="small c">To be filed by each person who renders services ',
        f'directly in furtherance of the interests of a foreign principal</p><table class="box"><tr>{cell}Name of Registrant</span>',
        f"<br>{typed(made.firm)}{cell}Registration No.</span><br>{typed(made.number)}{cell}Year of Birth</span><br>{typed('1971')}",
        f"<tr>{cell}Foreign Principal</span><br>{typed(made.principal)}{cell}Nature of services</span><br>{typed('Advice')}{cell}",
        f"Political activity</span><br>{typed('No')}<tr>{cell}Printed Name</span><br>{typed(made.signer)}{cell}Title</span><br>",
        f"{typed(made.office)}{cell}Nationality</span><br>{typed('American')}<tr><td colspan=3><span class='small'>{OATH}</span>",
        f"<tr>{cell}Signature</span><br>{scribble(made)}<br>&nbsp;<td colspan=2><span class='tiny sans'>Date of Signature</span><br>",
        f"{typed(american(made.signed, made.chance))}</table><p class='tiny j'>{PRIVACY}</p>",
    )
    return drawn, truth(made)


def report_plain(made: Filing) -> tuple[str, Truth]:
    """Numbered questions one under the other, each answer indented below, and a closing block of typed lines."""
    pad = '<p style="margin-left:18pt">'
    drawn = page(
        '<h1>Dissemination Report</h1><p class="c small">Informational materials transmitted on behalf of a foreign ',
        f"principal</p><hr><p>1. Name of Registrant</p>{pad}{typed(made.firm)}</p><p>2. Registration Number</p>{pad}",
        f"{typed(made.number)}</p><p>3. Name of Foreign Principal</p>{pad}{typed(made.principal)}</p><p>4. Title of material</p>",
        f"{pad}{typed('The harvest in figures, second edition')}</p><p>5. Was the material translated? If yes, from which ",
        f"language?</p>{pad}{typed('No')}</p><p>6. Number of copies, and how they were transmitted</p>{pad}{typed('150, by mail')}</p>",
        f"<p>7. Date of Report</p>{pad}{typed(american(made.signed, made.chance))}</p><p class='small j'>{PRIVACY}</p><br>",
        f"<p>{scribble(made)}<br><span class='line'>______________________</span><br>{typed(made.signer)}<br>{typed(made.office)}</p>",
    )
    return drawn, truth(made, file_date=made.signed.isoformat())


def report_headed(made: Filing) -> tuple[str, Truth]:
    """A band of three boxes at the head, a table of recipients, and a row with date, name and title in one box each."""
    cell = '<td><span class="small">'
    drawn = page(
        received(made),
        f'<h1>REPORT OF DISSEMINATION</h1><table class="box"><tr>{cell}REGISTRANT</span><br>{typed(made.firm, "t")}{cell}',
        f"REGISTRATION NO.</span><br>{typed(made.number, 't')}<tr><td colspan=2><span class='small'>FOREIGN PRINCIPAL</span><br>",
        f'{typed(made.principal, "t")}</table><br><table class="box small"><tr><td>Type of recipient<td>Number<td>States<tr><td>',
        "Libraries<td>12<td>NY, NJ<tr><td>Newspapers<td>40<td>All<tr><td>Civic groups<td>7<td>VA</table>",
        f'<p class="j small">{PRIVACY}</p><table class="box"><tr>{cell}DATE OF REPORT</span><br>',
        f"{typed(american(made.signed, made.chance), 't')}{cell}PRINTED NAME</span><br>{typed(made.signer, 't')}{cell}TITLE</span><br>",
        f"{typed(made.office, 't')}{cell}SIGNATURE</span><br>{electronic(made)}</table>",
    )
    return drawn, truth(made)


LAYOUTS = {
    "amendment-lined": (amendment_lined, False),
    "amendment-tabled": (amendment_tabled, True),
    "short-inline": (short_inline, False),
    "short-boxes": (short_boxes, True),
    "report-plain": (report_plain, False),
    "report-headed": (report_headed, True),
}
