"""What a report holds: the sections of an article's page and of a corpus's, which a notebook can change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.records import ChoiceError
from analysis.report import article as of_article
from analysis.report import corpus as of_corpus
from analysis.report.pages import Links, Page, Section
from analysis.schema import Analysis

ArticleSection = Callable[[Analysis], Section | None]
CorpusSection = Callable[[Analysis, Links], Section | None]


@dataclass(frozen=True, slots=True)
class Report:
    """A recipe for pages: which sections they have, in which order.

    Attributes
    ----------
    article_sections
        Functions that take the analysis of one article and return a `Section`, or None where they have
        nothing to say.
    corpus_sections
        The same for the page of several articles; they also take the links to the articles' pages.

    Examples
    --------
    >>> short = Report(article_sections=Report().article_sections[:2])
    >>> len(short.article_sections)
    2
    """

    article_sections: Sequence[ArticleSection] = of_article.SECTIONS
    corpus_sections: Sequence[CorpusSection] = of_corpus.SECTIONS

    def article_page(self, result: Analysis) -> Page:
        """Make the page of one article.

        Raises
        ------
        ChoiceError
            The analysis has several articles, or none.
        """
        if len(result.articles) != 1:
            raise ChoiceError(
                f"the analysis has {len(result.articles)} articles; expected one, as "
                "result.select(article_id) gives"
            )
        result = result.keeping()
        sections = (make(result) for make in self.article_sections)
        return Page(
            title=of_article.title(result),
            lead=of_article.lead(result),
            sections=[section for section in sections if section is not None],
        )

    def corpus_page(self, result: Analysis, links: Links | None = None) -> Page:
        """Make the page of several articles; without any it says so."""
        links, result = links or {}, result.keeping()
        sections = (make(result, links) for make in self.corpus_sections)
        return Page(
            title=of_corpus.title(result),
            lead=of_corpus.lead(result),
            sections=[section for section in sections if section is not None],
        )
