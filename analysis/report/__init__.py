"""Pages of an article and of a corpus, and their files."""

from analysis.report.pages import Page, Section
from analysis.report.recipe import Report
from analysis.report.writing import write_report

__all__ = ["Page", "Report", "Section", "write_report"]
