"""The report notebook: run in this process, and what is wrong with it in one line."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

import analysis as sl
from analysis.records import ReportError
from analysis.report.notebook import read_recipe
from analysis.resources import report_notebook

RECIPE = "import analysis as sl\nreport = sl.Report(article_sections=[])"


def notebook(path: Path, *sources: str, tags: tuple[str, ...] = ()) -> Path:
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources]
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return path


def test_a_notebook_makes_a_report(tmp_path: Path) -> None:
    assert read_recipe(notebook(tmp_path / "n.ipynb", RECIPE)) == sl.Report(article_sections=[])


def test_cells_see_what_was_made_before_them(tmp_path: Path) -> None:
    made = read_recipe(
        notebook(tmp_path / "n.ipynb", "import analysis as sl\nnone = []", "report = sl.Report(none)")
    )
    assert made.article_sections == []


def test_a_preview_is_not_run(tmp_path: Path) -> None:
    path = notebook(tmp_path / "n.ipynb", "1 / 0", tags=("preview",))
    with pytest.raises(ReportError, match="makes no `report`"):
        read_recipe(path)


def test_the_one_that_ships_makes_the_report_that_ships() -> None:
    assert read_recipe(report_notebook()) == sl.Report()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "cell 1 fails: ZeroDivisionError: division by zero"),
        (
            "%matplotlib inline",
            "cell 1 is not plain Python (invalid syntax); tag cells with magic commands 'preview'",
        ),
        ("x = 1", "makes no `report`; expected a cell such as report = sl.Report()"),
        ("report = 1", "makes no `report`; expected a cell such as report = sl.Report()"),
    ],
)
def test_what_is_wrong_with_a_notebook(source: str, message: str, tmp_path: Path) -> None:
    path = notebook(tmp_path / "n.ipynb", source)
    with pytest.raises(ReportError, match=f"^{re.escape(f'{path}: {message}')}$"):
        read_recipe(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"not json", "is not a Jupyter notebook"),
        (b"\xff\xfe", "is not a Jupyter notebook"),
    ],
)
def test_a_file_that_is_no_notebook(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportError, match=f"^{re.escape(str(path))}: {message}$"):
        read_recipe(path)
