from __future__ import annotations

import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from tests.few import command
from tests.program import INBOX, NOW, contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.program import Finished

MAILS = ("57-", "01-", "07-")
"""One in French that lacks something, a complete one in Spanish, a pledge in English."""


class Secretariat:
    """An office with its own templates, built up as staff do it."""

    def __init__(self, folder: Path) -> None:
        self.own, self.inbox, self.outputs = folder / "ours", folder / "inbox", folder / "outputs"
        self.config = folder / "adhesion.toml"
        self.config.write_text(
            f'[letters]\ntemplates = "{self.own}"\n[outputs]\nletters_as_pdf = false\n[replies]\nattach_form = false\n',
            encoding="utf-8",
        )
        self.inbox.mkdir()
        for mail in INBOX.iterdir():
            if mail.name.startswith(MAILS):
                shutil.copy(mail, self.inbox)

    def does(self, *arguments: str | Path) -> Finished:
        """`adhesion templates ...`."""
        return command("templates", *arguments, "--config", self.config)

    def writes(self, path: str, text: str) -> None:
        """Staff edit a file of their own."""
        (self.own / path).parent.mkdir(parents=True, exist_ok=True)
        (self.own / path).write_text(text, encoding="utf-8")

    def run(self) -> Finished:
        """`adhesion run`."""
        where = ("--inbox", self.inbox, "--outputs", self.outputs, "--config", self.config)
        return command("run", *where, "--now", NOW, "--log", "none")

    def replies(self) -> set[str]:
        """Kind and language of the replies that wait."""
        return {file.stem.partition("-")[2] for file in (self.outputs / "drafts").glob("*.eml")}


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Secretariat:
    """Two of its templates have mistakes, and a run has met them."""
    office = Secretariat(tmp_path_factory.mktemp("office"))
    office.writes("fr/missing.txt", "Subject: x\n\n{{ refernces }}")
    office.writes("es/welcome.docx", "no Word file")
    ran = office.run()
    said = " ".join(ran.out.split())  # the terminal breaks long lines

    assert ran.code == 10
    assert office.replies() == {"pledge-en"}
    assert 'line 3: there is no name "refernces"; did you mean "references"?' in said
    assert "ours/fr/missing.txt" in said
    assert "ours/es/welcome.docx" in said
    return office


def test_a_mistake_leaves_everything_else_undisturbed(at_work: Secretariat) -> None:
    """Only replies that need the file wait, and the run says why; mended, the next run writes them."""
    checked = at_work.does("check")
    at_work.writes("fr/missing.txt", "Subject: x\n\nNotre référence : {{ references }}")
    (at_work.own / "es" / "welcome.docx").unlink()
    at_work.run().ok()

    assert checked.code == 3
    assert "ours/fr/missing.txt: line 3: there is no name" in checked.out
    assert at_work.replies() == {"pledge-en", "missing-fr", "welcome-es"}


def test_preview_of_a_real_member_touches_nothing(at_work: Secretariat) -> None:
    """It shows the words of staff with the values of the ledger, and leaves ledger and drafts as they were."""
    at_work.writes("en/welcome.txt", "Subject: x\n\nHello {{ names }}, {{ references }}")
    before = contents(at_work.outputs)

    said = at_work.does(
        "preview", "welcome", "--member", "m0001", "--language", "en", "--outputs", at_work.outputs
    ).ok()

    after = contents(at_work.outputs)
    shown = {path for path in after if path.startswith("previews/")}
    assert "Hello " in said.out
    assert ", M0001" in said.out
    assert shown >= {"previews/M0001-welcome-en.eml", "previews/M0001-welcome-en.docx"}
    assert {path: data for path, data in after.items() if path not in shown} == before
    assert {stat.S_IMODE((at_work.outputs / path).stat().st_mode) for path in shown} == {0o600}
