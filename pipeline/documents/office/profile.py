"""The settings that LibreOffice opens other people's files with: no macros, nothing fetched, nothing updated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPTING: Final = "/org.openoffice.Office.Common/Security/Scripting"
_NEVER: Final = "2"
_SETTINGS: Final = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),  # very high
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),  # pictures and sections that stand elsewhere
    (_SCRIPTING, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", _NEVER),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", _NEVER),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),  # never: the values that were saved
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def write_profile(folder: Path) -> None:
    """A new profile that holds these settings and nothing else."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
