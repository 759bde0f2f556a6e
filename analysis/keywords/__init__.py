"""Term statistics: tables in, tables out, each measure with its formula in its docstring."""

from __future__ import annotations

from analysis.keywords.frequencies import term_frequencies
from analysis.keywords.weights import document_terms, tf_idf

__all__ = ["document_terms", "term_frequencies", "tf_idf"]
