"""The command ``sidelight report``: what it writes and prints, and what goes wrong in one line."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text("A title\n\nIran praised Oman. Iran lied.", encoding="utf-8")
    (folder / "two.txt").write_text("=Title\n\nTalks took place in Oman.", encoding="utf-8")
    return folder


def quick(corpus: Path, out: Path, *options: object) -> Result:
    return run(corpus, "-o", out, "--method", "lexicon", *options)


def test_one_article_gets_a_folder_of_its_own(corpus: Path, tmp_path: Path) -> None:
    result = quick(corpus / "two.txt", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path}/out/title/report.html\n"
    assert (tmp_path / "out/title/report.md").read_text(encoding="utf-8").startswith("# \\=Title\n")


def test_several_articles_get_an_index(corpus: Path, tmp_path: Path) -> None:
    result = quick(corpus, tmp_path / "out")
    assert result.stdout == f"{tmp_path}/out/index.html\n"
    assert sorted(path.name for path in (tmp_path / "out/articles").iterdir()) == ["a-title", "title"]


def test_only_the_index(corpus: Path, tmp_path: Path) -> None:
    assert quick(corpus, tmp_path / "out", "--index-only").exit_code == 0
    assert (tmp_path / "out/index.html").is_file()
    assert not (tmp_path / "out/articles").exists()


def test_formats_are_as_asked_for(corpus: Path, tmp_path: Path) -> None:
    result = quick(corpus, tmp_path / "out", "--format", "md")
    assert result.stdout == f"{tmp_path}/out/index.md\n"
    assert not list((tmp_path / "out").rglob("*.html"))


def test_an_unknown_format_names_those_that_there_are(corpus: Path, tmp_path: Path) -> None:
    result = quick(corpus, tmp_path / "out", "--format", "html,odt")
    assert result.exit_code == 2
    assert "'odt' is none of: html, md" in result.stderr


@pytest.mark.parametrize(
    ("choice", "told", "pages"),
    [
        ("mark", "near-duplicate of earlier ones, counted once: b (of a)\n", ["a", "b-title"]),
        ("drop", "near-duplicate of earlier ones, left out: b (of a)\n", ["a"]),
        ("keep", "", ["a", "b-title"]),
    ],
)
def test_near_duplicates_are_told_and_have_no_page_where_left_out(
    choice: str, told: str, pages: list[str], tmp_path: Path
) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    story = " ".join(f"France praised Spain in report {n}, and Spain thanked France." for n in range(9))
    (wire / "a.txt").write_text(story)
    (wire / "b.txt").write_text(f"B title\n\n{story}")
    done = quick(wire, tmp_path / "out", "--format", "md", "--duplicates", choice)
    assert done.stderr.partition(" is a ")[2] == told
    assert sorted(path.name for path in (tmp_path / "out/articles").iterdir()) == pages
    linked = "](articles/b-title/report.md)" in (tmp_path / "out/index.md").read_text(encoding="utf-8")
    assert linked is ("b-title" in pages)


def test_a_notebook_of_the_users_own(corpus: Path, tmp_path: Path) -> None:
    made = nbformat.v4.new_notebook()
    source = (
        "import analysis as sl\n"
        "def note(result):\n    return sl.Section('note', 'A note', [sl.Block('mine')])\n"
        "report = sl.Report(article_sections=[note])"
    )
    made.cells = [nbformat.v4.new_code_cell(source)]
    (tmp_path / "own.ipynb").write_text(nbformat.writes(made), encoding="utf-8")
    result = quick(corpus / "one.txt", tmp_path / "out", "--notebook", tmp_path / "own.ipynb")
    assert result.exit_code == 0
    text = (tmp_path / "out/a-title/report.md").read_text(encoding="utf-8")
    assert text.endswith("\n\n## A note\n\nmine\n")


def test_a_notebook_that_is_none_is_one_line(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ipynb").write_text("not json", encoding="utf-8")
    result = quick(corpus, tmp_path / "out", "--notebook", tmp_path / "own.ipynb")
    assert (result.exit_code, result.stderr) == (
        1,
        f"sidelight: error: {tmp_path}/own.ipynb: is not a Jupyter notebook\n",
    )
    assert not (tmp_path / "out").exists()


def test_a_bad_file_stops_no_other(corpus: Path, tmp_path: Path) -> None:
    (corpus / "bad.docx").write_bytes(b"PK\x03\x04")
    result = quick(corpus, tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout == f"{tmp_path}/out/index.html\n"
    assert "bad.docx: is damaged or incomplete; fetch or save it again" in result.stderr


def test_nothing_but_bad_files_makes_no_report(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    result = quick(tmp_path / "bad.docx", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_is_a_wrong_call(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    result = quick(corpus, tmp_path / "out")
    assert result.exit_code == 2
    assert f"'{tmp_path}/out' is a file" in " ".join(result.stderr.split())


def test_it_reads_corpus_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().stderr == "sidelight: error: corpus: there is no such file or folder\n"


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, Path]:
    """Return a folder of articles, and a file of labels for a sample of them."""
    folder = tmp_path / "told"
    folder.mkdir()
    for number in range(25):
        text = f"Story {number}\n\nIran is honest. Oman is corrupt."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    table = tmp_path / "labels.csv"
    CliRunner().invoke(main, ["sample", str(folder), "-o", str(table), "--method", "lexicon"])
    sample = pd.read_csv(table, encoding="utf-8-sig")
    sample.assign(label=["negative", "positive"] * (len(sample) // 2)).to_csv(table, index=False)
    return folder, table


def test_labels_correct_the_means_and_the_page_says_so(labelled: tuple[Path, Path], tmp_path: Path) -> None:
    folder, table = labelled
    result = quick(folder, tmp_path / "out", "--labels", table, "--index-only")
    assert result.exit_code == 0, result.stderr
    told = (tmp_path / "out/index.md").read_text(encoding="utf-8")
    assert "The means of Iran (25 labels) and Oman (25 labels) are corrected by these labels." in told
    assert "With the labels, Iran goes from" in told
    means = pd.read_csv(tmp_path / "out/tables/party_sentiment.csv")
    assert means["n_labels"].tolist() == [25, 25]
    provenance = json.loads((tmp_path / "out/provenance.json").read_text(encoding="utf-8"))
    assert all(str(table) in article["inputs"] for article in provenance["articles"].values())


def test_labels_of_mentions_that_are_gone_are_counted(labelled: tuple[Path, Path], tmp_path: Path) -> None:
    folder, table = labelled
    (folder / "3.txt").unlink()
    result = quick(folder, tmp_path / "out", "--labels", table, "--index-only")
    assert result.exit_code == 0
    assert "2 of 50 labelled mentions are not found any more, and left out" in result.stderr


def test_a_label_that_is_none_is_told_before_anything_is_read(corpus: Path, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("unit,label,stratum,probability\nm00000000000000a,good,1,0.5\n", encoding="utf-8")
    result = quick(corpus, tmp_path / "out", "--labels", table)
    assert result.exit_code == 1
    assert "label is 'good'; expected one of" in result.stderr
    assert not (tmp_path / "out").exists()
