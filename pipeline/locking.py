"""One run at a time.

The kernel's lock on `run.lock` decides (flock(2)): it goes when its process ends, however that ends. Beside it
`run.lock.json` says who holds it. That name decides where the kernel's lock is no proof: when somebody deleted
`run.lock` while a run was going on, and on network drives, which may keep the lock of a dead process, or give one to
two machines. There the rule is: a process of this machine that is dead is no hindrance; of a process on another machine
nothing can be known, so its lock is never broken, and a person is told what to delete.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from pipeline.drives import on_network_drive
from pipeline.errors import AnotherRunError, LedgerUnusableError
from pipeline.files import write_private
from pipeline.holder import Holder, Standing, as_json, read_holder, this_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LOCK: Final = "run.lock"
_NAME: Final = "run.lock.json"
_NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK})


@contextmanager
def only_run(state: Path, *, network: Callable[[Path], bool] = on_network_drive) -> Iterator[None]:
    """Hold the lock of this outputs folder.

    Args:
        state: the folder `state/`, made if need be.
        network: whether the folder is on a network drive.

    Raises:
        AnotherRunError: another process holds it, or may hold it.
        LedgerUnusableError: the folder cannot be made or written, or its file system has no locks.
    """
    me = this_process()
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = _taken(state, me, shared=network(state))
    except OSError as error:
        raise LedgerUnusableError(_why(state, error)) from error
    try:
        yield
    finally:
        if read_holder(state / _NAME) == me:  # first the name, then the lock: never a name without its lock
            with suppress(OSError):
                (state / _NAME).unlink()
        lock.release()


def _taken(state: Path, me: Holder, *, shared: bool) -> FileLock:
    """The lock, with our name beside it."""
    lock = FileLock(state / _LOCK, timeout=0, mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        return _after_a_dead_one(state, me, shared=shared)
    try:
        _refuse_a_living_one(state, me, shared=shared)
        write_private(state / _NAME, as_json(me))
    except BaseException:
        lock.release()
        raise
    return lock


def _refuse_a_living_one(state: Path, me: Holder, *, shared: bool) -> None:
    """We have the kernel's lock. Somebody may be at work all the same (see the top of this file)."""
    other = read_holder(state / _NAME)
    standing = other.standing(me) if other else Standing.DEAD
    if other and standing is Standing.ALIVE:
        raise AnotherRunError(_going_on(other.told(me)))
    if other and standing is Standing.ELSEWHERE and shared:
        raise AnotherRunError(
            f"Another run may be going on: {other.told(me)}. From here it cannot be seen whether that still lives, "
            f"and {state} is on a network drive. Make sure that no run is going on there, delete {state / _NAME}, "
            "and run again."
        )


def _after_a_dead_one(state: Path, me: Holder, *, shared: bool) -> FileLock:
    """Somebody has the kernel's lock: a living process; on a network drive perhaps one of ours that is dead."""
    other = read_holder(state / _NAME)
    if other is None or other.standing(me) is Standing.DEAD:
        if other and shared and _name_taken_away(state, other, me):
            (state / _LOCK).unlink(missing_ok=True)
            return _taken(state, me, shared=shared)
        # somebody has had the lock for a moment only and has not written its name yet
        raise AnotherRunError(_going_on(f"it has just begun, or its name in {state / _NAME} was deleted"))
    raise AnotherRunError(_going_on(other.told(me)))


def _name_taken_away(state: Path, other: Holder, me: Holder) -> bool:
    """Whether it was us: of several that find a dead one only one can move its name away, and that one goes on."""
    aside = state / f".{_NAME}.{me.pid}.{me.ticks}.part"
    try:
        (state / _NAME).rename(aside)
    except FileNotFoundError:
        return False
    if read_holder(aside) == other:
        aside.unlink()
        return True
    aside.rename(state / _NAME)  # a new one wrote its name between our look and our grip
    return False


def _going_on(who: str) -> str:
    return f"Another run is going on: {who}. Wait until it has ended."


def _why(state: Path, error: OSError) -> str:
    """What to mend, for a fault of the file system."""
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{state} is no folder ({reason}); move that file away, or name another folder in [outputs] dir."
    if isinstance(error, IsADirectoryError):
        return f"{state}: {_LOCK} or {_NAME} is a folder where a file must be; move it away and run again."
    if error.errno in _NO_LOCKS:
        return f"The drive of {state} has no file locks ({reason}); name a folder on a local disk in [outputs] dir."
    return (
        f"{state} cannot be written ({reason}); give this user the right to, or name another folder in [outputs] dir."
    )
