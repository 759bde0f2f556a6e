"""The table of an article's parties: how each is treated, how sure that is, and what it rests on."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from analysis.aggregate import party_mentions, party_sentiment, robustness
from analysis.aggregate.verdicts import TOO_FEW
from analysis.display import Block, escape_markdown
from analysis.limits import covered, is_neural
from analysis.prose.quoting import sentence_name
from analysis.report.bars import interval_bar
from analysis.report.labelled import corrections, measured_accuracy
from analysis.report.pages import Section
from analysis.report.tables import html_table, markdown_table, side_class
from analysis.schema import Analysis, rows
from analysis.wording import interval, listed, opening, score

_MOST_PARTIES = 12
_ACCURACY = "On sentences that it had not seen, the model gave people’s own label about four times in five."
_BY_RULES = "A list of judging words gives these scores: no irony, and nothing that is not in the list."


_ABOUT = (
    "Mean sentiment of the party’s mentions, without those that only name a place: −1 is unfavourable, +1 "
    "favourable. Hollow and dashed: fewer than five sentences."
)


def parties(result: Analysis) -> Section | None:
    """Show a row for each party: mentions, verdict, interval, its most and least favourable sentence."""
    table = party_sentiment(result)
    if table.empty:
        return None
    shown = table.head(_MOST_PARTIES)
    mentions = party_mentions(result).set_index("party")["mentions"]
    # What is too little to judge rests on few sentences anyway.
    fragile = {
        row.party: int(row.unit)
        for row in rows(robustness(result))
        if row.rests_on_one and row.verdict != TOO_FEW
    }
    lines, html = [], []
    for row in rows(shown):
        ends = _ends(result, row.party)
        unit = fragile.get(row.party)
        flag = f"rests on {sentence_name(result, unit)}" if unit is not None else ""
        lines.append(_markdown_row(row, int(mentions[row.party]), ends, flag, unit))
        html.append(_html_row(row, int(mentions[row.party]), ends, flag, unit))
    heads = ["party", "mentions", "wording", "mean and 95 % interval", "sentences", ""]
    rest = [f"{party} ({mentions[party]})" for party in table["party"][_MOST_PARTIES:]]
    acting = set(table["party"])
    places = [party for party in mentions.index if party not in acting]
    notes = [
        *([f"Other parties, with their mentions: {listed(rest)}."] if rest else []),
        *([f"Named only as a place, and so not judged: {listed(places)}."] if places else []),
        f"{_how_good(result)} The intervals cover {covered(result)}. They tell of this article, not of its "
        "outlet.",
        *corrections(result),
    ]
    return Section(
        "parties",
        "How each party is treated",
        [
            Block(markdown_table(heads, lines), html_table(heads, html, caption=_ABOUT, stack=True)),
            Block(
                "\n\n".join(map(escape_markdown, notes)),
                "".join(f'<p class="note">{escape(note)}</p>' for note in notes),
            ),
        ],
    )


def _how_good(result: Analysis) -> str:
    return measured_accuracy(result) or (_ACCURACY if is_neural(result) else _BY_RULES)


def _ends(result: Analysis, party: str) -> list[tuple[str, int]]:
    """Return the numbers of the party's most and least favourable sentence, where there are such."""
    found = result.sentiments.assign(sentence=result.mentions["sentence"], role=result.mentions["role"])
    found = found[(found["party"] == party) & (found["role"] == "actor")].dropna(subset=["score"])
    ends = []
    for label, name, is_least_first in (
        ("positive", "most favourable", False),
        ("negative", "least favourable", True),
    ):
        chosen = found[found["label"] == label].sort_values(
            ["score", "mention"], ascending=[is_least_first, True]
        )
        if len(chosen):
            ends.append((name, int(chosen["sentence"].iloc[0])))
    return ends


def _markdown_row(
    row: Any, mentions: int, ends: list[tuple[str, int]], flag: str, unit: int | None
) -> list[str]:
    how = score(row.mean) if row.n_scored else "no judging word"
    if pd.notna(row.low):
        how += f" ({interval(row.low, row.high)})"
    links = " · ".join(f"[{name}](#s{sentence})" for name, sentence in ends)
    mark = f"[{flag}](#s{unit})" if flag else ""
    return [escape_markdown(row.party), str(mentions), row.verdict, how, links, mark]


def _html_row(row: Any, mentions: int, ends: list[tuple[str, int]], flag: str, unit: int | None) -> str:
    side = side_class(row.verdict)
    links = " · ".join(f'<a href="#s{sentence}">{name}</a>' for name, sentence in ends)
    mark = f'<a class="flag" href="#s{unit}">{escape(flag)}</a>' if flag else ""
    bar = interval_bar(row.mean, row.low, row.high, side, is_few=row.verdict == TOO_FEW)
    return (
        f'<tr><th scope="row">{escape(opening(row.party))}</th>'
        f'<td class="n" data-label="mentions:">{mentions}</td>'
        f'<td class="v {side}">{escape(row.verdict)}</td><td>{bar}</td><td>{links}</td><td>{mark}</td></tr>'
    )
