"""Names, kinds of file and links that try to stop a run: the good files beside them are always read."""

from __future__ import annotations

import itertools
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import analysis as sl
from tests.hostile.conftest import Tried

COMMAND = (sys.executable, "-c", "from analysis.cli import main; main(prog_name='sidelight')")
GOOD = b"Talks\n\nRussia condemned Ukraine.\n"
# Each ends in the suffix of an article, or in none.
NAMES = (
    b"caf\xe9.txt",
    b"\xff\xfe\xfd.md",
    b"two\nlines.txt",
    b"bell\x07\x1b[31m.txt",
    b"carriage\rreturn.txt",
    "turned\u202etxt.txt".encode(),
    "joined\u200dname.txt".encode(),
    "wide\u3000space.txt".encode(),
    "👩‍👩‍👧.txt".encode(),
    b"\xed\xa0\x80.txt",  # half of a UTF-16 pair
    b"=cmd.csv.txt",
    b"+1.txt",
    b"--output.txt",
    b"-o.txt",
    b"@file.txt",
    b"a" * 251 + b".txt",
    b"\xff" * 251 + b".txt",
    b" leading.txt",
    b"trailing.txt ",
    b"trailing.txt.",
    b"   .txt",
    b"quote'\".txt",
    b"<b>&amp;$x^2$.txt",
    b"a\\b.txt",
    b"CON.txt",
    b"%s{0}%n.txt",
    b"*?[a].txt",
    b"~.txt",
    b"NUL.jsonl",
    b"\xc3.jsonl",
)


def make_good(path: Path) -> None:
    path.write_bytes(b'{"text": "Russia condemned Ukraine."}\n' if path.suffix == ".jsonl" else GOOD)


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


def make_binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    # A socket's address may have 107 bytes only, a name in the folder itself therefore.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(here)
    (path.parent / "socket").rename(path)


def make_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_bytes(GOOD)


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


def make_link_out(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def make_folder_out(path: Path) -> None:
    path.symlink_to("/etc")


def make_link_up(path: Path) -> None:
    path.symlink_to(path.parent)


def make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # no room is taken: all of it is a hole


KINDS: tuple[Callable[[Path], None], ...] = (
    make_good,
    make_empty,
    make_binary,
    make_pipe,
    make_socket,
    make_folder,
    make_device,
    make_dangling,
    make_loop,
    make_link_out,
    make_folder_out,
    make_link_up,
    make_huge,
)
CASES = list(itertools.product(NAMES, KINDS))
random.Random(19).shuffle(CASES)  # noqa: S311


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise where something takes longer, as opening a pipe would."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"took more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_error(error: sl.SidelightError) -> None:
    message = str(error)
    assert message.isprintable()
    assert message.encode()


def check_articles(articles: list[sl.Article]) -> None:
    for article in articles:
        assert article.article_id.isprintable()
        assert (article.path or "").isprintable()
    result = sl.analyze(articles, method="lexicon")
    assert result.articles["article_id"].tolist() == [article.article_id for article in articles]


def corpus_with(folder: Path, cases: list[tuple[bytes, Callable[[Path], None]]]) -> Path:
    """Make a folder with a good file before and after each bad one."""
    folder.mkdir(exist_ok=True)
    for number, (name, make) in enumerate(cases):
        beside = folder / str(number)
        beside.mkdir()
        make(beside / os.fsdecode(name))
        for good in ("0", "zz"):
            (beside / f"{good}.txt").write_bytes(GOOD)
    return folder


def ids_of_good(n: int) -> set[str]:
    return {f"{number}/{good}" for number in range(n) for good in ("0", "zz")}


def test_good_files_beside_bad_ones_are_read(tmp_path: Path, tried: Tried, is_long: bool) -> None:
    cases = CASES if is_long else CASES[:60]
    tried("paths", len(cases))
    root = corpus_with(tmp_path / "corpus", cases)
    errors: list[sl.SidelightError] = []
    with within(60):
        articles = sl.read_articles(root, on_error=errors.append)
    for error in errors:
        check_error(error)
    check_articles(articles)
    assert ids_of_good(len(cases)) <= {article.article_id for article in articles}
    made_good = sum(make in (make_good, make_folder) for _, make in cases)
    odd = sum(not name.rstrip().endswith((b".txt", b".md", b".jsonl")) for name, _ in cases)
    assert len(articles) >= 2 * len(cases) + made_good - odd - sum(b" " in name for name, _ in cases)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_every_kind_named_itself_is_read_or_one_line(
    make: Callable[[Path], None], tmp_path: Path, tried: Tried, is_long: bool
) -> None:
    names = NAMES if is_long else NAMES[:2]
    tried("paths", len(names))
    for number, name in enumerate(names):
        if make in (make_link_out, make_folder_out, make_link_up):
            continue  # a link that is named is followed
        path = corpus_with(tmp_path / str(number), [(name, make)]) / "0" / os.fsdecode(name)
        errors: list[sl.SidelightError] = []
        with within(20):
            articles = sl.read_articles(path, on_error=errors.append)
            if make is not make_empty:
                with pytest.raises(sl.SidelightError) as caught:
                    sl.read_registry(str(path))
                check_error(caught.value)
        assert len(articles) + len(errors) == 1
        for error in errors:
            check_error(error)
        check_articles(articles)


@pytest.mark.parametrize(
    "path",
    ["a" * 300, "a/" * 3000, "a\0b.txt", "\ud800.txt", "/dev/zero", "/dev/null", "/proc/self/mem/x", "\n"],
    ids=repr,
)
def test_paths_that_cannot_be_are_one_line_everywhere(path: str, tried: Tried) -> None:
    tried("paths")
    for read in (sl.read_articles, sl.read_registry):
        with within(5), pytest.raises(sl.SidelightError) as caught:
            read(path)
        check_error(caught.value)


def test_very_deep_folders_end(tmp_path: Path, tried: Tried) -> None:
    tried("paths")
    (tmp_path / "zz.txt").write_bytes(GOOD)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for _ in range(60):
            os.mkdir("d" * 200)  # noqa: PTH102 - a path of 12,000 characters can only be made step by step
            os.chdir("d" * 200)
        Path("deep.txt").write_bytes(GOOD)
    finally:
        os.chdir(here)
        os.close(here)
    errors: list[sl.SidelightError] = []
    with within(20):
        articles = sl.read_articles(tmp_path, on_error=errors.append)
    assert [article.article_id for article in articles] == ["zz"]
    (error,) = errors
    assert str(error).endswith("cannot be read: File name too long")


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", "PATH", "-o", "out", "--method", "lexicon"],
        ["analyze", "good.txt", "-o", "out", "--method", "lexicon", "--parties", "PATH"],
        ["report", "good.txt", "--method", "lexicon", "--notebook", "PATH"],
        ["evaluate", "target-sentiment", "PATH"],
        ["evaluate", "mentions", "PATH"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_command_says_what_a_pipe_or_an_impossible_name_is(
    arguments: list[str], tmp_path: Path, tried: Tried
) -> None:
    (tmp_path / "good.txt").write_bytes(GOOD)
    os.mkfifo(tmp_path / "pipe.txt")
    for path, what in (("pipe.txt", "pipe"), ("a" * 300, "File name too long")):
        tried("paths")
        words = [path if word == "PATH" else word for word in arguments]
        command = [*COMMAND, *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
        first = done.stderr.splitlines()[0]
        assert done.returncode == 1
        assert first.startswith(f"sidelight: error: {path}: ")
        assert what in first
        assert "Traceback" not in done.stderr


def test_command_reads_what_stands_beside_a_name_that_is_not_utf8(tmp_path: Path, tried: Tried) -> None:
    tried("paths")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(GOOD)
    (tmp_path / os.fsdecode(b"\xfe.txt")).write_bytes(b"")
    (tmp_path / "good.txt").write_bytes(GOOD)
    command = [*COMMAND, "analyze", ".", "-o", "out"]
    done = subprocess.run(  # noqa: S603
        [*command, "--method", "lexicon", "--format", "parquet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert done.stderr.splitlines()[0] == r"sidelight: error: \xfe.txt: is empty; expected an article"
    assert sl.open_run(tmp_path / "out").load().article_ids == ["good", r"\xff"]
