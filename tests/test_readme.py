"""The README: its examples run, its links lead somewhere, its tables are those of the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from analysis.corpus.readers import READERS
from analysis.registry.reading import parse_registry
from analysis.schema import TABLES

TEXT = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the examples read, as the current one."""
    for name in ("corpus", "notebooks", "tests/gold"):
        shutil.copytree(root / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_python_examples_run_one_after_the_other(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102 - our own examples
    plt.close("all")
    assert "Wording on Ukraine, Turkey and Russia has no clear direction" in capsys.readouterr().out
    assert (copy / "reports" / "2026-01-31-a-broken-promise" / "report.md").is_file()


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()])
def test_shell_example_runs(line: str, copy: Path) -> None:
    command = line.split("#")[0].split()
    assert command[0] == "sidelight"
    command[0] = str(Path(sys.executable).parent / "sidelight")
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")


def test_parties_example_is_valid() -> None:
    (block,) = blocks("toml")
    assert [party.name for party in parse_registry(block, "README.md").parties] == [
        "Ukraine",
        "City Council",
        "Türkiye",
    ]


def test_links_and_pictures_lead_to_files(root: Path) -> None:
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", TEXT) if "://" not in target]
    assert any(target.endswith(".svg") for target in targets)
    assert [target for target in targets if not (root / target).is_file()] == []


def test_kinds_of_files_are_listed() -> None:
    table = TEXT[TEXT.index("| kind | suffixes |") :].split("\n\n")[0].splitlines()[2:]
    assert table == [
        f"| {reader.kind} | {' '.join(f'`{suffix}`' for suffix in reader.suffixes) or 'any'} |"
        for reader in READERS
    ]


# Results of functions, whose docstrings document them.
RESULTS = (
    "party_sentiment",
    "comparison",
    "timeline",
    "share_of_voice",
    "quoted_words",
    "robustness",
    "ranking",
    "stories",
    "validation",
    "uneven",
    "confusion",
    "corrected",
    "stance_matrix",
    "sentiment_by_voice",
    "name_counts",
    "canonical_names",
)


def test_tables_are_documented_with_their_columns() -> None:
    for name, columns in TABLES.items():
        row = re.search(rf"^\| `{name}` \| [^|]+\| ([^|]+) \|$", TEXT, flags=re.MULTILINE)
        if name in RESULTS:
            assert row is None
            continue
        assert row is not None
        listed = set(row.group(1).split(", "))
        assert listed <= {column.name for column in columns}
        assert {column.name for column in columns} - listed <= {
            "article_id",
            "sentence",
            "token",
            "mention",
            "quote",
            "stance",
            "term",
        }


def test_every_dependency_is_listed_with_its_reason(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    table = TEXT[TEXT.index("| library | for |") : TEXT.index("For development:")].lower()
    names = [re.split(r"[<>=]", dependency)[0].lower() for dependency in project["dependencies"]]
    assert [name for name in names if name not in table] == []


def test_constraints_name_no_index(root: Path) -> None:
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert all(re.match(r"[\w.\-\[\]]+==|\s*#", line) for line in text.splitlines())
