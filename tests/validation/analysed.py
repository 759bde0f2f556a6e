"""Small articles to draw samples from and to label."""

from __future__ import annotations

from functools import cache

import analysis as sl

_TOLD = (
    ("a1", "Herald", "Spain praised France. France lied to Spain."),
    ("a2", "Herald", "France kept its promise to Spain. Spain failed again."),
    ("b1", "Gazette", "Spain saved the treaty. Talks between Spain and France went on."),
    ("b2", "Gazette", "Observers accused France of fraud. Spain met France."),
    ("b3", "Gazette", "“Spain has failed,” said Ana Ruiz, a minister of France."),
)


@cache
def small() -> sl.Analysis:
    """Return the tables of five articles of two outlets on Spain and France."""
    made = [sl.make_article(text, article_id=name, source=source) for name, source, text in _TOLD]
    return sl.analyze(made, duplicates="keep")
