"""How the parties are treated over all articles, and how outlets differ."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis import charts
from analysis.aggregate import compare, party_sentiment, robustness
from analysis.aggregate.shown import FEW_UNITS
from analysis.aggregate.verdicts import TOO_FEW
from analysis.display import Block, escape_markdown
from analysis.limits import covered
from analysis.narrowing import where
from analysis.prose.corpus import SIGNIFICANT, difference, main_parties
from analysis.report.bars import interval_bar
from analysis.report.corpus.behind import leading_to, points_by_outlet
from analysis.report.labelled import corrections, measured_accuracy
from analysis.report.pages import Item, Links, Section
from analysis.report.tables import html_table, markdown_table, side_class
from analysis.schema import Analysis, rows
from analysis.wording import counted, interval, number, opening, score

_FEWEST_PARTIES, _MOST_PARTIES = 4, 12
_MOST_DIFFERENCES = 12
_ABOUT = (
    "Mean over mentions of the party that do more than name a place, from −1 (unfavourable) to +1 "
    "(favourable). The intervals cover {}. Hollow and dashed: fewer than five articles."
)


def parties(result: Analysis, links: Links) -> Section | None:
    """Show a row for each party: articles, mentions, verdict, interval."""
    table = party_sentiment(result)
    if table.empty:
        return None
    table = table.sort_values(["n_units", "n"], ascending=False, kind="stable")
    enough = int((table["n_units"] >= FEW_UNITS).sum())
    shown = table.head(min(max(enough, _FEWEST_PARTIES), _MOST_PARTIES))
    fragile = robustness(result)
    fragile = fragile[fragile["rests_on_one"] & (fragile["verdict"] != TOO_FEW)]
    units = dict(zip(fragile["party"], fragile["unit"], strict=True))
    titles = result.articles.set_index("article_id")["title"]
    lines, html = [], []
    for row in rows(shown):
        unit = units.get(row.party)
        name = "" if unit is None else titles[unit] or unit
        how = score(row.mean) + (f" ({interval(row.low, row.high)})" if pd.notna(row.low) else "")
        side = side_class(row.verdict)
        bar = interval_bar(row.mean, row.low, row.high, side, is_few=row.n_units < FEW_UNITS)
        flag = "" if unit is None else "rests on one article"
        where = escape(links.get(unit or "", "#articles"))
        mark = f'<a class="flag" href="{where}" title="{escape(name)}">{flag}</a>' if flag else ""
        lines.append([escape_markdown(row.party), str(row.n_units), str(row.n), row.verdict, how, flag])
        html.append(
            f'<tr><th scope="row">{escape(opening(row.party))}</th>'
            f'<td class="n" data-label="articles:">{row.n_units}</td>'
            f'<td class="n" data-label="mentions:">{row.n}</td>'
            f'<td class="v {side}">{escape(row.verdict)}</td><td>{bar}</td><td>{mark}</td></tr>'
        )
    heads = ["party", "articles", "mentions", "wording", "mean and 95 % interval", ""]
    about = _ABOUT.format(covered(result))
    rest = len(table) - len(shown)
    notes = [Block(f"{counted(rest, 'more party')} in tables/party_sentiment.csv.")] if rest else []
    labels = filter(None, (measured_accuracy(result), *corrections(result)))
    notes += [Block(escape_markdown(line)) for line in labels]
    return Section(
        "parties",
        "How each party is treated",
        [Block(markdown_table(heads, lines), html_table(heads, html, caption=about, stack=True)), *notes],
    )


def outlets(result: Analysis, links: Links) -> Section | None:  # noqa: ARG001 - the page gives every section its links
    """Show each outlet's mean toward the main parties, and which differences hold."""
    if result.articles["source"].nunique() < 2:
        return None
    main = main_parties(result)["party"].tolist()
    if not main:
        return None
    items: list[Item] = []
    href = leading_to(points_by_outlet(result), "outlet")
    figure = charts.figure("outlets", where(result, party=main), href=href, most=len(main))
    if figure is not None:
        items.append(figure)
    items.append(_differences(result, main))
    return Section("outlets", "Outlets side by side", items)


def _differences(result: Analysis, main: list[str]) -> Block:
    table = compare(result, "source", party=main)
    tested = table[~table["is_few"]]
    few = len(table) - len(tested)
    left_out = (
        f" {opening(number(few))} more {'has' if few == 1 else 'have'} fewer than five articles on one side, "
        "and so no test."
        if few
        else ""
    )
    clear = tested[tested["p_adjusted"] < SIGNIFICANT]
    clear = clear.sort_values("difference", key=abs, ascending=False, kind="stable")
    if tested.empty:
        return Block(f"No two outlets have five articles each on one of these parties.{left_out}")
    how = f"after correction for {counted(len(tested), 'comparison')} (Holm)"
    if clear.empty:
        return Block(f"No difference between two outlets holds {how}.{left_out}")
    points = "\n".join(f"- {difference(row)}." for row in rows(clear.head(_MOST_DIFFERENCES)))
    more = len(clear) - _MOST_DIFFERENCES
    rest = f" {counted(more, 'more difference')} {'holds' if more == 1 else 'hold'}, too." if more > 0 else ""
    return Block(f"These differences hold {how}:\n\n{points}\n\nThe others do not.{rest}{left_out}")
