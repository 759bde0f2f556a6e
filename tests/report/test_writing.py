"""Reports: whole, the same twice, safe, and never lost."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import analysis as sl
from analysis.records import ChoiceError, CorpusError, ReportError
from analysis.schema import TABLES
from analysis.storage import digests

PAGE_TABLES = {*sl.Analysis.table_names(), "party_sentiment", "stance_matrix", "sentiment_by_voice"}
FILES = {
    "provenance.json",
    "report.html",
    "report.md",
    "tables/manifest.json",
    *(f"tables/{name}.csv" for name in PAGE_TABLES),
}
# Drawn only where there is something to show.
DRAWN_IF_ANY = {f"figures/{name}.svg" for name in ("sentiment-by-voice", "stance-network")}
UNSAFE = {"iframe", "object", "embed", "base", "link", "meta-refresh"}
STORIES = {
    "a": "Iran praised Oman. Iran lied.",
    "b": "Oman is corrupt. “Iran is honest,” said Ann Bee.",
    "c": "Peru met Iran.",
}


class Parsed(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)

    def values(self, *names: str) -> list[str]:
        """Give the values of attributes of these names."""
        return [value for name, value in self.attributes if name in names]


def story(name: str, text: str = "") -> sl.Article:
    return sl.make_article(
        text or STORIES[name], title=f"Story {name}", published="2026-01-05", article_id=name
    )


def tables(*names: str, **changed: str) -> sl.Analysis:
    made = [story(name, changed.get(name, "")) for name in names]
    return sl.analyze(made, method="lexicon", evidence=True)


def parsed(folder: Path, name: str = "report.html") -> Parsed:
    return Parsed((folder / name).read_text(encoding="utf-8"))


def state(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def note(_: sl.Analysis) -> sl.Section:
    """Make a section of the user's own."""
    return sl.Section("note", "A note", [sl.Block("mine")])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, real: sl.Analysis, real_article: sl.Article) -> Path:
    inputs = {real_article.article_id: [str(real_article.path)]}
    return sl.write_report(real, tmp_path_factory.mktemp("reports"), inputs=inputs).parent


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory, hostile: sl.Analysis) -> Path:
    return sl.write_report(hostile, tmp_path_factory.mktemp("hostile")).parent


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The report of three stories."""
    return sl.write_report(tables("a", "b", "c"), tmp_path / "corpus").parent


def test_files(folder: Path) -> None:
    assert folder.name == "2022-04-01-ukraine-russia-peace-talks-resume"
    assert set(digests(folder)) - DRAWN_IF_ANY == FILES


def test_the_page_to_open_first_is_returned(tmp_path: Path) -> None:
    assert sl.write_report(tables("a"), tmp_path) == tmp_path / "2026-01-05-story-a" / "report.html"
    assert sl.write_report(tables("a", "b"), tmp_path / "both") == tmp_path / "both" / "index.html"


def test_a_second_run_gives_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    for result in (tables("a"), tables("a", "b")):
        made = sl.write_report(result, tmp_path).parent
        before = state(made)
        sl.write_report(result, tmp_path)
        assert state(made) == before


def test_a_page_asks_for_nothing_and_runs_nothing_of_others(folder: Path, hostile_folder: Path) -> None:
    for made in (folder, hostile_folder):
        page = parsed(made)
        assert page.tags.count("script") == 1
        assert UNSAFE.isdisjoint(page.tags)
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert all(value.startswith("#") for value in page.values("href", "src", "xlink:href"))
        assert not re.search(r"url\((?!#)|@import", (made / "report.html").read_text(encoding="utf-8"))


def test_every_link_inside_a_page_has_its_place(folder: Path) -> None:
    page = parsed(folder)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value for value in page.values("href") if value} <= {f"#{value}" for value in ids}
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(#(s\d+)\)", markdown))
    assert links
    assert links <= set(re.findall(r'<a id="(s\d+)">', markdown))
    assert all((folder / path).is_file() for path in re.findall(r"!\[[^\]]*\]\((\S+)\)", markdown))


def test_html_and_markdown_have_the_same_sections(folder: Path) -> None:
    text = "".join(parsed(folder).words)
    headings = re.findall("^## (.*)", (folder / "report.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:4] == ["How each party is treated", "Who speaks", "Check these first", "The text"]
    assert all(heading in text for heading in headings)


def test_no_sentence_is_shown_more_than_once_beside_the_text(folder: Path, real: sl.Analysis) -> None:
    text = " ".join(" ".join(parsed(folder).words).split())
    for row in real.sentences.itertuples():
        sentence = " ".join(real.articles["text"].iloc[0][row.start : row.end].split())
        assert text.count(sentence) <= 2, sentence


def test_provenance_names_inputs_versions_and_outputs(folder: Path, real_article: sl.Article) -> None:
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["outputs"] == {k: v for k, v in digests(folder).items() if k != "provenance.json"}
    (article,) = provenance["articles"].values()
    assert set(article["inputs"]) == {"text", str(real_article.path)}
    assert provenance["packages"]["pandas"]
    assert provenance["method"] == ["neural"]


def test_hostile_text_appears_as_text(hostile_folder: Path) -> None:
    text = "".join(parsed(hostile_folder).words)
    assert "<script>alert(1)</script>" in text
    assert "$x^2$" in text
    assert "<img src=x onerror=alert(1)>" in text


def test_a_hostile_title_makes_a_harmless_folder_name(hostile_folder: Path) -> None:
    assert hostile_folder.name == "cmd-img-src-x-onerror-alert-1-t"


def test_no_cell_of_a_table_can_become_a_formula(hostile_folder: Path) -> None:
    for path in (hostile_folder / "tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert cells
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.])", cell)]


def test_files_of_the_users_own_are_kept_and_old_outputs_are_not(tmp_path: Path) -> None:
    made = sl.write_report(tables("a"), tmp_path, formats=["html", "md"]).parent
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    sl.write_report(tables("a"), tmp_path, formats=["html"])
    assert (made / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (made / "report.md").exists()


def test_a_section_that_fails_leaves_the_old_report(tmp_path: Path) -> None:
    def fails(_: sl.Analysis) -> sl.Section:
        raise ValueError("no")

    made = sl.write_report(tables("a"), tmp_path).parent
    before = state(tmp_path)
    with pytest.raises(ValueError, match=r"^no$"):
        sl.write_report(tables("a"), tmp_path, report=sl.Report(article_sections=[fails]))
    assert state(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == [made.name]


def test_a_recipe_of_the_users_own(tmp_path: Path) -> None:
    page = sl.write_report(tables("a"), tmp_path, report=sl.Report(article_sections=[note]), formats=["md"])
    assert page.read_text(encoding="utf-8").endswith("\n\n## A note\n\nmine\n")


def test_a_corpus_has_an_index_with_links_to_every_page(corpus: Path) -> None:
    page = parsed(corpus, "index.html")
    links = {value for value in page.values("href") if not value.startswith("#")}
    pages = {link.partition("#")[0] for link in links}
    assert pages == {f"articles/2026-01-05-story-{name}/report.html" for name in "abc"}
    for link in links:
        page_of, _, place = link.partition("#")
        assert not place or place in parsed(corpus, page_of).values("id")
    ids = {f"#{value}" for value in page.values("id")}
    assert {value for value in page.values("href") if value.startswith("#")} <= ids


def test_the_tables_of_a_corpus_stand_beside_its_index(corpus: Path) -> None:
    articles = pd.read_csv(corpus / "tables" / "articles.csv")
    assert articles["article_id"].tolist() == ["a", "b", "c"]
    assert {path.stem for path in (corpus / "tables").glob("*.csv")} == PAGE_TABLES <= set(TABLES)


def test_batches_make_the_same_report(corpus: Path, tmp_path: Path) -> None:
    batches = (tables(name) for name in "abc")
    made = sl.write_report(batches, tmp_path / "batches").parent
    assert digests(made) == digests(corpus)


def test_only_the_index(tmp_path: Path) -> None:
    made = sl.write_report(tables("a", "b"), tmp_path / "out", index_only=True).parent
    assert (made / "index.html").is_file()
    assert not (made / "articles").exists()
    assert "articles/" not in (made / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def made_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of pages of articles that are made, not taken over."""
    made: list[str] = []
    make = sl.Report.article_page

    def counting(self: sl.Report, result: sl.Analysis) -> object:
        made.append(result.articles["title"].iloc[0])
        return make(self, result)

    monkeypatch.setattr(sl.Report, "article_page", counting)
    return made


def test_pages_that_would_be_the_same_are_not_made_again(corpus: Path, made_pages: list[str]) -> None:
    before = state(corpus)
    sl.write_report(tables("a", "b", "c"), corpus)
    assert made_pages == []
    assert state(corpus) == before


def test_a_page_whose_article_changed_is_made_again(corpus: Path, made_pages: list[str]) -> None:
    sl.write_report(tables("a", "b", "c", b="Oman is honest. Iran is honest."), corpus)
    assert made_pages == ["Story b"]
    text = (corpus / "articles" / "2026-01-05-story-b" / "report.md").read_text(encoding="utf-8")
    assert "Ann Bee" not in text


def test_a_page_that_somebody_changed_is_made_again(corpus: Path, made_pages: list[str]) -> None:
    page = corpus / "articles" / "2026-01-05-story-c" / "report.html"
    whole = page.read_bytes()
    page.write_text("changed", encoding="utf-8")
    sl.write_report(tables("a", "b", "c"), corpus)
    assert made_pages == ["Story c"]
    assert page.read_bytes() == whole


def test_pages_in_another_format_are_made_again(corpus: Path, made_pages: list[str]) -> None:
    sl.write_report(tables("a", "b", "c"), corpus, formats=["md"])
    assert made_pages == ["Story a", "Story b", "Story c"]


def test_pages_with_sections_of_the_users_own_are_always_made(corpus: Path, made_pages: list[str]) -> None:
    recipe = sl.Report(article_sections=[note])
    for _ in range(2):
        sl.write_report(tables("a", "b", "c"), corpus, report=recipe)
    assert made_pages == ["Story a", "Story b", "Story c"] * 2


def test_an_article_that_is_gone_has_no_page(corpus: Path) -> None:
    sl.write_report(tables("a", "b"), corpus)
    names = [path.name for path in (corpus / "articles").iterdir()]
    assert sorted(names) == ["2026-01-05-story-a", "2026-01-05-story-b"]


def test_every_page_is_told_of(tmp_path: Path) -> None:
    told: list[str] = []
    sl.write_report(tables("a", "b"), tmp_path, on_page=told.append)
    assert told == ["2026-01-05-story-a", "2026-01-05-story-b", "index"]


def test_no_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"^there is no article to report on$"):
        sl.write_report([], tmp_path)


def test_an_unknown_format_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="'odt'"):
        sl.write_report(tables("a"), tmp_path, formats=["odt"])


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(
        ReportError, match=r"file: is a file, where a folder is to be written; choose another place$"
    ):
        sl.write_report(tables("a"), tmp_path / "file")


# The last digits of the network depend on the processor, and with them now and then the reasons given.
NUMBER = r"[−+]?\d+\.\d+"
TOLERANCE = 0.03


def prose_of(folder: Path) -> str:
    """Give a report without marks for reasons."""
    return (folder / "report.md").read_text(encoding="utf-8").replace("*", "")


def test_the_committed_report_says_what_the_code_says(root: Path, folder: Path) -> None:
    committed, made = prose_of(root / "reports" / folder.name), prose_of(folder)
    assert re.sub(NUMBER, "#", committed) == re.sub(NUMBER, "#", made)
    numbers = [[float(n.replace("−", "-")) for n in re.findall(NUMBER, text)] for text in (committed, made)]
    assert numbers[0] == pytest.approx(numbers[1], abs=TOLERANCE)


@pytest.mark.parametrize("table", sorted(PAGE_TABLES - {"evidence"}))
def test_the_committed_tables_are_those_that_the_code_makes(table: str, root: Path, folder: Path) -> None:
    committed = pd.read_csv(root / "reports" / folder.name / "tables" / f"{table}.csv")
    made = pd.read_csv(folder / "tables" / f"{table}.csv")
    pd.testing.assert_frame_equal(committed, made, atol=TOLERANCE, rtol=0)
