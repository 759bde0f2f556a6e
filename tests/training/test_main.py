"""The commands of `python -m analysis.training`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.training.made import write


@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("opinions", ["--articles", "file"], "--teacher"),
        ("opinions", ["--sentences", "9"], "--articles"),
        ("opinions", ["--trust", "0.5"], "--teacher"),
        ("windows", ["--pronouns", "file"], "--names"),
        ("windows", ["--names", "file"], "--opinions"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, options: list[str], named: str
) -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.__main__ import main

    monkeypatch.chdir(tmp_path)
    write(tmp_path / "file", [])
    (tmp_path / "folder").mkdir()
    found = CliRunner().invoke(main, [command, "--encoder", "file", "-o", "run", *options])
    assert found.exit_code == 2
    assert named in found.output
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "windows",
            "--names --pronouns --references --attributions --opinions --stories "
            "--dev-names --dev-pronouns --dev-references --encoder "
            "--output --threads --epochs --rate --batch --swapped --rewritten --sentences",
        ),
        ("export-windows", "--run --attributions --names --output"),
    ],
)
def test_help_lists_options_without_pytorch(command: str, options: str) -> None:
    from analysis.training.__main__ import main

    found = CliRunner().invoke(main, [command, "--help"])
    assert found.exit_code == 0
    assert set(options.split()) <= {word.strip(",") for word in found.output.split()}
