"""What a validation comes to, in plain English: a paragraph on methods, and a validation sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.display import escape_markdown
from analysis.schema import rows
from analysis.wording import counted, interval, listed, percent, score

if TYPE_CHECKING:
    from analysis.validation.coders import Agreement
    from analysis.validation.measured import Validation

_UNITS = {
    "mentions": "mentions of parties",
    "quotes": "quotations",
    "articles": "articles, each toward one party,",
}
_MEASURE = {
    "mentions": "a score from -1 (negative) to +1 (positive) for each mention of a party",
    "quotes": "the speaker of each quotation",
    "articles": "a score from -1 (negative) to +1 (positive) for each article and party",
}
_STRATA = {"label": "the model's answer", "source": "outlet"}
# Parties that a paragraph names.
_MOST = 4


def methods(found: Validation) -> str:
    """Return a paragraph for a paper's section on methods.

    Parameters
    ----------
    found
        What `validate` returned.

    Returns
    -------
    str
        Plain text in one paragraph, with every number that a reviewer asks for. Names that hold marks of
        Markdown are escaped.
    """
    return " ".join([_drawn(found), *_performance(found), *_corrections(found), *_left_out(found)])


def sheet(found: Validation) -> str:
    """Return a validation sheet in Markdown, by the three kinds of evidence of ValiText.

    Substantive evidence is what a reader has to judge, so the sheet asks; structural evidence is how the
    measure behaves, external evidence how it agrees with people.

    Parameters
    ----------
    found
        What `validate` returned.
    """
    lines = [
        "# Validation sheet",
        "",
        "After ValiText (Birkenmaier, Lechner & Wagner 2024). What begins with *To write* needs your words.",
        "",
        "## Substantive evidence",
        "",
        "- *To write*: what sentiment toward a party means in this study, and why wording shows it.",
        f"- The measure: Sidelight {version('sidelight')}; {_MEASURE[found.of]}.",
        "- *To write*: who the coders are, and how they were trained.",
        "",
        "## Structural evidence",
        "",
        "Whom the model is right about, in this corpus:",
        "",
        *_by_group(found),
        "",
        "- `sidelight evaluate even-handedness` measures whether the same words score alike for everybody.",
        "",
        "## External evidence",
        "",
        f"- {_drawn(found)}",
        f"- {_agreed(found.agreement)}",
        *(f"- {sentence}" for sentence in _performance(found)),
        *(f"- {sentence}" for sentence in (*_corrections(found), *_left_out(found))),
        "",
        "What people said, by the model's answer:",
        "",
        *_confusion(found),
        "",
    ]
    return "\n".join(lines)


def _drawn(found: Validation) -> str:
    n = len(found.units)
    people = counted(len(found.coders), "coder")
    by = [_STRATA.get(name, name) for name in found.strata_by]
    drawn = f" and stratified by {listed(by)}" if by else ""
    some = f"{n} of {found.n_drawn}" if n < found.n_drawn else f"{n}"
    return (
        f"We validated the automated scores by hand: {people} labelled {some} {_UNITS[found.of]} drawn at "
        f"random with known probabilities from {found.n_all:,}{drawn}, without seeing the model's answers."
    )


def _performance(found: Validation) -> Iterator[str]:
    (row,) = rows(found.scores.head(1))
    level = round(100 * found.confidence)
    if found.of == "quotes":
        yield (
            f"Of the quotations {_share(row.accuracy)} were given to the right speaker (interval of "
            f"{level}\u00a0%: {_share(row.accuracy_low)} to {_share(row.accuracy_high)})."
        )
        return
    f1 = "" if math.isnan(row.macro_f1_low) else f" ({row.macro_f1_low:.2f} to {row.macro_f1_high:.2f})"
    yield (
        f"Weighted by these probabilities, the model gave the coders' label in {_share(row.accuracy)} of "
        f"cases (interval of {level}\u00a0%: {_share(row.accuracy_low)} to {_share(row.accuracy_high)}), "
        f"with a macro-F1 of {row.macro_f1:.2f}{f1}."
    )
    if not math.isnan(row.bias_low):
        yield f"On average its scores were {_off(row)}."
    yield from _uneven(found)
    yield from _differences(found)


def _differences(found: Validation) -> Iterator[str]:
    """Say between whom the model is clearly uneven."""
    for row in rows(found.uneven):
        if row.low > 0 or row.high < 0:
            low, high = sorted((abs(row.low), abs(row.high)))
            better, worse = (row.group, row.other_group) if row.low > 0 else (row.other_group, row.group)
            yield (
                f"Against the labels it favoured {escape_markdown(better)} over {escape_markdown(worse)} by "
                f"{abs(row.difference):.2f} (interval {low:.2f} to {high:.2f})."
            )


def _off(row: Any) -> str:
    ends = f"{score(row.bias)}, interval {interval(row.bias_low, row.bias_high)}"
    if row.bias_low > 0:
        return f"more favourable than the labels ({ends})"
    if row.bias_high < 0:
        return f"less favourable than the labels ({ends})"
    return f"not clearly more or less favourable than the labels ({ends})"


def _uneven(found: Validation) -> Iterator[str]:
    """Say for whom the model is clearly off, of the parties and groups with enough labels."""
    table = found.scores.iloc[1:]
    whole = table[list(found.by)].isna().all(axis=1) if found.by else pd.Series(True, index=table.index)
    single = table[(whole | table["party"].isna()) & ~table["is_few"]]
    off = single[(single["bias_low"] > 0) | (single["bias_high"] < 0)]
    if off.empty and len(single):
        yield "It was not clearly off for any single party or group of articles with 20 labels or more."
    for row in off.to_dict("records"):
        side = "favourable" if row["bias"] > 0 else "unfavourable"
        ends = interval(row["bias_low"], row["bias_high"])
        yield f"For {_name(row, found.by)} it was too {side} by {abs(row['bias']):.2f} (interval {ends})."


def _corrections(found: Validation) -> Iterator[str]:
    if found.of == "quotes":
        return
    table = found.corrected
    if found.by:
        table = table[table[list(found.by)].isna().all(axis=1)]
    known = table[table["party"].notna() & table["low"].notna()].head(_MOST)
    if known.empty:
        yield "There are too few labels of any one party to correct its mean."
        return
    said = [
        f"{escape_markdown(row['party'])} {score(row['corrected'])} "
        f"({interval(row['low'], row['high'])}; uncorrected {score(row['mean'])})"
        for row in known.to_dict("records")
    ]
    yield (
        "Means were corrected by prediction-powered inference (Angelopoulos et al. 2023), with weights of "
        "inverse probability, a tuned weight of the predictions, and errors clustered by article: "
        f"{listed(said)}."
    )


def _left_out(found: Validation) -> Iterator[str]:
    if len(found.gone):
        n = len(found.gone)
        whose = "its text is" if n == 1 else "their texts are"
        yield f"{counted(n, 'labelled unit')} could not be used: {whose} not in the analysis as before."


def _confusion(found: Validation) -> Iterator[str]:
    table = found.confusion
    labels = list(dict.fromkeys(table["label"]))
    yield f"| model | {' | '.join(labels)} |"
    yield f"|---|{'---|' * len(labels)}"
    for predicted, part in table.groupby("predicted", sort=False):
        cells = [
            "–" if math.isnan(row.share) else f"{_share(row.share)} ({_share(row.low)} to {_share(row.high)})"
            for row in rows(part)
        ]
        yield f"| {predicted} | {' | '.join(cells)} |"


def _share(value: float) -> str:
    return percent(f"{value:.0%}")


def _agreed(agreed: Agreement) -> str:
    values = agreed.table.set_index("measure")
    if not values["n_units"].iloc[0]:
        return "No unit was labelled by two coders, so their agreement is not known."
    said = [
        f"{name} {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for name, row in values.iterrows()
        if not math.isnan(row["low"])
    ]
    of = counted(int(values["n_units"].iloc[0]), "unit")
    return f"How far coders agree on {of} (alpha is Krippendorff's): {listed(said)}."


def _by_group(found: Validation) -> Iterator[str]:
    yield "| group | labels | accuracy | bias | corrected mean | model's mean |"
    yield "|---|---|---|---|---|---|"
    keys = [*found.by, "party"]
    merged = found.scores.merge(found.corrected.drop(columns="n"), on=keys, how="left")
    for row in merged.to_dict("records"):
        few = ", few" if row["is_few"] else ""
        accuracy = (
            f"{_share(row['accuracy'])} ({_share(row['accuracy_low'])} to {_share(row['accuracy_high'])})"
        )
        yield (
            f"| {_name(row, found.by)} | {row['n']}{few} | {accuracy} | {_with_ends(row, 'bias', 'bias_')} | "
            f"{_with_ends(row, 'corrected', '')} | {score(row['mean'])} |"
        )


def _with_ends(row: Mapping[Any, Any], name: str, prefix: str) -> str:
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    return score(row[name]) if math.isnan(low) else f"{score(row[name])} ({interval(low, high)})"


def _name(row: Mapping[Any, Any], by: tuple[str, ...]) -> str:
    """Name a group: the party, and what its articles are grouped by."""
    named = [str(row[name]) for name in ("party", *by) if not pd.isna(row[name])]
    return escape_markdown(" in ".join(named) if named else "all")
