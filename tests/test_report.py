"""Reports: whole, the same twice, safe, and never lost."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import analysis as sl
from analysis.records import ReportError
from analysis.report import folder_name
from analysis.schema import TABLES
from analysis.storage import digests

# Two tables are of a whole corpus.
OF_ARTICLES = set(TABLES) - {"name_counts", "canonical_names"}
FILES = {
    "provenance.json",
    "report.html",
    "report.md",
    *(
        f"figures/{name}.{kind}"
        for name in ("party-sentiment", "mention-dispersion", "term-frequencies")
        for kind in ("svg", "png")
    ),
    "tables/manifest.json",
    *(f"tables/{name}.csv" for name in OF_ARTICLES),
}
# Drawn only where there is something to show.
DRAWN_IF_ANY = {
    f"figures/{name}.{kind}" for name in ("stance-matrix", "stance-network") for kind in ("svg", "png")
}
ALLOWED = set(
    "html head meta title style body main h1 h2 h3 p a em strong blockquote ul li figure img div span sup "
    "mark small u footer code br".split()
)


class Page(HTMLParser):
    """Collects tags, attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Collect a stretch of text."""
        self.words.append(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, real: sl.Analysis, real_article: sl.Article) -> Path:
    return sl.write_report(real, real_article, tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="module")
def hostile_folder(
    tmp_path_factory: pytest.TempPathFactory, hostile: sl.Analysis, hostile_article: sl.Article
) -> Path:
    return sl.write_report(hostile, hostile_article, tmp_path_factory.mktemp("hostile"))


def small_notebook(path: Path, *sources: str) -> Path:
    notebook = nbformat.v4.new_notebook()
    parameters = nbformat.v4.new_code_cell("tables = ''\nword = 'default'", metadata={"tags": ["parameters"]})
    notebook.cells = [parameters, *(nbformat.v4.new_code_cell(source) for source in sources)]
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def test_files(folder: Path) -> None:
    assert set(digests(folder)) - DRAWN_IF_ANY == FILES


def test_a_second_run_gives_the_same_bytes_and_touches_nothing(
    folder: Path, real: sl.Analysis, real_article: sl.Article
) -> None:
    before = {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.rglob("*") if file.is_file()
    }
    sl.write_report(real, real_article, folder.parent)
    after = {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.rglob("*") if file.is_file()
    }
    assert after == before


# The last digits of the network depend on the processor, and with them now and then the reasons given.
NUMBER = r"[−+]?\d+\.\d+"
TOLERANCE = 0.03


def prose_of(folder: Path) -> str:
    """Give a report without its quotations and without marks for reasons."""
    text = (folder / "report.md").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith(">")).replace("*", "")


def test_the_committed_report_says_what_the_code_says(root: Path, folder: Path) -> None:
    committed, made = prose_of(root / "reports" / folder.name), prose_of(folder)
    assert re.sub(NUMBER, "#", committed) == re.sub(NUMBER, "#", made)
    numbers = [[float(n.replace("−", "-")) for n in re.findall(NUMBER, text)] for text in (committed, made)]
    assert numbers[0] == pytest.approx(numbers[1], abs=TOLERANCE)


@pytest.mark.parametrize("table", sorted(OF_ARTICLES - {"evidence"}))
def test_the_committed_tables_are_those_that_the_code_makes(table: str, root: Path, folder: Path) -> None:
    committed = pd.read_csv(root / "reports" / folder.name / "tables" / f"{table}.csv")
    made = pd.read_csv(folder / "tables" / f"{table}.csv")
    pd.testing.assert_frame_equal(committed, made, atol=TOLERANCE, rtol=0)


def test_html_needs_no_network_and_no_script(folder: Path) -> None:
    html = (folder / "report.html").read_text(encoding="utf-8")
    page = Page(html)
    assert page.tags <= ALLOWED
    assert not re.search(r"url\(|@import", html)
    sources = [value for name, value in page.attributes if name in ("src", "href")]
    assert sources
    assert all(value.startswith(("data:image/", "#")) for value in sources)


def test_html_and_markdown_say_the_same(folder: Path) -> None:
    text = "".join(Page((folder / "report.html").read_text(encoding="utf-8")).words)
    for section in ("In short", "What it is about", "How it treats each party", "Who says what of whom"):
        assert section in text
        assert f"## {section}" in (folder / "report.md").read_text(encoding="utf-8")
    assert "speaks most of Ukraine (29 mentions), Turkey (26 mentions)" in text


def test_every_link_inside_the_html_has_its_place(folder: Path) -> None:
    page = Page((folder / "report.html").read_text(encoding="utf-8"))
    places = {f"#{value}" for name, value in page.attributes if name == "id"}
    assert {value for name, value in page.attributes if name == "href"} <= places


def test_every_link_inside_the_markdown_has_its_place(folder: Path) -> None:
    text = (folder / "report.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(#(s\d+)\)", text))
    assert links
    assert links <= set(re.findall(r'<a id="(s\d+)">', text))
    assert all((folder / path).is_file() for path in re.findall(r"!\[[^\]]*\]\((\S+)\)", text))


def test_no_code_is_shown(folder: Path) -> None:
    for name in ("report.html", "report.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "import analysis" not in text
        assert "sl." not in text


def test_pictures_have_a_description(folder: Path) -> None:
    page = Page((folder / "report.html").read_text(encoding="utf-8"))
    alts = [value for name, value in page.attributes if name == "alt"]
    assert len(alts) == len(list((folder / "figures").glob("*.png"))) >= 3
    assert all(len(alt) > 40 for alt in alts)


def test_provenance_names_inputs_versions_and_outputs(folder: Path) -> None:
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert set(provenance["outputs"]) - DRAWN_IF_ANY == FILES - {"provenance.json"}
    assert provenance["outputs"] == {k: v for k, v in digests(folder).items() if k != "provenance.json"}
    assert {Path(name).name for name in provenance["inputs"]} == {
        "text",
        "ukraine-russia-peace-talks-resume.md",
        "parties.toml",
    }
    assert provenance["packages"]["pandas"]


def test_hostile_text_appears_as_text(hostile_folder: Path) -> None:
    page = Page((hostile_folder / "report.html").read_text(encoding="utf-8"))
    assert page.tags <= ALLOWED
    assert not any(name.startswith("on") for name, _ in page.attributes)
    assert not any("javascript:" in value for name, value in page.attributes if name in ("href", "src"))
    text = "".join(page.words)
    assert "<script>alert(1)</script>" in text
    assert "$x^2$" in text
    assert "<img src=x onerror=alert(1)>" in text


def test_hostile_id_makes_a_harmless_folder_name(hostile_folder: Path) -> None:
    assert re.fullmatch(r"hostile-id-[0-9a-f]{8}", hostile_folder.name)


def test_no_cell_of_a_table_can_become_a_formula(hostile_folder: Path) -> None:
    for path in (hostile_folder / "tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert cells
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.])", cell)]


@pytest.mark.parametrize(
    ("article_id", "name"),
    [
        ("plain-id-2", "plain-id-2"),
        ("2022/01/story", r"2022-01-story-[0-9a-f]{8}"),
        ("..", r"article-[0-9a-f]{8}"),
        ("Ünï", r"uni-[0-9a-f]{8}"),
        ("x" * 300, r"x{80}-[0-9a-f]{8}"),
    ],
)
def test_folder_name(article_id: str, name: str) -> None:
    assert re.fullmatch(name, folder_name(article_id))


def test_ids_that_look_alike_get_folders_of_their_own() -> None:
    assert len({folder_name(name) for name in ("a b", "a-b", "A-B", "a/b")}) == 4


def test_a_notebook_of_the_users_own_and_its_parameters(
    tmp_path: Path, real: sl.Analysis, real_article: sl.Article
) -> None:
    notebook = small_notebook(
        tmp_path / "own.ipynb",
        "import analysis as sl\nresult = sl.read_tables(tables)\nsl.Block(f'{word} {len(result.mentions)}')",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "6 * 7",
    )
    made = sl.write_report(real, real_article, tmp_path, notebook=notebook, parameters={"word": "mine"})
    text = (made / "report.md").read_text(encoding="utf-8")
    assert text == "mine 77\n\n![figure-1](figures/figure-1.png)\n\n    42\n"
    assert (made / "figures" / "figure-1.png").read_bytes().startswith(b"\x89PNG")


def test_a_notebook_that_fails_leaves_the_old_report(
    tmp_path: Path, real: sl.Analysis, real_article: sl.Article
) -> None:
    good = small_notebook(tmp_path / "good.ipynb", "import analysis as sl\nsl.Block('good')")
    bad = small_notebook(tmp_path / "bad.ipynb", "1 / 0")
    made = sl.write_report(real, real_article, tmp_path / "out", notebook=good)
    before = digests(made)
    with pytest.raises(
        ReportError, match=r"^the report notebook fails: ZeroDivisionError: division by zero$"
    ):
        sl.write_report(real, real_article, tmp_path / "out", notebook=bad)
    assert digests(tmp_path / "out") == {f"{made.name}/{name}": digest for name, digest in before.items()}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            "import os; os.kill(os.getpid(), 9)",
            "the process that runs the report notebook was killed, most often for want of memory; "
            "free some, or shorten the article",
        ),
        (
            "import time; time.sleep(60)",
            "a cell of the report notebook took longer than 1 seconds; make it do less",
        ),
    ],
)
def test_a_kernel_that_dies_or_hangs_is_one_line(
    tmp_path: Path,
    real: sl.Analysis,
    real_article: sl.Article,
    monkeypatch: pytest.MonkeyPatch,
    cell: str,
    message: str,
) -> None:
    monkeypatch.setattr("analysis.report._TIMEOUT", 1)
    notebook = small_notebook(tmp_path / "own.ipynb", cell)
    with pytest.raises(sl.SidelightError) as caught:
        sl.write_report(real, real_article, tmp_path / "out", notebook=notebook)
    assert str(caught.value) == message


def test_a_long_temporary_path_is_no_obstacle(
    tmp_path: Path, real: sl.Analysis, real_article: sl.Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A socket in the file system may have 107 characters.
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    notebook = small_notebook(tmp_path / "own.ipynb", "import analysis as sl; sl.Block('seen')")
    folder = sl.write_report(real, real_article, tmp_path / "out", notebook=notebook)
    assert "seen" in (folder / "report.md").read_text(encoding="utf-8")


def test_files_of_the_users_own_are_kept_and_old_outputs_are_not(
    tmp_path: Path, real: sl.Analysis, real_article: sl.Article
) -> None:
    first = small_notebook(tmp_path / "1.ipynb", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    second = small_notebook(tmp_path / "2.ipynb", "import analysis as sl\nsl.Block('second')")
    made = sl.write_report(real, real_article, tmp_path / "out", notebook=first)
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    sl.write_report(real, real_article, tmp_path / "out", notebook=second)
    assert (made / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (made / "figures" / "figure-1.png").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read: No such file or directory"), ("not json", "is not a Jupyter notebook")],
)
def test_a_notebook_that_is_none(
    content: str | None, message: str, tmp_path: Path, real: sl.Analysis, real_article: sl.Article
) -> None:
    path = tmp_path / "n.ipynb"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError, match=f"^{re.escape(str(path))}: {message}$"):
        sl.write_report(real, real_article, tmp_path, notebook=path)


def test_a_notebook_without_parameters(tmp_path: Path, real: sl.Analysis, real_article: sl.Article) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(nbformat.writes(nbformat.v4.new_notebook()), encoding="utf-8")
    with pytest.raises(ReportError, match=r"^the report notebook has no cell tagged 'parameters'$"):
        sl.write_report(real, real_article, tmp_path, notebook=path)


def test_a_folder_that_cannot_be_made(tmp_path: Path, real: sl.Analysis, real_article: sl.Article) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    notebook = small_notebook(tmp_path / "n.ipynb", "1")
    with pytest.raises(
        ReportError, match=r"file: is a file, where a folder is to be written; choose another place$"
    ):
        sl.write_report(real, real_article, tmp_path / "file", notebook=notebook)
