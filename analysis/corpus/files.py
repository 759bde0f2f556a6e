"""The files of articles below the paths that a user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.paths import PARTS, is_folder, is_path, kind_of
from analysis.records import CorpusError, SidelightError, named_type

PARTIES_FILE = "parties.toml"


class Found(NamedTuple):
    """A file, and the folder that was named and that it stands below."""

    root: Path
    path: Path


def find_files(
    paths: str | Path | Iterable[str | Path],
    report: Callable[[SidelightError], None],
    *,
    follow_links: bool,
) -> Iterator[Found]:
    """Yield the files that paths name or hold, in alphabetical order, and report what is none.

    No folder is read twice, so that links which lead in a circle come to an end; a link to a folder below the
    same root is passed over, since that is read where it stands.
    """
    given: Any = paths
    # Of a table or a mapping the names would be read as paths.
    is_held = isinstance(given, Mapping) or hasattr(given, "columns")
    is_one = not isinstance(given, Iterable) or isinstance(given, (str, os.PathLike))
    for path in [given] if is_one or is_held else given:
        if not is_path(path):
            named = repr(path) if path is None or isinstance(path, str) else named_type(path)
            report(
                CorpusError(
                    f"{named} is no path; expected that of a file or folder; what is in memory is taken by "
                    "articles_from(...)"
                )
            )
            continue
        root = Path(path)
        try:
            kind = kind_of(root)
        except (FileNotFoundError, NotADirectoryError):
            report(CorpusError(f"{root}: there is no such file or folder"))
            continue
        except OSError as error:
            report(CorpusError(f"{root}: cannot be read: {error.strerror}"))
            continue
        if kind == "a folder":
            yield from _Folder(root, report, follow_links=follow_links).files()
        elif kind == "a file":
            yield Found(root.parent, root)
        else:
            report(_no_file(root, kind))


def check_inside(link: Path, root: Path) -> None:
    """Verify that a link leads to what is below a folder.

    Raises
    ------
    CorpusError
        It leads out.
    """
    if not _is_inside(link, root):
        raise CorpusError(
            f"{link}: is a link that leads out of {root}; --follow-links (follow_links=True) reads it"
        )


class _Folder:
    """A named folder while it is walked through."""

    def __init__(self, root: Path, report: Callable[[SidelightError], None], *, follow_links: bool) -> None:
        self._root = root
        self._report = report
        self._follow_links = follow_links
        self._is_empty = True
        self._read: set[tuple[int, int]] = set()

    def files(self) -> Iterator[Found]:
        """Yield the files, or report that there is none."""
        waiting = [self._root]  # the next one last
        while waiting:
            path = waiting.pop()
            try:
                kind = self._kind(path)
                if kind == "a folder":
                    waiting += self._inside(path)
                    continue
            except (CorpusError, OSError) as error:
                self._fail(error if isinstance(error, CorpusError) else _unreadable(path, error))
                continue
            if kind == "a file":
                self._is_empty = False
                yield Found(self._root, path)
            else:
                self._fail(_no_file(path, kind))
        if self._is_empty:
            self._report(
                CorpusError(
                    f"{self._root}: holds no articles; "
                    "expected files of the kinds that `sidelight read --help` lists"
                )
            )

    def _fail(self, error: SidelightError) -> None:
        self._is_empty = False
        self._report(error)

    def _kind(self, path: Path) -> str:
        if path.is_symlink() and path != self._root:
            kind_of(path)  # raises where there is nothing
            if not self._follow_links:
                check_inside(path, self._root)
        return kind_of(path)

    def _inside(self, folder: Path) -> list[Path]:
        """Return what a folder holds, last name first.

        That is nothing where it is read elsewhere, or where it is a run, which holds tables of articles.
        """
        if folder != self._root and is_folder(folder / PARTS):
            return []
        if folder.is_symlink() and folder != self._root and _is_inside(folder, self._root):
            return []
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self._read:
            return []
        self._read.add((status.st_dev, status.st_ino))
        paths = sorted(folder.iterdir(), reverse=True)
        # What a browser saves beside ``page.html``: its pictures and scripts.
        beside = {f"{path.stem}_files" for path in paths if path.suffix.lower() in (".html", ".htm")}
        return [path for path in paths if path.name not in beside and not _is_skipped(path)]


def _is_skipped(path: Path) -> bool:
    return path.name.startswith(".") or path.name == PARTIES_FILE or path.stem.upper() == "README"


def _is_inside(path: Path, root: Path) -> bool:
    # realpath, since Path.resolve raises where links lead in a circle.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _unreadable(path: Path, error: OSError) -> CorpusError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return CorpusError(f"{path}: is a link to a file that is not there")
    return CorpusError(f"{path}: cannot be read: {error.strerror}")


def _no_file(path: Path, kind: str) -> CorpusError:
    return CorpusError(f"{path}: is {kind}; expected a file or folder of articles")
