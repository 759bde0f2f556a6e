"""The package as a whole: its layers, what it imports, and that it stays off the network."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import analysis as sl

PACKAGE = Path(sl.__file__).parent
LEVELS = {
    "records": 0,
    "wording": 0,
    "paths": 0,
    "jobs": 1,
    "schema": 1,
    "registry": 1,
    "cleaning": 1,
    "storage": 2,
    "narrowing": 2,
    "svg": 1,
    "display": 2,
    "resources": 2,
    "corpus": 3,
    "tokens": 3,
    "references": 3,
    "keywords": 4,
    "network": 4,
    "parties": 5,
    "limits": 4,
    "quotes": 6,
    "sentiment": 5,
    "aggregate": 6,
    "documents": 6,
    "stance": 7,
    "pipeline": 8,
    "evaluate": 9,
    "charts": 7,
    "prose": 7,
    "validation": 7,
    "annotate": 6,
    "report": 9,
    "cli": 10,
    "training": 10,
    "__main__": 11,
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("analysis.")}
    return found - {room(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_import_only_from_lower_levels(path: Path) -> None:
    own = LEVELS[room(path)]
    assert {name: LEVELS[name] for name in imported_rooms(path) if LEVELS[name] >= own} == {}


def test_readme_lists_every_module_with_its_level(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| level | module") :].split("\n\n")[0].splitlines()[2:]
    listed = {
        name.strip("` "): int(cells[1])
        for cells in (row.split("|") for row in table)
        for name in cells[2].split(",")
    }
    assert listed == LEVELS


def imported_modules(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in whole | parts}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_a_network_library(path: Path) -> None:
    names = imported_modules(path)
    assert names.isdisjoint({"socket", "urllib", "http", "requests", "httpx", "ssl", "ftplib"})


def test_one_module_loads_onnxruntime() -> None:
    # It reports its use over the network unless it is told otherwise before it is loaded.
    loading = [path for path in MODULES if "onnxruntime" in imported_modules(path)]
    assert loading == [PACKAGE / "network" / "session.py"]


def test_import_loads_no_heavy_library() -> None:
    heavy = "{'pandas', 'nltk', 'matplotlib', 'sklearn', 'scipy'}"
    code = f"import sys, analysis; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout == "[]\n"


def test_dask_is_loaded_only_where_it_is_used() -> None:
    code = "import sys, analysis.cli, analysis.pipeline; print({'dask', 'distributed'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout == "set()\n"


@pytest.mark.parametrize("name", sl.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(sl, name).__doc__


def test_unknown_name_is_an_attribute_error_that_lists_the_names() -> None:
    with pytest.raises(
        AttributeError, match=r"has no attribute 'analyse'; it has: Analysis, Analyzer, .*write_report"
    ):
        _ = sl.analyse


def test_top_of_the_tree_is_the_agreed_layout(root: Path) -> None:
    run = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)  # noqa: S607
    if run.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in run.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == {
        "LICENSE",
        "Makefile",
        "README.md",
        "analysis",
        "constraints.txt",
        "corpus",
        "notebooks",
        "pyproject.toml",
        "reports",
        "tests",
    }
