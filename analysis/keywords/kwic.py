"""Keyword in context: every place of a node with what stands left and right of it."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd

from analysis.display import Block
from analysis.keywords.nodes import check_mentioned, find_nodes, nodes_read, token_places
from analysis.keywords.windows import UNITS, window_bounds
from analysis.records import check_choice
from analysis.schema import Analysis, Batches, in_parts, joined

ORDERS = ("text", "left", "right", "node")
_COLUMNS = ["article_id", "sentence", "start", "end", "left", "node", "right"]


def kwic(
    result: Analysis | Batches,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    ignore_case: bool = True,
    unit: str = "word",
    size: int | None = None,
    sort: str = "text",
) -> pd.DataFrame:
    """Show a word, phrase, pattern or party in its contexts (a concordance).

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses. Of a run a part is in memory at a
        time, and the rows that are returned.
    node, party, is_regex, ignore_case
        What to look for, as for `find_nodes`.
    unit, size
        The context: 8 words to each side by default, or the ``sentence`` of the node, with `size` more
        sentences before and after it (0 by default).
    sort
        By place in the ``text``, by the words to the ``left`` (the nearest first) or to the ``right``, or by
        the ``node`` itself; capitals do not matter.

    Returns
    -------
    DataFrame
        `article_id`, `sentence`, `start`, `end` (of the node, in `Article.text`), `left`, `node` and `right`:
        the text as it stands, but for line ends, which are spaces. Empty where nothing is found.

    Raises
    ------
    ChoiceError, PatternError, UnknownPartyError
        As for `find_nodes`; ChoiceError also where `unit` or `sort` is not one of the values above.
    """
    check_choice("unit", unit, UNITS)
    check_choice("sort", sort, ORDERS)
    reads = joined(nodes_read(party, is_regex=is_regex), {"articles": ("text",)})
    seen: set[str] = set()

    def places(part: Analysis) -> pd.DataFrame:
        nodes = find_nodes(part, node, party=party, is_regex=is_regex, ignore_case=ignore_case, seen=seen)
        return _in_context(part, nodes, unit=unit, size=size)

    table = in_parts(result, reads, places)
    if party is not None:
        check_mentioned(party, seen)
    if sort == "text":
        return table
    if sort == "left":
        key = table["left"].str.casefold().map(lambda text: text.split()[::-1])
    else:
        # A mark that hangs on the node is not what it is sorted by.
        key = table[sort].str.casefold().str.lstrip(" ,.;:!?’”\"')").map(str.split)
    order = sorted(range(len(table)), key=key.tolist().__getitem__)
    return table.iloc[order].reset_index(drop=True)


def concordance(table: pd.DataFrame, *, width: int = 50) -> Block:
    """Align a table of `kwic` at its nodes, for a notebook, a report or a terminal.

    Parameters
    ----------
    table
        What `kwic` gives.
    width
        Characters to show on each side at most.

    Returns
    -------
    Block
        As HTML a table with the node in the middle; as text one line a place.
    """
    lefts = [_cut_left(text, width) for text in table["left"]]
    rights = [text if len(text) <= width else f"{text[: width - 1]}…" for text in table["right"]]
    nodes = table["node"].tolist()
    widest = max((len(text) for text in lefts), default=0)
    lines = [
        f"    {left.rjust(widest)}[{node}]{right}".rstrip()
        for left, node, right in zip(lefts, nodes, rights, strict=True)
    ]
    cells = [
        f'<tr><td style="text-align: right">{escape(left)}</td>'
        f'<td style="text-align: center"><strong>{escape(node)}</strong></td>'
        f'<td style="text-align: left">{escape(right)}</td><td>{escape(str(article))}</td></tr>'
        for left, node, right, article in zip(lefts, nodes, rights, table["article_id"], strict=True)
    ]
    if not lines:
        return Block("Not found.")
    # Four spaces make a block of code, in which Markdown means nothing.
    return Block("\n".join(map(_printable, lines)), f"<table>{''.join(cells)}</table>")


def _in_context(result: Analysis, nodes: pd.DataFrame, *, unit: str, size: int | None) -> pd.DataFrame:
    """Show nodes in their contexts, in the order of the text."""
    tokens = result.tokens
    if nodes.empty or tokens.empty:
        return _table([], [], [], [], [], [], [])
    first, after = token_places(result, nodes)
    reach = (8 if unit == "word" else 0) if size is None else size
    low, high = window_bounds(result, first, after, unit=unit, size=reach)
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    top = len(tokens) - 1
    node_starts, node_ends = nodes["start"].to_numpy(), nodes["end"].to_numpy()
    left_starts = np.where(low < first, starts[np.minimum(low, top)], node_starts)
    right_ends = np.where(high > after, ends[np.maximum(high - 1, 0)], node_ends)
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    ids = nodes["article_id"].tolist()
    cuts = zip(
        ids, left_starts.tolist(), node_starts.tolist(), node_ends.tolist(), right_ends.tolist(), strict=True
    )
    pieces = [
        (texts[key][min(a, b) : b], texts[key][b:c], texts[key][c : max(c, d)]) for key, a, b, c, d in cuts
    ]
    left, middle, right = zip(*pieces, strict=True)
    sentences = tokens["sentence"].to_numpy()[np.minimum(first, top)]
    return _table(ids, sentences, node_starts, node_ends, left, middle, right)


def _table(
    ids: object, sentences: object, starts: object, ends: object, left: object, node: object, right: object
) -> pd.DataFrame:
    texts = [_on_one_line(pd.Series(column, dtype="str")) for column in (left, node, right)]
    return pd.DataFrame(
        {
            "article_id": pd.Series(ids, dtype="str"),
            "sentence": pd.Series(sentences, dtype="int64"),
            "start": pd.Series(starts, dtype="int64"),
            "end": pd.Series(ends, dtype="int64"),
            **dict(zip(("left", "node", "right"), texts, strict=True)),
        }
    )


def _on_one_line(texts: pd.Series) -> pd.Series:
    result: pd.Series = texts.str.replace(r"\s+", " ", regex=True)
    return result


def _cut_left(text: str, width: int) -> str:
    return text if len(text) <= width else f"…{text[len(text) - width + 1 :]}"


def _printable(line: str) -> str:
    return "".join(char for char in line if char.isprintable())
