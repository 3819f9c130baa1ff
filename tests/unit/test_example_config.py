"""The example configuration and the administrator's page keep up with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel

from pipeline.config import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "adhesion.example.toml"
ADMINISTRATOR = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")


def keys_of(table: type[BaseModel]) -> set[str]:
    """The names of all settings, those of tables in tables too."""
    names: set[str] = set()
    for name, field in table.model_fields.items():
        inner = field.annotation
        names |= keys_of(inner) if isinstance(inner, type) and issubclass(inner, BaseModel) else {name}
    return names


def test_example_says_what_the_program_does_without_it() -> None:
    """The example loads, and its values are the ones that hold where there is no configuration."""
    assert read_settings(EXAMPLE) == Settings()


def test_example_loads_with_every_commented_line_in_use(tmp_path: Path) -> None:
    """The lines that are commented out are right as well."""
    text = re.sub(r"(?m)^# (?=\[|\w+ = )", "", EXAMPLE.read_text(encoding="utf-8"))
    file = tmp_path / "adhesion.toml"
    file.write_text(text, encoding="utf-8")
    settings = read_settings(file)

    assert settings.secretariat.speaking("fr", {}).signatory == "Camille Exemple"
    assert settings.mailbox.password_env


def test_every_setting_is_in_the_example_and_explained() -> None:
    """No setting is known to the program alone."""
    example = EXAMPLE.read_text(encoding="utf-8")

    for key in keys_of(Settings):
        assert re.search(rf"(?m)^(?:# )?(?:{key} = |\[.*\b{key}\b)", example), f"{key} is not in the example"
        assert f"`{key}`" in ADMINISTRATOR, f"{key} is not in docs/administrator.md"


def test_every_command_is_in_the_administrators_page() -> None:
    """What `adhesion --help` names, the page explains."""
    said = subprocess.run(
        [sys.executable, "-m", "pipeline", "--help"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    commands = re.findall(r"^│ (\w[\w-]+)  ", said, re.MULTILINE)

    assert {"run", "check"} <= set(commands)
    for command in commands:
        assert f"`adhesion {command}" in ADMINISTRATOR, f"adhesion {command} is not in docs/administrator.md"
