"""``sidelight evaluate``: one JSON object, predictions that give the same figures, errors in one line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.evaluate.metrics import label_scores

ROWS = [
    {"id": "a", "text": "Spain is corrupt.", "start": 0, "end": 5, "label": "negative"},
    {"id": "b", "text": "Oman is honest.", "start": 0, "end": 4, "label": "neutral"},
]

GOLD = (
    "---\nsplit: {split}\n---\n# Title\n\n{{Iran|Iran|name}} praised {{Oman|Oman|name}}.\n\n"
    "## Attributions\n\n- Iran | praised | Oman | Iran\n\n## Stances\n\n- Iran | Oman | positive | praised\n"
)
SAID = {
    "id": "x",
    "text": "Ann said no.",
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}],
}
PAIR = {"text": "Iran met Oman.", "p": [0, 4], "q": [9, 13], "label": "neutral", "direction": None}


PRONOUN = {
    "text": "Ana Lindner said she left Oman.",
    "pronoun": [17, 20],
    "names": [{"start": 0, "end": 11, "meant": True}],
}
HERSELF = {"start": 17, "end": 20, "head": [17, 20], "kind": "pronoun"}
# Of each command that measures whom a text speaks of: a row that is got right, its keys, and where its F1 is.
SPOKEN_OF: dict[str, tuple[dict[str, Any], list[str], tuple[str, ...]]] = {
    "names": (
        {
            "text": PRONOUN["text"],
            "entities": [
                {"start": 0, "end": 11, "type": "person"},
                {"start": 26, "end": 30, "type": "place"},
            ],
        },
        ["id", "entities"],
        ("micro_f1",),
    ),
    "pronouns": (PRONOUN, ["id", "pronoun", "names"], ("f1",)),
    "references": (
        {
            "text": PRONOUN["text"],
            "genre": "news",
            "chains": [
                {
                    "type": "person",
                    "mentions": [{"start": 0, "end": 11, "head": [4, 11], "kind": "name"}, HERSELF],
                }
            ],
        },
        ["id", "genre", "chains"],
        ("genres", "news", "pronouns", "person", "f1"),
    ),
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for split in ("dev", "test"):
        (folder / f"{split}.md").write_text(GOLD.format(split=split), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("options", "stories"), [([], 2), (["--split", "test"], 1)])
def test_mentions_prints_one_json_object(gold: Path, options: list[str], stories: int) -> None:
    result = run("mentions", gold, *options)
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["stories"] == stories
    assert figures["all"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_predictions_are_written_row_by_row(gold: Path, tmp_path: Path) -> None:
    assert run("mentions", gold / "dev.md", "--predictions", tmp_path / "found.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["surface"], row["party"]) for row in rows] == [("Iran", "Iran"), ("Oman", "Oman")]


def test_a_file_that_is_no_gold_story_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Title\n\nText.", encoding="utf-8")
    result = run("mentions", tmp_path / "x.md")
    assert result.exit_code == 1
    assert (
        result.stderr == f"sidelight: error: {tmp_path / 'x.md'}: split is ''; expected one of: dev, test\n"
    )


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_target_sentiment_prints_one_object(method: str, name: str, tmp_path: Path) -> None:
    data = "".join(f"{json.dumps(row)}\n" for row in ROWS).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    out = tmp_path / "out.jsonl"
    result = run("target-sentiment", tmp_path / name, "--method", method, "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["task"], found["method"], found["rows"]) == ("target-sentiment", method, 2)
    assert set(found) == {"task", "method", "rows", "macro_f1", "accuracy", "f1", "ece"}
    predictions = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [list(row) for row in predictions] == [["id", "label", "negative", "neutral", "positive"]] * 2
    again = label_scores(
        [str(row["label"]) for row in ROWS],
        [row["label"] for row in predictions],
        ("negative", "neutral", "positive"),
    )
    assert found["macro_f1"] == pytest.approx(again["macro_f1"], abs=1e-4)


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_attribution_prints_one_object(method: str, name: str, tmp_path: Path) -> None:
    data = f"{json.dumps(SAID)}\n".encode()
    path, out = tmp_path / name, tmp_path / "out.jsonl"
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = run("attribution", path, path, "--method", method, "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["task"], found["method"], found["articles"]) == ("attribution", method, 2)
    assert found["attributions"] == 2
    assert {f"{name}_f1" for name in ("content", "attribution", "cue")} <= set(found)
    assert [(row["id"], list(row)) for row in read(out)] == [("x", ["id", "attributions"])] * 2


@pytest.mark.parametrize(("options", "stories"), [([], 2), (["--split", "test"], 1)])
def test_attribution_of_gold_stories_has_speakers(
    gold: Path, options: list[str], stories: int, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    result = run("attribution", gold, *options, "--method", "lexicon", "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["stories"], found["attributions"]) == (stories, stories)
    assert "speaker_accuracy" in found
    assert len(read(out)) == stories


def test_stories_and_labels_are_not_mixed(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(SAID), encoding="utf-8")
    assert run("attribution", gold, tmp_path / "rows.jsonl").exit_code == 2
    assert run("attribution", tmp_path / "rows.jsonl", "--split", "dev").exit_code == 2


@pytest.mark.parametrize("method", ["neural", "lexicon"])
def test_directed_sentiment_prints_one_object(method: str, tmp_path: Path) -> None:
    path, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    path.write_text(json.dumps(PAIR), encoding="utf-8")
    result = run("directed-sentiment", path, "--method", method, "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["task"], found["method"], found["rows"]) == ("directed-sentiment", method, 1)
    assert {"macro_f1", "accuracy", "f1", "reversed", "confusion"} <= set(found)
    (row,) = read(out)
    classes = ["neutral", "positive p->q", "positive q->p", "negative p->q", "negative q->p"]
    assert list(row) == ["id", "label", "direction", *classes]
    assert row["id"] == 0


@pytest.mark.parametrize(("task", "row"), [("directed-sentiment", PAIR), ("target-sentiment", ROWS[0])])
def test_texts_that_were_trained_on_can_be_left_out(task: str, row: dict[str, Any], tmp_path: Path) -> None:
    path, trained = tmp_path / "rows.jsonl", tmp_path / "trained.jsonl"
    other = row | {"text": f"{row['text']}!"}
    path.write_text(f"{json.dumps(row)}\n{json.dumps(other)}\n", encoding="utf-8")
    trained.write_text(json.dumps({"text": row["text"]}), encoding="utf-8")
    result = run(task, path, "--method", "lexicon", "--without", trained)
    assert json.loads(result.stdout)["rows"] == 1
    result = run(task, path, "--without", path)
    assert result.exit_code == 1
    assert "hold every text" in result.stderr


def test_stances_prints_one_object(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("stances", gold, "--split", "dev", "--method", "lexicon", "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["task"], found["stories"], found["all"]["labelled"]) == ("stances", 1, 1)
    assert len(read(out)) == found["all"]["predicted"]


@pytest.mark.parametrize("task", SPOKEN_OF)
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_whom_a_text_speaks_of_prints_one_object(task: str, name: str, tmp_path: Path) -> None:
    row, keys, place = SPOKEN_OF[task]
    data = f"{json.dumps(row)}\n".encode()
    path, out = tmp_path / name, tmp_path / "out.jsonl"
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = run(task, path, "--predictions", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["task"] == task
    for key in place:
        found = found[key]
    assert found == 1.0
    assert [(one["id"], list(one)) for one in read(out)] == [(0, keys)]


@pytest.mark.parametrize("task", SPOKEN_OF)
def test_an_empty_file_is_one_line(task: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.touch()
    result = run(task, path)
    assert result.exit_code == 1
    assert result.stderr == f"sidelight: error: {path}: is empty; expected one JSON object a line\n"


@pytest.mark.parametrize(
    ("task", "missing"), [("names", "entities"), ("pronouns", "names"), ("references", "genre")]
)
def test_a_row_without_a_key_is_named_with_its_line(task: str, missing: str, tmp_path: Path) -> None:
    row = SPOKEN_OF[task][0]
    lines = [json.dumps(row), json.dumps({key: value for key, value in row.items() if key != missing})]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run(task, path)
    assert result.exit_code == 1
    assert f"{path}: line 2: lacks {missing}; expected the keys " in result.stderr


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = run("target-sentiment", tmp_path / "no.jsonl")
    assert result.exit_code == 1
    assert result.stderr == (
        f"sidelight: error: {tmp_path / 'no.jsonl'}: cannot be read: No such file or directory\n"
    )


def test_even_handedness_prints_one_object() -> None:
    found = json.loads(run("even-handedness", "--method", "lexicon").stdout)
    assert (found["task"], found["method"]) == ("even-handedness", "lexicon")
    assert found["frames"] >= 200


@pytest.mark.parametrize(
    "command",
    [
        "mentions",
        "keywords",
        "target-sentiment",
        "document-sentiment",
        "attribution",
        "directed-sentiment",
        "stances",
        "names",
        "pronouns",
        "references",
        "even-handedness",
    ],
)
def test_help_shows_an_example(command: str) -> None:
    assert f"Examples:\n\n    sidelight evaluate {command}" in run(command, "--help").output
