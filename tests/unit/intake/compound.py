"""A writer of compound files ([MS-CFB]) and of Outlook messages in them, for tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = dict[str, "bytes | Tree"]


@dataclass
class _Writer:
    sectors: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    small: bytearray = field(default_factory=bytearray)
    small_chain: list[int] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)

    def store(self, data: bytes) -> int:
        """Put data into sectors of their own; gives the first."""
        first = len(self.sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        self.sectors += pieces
        self.chain += [*range(first + 1, first + len(pieces)), END][: len(pieces)]
        return first if pieces else END

    def store_small(self, data: bytes) -> int:
        first = len(self.small_chain)
        count = -(-len(data) // 64)
        self.small += data.ljust(64 * count, b"\0")
        self.small_chain += [*range(first + 1, first + count), END][:count]
        return first if count else END

    def add(self, tree: Tree) -> int:
        """The entries of a folder, as a list that leans to the right; gives the first."""
        numbers = []
        for name, content in tree.items():
            numbers.append(len(self.entries))
            self.entries.append(b"")
            if isinstance(content, dict):
                self.entries[numbers[-1]] = _entry(name, 1, self.add(content), 0, 0)
            else:
                start = self.store(content) if len(content) >= 4096 else self.store_small(content)
                self.entries[numbers[-1]] = _entry(name, 2, FREE, start, len(content))
        for one, other in pairwise(numbers):
            entry = self.entries[one]
            self.entries[one] = entry[:72] + struct.pack("<I", other) + entry[76:]
        return numbers[0] if numbers else FREE


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    packed = name.encode("utf-16-le")
    head = packed.ljust(64, b"\0") + struct.pack("<HBBIII", len(packed) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams and folders."""
    writer = _Writer(entries=[b""])
    child = writer.add(tree)
    small = writer.store(bytes(writer.small))
    writer.entries[0] = _entry("Root Entry", 5, child, small, len(writer.small))
    directory = writer.store(b"".join(writer.entries))
    small_fat = writer.store(_table(writer.small_chain))
    fat_sectors = 1
    while fat_sectors * 128 < len(writer.chain) + fat_sectors:
        fat_sectors += 1
    first = len(writer.sectors)
    fat = _table([*writer.chain, *[FAT] * fat_sectors])
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    numbers = (0, fat_sectors, directory, 0, 4096, small_fat, -(-len(writer.small_chain) // 128), END, 0)
    header += struct.pack("<9I", *numbers)
    header += struct.pack("<109I", *[*range(first, first + fat_sectors), *[FREE] * (109 - fat_sectors)])
    return header + b"".join(writer.sectors) + fat


def _table(numbers: list[int]) -> bytes:
    padded = [*numbers, *[FREE] * (-len(numbers) % 128)]
    return struct.pack(f"<{len(padded)}I", *padded)


Values = dict[int, "str | bytes | int"]


def outlook_object(values: Values, head: int, *, codepage: str | None = None) -> Tree:
    """The streams of a message, recipient or attachment: texts in Unicode, or in a codepage."""
    tree: Tree = {}
    table = bytes(head)
    for key, value in values.items():
        if isinstance(value, int):
            table += struct.pack("<HHIII", 3, key, 6, value, 0)
            continue
        kind = 0x102 if isinstance(value, bytes) else 0x1E if codepage else 0x1F
        data = value if isinstance(value, bytes) else value.encode(codepage or "utf-16-le")
        table += struct.pack("<HHIII", kind, key, 6, len(data), 0)
        tree[f"__substg1.0_{key:04X}{kind:04X}"] = data
    return {"__properties_version1.0": table, **tree}


def outlook_message(
    values: Values,
    *attachments: Values | Tree,
    recipients: tuple[Values, ...] = (),
    codepage: str | None = None,
    root: bool = True,
) -> Tree:
    """A message; an attachment is the values of a file, or the tree of a message."""
    tree = outlook_object(values, 32 if root else 24, codepage=codepage)
    for number, each in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = outlook_object(each, 8, codepage=codepage)
    for number, attached in enumerate(attachments):
        name = f"__attach_version1.0_#{number:08X}"
        if "__properties_version1.0" in attached:
            tree[name] = {**outlook_object({0x3705: 5}, 8), "__substg1.0_3701000D": attached}  # type: ignore[dict-item]
        else:
            tree[name] = outlook_object(attached, 8, codepage=codepage)  # type: ignore[arg-type]
    return tree
