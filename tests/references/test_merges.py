"""Tests of analysis.references.merges."""

from __future__ import annotations

import pandas as pd

from analysis.records import Registry
from analysis.references.canonical import canonical_names, count_names
from analysis.references.merges import describe_merges
from analysis.registry.reading import parse_registry


def described(*names: str, registry: Registry | None = None) -> str:
    frame = pd.DataFrame({"article_id": range(len(names)), "type": "person", "name": names, "n_mentions": 1})
    counts = count_names(frame.astype({"article_id": "str"}))
    return describe_merges(canonical_names(counts, registry=registry), counts)


def test_joined_and_left_alone_with_reasons_and_toml() -> None:
    text = described("Bo Sample", "Bo Sample", "Bo SAMPLE", "Ada Exam", "Ada B. Exam", "Ada C. Exam")
    assert text.splitlines() == [
        "Bo Sample (person, 2 articles)",
        "  Bo SAMPLE  1  same words",
        "",
        "Names that fit several others",
        "  Ada Exam  1  left alone: Ada B. Exam or Ada C. Exam",
        "",
        "# For parties.toml, above the first [[party]]. Take the # from a line to part what is joined above.",
        "apart = [",
        '#    ["Bo Sample", "Bo SAMPLE"],',
        "]",
        "",
        "# Take the # from these to join a name that was left alone; it is then a party of its own. For one",
        "# who stands for a party, add the alias in that party's list of people instead.",
        "# [[party]]",
        '# name = "Ada B. Exam"',
        '# kind = "person"',
        '# aliases = ["Ada Exam"]',
    ]


def test_the_snippet_without_its_comment_signs_joins_and_parts() -> None:
    names = ("Bo Sample", "Bo SAMPLE", "Ada Exam", "Ada B. Exam", "Ada C. Exam")
    text = described(*names)
    snippet = (
        text[text.index("apart = [") :].replace("# Take", "## Take").replace("# who stands", "## who stands")
    )
    lines = [line.removeprefix("#") for line in snippet.splitlines()]
    changed = described(*names, registry=parse_registry("\n".join(lines), "own.toml"))
    assert "  Ada Exam  1  parties file" in changed
    assert "SAMPLE" not in changed


def test_nothing_joined_is_one_sentence() -> None:
    assert described("Bo Sample") == "No two names were joined, and none fits several others.\n"


def test_hostile_names_reach_neither_terminal_nor_toml() -> None:
    text = described("Ada Ex\x1b[31mample", "Ada EX\x1b[31mAMPLE", 'Bo "Red" Sample', 'Bo "RED" Sample')
    assert all(char.isprintable() or char == "\n" for char in text)
    assert '["Bo \\"RED\\" Sample", "Bo \\"Red\\" Sample"]' in text
    assert "\\U0000001b" in text
