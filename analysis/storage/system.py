"""What differs between operating systems: locking a folder, and swapping two folders in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LOCK_FILE = "sl-lock"  # in a locked folder, on Windows only
_CANNOT_SWAP = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV)


def lock(folder: Path, *, wait: bool = False) -> int | None:
    """Lock a folder until the descriptor that this returns is closed or the process ends, however it ends.

    Returns None where the file system has no locks (some network drives).

    Raises
    ------
    BlockingIOError
        Somebody else has locked it; not with `wait`, which waits for them.
    FileNotFoundError
        There is no such folder.
    """
    descriptor = _open(folder)
    try:
        _lock(descriptor, wait=wait)
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, OSError) and not isinstance(error, BlockingIOError):
            return None
        raise
    return descriptor


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)

    def _lock(descriptor: int, *, wait: bool) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

    def _unlock(descriptor: int) -> None:
        pass  # closing the file does it

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def unlock(descriptor: int | None) -> None:
    """Give up what `lock` returned, for processes forked meanwhile, too."""
    if descriptor is not None:
        _unlock(descriptor)
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; wait for it where somebody else has it. On Windows, do nothing."""
    # There the lock would be a file, in a folder of the user's.
    descriptor = None if sys.platform == "win32" else lock(folder, wait=True)
    try:
        yield
    finally:
        unlock(descriptor)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; return False, with nothing done, where that cannot be done.

    Raises
    ------
    OSError
        The folders may not be renamed.
    """
    swap = _swapper()
    if swap is None:
        return False
    if swap(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_SWAP:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _swapper() -> Callable[[bytes, bytes], int] | None:
    """Find the system's call: renameat2 with RENAME_EXCHANGE, or renamex_np with RENAME_SWAP."""
    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    here, flag = -100, 2  # AT_FDCWD; both systems chose the same number for the flag
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return lambda one, other: int(library.renameat2(here, one, here, other, flag))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, flag))
    return None
