"""Tests of `analysis.evaluate.keyphrases`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.evaluate.keyphrases import evaluate_keyphrases, score


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (["talk", "Talks", "peace"], ["talks"], (2 / 3, 1 / 2, 1.0)),
        (["peace talks"], ["Peace Talk", "war"], (2 / 3, 1.0, 1 / 2)),
        (["a"], ["b"], (0.0, 0.0, 0.0)),
        ([], ["b"], (0.0, 0.0, 0.0)),
        ([], [], (0.0, 0.0, 0.0)),
        ([str(n) for n in range(20)], [str(n) for n in range(5, 20)], (0.4, 0.5, 1 / 3)),
    ],
)
def test_score_by_hand(found: list[str], gold: list[str], expected: tuple[float, ...]) -> None:
    assert score(found, gold) == pytest.approx(expected)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    rows = [
        {"id": "x", "text": "Grain ships left Odesa.", "keywords": ["grain", "war"]},
        {"id": "y", "text": "The of.", "keywords": ["war"]},
    ]
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_means_over_articles_and_predictions(stories: Path) -> None:
    figures, rows = evaluate_keyphrases(stories)
    assert figures["articles"] == 2
    assert figures["recall_at_10"] == 0.25
    assert [row["id"] for row in rows] == ["x", "y"]
    assert "grain" in rows[0]["keyphrases"]
    assert rows[1]["keyphrases"] == []


def test_the_command_prints_one_object(stories: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", "keywords", str(stories)])
    assert result.exit_code == 0
    assert set(json.loads(result.output)) == {"articles", "f1_at_10", "precision_at_10", "recall_at_10"}


def test_the_command_names_a_missing_key(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "Grain"}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", "keywords", str(path)])
    assert result.exit_code == 1
    assert "line 1: lacks keywords" in result.output
