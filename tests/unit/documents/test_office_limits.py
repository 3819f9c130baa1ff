"""What holds LibreOffice while it opens other people's files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.office.read import converted
from pipeline.documents.office.shut_in import shutter
from pipeline.documents.xml import UnreadableError
from pipeline.model import PlacedDocument, Unreadable
from tests.unit.documents.office_made import outcome, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC = Path("/proc")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for all temporary files of a test."""
    saved("rtf")  # skips without LibreOffice
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)  # it remembers the first one
    return tmp_path


def running_in(folder: Path) -> list[int]:
    """The processes whose command line names a folder."""
    if not PROC.is_dir():
        pytest.skip("no /proc here")
    found = []
    for each in PROC.iterdir():
        try:
            if each.name.isdigit() and str(folder).encode() in (each / "cmdline").read_bytes():
                found.append(int(each.name))
        except OSError:
            continue
    return found


def wait_until(what: str, folder: Path, *, there: bool) -> None:
    """Wait until LibreOffice runs in the folder, or no longer does."""
    for _ in range(600):
        if bool(running_in(folder)) is there:
            return
        time.sleep(0.05)
    pytest.fail(what)


def test_a_slow_conversion_ends_with_all_that_it_made(place: Path) -> None:
    """Its time is up: LibreOffice is gone, its folder too, and staff read why."""
    with pytest.raises(UnreadableError) as caught:
        converted(saved("rtf"), "rtf", "docx", seconds=0.1)
    assert caught.value.unreadable.code == "too-slow"
    assert list(place.iterdir()) == []
    assert running_in(place) == []


def test_a_finished_conversion_leaves_nothing(place: Path) -> None:
    """No file stays behind, of good documents and of bad ones."""
    assert converted(saved("rtf"), "rtf", "docx").startswith(b"PK")
    with pytest.raises(UnreadableError) as caught:
        converted(b"PK\3\4 no document", "ods", "xlsx")
    assert caught.value.unreadable.code == "damaged"
    assert list(place.iterdir()) == []


def test_what_a_killed_reader_left_is_removed(place: Path) -> None:
    """Folders of hours ago go with the next conversion, those of now stay: another reader may be at them."""
    for name, age in (("adhesion-office-old", 7200), ("adhesion-office-new", 0)):
        (place / name / "profile").mkdir(parents=True)
        os.utime(place / name, (time.time() - age,) * 2)
    converted(saved("rtf"), "rtf", "docx")
    assert [each.name for each in place.iterdir()] == ["adhesion-office-new"]


def test_libreoffice_dies_with_its_reader(place: Path) -> None:
    """A reader that is killed in the middle leaves no LibreOffice behind."""
    (place / "form.rtf").write_bytes(saved("rtf"))
    task = (
        "import sys; from pipeline.documents.office.read import converted; "
        "converted(open(sys.argv[1], 'rb').read(), 'rtf', 'docx')"
    )
    with subprocess.Popen([sys.executable, "-c", task, str(place / "form.rtf")]) as reader:
        wait_until("LibreOffice never started", place / "adhesion-office-", there=True)
        reader.kill()
    wait_until("LibreOffice outlived its reader", place / "adhesion-office-", there=False)


def test_several_run_at_once(place: Path) -> None:
    """Conversions that run side by side do not get in each other's way."""
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda _: converted(saved("rtf"), "rtf", "docx"), range(3)))
    assert all(each.startswith(b"PK") for each in made)
    assert list(place.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A web server: its port, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, paths
    server.shutdown()
    server.server_close()


def test_no_picture_is_fetched(place: Path, asked: tuple[int, list[str]]) -> None:
    """A document that points to a picture elsewhere is read without asking for it: nobody learns that it was opened."""
    port, paths = asked
    link = f"http://127.0.0.1:{port}/picture.png".encode()
    field = rb'{\field\fldedit{\*\fldinst { INCLUDEPICTURE "' + link + rb'" \\d }}{\fldrslt }}'
    assert converted(rb"{\rtf1\ansi Name: Vila Nova " + field + rb"\par}", "rtf", "docx").startswith(b"PK")
    assert paths == []
    assert list(place.iterdir()) == []


def test_what_is_shut_in_reaches_no_network(asked: tuple[int, list[str]]) -> None:
    """A program that is shut in cannot even reach a server on the same machine."""
    port, paths = asked
    namespaces = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"
    if not PROC.is_dir() or subprocess.run([sys.executable, "-c", namespaces], check=False).returncode:
        pytest.skip("this system gives no network of its own to ordinary users")
    fetch = f"from urllib.request import urlopen; urlopen('http://127.0.0.1:{port}/')"
    shut_in = subprocess.run([sys.executable, "-c", fetch], preexec_fn=shutter(), capture_output=True, check=False)
    assert shut_in.returncode != 0
    assert paths == []
    subprocess.run([sys.executable, "-c", fetch], capture_output=True, check=False)
    assert paths == ["/"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["doc", "odt"]), st.data())
def test_damaged_bytes_never_raise(target: str, data: st.DataObject) -> None:
    """Files with bytes changed or lost are read in part or named, whatever was hit."""
    whole = bytearray(saved(target))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.one_of(st.just(len(whole)), st.integers(0, len(whole))))
    assert isinstance(outcome(bytes(whole[:kept]), f"form.{target}"), PlacedDocument | Unreadable)
