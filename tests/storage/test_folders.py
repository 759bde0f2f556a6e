"""Tests of analysis.storage.folders."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.records import OutputError, ReportError
from analysis.storage import (
    TableWriter,
    check_place,
    digests,
    replacing,
    scratch,
)
from analysis.storage.system import exchange
from tests.storage.written import contents, terms


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with one file, an hour old."""
    folder = tmp_path / "target"
    folder.mkdir()
    (folder / "a.txt").write_text("old")
    for path in (folder / "a.txt", folder):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return folder


def test_replacing_makes_a_new_folder(tmp_path: Path) -> None:
    with replacing(tmp_path / "deep" / "target") as fresh:
        (fresh / "sub").mkdir()
        (fresh / "sub" / "a.txt").write_text("new")
    assert contents(tmp_path) == {"deep/target/sub/a.txt": "new"}


def test_replacing_puts_the_new_in_the_place_of_the_old(target: Path) -> None:
    with replacing(target, owned=lambda _: ["a.txt"]) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(target.parent) == {"target/b.txt": "new"}


def test_replacing_begins_with_an_empty_folder(target: Path) -> None:
    with replacing(target) as fresh:
        assert list(fresh.iterdir()) == []


def test_replacing_shows_nothing_before_the_end(target: Path) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
        assert contents(target) == {"a.txt": "old"}


def test_replacing_keeps_foreign_files(target: Path) -> None:
    (target / "sub").mkdir()
    (target / "sub" / "mine.txt").write_text("mine")
    with replacing(target, owned=lambda _: ["a.txt"]) as fresh:
        (fresh / "a.txt").write_text("new")
    assert contents(target) == {"a.txt": "new", "sub/mine.txt": "mine"}


def test_replacing_touches_nothing_when_nothing_changes(target: Path) -> None:
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (target, target / "a.txt")]
    with replacing(target, owned=lambda _: ["a.txt"]) as fresh:
        (fresh / "a.txt").write_text("old")
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (target, target / "a.txt")] == before


def replace_and_fail(target: Path, error: type[BaseException]) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_replacing_keeps_the_old_on_an_error(target: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        replace_and_fail(target, error)
    assert (contents(target.parent), len(list(target.parent.iterdir()))) == ({"target/a.txt": "old"}, 1)


def test_replacing_leaves_nothing_beside_the_folder(target: Path) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_replacing_does_not_take_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "target"
    path.write_text("mine")
    with pytest.raises(ReportError), replacing(path) as fresh:
        (fresh / "a.txt").write_text("new")
    assert path.read_text() == "mine"


def test_replacing_keeps_links_empty_folders_and_permissions(target: Path) -> None:
    (target / "dangling").symlink_to("nowhere")
    (target / "private").mkdir(mode=0o700)
    target.chmod(0o750)
    with replacing(target) as fresh:
        (fresh / "b.txt").write_text("new")
    assert (target / "dangling").readlink() == Path("nowhere")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (target, target / "private")] == [0o750, 0o700]


def test_replacing_keeps_a_file_that_came_while_it_wrote(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(one: Path, other: Path) -> bool:
        (other / "late.txt").write_text("mine")
        (other / "edited.txt").unlink()
        (other / "edited.txt").write_text("edited")
        return exchange(one, other)

    (target / "edited.txt").write_text("mine")
    monkeypatch.setattr("analysis.storage.folders.exchange", late)
    with replacing(target) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(target) == {"a.txt": "old", "b.txt": "new", "edited.txt": "edited", "late.txt": "mine"}


def test_replacing_copies_what_cannot_be_linked(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    with replacing(target) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(target) == {"a.txt": "old", "b.txt": "new"}


def test_replacing_follows_a_link(target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    with replacing(link) as fresh:
        (fresh / "b.txt").write_text("new")
    assert (link.is_symlink(), contents(target)) == (True, {"a.txt": "old", "b.txt": "new"})


@pytest.mark.parametrize("name", [".", ".."])
def test_check_place_names_the_current_folder(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(ReportError) as caught:
        check_place(Path(name))
    assert str(caught.value) == (
        f"{name}: is the current folder or holds it, so it cannot be replaced as a whole; "
        f"choose a folder inside it, such as {Path(name) / 'tables'}"
    )


def test_check_place_names_a_mount_point(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", target.__eq__)
    with pytest.raises(ReportError) as caught:
        check_place(target)
    assert str(caught.value) == (
        f"{target}: is a mount point, so it cannot be replaced as a whole; "
        f"choose a folder inside it, such as {target / 'tables'}"
    )


def test_check_place_makes_nothing(tmp_path: Path) -> None:
    check_place(tmp_path / "deep" / "er")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_an_error_of_the_disk_is_one_line(target: Path, number: int) -> None:
    fix = "make room, or choose another folder" if number == errno.ENOSPC else "choose another folder"
    with pytest.raises(OutputError) as caught, replacing(target):
        raise OSError(number, "words of a library")
    assert str(caught.value) == f"{target}: cannot be written to: {os.strerror(number)}; {fix}"
    assert contents(target.parent) == {"target/a.txt": "old"}


def test_an_error_about_another_file_stays_as_it_is(target: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(target):
        target.with_name("nowhere").read_text()


def test_a_second_writer_that_ends_first_does_not_mix(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "tables") as last:
        last.write({"keywords": terms("last")})
        with TableWriter(tmp_path / "tables", format="parquet") as first:
            first.write({"keywords": terms("first"), "mentions": terms("first")})
    assert list(digests(tmp_path)) == ["tables/keywords.csv", "tables/manifest.json"]


def abandon(parent: Path, prefix: str) -> Path:
    """Give a working folder of a run that was killed."""
    code = (
        "import os, pathlib, sys; from analysis.storage import scratch\n"
        "with scratch(pathlib.Path(sys.argv[1]), sys.argv[2]) as folder: print(folder); sys.stdout.flush();"
        "os._exit(9)"
    )
    run = [sys.executable, "-c", code, str(parent), prefix]
    return Path(subprocess.run(run, capture_output=True, text=True, check=False).stdout.strip())  # noqa: S603


@pytest.mark.parametrize("prefix", [".sidelight-", "sidelight-"])
def test_scratch_removes_what_a_killed_run_left(tmp_path: Path, prefix: str) -> None:
    assert abandon(tmp_path, prefix).is_dir()
    with scratch(tmp_path, prefix):
        pass
    assert list(tmp_path.iterdir()) == []


def test_scratch_leaves_living_runs_and_folders_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "sidelight-projects" / "mine").mkdir(parents=True)
    (tmp_path / "sidelight-my").mkdir()
    with scratch(tmp_path, "sidelight-") as living:
        with scratch(tmp_path, "sidelight-"):
            pass
        assert living.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sidelight-my", "sidelight-projects"]


def test_scratch_names_a_missing_place_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", fail)
    with pytest.raises(OutputError) as caught, scratch(prefix="sidelight-"):
        pass
    assert str(caught.value) == "no folder for temporary files can be written to; set TMPDIR to one that can"


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot swap two folders."""
    monkeypatch.setattr("analysis.storage.system._swapper", lambda: None)


@pytest.mark.usefixtures("without_exchange")
def test_replacing_by_two_renames(target: Path) -> None:
    (target / "mine.txt").write_text("mine")
    with replacing(target, owned=lambda _: ["a.txt"]) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(target.parent) == {"target/b.txt": "new", "target/mine.txt": "mine"}


def failing_rename(fails: Callable[[int], bool]) -> Callable[[Path, Path], Path]:
    """Make a stand-in for `Path.rename` that is interrupted at some calls, counted from 1."""
    calls = 0
    rename = Path.rename

    def stand_in(path: Path, to: Path) -> Path:
        nonlocal calls
        calls += 1
        if fails(calls):
            raise KeyboardInterrupt
        return rename(path, to)

    return stand_in


@pytest.mark.usefixtures("without_exchange")
def test_replacing_brings_the_old_back_when_interrupted_between_renames(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", failing_rename(lambda call: call == 2))
    with pytest.raises(KeyboardInterrupt), replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
    assert contents(target.parent) == {"target/a.txt": "old"}


@pytest.fixture
def killed(target: Path, monkeypatch: pytest.MonkeyPatch, without_exchange: None) -> Path:  # noqa: ARG001
    """The folder after a run that was killed between the two renames: nothing moves after the first."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", failing_rename(lambda call: call > 1))
        with pytest.raises(KeyboardInterrupt), replacing(target) as fresh:
            (fresh / "a.txt").write_text("new")
    assert contents(target.parent) == {"target.sidelight-old/a.txt": "old"}
    return target


def test_replacing_brings_the_old_back_after_a_kill(killed: Path) -> None:
    with pytest.raises(ValueError, match="stop"), replacing(killed):
        raise ValueError("stop")
    assert contents(killed.parent) == {"target/a.txt": "old"}


def test_replacing_keeps_foreign_files_after_a_kill(killed: Path) -> None:
    with replacing(killed) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(killed.parent) == {"target/a.txt": "old", "target/b.txt": "new"}


def test_replacing_clears_away_after_a_kill_behind_the_renames(killed: Path) -> None:
    (killed.with_name("target.sidelight-old") / "mine.txt").write_text("mine")
    killed.mkdir()
    (killed / "a.txt").write_text("newer")
    with replacing(killed, owned=lambda _: ["a.txt"]) as fresh:
        (fresh / "a.txt").write_text("newer")
    assert contents(killed.parent) == {"target/a.txt": "newer", "target/mine.txt": "mine"}


def test_replacing_keeps_the_old_where_an_empty_folder_took_its_place(killed: Path) -> None:
    killed.mkdir()
    with pytest.raises(ValueError, match="stop"), replacing(killed, owned=lambda _: ["a.txt"]):
        raise ValueError("stop")
    assert contents(killed.parent) == {"target/a.txt": "old"}


def test_digests_are_of_contents_by_relative_path(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digests(tmp_path) == {"sub/a": empty}
