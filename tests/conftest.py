"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib as mpl
import pytest

import analysis as sl
from analysis.evaluate.gold import Story, read_stories

mpl.use("Agg")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def is_long() -> bool:
    """Whether this is the long form of the suite, `make hostile`."""
    return os.environ.get("SIDELIGHT_HOSTILE") == "long"


@pytest.fixture(scope="session")
def root() -> Path:
    """Top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def eval_folder() -> Path:
    """The human-labelled data, which are never part of the repository.

    SIDELIGHT_EVAL names their folder; by default it is `shared/eval` in the repository or beside it.
    """
    named = os.environ.get("SIDELIGHT_EVAL")
    for folder in [Path(named)] if named else [ROOT / "shared" / "eval", ROOT.parent / "shared" / "eval"]:
        if folder.is_dir():
            return folder
    pytest.skip("the human-labelled data are not here; SIDELIGHT_EVAL names their folder")


@pytest.fixture(scope="session")
def state_stories(root: Path) -> list[Story]:
    """The gold stories with measured floors: all but those about organisations."""
    stories = read_stories([root / "tests" / "gold"])
    return [story for story in stories if not story.article.article_id.startswith("org-")]


@pytest.fixture(scope="session")
def real_article() -> sl.Article:
    """The article that the repository carries."""
    (article,) = sl.read_articles(ROOT / "corpus")
    return article


@pytest.fixture(scope="session")
def real(real_article: sl.Article) -> sl.Analysis:
    """The tables of the real article."""
    return sl.analyze([real_article], evidence=True)


@pytest.fixture(scope="session")
def real_by_lexicon(real_article: sl.Article) -> sl.Analysis:
    """The tables of the real article, by the lexicon method."""
    return sl.analyze([real_article], method="lexicon", evidence=True)


HOSTILE = (
    "<script>alert(1)</script> & $x^2$ France condemned <b>Iran</b> | a | `code` _x_ **b** "
    "[l](javascript:alert(1)) \\frac{1}{2} https://example.org @user #tag.\n\n# Iran helped France.\n\n"
    "- =1+1 Iran\n\n1. France praised Iran."
)


@pytest.fixture(scope="session")
def hostile_article() -> sl.Article:
    """An article whose text tries to be HTML, Markdown, LaTeX and a formula."""
    # As a caller can make it; `make_article` takes tags away.
    title = "=cmd <img src=x onerror=alert(1)> $T$"
    return sl.Article("../../hostile <id>", f"{title}\n\n{HOSTILE}", title)


@pytest.fixture(scope="session")
def hostile(hostile_article: sl.Article) -> sl.Analysis:
    """The tables of the hostile article."""
    return sl.analyze([hostile_article], evidence=True)
