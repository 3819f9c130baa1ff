"""What people fill in: content controls of Word, each under the stable name of its answer (ECMA-376 part 1, 17.5.2)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from pipeline.campaign.form_mark import place_of
from pipeline.handout.docx_xml import run, w, w14
from pipeline.handout.names import number_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.handout.shape import Option

_LONGEST: Final = 64  # letters of a tag or title: Word refuses a file with longer ones
_ROOM: Final = "\u2002" * 8  # what an empty control shows: a place to click at, and nothing on paper
_TICKED, _OPEN = "\u2612", "\u2610"
_BOXES: Final = "MS Gothic"  # the font that Word itself takes for boxes
_PROMPT: Final = "PlaceholderText"


def placed(name: str, control: Element) -> tuple[Element, ...]:
    """A control with a bookmark around it: LibreOffice 7 loses the names of controls, and keeps those of bookmarks."""
    place, number = place_of(name), str(number_of(name))
    if not place:
        return (control,)
    return w("bookmarkStart", id=number, name=place), control, w("bookmarkEnd", id=number)


def free_control(name: str, title: str, answer: str) -> Element:
    """A place for as many lines as one likes, or for a picture (a signature).

    Word has controls for plain text too, but LibreOffice 7 puts all line breaks in front of one that has several lines,
    and writes Arabic and Korean that stands in one of a single line three times.
    """
    lines = answer.split("\n") if answer else []
    content = [_written(line) for line in lines]
    for written in content[1:]:
        first = 1 if written[0].tag == w("rPr").tag else 0
        written.insert(first, w("br"))
    return _control(name, title, content, w("richText"))


def list_control(
    name: str, title: str, options: tuple[Option, ...], chosen: str, choose: str, *, right: bool
) -> Element:
    """A list that drops down. `chosen`: the key of an entry, or ""; `choose` is shown while nothing is chosen."""
    entries = (w("listItem", displayText=option.label, value=option.key) for option in options)
    shown = next((option.label for option in options if option.key == chosen), "")
    kind = w("dropDownList", *entries, **({"lastValue": chosen} if shown else {}))
    return _control(name, title, [_written(shown)] if shown else [], kind, prompt=choose, right=right)


def box_control(name: str, title: str, *, ticked: bool) -> Element:
    """A box to tick."""
    states = (
        w14("checked", val="1" if ticked else "0"),
        w14("checkedState", val=f"{ord(_TICKED):04X}", font=_BOXES),
        w14("uncheckedState", val=f"{ord(_OPEN):04X}", font=_BOXES),
    )
    fonts = w("rFonts", ascii=_BOXES, eastAsia=_BOXES, hAnsi=_BOXES, hint="eastAsia")
    box = run(_TICKED if ticked else _OPEN)
    box.insert(0, w("rPr", fonts))
    return _control(name, title, [box], w14("checkbox", *states))


def _control(
    name: str, title: str, content: list[Element], kind: Element, *, prompt: str = _ROOM, right: bool = False
) -> Element:
    """The order of the properties is that of the schema. It cannot be deleted by a slip; its content can be changed."""
    named = [w("tag", val=name)] if len(name) <= _LONGEST else []
    empty = [] if content else [w("showingPlcHdr")]
    number, lock = w("id", val=str(number_of(name))), w("lock", val="sdtLocked")
    properties = w("sdtPr", w("alias", val=title[:_LONGEST]), *named, number, lock, *empty, kind)
    return w("sdt", properties, w("sdtContent", *(content or [run(prompt, style=_PROMPT, right=right)])))


def _written(answer: str) -> Element:
    """An answer that is known already, in the direction of its own script."""
    return run(answer, right=from_the_right(answer))


def from_the_right(answer: str) -> bool:
    """Whether the first letter of a text is one of a script that is written from right to left."""
    first = next((sign for sign in answer if sign.isalpha()), "")
    return bool(first) and unicodedata.bidirectional(first) in {"R", "AL"}
