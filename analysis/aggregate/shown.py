"""What of a table a chart has room for, which its alternative text names too."""

from __future__ import annotations

import pandas as pd

from analysis.schema import rows
from analysis.wording import direction

Source = tuple[str, str]  # name and kind

# With fewer units than this an interval is little more than their range.
FEW_UNITS = 5
# Sources, targets and parties of a chart.
MOST_ENDS, MOST_PARTIES = 8, 4
# With more arrows than these, their signs stood on one another in trials with eight parties.
_MOST_ARROWS = 16
# Of a party's voices beside the author: those that speak of it most.
_MOST_VOICES = 4


def between(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what one party or person holds of another, of `stances` or a `stance_matrix`."""
    is_somebody = table["source_kind"].isin(["party", "person"])
    return table[is_somebody & (table["source"] != table["target"])]


def shown_sources(matrix: pd.DataFrame, most: int) -> list[tuple[Source, int]]:
    """Give the sources to show with their stances: the author, the others by number, whoever is not known.

    Who says nothing of the targets that are shown has no row.
    """
    matrix = matrix[matrix["target"].isin(shown_targets(matrix, most))]
    totals = matrix.groupby(["source", "source_kind"], sort=True)["n"].sum().reset_index()
    found = [((str(row.source), str(row.source_kind)), int(row.n)) for row in rows(totals)]
    ordered = sorted(found, key=lambda item: (item[0][1] != "author", -item[1], item[0]))
    ends = {"author": -1, "unattributed": 1}
    return sorted(ordered[:most], key=lambda item: ends.get(item[0][1], 0))


def shown_targets(matrix: pd.DataFrame, most: int) -> list[str]:
    """Give the targets to show, those with most stances first."""
    return _by_total(matrix, ["target"])[:most]


def shown_cells(matrix: pd.DataFrame, most: int = MOST_ENDS) -> pd.DataFrame:
    """Keep the cells of the sources and targets to show."""
    sources = [source for source, _ in shown_sources(matrix, most)]
    keys = pd.Series(list(zip(matrix["source"], matrix["source_kind"], strict=True)), index=matrix.index)
    return matrix[keys.isin(sources) & matrix["target"].isin(shown_targets(matrix, most))]


def shown_pairs(matrix: pd.DataFrame, most: int = MOST_ENDS) -> pd.DataFrame:
    """Keep what one party or person holds of another, among those with most stances.

    `side` is added: neutral, or the direction of the mean where not all of the stances are neutral. The 16
    pairs with most stances are kept, those with a side before neutral ones.
    """
    pairs = between(matrix)
    ends = _by_total(pairs, ["source", "target"])[:most]
    pairs = pairs[pairs["source"].isin(ends) & pairs["target"].isin(ends)]
    side = pairs["mean"].map(direction).where(pairs["neutral"] < 1, "neutral").astype("str")
    order = pairs.assign(side=side, is_neutral=side == "neutral").sort_values(
        ["is_neutral", "n"], ascending=[True, False], kind="stable"
    )
    return order.head(_MOST_ARROWS).drop(columns="is_neutral")


def shown_voices(table: pd.DataFrame, most: int = MOST_PARTIES) -> pd.DataFrame:
    """Keep of `sentiment_by_voice` the first parties, of each the author and who speak of it most."""
    table = table[table["party"].isin(table["party"].drop_duplicates().head(most))]
    is_author = table["voice_kind"] == "author"
    place = table.groupby(["party", is_author], sort=False).cumcount()
    return table[is_author | (place < _MOST_VOICES)]


def _by_total(table: pd.DataFrame, ends: list[str]) -> list[str]:
    """Order everybody at some ends of a matrix by their stances, the most first."""
    both = pd.concat([table[[end, "n"]].rename(columns={end: "name"}) for end in ends])
    totals = both.groupby("name")["n"].sum().sort_index()
    return [str(name) for name in totals.sort_values(ascending=False, kind="stable").index]
