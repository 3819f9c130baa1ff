"""On which kind of drive a folder lies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "vboxsf", "virtiofs"}
)


def on_network_drive(folder: Path) -> bool:
    """Whether other machines may use this folder as well. False where the system does not tell (it is not Linux)."""
    try:
        table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    kind = file_system(folder.resolve(), table)
    return kind in _NETWORK or kind.startswith("fuse")


def file_system(folder: Path, table: str) -> str:
    """The kind of file system of an absolute path, by a table as in `/proc/self/mountinfo` (proc(5)); "" if unknown."""
    best, kind = -1, ""
    for line in table.splitlines():
        fields, _, rest = line.partition(" - ")
        point = Path(_plain(fields.split(" ")[4]))
        if (folder == point or point in folder.parents) and len(point.parts) >= best:  # a later mount hides an earlier
            best, kind = len(point.parts), rest.split(" ")[0]
    return kind


def _plain(point: str) -> str:
    """Blanks and the like are written as a backslash and three octal digits."""
    for code in (" ", "\t", "\n", "\\"):
        point = point.replace(f"\\{ord(code):03o}", code)
    return point
