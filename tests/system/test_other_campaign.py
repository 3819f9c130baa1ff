from __future__ import annotations

import io
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.program import adhesion, export, extract, run
from tests.unit.documents.pdf_builder import Page, pdf

if TYPE_CHECKING:
    from pathlib import Path

CHOIR = """
id = "coro-municipal"
languages = ["pt"]
name.pt = "Coro Municipal de Vila Exemplo"
identity = { name = "cantor" }
fields = [
  { key = "cantor", type = "person", required = true, labels.pt = ["Nome do cantor", "Nome completo"] },
  { key = "nascimento", type = "date", required = true, labels.pt = ["Data de nascimento"] },
  { key = "voz", type = "choice", labels.pt = ["Naipe"], choices = { soprano.pt = ["Soprano"], baixo.pt = ["Baixo"] } },
  { key = "correio", type = "email", required = true, labels.pt = ["Correio eletrónico"] },
  { key = "anos_de_canto", type = "number", labels.pt = ["Anos de experiência"] },
  { key = "experiencia", type = "narrative", labels.pt = ["Experiência musical"] },
  { key = "imagem", type = "yes_no", labels.pt = ["Autorizo o uso da minha imagem"] },
]
waves = [{ id = "2026/27", opens = 2026-09-01, closes = 2027-06-30 }]
"""
ANSWERS = {
    "Nome do cantor": "Benedita Salgueiro Pinto",
    "Data de nascimento": "7 de abril de 1988",
    "Naipe": "Soprano",
    "Correio eletrónico": "benedita@coro.example",
    "Anos de experiência": "12",
    "Experiência musical": "Canto no coro da escola e num grupo de fado.",
    "Autorizo o uso da minha imagem": "Sim",
}
EXPECTED = {
    "cantor": "Benedita Salgueiro Pinto",
    "nascimento": "1988-04-07",
    "voz": "soprano",
    "correio": "benedita@coro.example",
    "anos_de_canto": 12,
    "experiencia": "Canto no coro da escola e num grupo de fado.",
    "imagem": True,
}


def as_docx() -> bytes:
    document = Document()
    document.add_heading("Ficha de inscrição - Coro Municipal de Vila Exemplo")
    table = document.add_table(rows=0, cols=2)
    for label, answer in ANSWERS.items():
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, answer
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    page = Page().text(60, 790, "Ficha de inscrição - Coro Municipal de Vila Exemplo", size=14, font="F2")
    for number, (label, answer) in enumerate(ANSWERS.items()):
        page.text(60, 750 - 24 * number, f"{label}:", font="F2").text(260, 750 - 24 * number, answer)
    return pdf(page)


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    file = tmp_path / "coro.toml"
    file.write_text(CHOIR, encoding="utf-8")
    return file


@pytest.mark.parametrize(("name", "data"), [("ficha.docx", as_docx()), ("ficha.pdf", as_pdf())])
def test_another_form_is_read_by_its_labels(tmp_path: Path, campaign: Path, name: str, data: bytes) -> None:
    """A campaign file written from scratch reads a choir's form, as Word file and as PDF, all and only."""
    (tmp_path / name).write_bytes(data)
    (line,) = extract("--campaign", campaign, tmp_path / name)
    assert (line["kind"], line["language"]) == ("form", "pt")
    (form,) = line["submissions"]
    assert {key: field["value"] for key, field in form["fields"].items()} == EXPECTED


def test_a_run_for_another_campaign(tmp_path: Path, campaign: Path) -> None:
    """The same file serves a whole run: ledger, workbook, report, and exports with its fields."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Benedita <benedita@coro.example>", "coro@vila.example"
    mail["Subject"], mail["Message-ID"] = "Inscrição", "<1@coro.example>"
    mail["Date"] = "Mon, 05 Oct 2026 10:00:00 +0100"
    mail.set_content("Segue a minha ficha.\n")
    mail.add_attachment(as_docx(), maintype="application", subtype="octet-stream", filename="ficha.docx")
    inbox, outputs = tmp_path / "inbox", tmp_path / "outputs"
    inbox.mkdir()
    (inbox / "1.eml").write_bytes(bytes(mail))
    run(outputs, "--campaign", campaign, inbox=inbox).ok()
    (message,) = export("messages", outputs, "--campaign", campaign)
    (member,) = export("members", outputs, "--campaign", campaign)
    assert message["outcome"] == "submission"
    assert member["wave"] == "2026/27"
    assert {key: field["value"] for key, field in member["fields"].items()} == EXPECTED
    head = adhesion("export", "members", "--format", "csv", "--outputs", outputs, "--campaign", campaign).ok().out
    assert head.splitlines()[0].endswith(",".join(EXPECTED))
