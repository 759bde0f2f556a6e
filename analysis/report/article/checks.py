"""What to look at first in an article: the sentences that the findings hang on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from analysis.aggregate import robustness
from analysis.display import Block, escape_markdown
from analysis.report.pages import Section
from analysis.report.sentences import sentence_text
from analysis.schema import Analysis, rows
from analysis.wording import score, with_article

_MOST = 3
# A mean that moves by less than this hangs on no sentence.
_LEAST = 0.05
_LONGEST = 170


class _Check(NamedTuple):
    sentence: int
    mention: int | None
    why: str


def checks(result: Analysis) -> Section | None:
    """Quote up to three sentences: those that a mean rests on, and the least certain reading."""
    found: dict[int, _Check] = {}
    for check in _candidates(result):
        found.setdefault(check.sentence, check)
        if len(found) == _MOST:
            break
    if not found:
        return None
    lines, html = [], []
    for number, check in enumerate(found.values(), 1):
        quoted = sentence_text(
            result, result.article_ids[0], check.sentence, longest=_LONGEST, around=check.mention
        )
        lines.append(
            f"{number}. [“{escape_markdown(quoted)}”](#s{check.sentence}) {escape_markdown(check.why)}"
        )
        html.append(
            f'<li><a href="#s{check.sentence}">“{escape(quoted)}”</a> '
            f'<span class="note">{escape(check.why)}</span></li>'
        )
    return Section(
        "checks",
        "Check these first",
        [Block("\n".join(lines), f'<ol class="check">{"".join(html)}</ol>')],
        place="beside",
    )


def _candidates(result: Analysis) -> Iterator[_Check]:
    table = robustness(result)
    known = table[table["unit"].notna() & table["mean_without"].notna()]
    known = known.sort_values("moves", key=abs, ascending=False, kind="stable")
    for row in rows(known[known["rests_on_one"]]):
        yield _moving(row)
    yield from _least_certain(result)
    for row in rows(known[~known["rests_on_one"] & (known["moves"].abs() >= _LEAST)]):
        yield _moving(row)


def _moving(row: Any) -> _Check:
    verb = "lifts" if row.moves > 0 else "lowers"
    why = (
        f"By itself it {verb} the mean of the scores toward {with_article(row.party)} from "
        f"{score(row.mean_without)} to {score(row.sampling_mean)}."
    )
    return _Check(int(row.unit), None, why)


def _least_certain(result: Analysis) -> Iterator[_Check]:
    """Yield the reading with a direction whose label is least probable."""
    found = result.sentiments.assign(sentence=result.mentions["sentence"], role=result.mentions["role"])
    found = found[(found["role"] == "actor") & found["label"].isin(["negative", "positive"])]
    found = found.assign(sure=found[["negative", "positive"]].max(axis=1)).dropna(subset=["sure"])
    for row in rows(found.sort_values(["sure", "mention"]).head(1)):
        yield _Check(
            int(row.sentence),
            int(row.mention),
            f"The least certain reading: {row.label} for {with_article(row.party)}, with a probability of "
            f"{row.sure:.2f}.",
        )
