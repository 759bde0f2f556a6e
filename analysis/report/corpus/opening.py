"""The top of a corpus's page: what was read, and what was found."""

from __future__ import annotations

from analysis.display import Block
from analysis.prose import corpus_facts, corpus_finding
from analysis.report.markdown import paragraph
from analysis.schema import Analysis
from analysis.wording import counted, listed

_MOST_NAMED = 3


def title(result: Analysis) -> str:
    """Return how many articles there are, and of which outlets where they are few."""
    outlets = sorted(result.articles["source"].dropna().unique())
    whose = f" of {listed(outlets)}" if 0 < len(outlets) <= _MOST_NAMED else ""
    return f"{counted(len(result.articles), 'article')}{whose}"


def lead(result: Analysis) -> list[Block]:
    """Return the corpus's data and the finding."""
    return [paragraph("meta", corpus_facts(result)), paragraph("finding", corpus_finding(result))]
