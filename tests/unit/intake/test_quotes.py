from __future__ import annotations

import pytest

from pipeline.intake.message import unwrap


def text_of(body: str, subject: str = "Re: form") -> str:
    head = f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    return unwrap((head + body).encode()).text


@pytest.mark.parametrize(
    "intro",
    [
        "On Mon, 2 Feb 2026 at 10:00, Office <o@x.example> wrote:",
        "On Mon, 2 Feb 2026 at 10:00, The Office of Human Rights\n<o@x.example> wrote:",
        "Le lun. 2 févr. 2026 à 10:00, Bureau <o@x.example> a écrit :",
        "El lun, 2 feb 2026 a las 10:00, Oficina (<o@x.example>) escribió:",
        "Em seg., 2 de fev. de 2026 às 10:00, Escritório <o@x.example> escreveu:",
        "Pada tanggal Sen, 2 Feb 2026 pukul 10.00 Kantor <o@x.example> menulis:",
        "Am Mo., 2. Feb. 2026 um 10:00 Uhr schrieb Büro <o@x.example>:",
        "Il giorno lun 2 feb 2026 alle ore 10:00 Ufficio <o@x.example> ha scritto:",
        "El dl., 2 de febr. 2026 a les 10:00, Oficina <o@x.example> va escriure:",
        "2026년 2월 2일 (월) 오전 10:00, 사무국 <o@x.example>님이 작성:",
        "في الاثنين، 2 فبراير 2026 في 10:00 كتب المكتب <o@x.example>:",
        "-----Original Message-----\nFrom: Office",
        "-----Message d'origine-----\nDe : Bureau",
        "----- Mensaje original -----",
        "________________________________\nFrom: Office <o@x.example>\nSent: Monday, 2 February 2026\nTo: us",
        "De : Bureau <o@x.example>\nEnvoyé : lundi 2 février 2026\nÀ : nous",
        "De: Oficina <o@x.example>\nEnviado el: lunes, 2 de febrero de 2026\nPara: nosotros",
        "보낸 사람: 사무국\n보낸 날짜: 2026년 2월 2일",
    ],
)
def test_what_stands_below_an_introduction_is_cut(intro: str) -> None:
    """Quoted history that is only introduced, not marked, goes from its introduction on; signatures stay."""
    assert text_of(f"We join.\n\n-- \nNadia\n\n{intro}\n\nWill you join?\n") == "We join.\n\n-- \nNadia"


def test_answers_below_and_between_quotes_stay() -> None:
    """Where quotes are marked, only they and their introduction go."""
    body = "Hello,\n\nOn 2 Feb 2026, Office wrote:\n> Will you join?\n\nYes.\n> When?\nNow.\n"
    assert text_of(body) == "Hello,\n\n\nYes.\nNow."


@pytest.mark.parametrize("subject", ["Fwd: form", "TR: form", "RV: form", "WG: form"])
def test_a_forward_keeps_what_it_forwards(subject: str) -> None:
    """What a forward passes on is its content."""
    body = "FYI\n\n-----Original Message-----\nFrom: Mayor\nSent: today\n\nWe join."
    assert "We join." in text_of(body, subject)


@pytest.mark.parametrize(
    "body",
    [
        "On 2 February our council decided:\nwe join.",
        "From: the city of Granollers\nwe join.",
        "Le maire a écrit une lettre.\nwe join.",
        "Date: 2 February\nFrom: Oslo",
    ],
)
def test_what_only_resembles_a_quote_stays(body: str) -> None:
    """Sentences that begin like an introduction are the sender's own."""
    assert text_of(body) == body


def test_an_answer_of_quotes_only_says_nothing() -> None:
    """Nothing of what others wrote is taken for this sender's words."""
    assert text_of("> I join.\n> Really.") == ""
