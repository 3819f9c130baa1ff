"""Everything that can be seen of a folder, to compare before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def tree(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each path below a folder with its mode, its time of change and its content."""
    seen = {}
    for path in (root, *root.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        seen[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return seen
