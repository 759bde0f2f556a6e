"""The page of several articles."""

from __future__ import annotations

from analysis.report.corpus.articles import articles
from analysis.report.corpus.checks import checks
from analysis.report.corpus.left_out import left_out
from analysis.report.corpus.opening import lead, title
from analysis.report.corpus.opinions import opinions
from analysis.report.corpus.outlets import outlets, parties
from analysis.report.corpus.portraits import portraits
from analysis.report.corpus.stories import stories
from analysis.report.corpus.timelines import timelines
from analysis.report.corpus.voices import mentioned, voices
from analysis.report.method import method

SECTIONS = (
    parties,
    outlets,
    timelines,
    mentioned,
    voices,
    checks,
    articles,
    portraits,
    opinions,
    stories,
    left_out,
    method,
)

__all__ = ["SECTIONS", "lead", "title"]
