"""The notebooks: thin, without outputs, and they run."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
IDS = [path.stem for path in NOTEBOOKS]


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_the_seven_notebooks_are_there() -> None:
    assert IDS == [
        "01_explore",
        "02_party_sentiment",
        "03_keywords",
        "04_report",
        "05_attribution",
        "06_compare",
        "07_validate",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_runs_from_top_to_bottom(path: Path) -> None:
    notebook = read(path)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert len(shown) >= 3
    assert not [output for output in shown if output.output_type == "stream"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_has_one_parameters_cell_with_literals_only(path: Path) -> None:
    (cell,) = [cell for cell in read(path).cells if "parameters" in cell.metadata.get("tags", [])]
    for statement in ast.parse(cell.source).body:
        assert isinstance(statement, ast.Assign)
        ast.literal_eval(statement.value)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_is_thin(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert not [
                node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.FunctionDef)
            ]
            assert len(cell.source.splitlines()) <= 8


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_begins_with_an_explanation(path: Path) -> None:
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
