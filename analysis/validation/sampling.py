"""What to label: a random sample whose probabilities are known, and the file that a coder fills in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.groups import article_groups
from analysis.narrowing import Names
from analysis.records import ReportError, check_count
from analysis.schema import Analysis
from analysis.storage import guard_formulas, replacing_file
from analysis.validation.units import SHORT, VALUES, kind_of_units, passages, units

SAMPLE = (
    "unit",
    "text",
    "party",
    "label",
    "coder",
    "note",
    "title",
    "outlet",
    "day",
    "article_id",
    "start",
    "end",
    "stratum",
    "strata_by",
    "probability",
)
BY = ("party", "label", "source")
QUESTIONS = {
    "mentions": "How does the sentence speak of the party that the marked words mean? Judge the wording and "
    "what it says of the party, not your opinion of it, nor what you know from elsewhere.",
    "quotes": "Do the marked words come from this speaker?",
    "articles": "How does the article as a whole treat this party?",
}


def sample(
    result: Analysis, *, n: int = 60, of: str = "mentions", by: Names = BY, seed: int = 0
) -> pd.DataFrame:
    """Draw mentions, quotations or articles for people to label, each with a known probability.

    The sample is stratified: of each stratum (a party, the model's answer and an outlet, by default) at
    least one unit is drawn, and of larger ones more, in proportion. So rare parties cost labels; ``sl.where``
    keeps those that matter. Where there are more strata than `n`, the last of `by` is dropped until there are
    not.

    Parameters
    ----------
    result
        An analysis; of several articles, those that are cut short are left out, and all versions of a story
        but the first in each outlet.
    n
        How many to draw, 1 or more; all where there are no more.
    of
        ``mentions`` (those that act and have a score, each in its sentence), ``quotes`` (with their
        speakers), or ``articles`` (as a whole, toward each party that acts in them).
    by
        What makes a stratum: ``party`` (of a quotation the speaker), ``label`` (the model's answer), and what
        `party_sentiment` groups articles by, such as ``source``, ``month`` or a key of `extra`.
    seed
        One seed always gives one sample, whatever the order of rows in `result`.

    Returns
    -------
    DataFrame
        In random order: `unit` (its id), `text` (to be read, the target between « and »), `party`, `label`,
        `coder` and `note` (empty), `title`, `outlet`, `day`, `article_id`, `start`, `end`, `stratum` (a
        number that says nothing of the model's answer), `strata_by` (what strata are made of) and
        `probability` (of being drawn, above 0 to 1). The model's answers are not in it: `validate` works them
        out anew. Empty where there is nothing to draw.

    Raises
    ------
    ChoiceError
        `n`, `of` or `by` is not as described.
    """
    check_count("n", n)
    found = units(result, of).sort_values("unit", ignore_index=True)
    rng = np.random.default_rng(seed)
    names = [by] if isinstance(by, str) else list(by)
    columns = stratum_columns(result, found, names)
    strata = stratum_numbers(columns, names)
    while names and strata.max(initial=0) >= n:
        names = names[:-1]
        strata = stratum_numbers(columns, names)
    numbers = rng.permutation(int(strata.max(initial=-1)) + 1)
    sizes = np.bincount(strata, minlength=len(numbers))
    taken = allocation(sizes, n)
    drawn = [rng.choice(np.flatnonzero(strata == place), k, replace=False) for place, k in enumerate(taken)]
    order = rng.permutation(np.concatenate([np.empty(0, dtype="int64"), *drawn]))
    chosen = found.loc[order]
    own = strata[order]
    empty = pd.Series("", index=chosen.index, dtype="str")
    made = chosen.assign(
        text=passages(result, of, chosen),
        label=empty,
        coder=empty,
        note=empty,
        stratum=numbers[own] + 1,
        strata_by=pd.Series(", ".join(names), index=chosen.index, dtype="str"),
        probability=taken[own] / sizes[own],
    )
    return made[list(SAMPLE)].reset_index(drop=True)


def allocation(sizes: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Share n draws among strata: one each, the rest in proportion to what is left, by largest remainders."""
    n = min(n, int(sizes.sum()))
    left, spare = sizes - 1, n - len(sizes)
    taken = np.ones_like(sizes)
    if spare > 0 and left.any():
        exact = spare * left / left.sum()
        taken += np.floor(exact).astype("int64")
        largest = np.argsort(taken - 1 - exact, kind="stable")
        taken[largest[: n - int(taken.sum())]] += 1
    return taken


def write_sample(sample: pd.DataFrame, path: str | Path) -> Path:
    """Write a sample as CSV that spreadsheets open, and beside it what the coder has to know.

    The instructions are a file of their own: rows of remarks in a CSV file would be sorted and filtered with
    the rest. Text that a spreadsheet would take for a formula has an apostrophe before it, which
    `read_labels` takes away.

    Returns
    -------
    Path
        The file of instructions: the same name with ``.txt``.

    Raises
    ------
    ReportError
        A file cannot be written, or the name ends in ``.txt`` itself.
    """
    table = Path(path)
    told = table.with_suffix(".txt")
    if told == table:
        raise ReportError(f"{table}: is where the instructions go; give a name that ends in .csv")
    write_table(sample, table)
    with replacing_file(told) as file:
        file.write(instructions(sample, table.name))
    return told


def write_table(sample: pd.DataFrame, path: Path) -> None:
    """Write a sample, labelled or not, as CSV; raises `ReportError` where that cannot be done."""
    with replacing_file(path) as file:
        # Excel knows UTF-8 by the mark; \r\n is the line end of RFC 4180.
        file.write("\ufeff" + guard_formulas(sample).to_csv(index=False, lineterminator="\r\n"))


def instructions(sample: pd.DataFrame, name: str = "the table") -> str:
    """Return what a coder has to know, as plain text."""
    of = kind_of_units(str(sample["unit"].iloc[0])) if len(sample) else None
    of = of or "mentions"
    labels = list(VALUES[of])
    lines = [
        f"How to label {name} ({len(sample)} rows)",
        "",
        QUESTIONS[of],
        "The party (or speaker) stands in the column party; marked is what stands between « and ».",
        "",
        f"Write one of these in the column label: {', '.join(labels)}; or in short {_short(of)}.",
        "Write your name in the column coder, in every row that you label or in the first alone.",
        "Write into the column note what was hard to decide. Leave the other columns as they are.",
        "Label from the top: the order is random, so what is done counts even if you stop early.",
        "Leave a label empty where you cannot tell. Do not talk to other coders before all are done.",
    ]
    if of == "mentions":
        lines += [
            "",
            "negative: the party is criticised, blamed or mocked, or shown to fail or to do harm.",
            "neutral: it is only named, or what is said is neither good nor bad for it, or both alike.",
            "positive: the party is praised, thanked or defended, or shown to succeed or to do good.",
            "What somebody says counts, too: 'The mayor called the union brave' is positive for the union.",
        ]
    lines += ["", "When you are done, save as CSV and run: sl.validate(result, sl.read_labels(...))", ""]
    return "\n".join(lines)


def _short(of: str) -> str:
    return ", ".join(
        f"{' or '.join(short for short, own in SHORT[of].items() if own == label)} for {label}"
        for label in VALUES[of]
    )


def stratum_columns(result: Analysis, found: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return what strata of some units are made of, a row a unit.

    Raises
    ------
    ChoiceError
        `by` names nothing that there is.
    """
    columns = found[["article_id", "party", "label"]]
    own = [name for name in by if name not in ("party", "label")]
    return (
        columns.merge(article_groups(result.articles, own), on="article_id", how="left") if own else columns
    )


def stratum_numbers(columns: pd.DataFrame, by: Sequence[str]) -> NDArray[np.int64]:
    """Number the strata of some units from 0; those without an outlet or a day have strata of their own."""
    if not by:
        return np.zeros(len(columns), dtype="int64")
    numbers = columns.groupby(list(by), sort=True, dropna=False).ngroup()
    return np.asarray(numbers, dtype="int64")
