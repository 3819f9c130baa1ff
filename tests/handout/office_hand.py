"""LibreOffice fills in our forms, many in one start. Its `uno` is the system's interpreter's: imports nothing of ours.

Arguments: a folder for its profile, and a JSON file with a list of jobs: {"from": path, "to": path, "typed": {...}}.
`typed` holds words as people see them, by the name of the answer; of a box true.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_FORMATS: Final = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
}
_FLAT: Final = {".xlsx": "calc_pdf_Export", ".docx": "writer_pdf_Export", ".pdf": "draw_pdf_Export"}
_PLACE: Final = "adhesion_"
_CELL: Final = "adhesion."
_TRIES: Final = 600


def option(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever LibreOffice takes
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(pipe: str) -> Any:  # noqa: ANN401 - the desktop of LibreOffice
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_TRIES):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit("LibreOffice did not answer")


def work(desktop: Any, job: dict[str, Any]) -> None:  # noqa: ANN401
    """Open, fill in, save as."""
    source, target = Path(job["from"]), Path(job["to"])
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (option("Hidden", value=True),))
    if source.suffix == ".xlsx":
        fill_cells(document, job["typed"])
    elif source.suffix == ".docx":
        fill_controls(document, job["typed"])
    how = _FLAT[source.suffix] if target.suffix == ".pdf" else _FORMATS[target.suffix]
    document.storeToURL(target.as_uri(), (option("FilterName", how),))
    document.close(False)  # noqa: FBT003 - UNO knows no names of arguments


def fill_cells(book: Any, typed: dict[str, Any]) -> None:  # noqa: ANN401
    """What keys do in cells that hold texts."""
    for name, answer in typed.items():
        cell = book.NamedRanges.getByName(_CELL + name).getReferredCells().getCellByPosition(0, 0)
        cell.setString(answer)


def fill_controls(text: Any, typed: dict[str, Any]) -> None:  # noqa: ANN401
    for name, answer in typed.items():
        place = text.Bookmarks.getByName(_PLACE + name.replace(".", "__")).getAnchor()
        control = next(each.ContentControl for each in portions(place) if each.TextPortionType == "ContentControl")
        if answer is True:
            control.setPropertyValue("Checked", True)  # noqa: FBT003
        control.setPropertyValue("ShowingPlaceHolder", False)  # noqa: FBT003
        prompt = "".join(piece.getString() for piece in each_of(control))
        cursor = control.getText().createTextCursorByRange(control.getStart())
        cursor.setString("\u2612" if answer is True else answer)
        cursor.collapseToEnd()
        cursor.goRight(len(prompt), True)  # noqa: FBT003
        cursor.setString("")


def portions(place: Any) -> Any:  # noqa: ANN401
    """The pieces of the paragraphs of a place."""
    paragraphs = place.getText().createTextCursorByRange(place)
    paragraphs.gotoStartOfParagraph(False)  # noqa: FBT003
    paragraphs.gotoEndOfParagraph(True)  # noqa: FBT003
    for line in each_of(paragraphs):
        yield from each_of(line)


def each_of(parent: Any) -> Any:  # noqa: ANN401
    found = parent.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def main(folder: Path, jobs: Path) -> None:
    pipe = f"handout{folder.as_posix().replace('/', '-')}"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    office = subprocess.Popen(
        [*command, "--nologo", f"--accept=pipe,name={pipe};urp"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        desktop = connected(pipe)
        for job in json.loads(jobs.read_text(encoding="utf-8")):
            work(desktop, job)
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
