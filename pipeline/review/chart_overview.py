"""Native charts that look calm: one colour, no border, figures at the bars, no legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from pipeline.review.styles import FONT, INK, NAVY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTH: Final = 12.6  # cm
_HEIGHT: Final = 8.4


def bar_chart(sheet: Worksheet, name: str, table: tuple[int, int, int, int], colour: str) -> BarChart:
    """Horizontal bars, the first row on top.

    Args:
        sheet: holds the table.
        name: title.
        table: first row, column of the words, column of the figures, number of rows.
        colour: of the bars, RGB in hexadecimal.
    """
    row, words, figures, count = table
    chart = BarChart()
    chart.type = "bar"
    chart.gapWidth = 45
    chart.width, chart.height = _WIDTH, _HEIGHT  # type: ignore[assignment]  # the stub wants whole centimetres
    chart.add_data(Reference(sheet, min_col=figures, min_row=row, max_row=row + count - 1), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=words, min_row=row, max_row=row + count - 1))
    chart.legend = None
    chart.title = _title(name)
    _plain_axes(chart)
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))
    series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    series.dLbls.txPr = _text(900, INK)
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    return chart


def _plain_axes(chart: BarChart) -> None:
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.x_axis.txPr = _text(900, INK)
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="B8C2CC"))
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0


def _title(name: str) -> Title:
    title = Title(tx=None, overlay=False)
    title.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.02, y=0.03))
    paragraph = _paragraph(1100, NAVY, bold=True)
    paragraph.r = [RegularTextRun(rPr=_characters(1100, NAVY, bold=True), t=name)]
    title.tx = Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph]))
    return title


def _text(size: int, colour: str) -> RichText:
    return RichText(bodyPr=RichTextProperties(), p=[_paragraph(size, colour)])


def _paragraph(size: int, colour: str, *, bold: bool = False) -> Paragraph:
    characters = _characters(size, colour, bold=bold)
    return Paragraph(pPr=ParagraphProperties(defRPr=characters), endParaRPr=characters)


def _characters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))
