from __future__ import annotations

import pytest

from pipeline.extraction.wording.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour,\nle mot de passe suit par téléphone.", "fr"),
        ("Bonjour, veuillez trouver le formulaire.", "fr"),
        ("Estimados:\n\nAdjunto el formulario.\n\nSaludos", "es"),
        ("Prezados,\n\nSegue em anexo a ficha.", "pt"),
        ("Sehr geehrte Damen und Herren,\nanbei das Formular.", "de"),
        ("Dear all,\nplease find the form attached.", "en"),
        ("Yth. Sekretariat,\nterlampir formulir kami.", "id"),
        ("안녕하세요. 신청서를 보내드립니다.", "ko"),
        ("Scan", None),
        ("Document numérisé.", None),
    ],
)
def test_language_of_a_short_mail(text: str, language: str | None) -> None:
    """One sentence with its greeting is enough; a word or two say nothing, and no language is guessed."""
    assert language_of(text) == language
