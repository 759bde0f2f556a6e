"""Folders that are put into place whole or not at all, and working folders that do not outlive their run.

A new folder is written under a hidden name beside the old one, and takes its place by one rename. A run can
be killed at any point: the old folder or the new one is there, whole, and the next run clears away the rest.
What a power cut leaves is up to the file system: nothing waits for the disk (no fsync).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from analysis.records import OutputError, ReportError
from analysis.storage.system import LOCK_FILE, exchange, lock, locked, unlock

# What a working folder may hold: the new folder (after the switch the old one), and what the switch is about.
_NEW, _SWITCH = "sl-new", "sl-switch"
_FULL = (errno.ENOSPC, errno.EDQUOT)

Owned = Callable[[Path], Collection[str]]


def check_place(target: Path) -> None:
    """Verify that a folder can be written, and replaced as a whole; nothing is touched.

    Raises
    ------
    ReportError
        It is a file, a mount point, the current folder or one that holds it; or it, or the folder that it
        is in, cannot be written.
    """
    with told(target):
        real = Path(os.path.realpath(target))
        holder = next((folder for folder in real.parents if folder.exists()), real)
        _check_is_folder(holder)
    with told(target), locked(holder):  # another run may be between two renames
        _check_is_folder(target)
        if not os.access(real if real.exists() else holder, os.W_OK | os.X_OK):
            raise OutputError(f"{target}: cannot be written to; choose another folder")
        why = _why_fixed(real, holder)
        if why:
            inside = f"choose a folder inside it, such as {target / 'tables'}"
            raise OutputError(f"{target}: {why}, so it cannot be replaced as a whole; {inside}")


def _check_is_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise ReportError(f"{path}: is a file, where a folder is to be written; choose another place")


def _why_fixed(folder: Path, holder: Path) -> str | None:
    """Say why a folder that can be written can still not be renamed."""
    if os.path.ismount(folder):
        return "is a mount point"
    if folder in (Path.cwd(), *Path.cwd().parents):
        return "is the current folder or holds it"
    if not os.access(holder, os.W_OK | os.X_OK):
        return f"is in a folder that cannot be written to ({holder})"
    return None


@contextmanager
def replacing(target: Path, owned: Owned = lambda _: ()) -> Iterator[Path]:
    """Yield an empty folder to write to, and put it in the place of `target` when the block ends well.

    On an error, or when interrupted or killed, the old folder stays as it was. Where the new files equal the
    old ones, nothing is touched. Files in the old folder are kept, but those that `owned` names (paths
    relative to it) and those that the new ones replace. A symbolic link stays, and what it leads to is
    replaced. Of two runs at once, the one that ends last wins, whole.

    Raises
    ------
    ReportError
        The folder cannot be made, written or replaced.
    """
    check_place(target)
    place = Path(os.path.realpath(target)) if target.is_symlink() else target
    with scratch(place.parent) as fresh:
        with told(target), locked(place.parent):
            _recover(place, owned)
        with told(target, within=fresh):
            yield fresh
        with told(target), locked(place.parent):
            try:
                _switch(fresh, place, owned)
            finally:
                _recover(place, owned)


@contextmanager
def replacing_file(target: Path) -> Iterator[TextIO]:
    """Yield a file of text (UTF-8) to write to, and put it in the place of `target` when the block ends well.

    Raises
    ------
    ReportError
        The file cannot be made, written or replaced.
    """
    place = Path(os.path.realpath(target))
    with scratch(place.parent) as fresh, told(target, within=fresh):
        with (fresh / place.name).open("w", encoding="utf-8", newline="\n") as file:
            yield file
        (fresh / place.name).replace(place)


@contextmanager
def scratch(parent: Path | None = None, prefix: str = ".sidelight-") -> Iterator[Path]:
    """Yield an empty working folder in `parent` (by default where the system has temporary files).

    It is removed at the end, and those of runs that were killed are removed at the start; those of runs that
    are alive stay, which a lock tells apart.

    Raises
    ------
    ReportError
        It cannot be made or written.
    """
    if parent is None:
        parent = _temporary()
    with told(parent):
        parent.mkdir(parents=True, exist_ok=True)
        _remove_dead(parent, prefix)
        staging, held = _make_staging(parent, prefix)
    try:
        with told(parent, within=staging):
            yield staging / _NEW
    finally:
        with told(parent):
            _remove(staging, held)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its relative path, sorted."""
    return {
        file.relative_to(folder).as_posix(): file_digest(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def digest(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def told(folder: Path, *, within: Path | None = None) -> Iterator[None]:
    """Raise errors of writing as one line that names `folder`.

    With `within`, only those of what is in there, or of no file.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    try:
        yield
    except ConnectionError:  # a pipe that is closed is no file
        raise
    except OutputError as error:
        if not (within and error.folder and within in error.folder.parents):
            raise
        raise _output_error(folder, error.__cause__) from error.__cause__
    except OSError as error:
        name = error.filename
        if within and isinstance(name, str | bytes) and within not in Path(os.fsdecode(name)).parents:
            raise
        raise _output_error(folder, error) from error


def _output_error(folder: Path, cause: BaseException | None) -> OutputError:
    number = cause.errno if isinstance(cause, OSError) else None
    reason = os.strerror(number) if number else " ".join(str(cause).split())
    fix = "make room, or choose another folder" if number in _FULL else "choose another folder"
    return OutputError(f"{folder}: cannot be written to: {reason}; {fix}", folder)


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError as error:
        raise OutputError(
            "no folder for temporary files can be written to; set TMPDIR to one that can"
        ) from error


def _make_staging(parent: Path, prefix: str) -> tuple[Path, int | None]:
    while True:
        staging = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        held = None
        try:
            held = lock(staging)
            (staging / _NEW).mkdir()
        except (BlockingIOError, FileNotFoundError):  # another run took it for a dead one, before the lock
            unlock(held)
        except BaseException:
            unlock(held)
            staging.rmdir()
            raise
        else:
            return staging, held


def _remove_dead(parent: Path, prefix: str) -> None:
    """Remove the working folders of this user whose runs are dead; what cannot be removed stays."""
    for folder in parent.iterdir():
        if re.fullmatch(re.escape(prefix) + "[a-z0-9_]{8}", folder.name) and _is_ours(folder):
            with suppress(OSError):
                held = lock(folder)
                if held is not None:
                    _remove(folder, held)


def _is_ours(folder: Path) -> bool:
    """Whether a folder is as `_make_staging` makes them: a user's own may have such a name by chance."""
    with suppress(OSError):
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and {path.name for path in folder.iterdir()} <= {
            _NEW,
            _SWITCH,
            LOCK_FILE,
        }:
            is_private = folder.name.startswith(".") or stat.S_IMODE(status.st_mode) == stat.S_IRWXU
            return os.name == "nt" or (is_private and status.st_uid == os.getuid())
    return False


def _remove(staging: Path, held: int | None) -> None:
    try:
        _rescue(staging)
        shutil.rmtree(staging / _NEW, ignore_errors=True)
        (staging / _SWITCH).unlink(missing_ok=True)
    finally:
        unlock(held)
    with suppress(OSError):
        staging.rmdir()


def _switch(fresh: Path, target: Path, owned: Owned) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    ours = {*owned(target), *_entries(fresh)}
    if _digests_of(target, ours) == _digests_of(fresh, ours):
        return
    for name in _entries(target):
        if name not in ours:
            _keep(target / name, fresh / name)
    _copy_access(target, fresh)
    switch = {"target": target.name, "ours": sorted(ours)}
    (fresh.parent / _SWITCH).write_text(json.dumps(switch), encoding="utf-8")
    if not exchange(fresh, target):
        target.rename(_aside(target))
        fresh.rename(target)
        _aside(target).rename(fresh)


def _aside(target: Path) -> Path:
    """Where the old folder is between two renames: in plain sight, as nothing else has what is in it."""
    return target.with_name(f"{target.name}.sidelight-old")


def _recover(target: Path, owned: Owned) -> None:
    """Finish, or undo, what a run left that ended between the renames of `_switch`."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    elif aside.exists():
        is_new = any((target / name).exists() for name in owned(target))
        _move_over(aside, target, {*owned(aside), *owned(target)} if is_new else ())
        shutil.rmtree(aside)


def _rescue(staging: Path) -> None:
    """Bring files to the new folder that came to the old one just before the switch.

    Where the run was killed before the switch, the folder looked at is the new one, and all else in it is
    in the target already.
    """
    try:
        switch = json.loads((staging / _SWITCH).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # killed before it, or while this was written
        return
    with locked(staging.parent):
        old, target = staging / _NEW, staging.parent / switch["target"]
        if old.exists() and target.exists():  # otherwise the old folder stands aside, or is removed already
            _move_over(old, target, switch["ours"])


def _move_over(old: Path, new: Path, ours: Collection[str]) -> None:
    for name in set(_entries(old)).difference(ours):
        source, to = old / name, new / name
        if not os.path.lexists(to) or (
            not to.is_dir() and source.lstat().st_mtime_ns > to.lstat().st_mtime_ns
        ):
            to.parent.mkdir(parents=True, exist_ok=True)
            source.replace(to)


def _keep(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        to.mkdir(exist_ok=True)
        return
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:  # not every file system has links, and not every file may be linked to
        shutil.copy2(source, to, follow_symlinks=False)


def _copy_access(old: Path, new: Path) -> None:
    """Give folders that stay their owner and permissions, the innermost first."""
    for path, _, _ in os.walk(old, topdown=False):
        folder = new / Path(path).relative_to(old)
        if folder.is_dir():
            if os.name != "nt":
                with suppress(OSError):
                    os.chown(folder, Path(path).stat().st_uid, Path(path).stat().st_gid)
            shutil.copymode(path, folder)


def _entries(folder: Path) -> Iterator[str]:
    """Everything in a folder that is no folder, or an empty one, by relative path."""
    for path, folders, files in os.walk(folder, onerror=_raise):
        here = Path(path)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in [*links, *files]:
            yield (here / name).relative_to(folder).as_posix()
        if not folders and not files and here != folder:
            yield here.relative_to(folder).as_posix()


def _raise(error: OSError) -> None:
    raise error


def _digests_of(folder: Path, names: Collection[str]) -> dict[str, str]:
    return {name: file_digest(folder / name) for name in names if (folder / name).is_file()}
