"""Tests of analysis.corpus.files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.records import Article, CorpusError, Registry, SidelightError

FOLLOW = "--follow-links (follow_links=True) reads it"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one file, beside another folder of one."""
    for name in ("corpus/a.txt", "outside/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Talks\nBody.")
    return tmp_path / "corpus"


def read(path: Path, *, follow_links: bool = False) -> tuple[list[Article], list[str]]:
    errors: list[SidelightError] = []
    articles = read_articles(path, on_error=errors.append, follow_links=follow_links)
    return articles, [str(error) for error in errors]


def ids(path: Path, *, follow_links: bool = False) -> list[str]:
    articles, errors = read(path, follow_links=follow_links)
    assert errors == []
    return [article.article_id for article in articles]


@pytest.mark.parametrize(("name", "target"), [("l.txt", "../outside/b.txt"), ("l", "../outside")])
def test_link_that_leads_out_is_not_followed(corpus: Path, name: str, target: str) -> None:
    (corpus / name).symlink_to(target)
    articles, errors = read(corpus)
    assert [article.article_id for article in articles] == ["a"]
    assert errors == [f"{corpus / name}: is a link that leads out of {corpus}; {FOLLOW}"]


@pytest.mark.parametrize(
    ("name", "target", "found"), [("l.txt", "../outside/b.txt", "l"), ("l", "../outside", "l/b")]
)
def test_link_that_leads_out_is_followed_where_asked(
    corpus: Path, name: str, target: str, found: str
) -> None:
    (corpus / name).symlink_to(target)
    assert ids(corpus, follow_links=True) == ["a", found]


def test_link_to_a_file_inside_is_followed(corpus: Path) -> None:
    (corpus / "l.txt").symlink_to("a.txt")
    assert ids(corpus) == ["a", "l"]


@pytest.mark.parametrize("follow_links", [False, True])
def test_links_in_a_circle_end(corpus: Path, follow_links: bool) -> None:
    (corpus / "up").symlink_to("../corpus")
    assert ids(corpus, follow_links=follow_links) == ["a"]


def test_links_in_a_circle_outside_end(corpus: Path) -> None:
    (corpus / "l").symlink_to("../outside")
    (corpus.parent / "outside" / "m").symlink_to("../outside")
    assert ids(corpus, follow_links=True) == ["a", "l/b"]


def test_named_path_may_be_a_link(corpus: Path) -> None:
    for name in ("corpus", "corpus/a.txt"):
        link = corpus.parent / f"link{Path(name).suffix}"
        link.symlink_to(name)
        assert len(ids(link)) == 1


def test_parties_file_that_leads_out_is_not_read(corpus: Path) -> None:
    (corpus.parent / "own.toml").write_text('[[party]]\nname = "Freedonia"')
    (corpus / "parties.toml").symlink_to("../own.toml")
    articles, errors = read(corpus)
    assert articles[0].registry == Registry()
    assert errors == [f"{corpus / 'parties.toml'}: is a link that leads out of {corpus}; {FOLLOW}"]
    articles, errors = read(corpus, follow_links=True)
    assert ([party.name for party in articles[0].registry.parties], errors) == (["Freedonia"], [])


def test_link_to_nothing_is_named(corpus: Path) -> None:
    (corpus / "l.txt").symlink_to("nowhere")
    assert read(corpus)[1] == [f"{corpus / 'l.txt'}: is a link to a file that is not there"]


@pytest.mark.parametrize("is_named", [True, False])
def test_pipe_is_named_and_not_opened(corpus: Path, is_named: bool) -> None:
    path = corpus / "p.txt"
    os.mkfifo(path)
    assert read(path if is_named else corpus)[1] == [
        f"{path}: is a pipe; expected a file or folder of articles"
    ]


def test_folder_that_cannot_be_read_is_named(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, who reads everything.
    (corpus / "sub").mkdir()
    listed = os.listdir

    def refuse(path: str | Path) -> list[str]:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    articles, errors = read(corpus)
    assert [article.article_id for article in articles] == ["a"]
    assert errors == [f"{corpus / 'sub'}: cannot be read: Permission denied"]


def test_name_that_is_not_utf8_has_escapes_in_id_path_and_errors(corpus: Path) -> None:
    (corpus / os.fsdecode(b"\xe9.txt")).write_text("Talks\nBody.")
    (corpus / os.fsdecode(b"\xea\n.txt")).write_text("")
    articles, errors = read(corpus)
    assert [article.article_id for article in articles] == ["a", r"\xe9"]
    assert articles[1].path == rf"{corpus.as_posix()}/\xe9.txt"
    assert errors == [rf"{corpus}/\xea\n.txt: is empty; expected an article"]


def test_name_that_is_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 300)
    with pytest.raises(CorpusError) as caught:
        read_articles(path)
    assert str(caught.value) == f"{path}: cannot be read: File name too long"


@pytest.mark.parametrize(("page", "found"), [("p.html", ["a"]), ("q.html", ["a", "p_files/b"])])
def test_what_a_browser_saves_beside_a_page_is_skipped(corpus: Path, page: str, found: list[str]) -> None:
    (corpus / page).write_text("<html></html>")
    (corpus / "p_files").mkdir()
    (corpus / "p_files" / "b.txt").write_text("Talks\nBody.")
    assert [article.article_id for article in read(corpus)[0]] == found
