"""Forms as plain text, pasted into the body of a mail."""

from __future__ import annotations

from tests.samples.form import Ask, Form, Heading, Note, Sign


def text_lines(form: Form) -> str:
    """`Label: answer` lines; boxes as [x] and [ ]; long answers below their label."""
    lines = [form.title, "=" * min(len(form.title), 72), form.intro, ""]
    for item in form.items:
        if isinstance(item, Heading):
            lines += ["", item.text, "-" * len(item.text)]
        elif isinstance(item, Note):
            lines += [item.text]
        elif isinstance(item, Sign):
            lines += [f"{item.label}: {item.mark}"]
        elif isinstance(item, Ask) and item.long:
            lines += ["", f"{item.label}:", *item.typed.split("\n"), ""]
        elif isinstance(item, Ask):
            lines += [f"{item.label}: {', '.join(item.typed.splitlines())}"]
        else:
            lines += [f"{item.label}:"]
            lines += [f"  [{'x' if option in item.ticked else ' '}] {option}" for option in item.options]
    return "\n".join(lines) + "\n"
