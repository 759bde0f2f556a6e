"""What was found in several articles, in a few sentences that the tables bear out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aggregate import compare, party_sentiment
from analysis.aggregate.shown import FEW_UNITS
from analysis.display import Block, escape_markdown
from analysis.prose.finding import said_verdicts
from analysis.schema import Analysis, rows
from analysis.wording import counted, day, listed, number, opening, with_article

# Parties that a corpus is about: those mentioned in most articles.
MOST_PARTIES = 4
_MOST_DIFFERENCES = 2
SIGNIFICANT = 0.05


def corpus_facts(result: Analysis) -> Block:
    """Articles, outlets, period, and what counts once or not at all, in one line."""
    articles = result.articles
    facts = [counted(len(articles), "article")]
    outlets = articles["source"].nunique()
    if outlets:
        facts.append(counted(outlets, "outlet"))
    days = articles["published"].dropna()
    if len(days):
        first, last = days.min(), days.max()
        facts.append(day(first) if first == last else f"{day(first)} to {day(last)}")
    copies = int(articles["duplicate_of"].notna().sum()) if "duplicate_of" in articles else 0
    if copies:
        facts.append(f"{counted(copies, 'near-duplicate')} counted once")
    truncated = int(articles["is_truncated"].sum())
    if truncated:
        facts.append(f"{counted(truncated, 'article')} cut short and not counted")
    return Block(" · ".join(facts))


def corpus_finding(result: Analysis) -> Block:
    """Say how the main parties are treated, which outlets differ, and what cannot be told apart."""
    main = main_parties(result)
    if main.empty:
        return Block("No party does more than name a place in these articles.")
    sentences = [said_verdicts(main, unit="article")]
    if len(result.articles["source"].dropna().unique()) > 1:
        sentences += _differences(result, main["party"].tolist())
    return Block(" ".join(sentences))


def main_parties(result: Analysis) -> pd.DataFrame:
    """Return the rows of `party_sentiment` for the parties that most articles are about.

    At most four: those of five articles or more, and of a tenth of the first one's at least; without any the
    first two.
    """
    table = party_sentiment(result).sort_values(["n_units", "n"], ascending=False, kind="stable")
    enough = table[(table["n_units"] >= FEW_UNITS) & (table["n_units"] * 10 >= table["n_units"].max())]
    return enough.head(MOST_PARTIES) if len(enough) else table.head(2)


def difference(row: Any) -> str:
    """Say which of two outlets is more favourable to a party, and by how much."""
    better, worse = (row.group, row.other_group) if row.difference > 0 else (row.other_group, row.group)
    low, high = sorted((abs(row.low), abs(row.high)))
    return (
        f"{escape_markdown(better)} is more favourable to {_name(row.party)} than {escape_markdown(worse)} "
        f"(difference {abs(row.difference):.2f}, 95 % interval {low:.2f} to {high:.2f})"
    )


def _differences(result: Analysis, parties: list[str]) -> list[str]:
    table = compare(result, "source", party=parties)
    tested = table[~table["is_few"]]
    few = _few_outlets(result)
    sentences = []
    clear = tested[tested["p_adjusted"] < SIGNIFICANT]
    clear = clear.sort_values("difference", key=abs, ascending=False, kind="stable")
    if len(clear):
        # The largest toward each party; the others stand below.
        said = [difference(row) for row in rows(clear.drop_duplicates("party").head(_MOST_DIFFERENCES))]
        more = len(clear) - len(said)
        others = f", and so {'does' if more == 1 else 'do'} {number(more)} more below" if more else ""
        holds = "This holds" if len(said) == 1 else "These hold"
        sentences.append(f"{opening('; '.join(said))}.")
        sentences.append(f"{holds} after correction for {counted(len(tested), 'comparison')}{others}.")
        unequal = set(clear["party"])
        same = [_name(party) for party in parties if party in set(tested["party"]) - unequal]
        if same:
            sentences.append(f"On {listed(same)} the outlets cannot be told apart.")
    elif len(tested):
        sentences.append(
            f"No difference between outlets holds after correction for {counted(len(tested), 'comparison')}."
        )
    if few:
        have = "has" if len(few) == 1 else "have"
        sentences.append(
            f"{opening(listed(few))} {have} fewer than {number(FEW_UNITS)} articles, too few to judge."
        )
    return sentences


def _few_outlets(result: Analysis) -> list[str]:
    counts = result.articles["source"].value_counts()
    return [escape_markdown(str(name)) for name in sorted(counts[counts < FEW_UNITS].index)]


def _name(party: str) -> str:
    return escape_markdown(with_article(party))
