"""The page of one article."""

from __future__ import annotations

from analysis.report.article.checks import checks
from analysis.report.article.details import differences, limits, opinions, portraits, words
from analysis.report.article.opening import lead, title
from analysis.report.article.parties import parties
from analysis.report.article.speakers import speakers
from analysis.report.article.text import marked_text
from analysis.report.method import method

SECTIONS = (
    parties,
    speakers,
    checks,
    marked_text,
    portraits,
    differences,
    opinions,
    words,
    limits,
    method,
)

__all__ = ["SECTIONS", "lead", "title"]
