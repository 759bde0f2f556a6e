"""An example corpus that ships: invented news of an invented dispute."""

from __future__ import annotations

from analysis.corpus import read_articles
from analysis.records import Article
from analysis.resources import path_of


def load_example() -> list[Article]:
    """Read the example corpus: 40 short stories on a dispute over a port, all of it invented.

    Three outlets write about it from 3 March to 6 April 2025: one leans toward the dockers' union, one toward
    the firm that wants the port, one toward neither. No person, body, town or event in it is real, which
    `note` in each article's `extra` says, too.

    Returns
    -------
    list of Article
        In order of date. Two of them are one agency's text, and two are one story before and after an update.

    Examples
    --------
    >>> articles = load_example()
    >>> len(articles), articles[0].published.isoformat(), articles[0].source
    (40, '2025-03-03', 'Harrowmouth Courier')
    """
    return read_articles(path_of("example.jsonl"))
