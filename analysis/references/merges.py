"""What was joined under one name and why, for a reader, with lines for a parties file to change it."""

from __future__ import annotations

import json

import pandas as pd

from analysis.records import printable
from analysis.references.canonical import LEFT_ALONE
from analysis.schema import rows
from analysis.wording import counted

_SNIPPET = """\
# For parties.toml, above the first [[party]]. Take the # from a line to part what is joined above.
apart = [
"""
_OWN = """\
]

# Take the # from these to join a name that was left alone; it is then a party of its own. For one
# who stands for a party, add the alias in that party's list of people instead.
"""


def describe_merges(names: pd.DataFrame, counts: pd.DataFrame) -> str:
    """Write which names were joined or left alone, with the reasons, and a snippet for a parties file.

    Parameters
    ----------
    names, counts
        The tables `canonical_names` and `name_counts`.

    Returns
    -------
    str
        Each canonical name with those joined to it, their articles and the reason; names that fit several
        others; and TOML, in which every line that changes something is a comment. One sentence where nothing
        was joined or left alone.
    """
    own = counts[counts["short_form"] == ""]
    articles = dict(zip(zip(own["type"], own["name"], strict=True), own["n_articles"], strict=True))
    joined = names[names["name"] != names["canonical"]]
    alone = names[names["reason"].str.startswith(LEFT_ALONE)]
    if joined.empty and alone.empty:
        return "No two names were joined, and none fits several others.\n"
    blocks = [
        _block(str(kind), str(canonical), group, articles)
        for (kind, canonical), group in joined.groupby(["type", "canonical"], sort=True)
    ]
    if len(alone):
        lines = _aligned([(row.name, str(articles[row.type, row.name]), row.reason) for row in rows(alone)])
        blocks.append("\n".join(("Names that fit several others", *lines, "")))
    return "\n".join((*blocks, _snippet(joined, alone)))


def _block(kind: str, canonical: str, group: pd.DataFrame, articles: dict[tuple[str, str], int]) -> str:
    of_own = counted(articles.get((kind, canonical), 0), "article")
    lines = _aligned([(row.name, str(articles[kind, row.name]), row.reason) for row in rows(group)])
    return "\n".join((f"{printable(canonical)} ({kind}, {of_own})", *lines, ""))


def _aligned(cells: list[tuple[str, str, str]]) -> list[str]:
    shown = [(printable(name), n, printable(reason)) for name, n, reason in cells]
    wide, wide_n = max(len(name) for name, _, _ in shown), max(len(n) for _, n, _ in shown)
    return [f"  {name.ljust(wide)}  {n.rjust(wide_n)}  {reason}" for name, n, reason in shown]


def _snippet(joined: pd.DataFrame, alone: pd.DataFrame) -> str:
    pairs = [f"#    [{_quoted(row.canonical)}, {_quoted(row.name)}],\n" for row in rows(joined)]
    own = [
        f"# [[party]]\n# name = {_quoted(_first_that_fits(row.reason))}\n"
        f"# kind = {_quoted(row.type)}\n# aliases = [{_quoted(row.name)}]\n"
        for row in rows(alone)
    ]
    return "".join((_SNIPPET, *pairs, _OWN if own else "]\n", *own))


def _first_that_fits(reason: str) -> str:
    return reason.removeprefix(f"{LEFT_ALONE}: ").partition(" or ")[0]


def _quoted(text: str) -> str:
    """Return a text as a TOML string, with escapes for what cannot be printed."""
    chars = (
        json.dumps(char, ensure_ascii=False)[1:-1] if char.isprintable() else f"\\U{ord(char):08x}"
        for char in text
    )
    return f'"{"".join(chars)}"'
