"""Tables to sentences: the written part of a report.

Each function takes the analysis of one article, or of several (those that begin with ``corpus``), and gives a
`Block`. What the data do not support is not said; every party gets the same wording for the same numbers.
"""

from __future__ import annotations

from analysis.limits import limits
from analysis.prose.article import distinctive, facts
from analysis.prose.corpus import corpus_facts, corpus_finding
from analysis.prose.finding import finding
from analysis.prose.parties import portraits
from analysis.prose.voices import opinions, quoted

__all__ = [
    "corpus_facts",
    "corpus_finding",
    "distinctive",
    "facts",
    "finding",
    "limits",
    "opinions",
    "portraits",
    "quoted",
]
