"""What staff are told of the answers of a form, in sentences; the same whichever way the form was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

_SHOWN: Final = 60  # letters of a text in a sentence for staff


def shortened(text: str) -> str:
    """The beginning of a text on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def another_value(field: str, at: str, raw: str) -> Finding:
    """Another place of the document answers the same question otherwise, as surely."""
    text = f"Another place ({at}) says “{shortened(raw)}”: compare with the document."
    return Finding("another-value", Severity.WARNING, text, field)


def not_understood(field: Field, language: str | None, raw: str) -> Finding:
    """Something was answered in the place for it, and is no answer to the question."""
    text = f"The answer to “{_label(field, language)}” could not be understood: “{shortened(raw)}”."
    return Finding("answer-not-understood", Severity.WARNING, text, field.key)


def several_ticked(field: Field, language: str | None) -> Finding:
    """More than one of the boxes is ticked that exclude each other."""
    text = f"Several boxes are ticked where one answer is asked for: “{_label(field, language)}”."
    return Finding("several-ticked", Severity.WARNING, text, field.key)


def beside_answers(raw: str, severity: Severity) -> Finding:
    """Something was written on the form, but not into its fields."""
    text = f"Text stands beside the fields of the form: “{shortened(raw)}”. See whether it belongs to an answer."
    return Finding("text-beside-answers", severity, text)


def unknown_answer(name: str, raw: str) -> Finding:
    """A field of the form holds something that the campaign does not ask for."""
    text = f"The form has an answer that the campaign does not ask for ({shortened(name)}): “{shortened(raw)}”."
    return Finding("unknown-answer", Severity.INFO, text)


def _label(field: Field, language: str | None) -> str:
    labels = field.labels.get(language or "") or next(filter(None, field.labels.values()), ())
    return labels[0] if labels else field.key
