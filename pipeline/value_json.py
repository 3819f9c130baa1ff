"""Values and findings as other programs get them: the shapes that `adhesion extract --json` promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import Finding, Value


def value_as_json(value: Value) -> dict[str, Any]:
    """A value with its raw text, confidence and place; `box` is in points from the page's top left corner."""
    place = value.source
    return {
        "value": list(value.value) if isinstance(value.value, tuple) else value.value,
        "raw": value.raw,
        "confidence": value.confidence,
        "source": {
            "reader": place.reader,
            "page": place.page,
            "box": [round(edge, 1) for edge in place.box] if place.box else None,
            "at": place.at,
        },
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Something that staff should know."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": finding.message,
    }
