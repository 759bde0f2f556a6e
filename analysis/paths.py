"""Paths that a user names: what they lead to, and files opened without waiting for a pipe."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# The folder in which a run keeps what it has done (`pipeline.runs`): a folder that has one holds no articles.
PARTS = ".sidelight-parts"

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def is_path(value: object) -> bool:
    """Tell whether a value can name a file or folder; an empty text, which would be this folder, cannot."""
    return isinstance(value, os.PathLike) or (isinstance(value, str) and value != "")


def kind_of(path: Path) -> str:
    """Return what a path leads to, links followed: ``a file``, ``a folder``, ``a pipe``, ...

    Raises
    ------
    OSError
        There is nothing, it cannot be looked at, or the path is none that a file can have.
    """
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # the NUL character, or half of a UTF-16 pair
        raise OSError(errno.EINVAL, "no file can have this name") from error
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "a file")


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading bytes.

    Raises
    ------
    OSError
        It cannot be opened, or is no file; opening a pipe could wait for ever.
    """
    kind = kind_of(path)
    if kind != "a file":
        raise OSError(errno.EINVAL, f"it is {kind}; expected a file")
    return path.open("rb")


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; False, rather than an error, where it leads nowhere."""
    try:
        return kind_of(path) == "a folder"
    except OSError:
        return False
