"""A mark of a chart leads to the articles behind it."""

from __future__ import annotations

import re

import analysis as sl
from analysis.report.corpus.articles import articles
from analysis.report.corpus.behind import period_of, points_by_outlet, points_in_time
from analysis.report.corpus.outlets import outlets
from analysis.report.corpus.timelines import timelines
from analysis.report.corpus.voices import mentioned, voices
from analysis.report.html import to_html

MARK = re.compile(r'<a href="#([^"]+)" aria-label="([^"]+)"')
ROWS = re.compile(r'id="([^"]+)" data-table="articles-table" data-rows="([^"]+)">([^<]+)<')


def marks(section: sl.Section | None) -> list[tuple[str, str]]:
    assert section is not None
    (figure,) = (item for item in section.items if isinstance(item, sl.Figure))
    return MARK.findall(figure.inline_svg)


def places(result: sl.Analysis) -> dict[str, tuple[list[int], str]]:
    section = articles(result, {})
    assert section is not None
    html = "".join(item.html or "" for item in section.items if isinstance(item, sl.Block))
    return {name: ([int(row) for row in rows.split()], words) for name, rows, words in ROWS.findall(html)}


def of_three_days() -> sl.Analysis:
    made = [
        sl.make_article("Iran is honest.", published=f"2025-03-0{day}", article_id=f"d{day}{n}")
        for day in (1, 2, 3)
        for n in range(3)
    ]
    return sl.analyze(made, method="lexicon")


def are_counted(result: sl.Analysis, section: sl.Section | None) -> bool:
    """Tell whether every mark of a section leads to as many articles as it says."""
    behind, found = places(result), marks(section)
    numbers = [int(re.findall(r"(\d+) articles?\b", title)[0]) for _, title in found]
    return numbers != [] and numbers == [len(set(behind[target][0])) for target, _ in found]


def test_a_mark_leads_to_as_many_articles_as_it_says(corpus: sl.Analysis) -> None:
    assert are_counted(corpus, outlets(corpus, {}))
    assert are_counted(corpus, mentioned(corpus, {}))


def test_a_mark_in_time_leads_to_as_many_articles_as_it_says() -> None:
    result = of_three_days()
    assert are_counted(result, timelines(result, {}))


def test_the_rows_are_the_articles_of_the_outlet_on_the_party(corpus: sl.Analysis) -> None:
    ordered = corpus.articles.sort_values(["published", "article_id"])["article_id"].tolist()
    named = {
        target: title for target, title in marks(outlets(corpus, {})) if title.startswith("Herald on Iran")
    }
    ((target, _),) = named.items()
    rows, words = places(corpus)[target]
    assert {ordered[row] for row in rows} == {f"herald-{n}" for n in range(6)}
    assert words == "Iran, Herald: 6 articles. "


def test_a_point_in_time_is_named_by_its_period(corpus: sl.Analysis) -> None:
    assert period_of(corpus) == "day"
    first = points_in_time(corpus)[0]
    assert (first.words, sorted(first.articles)) == (
        "Iran, day of 2025-03-01",
        ["courier-0", "herald-0", "small-0"],
    )


def quoted() -> sl.Analysis:
    texts = ("“It rained in Lima on Sunday,” Iran said.", "It is cold in Oslo.", "“It snowed,” Iran said.")
    made = [sl.make_article(text, article_id=f"q{n}") for n, text in enumerate(texts)]
    return sl.analyze(made, method="lexicon")


def test_without_outlets_a_mark_leads_to_the_articles_of_all() -> None:
    result = quoted()
    ((target, title),) = marks(voices(result, {}))
    assert title == "all articles, Iran: 8 in 2 articles, 100 %"
    assert places(result)[target] == ([0, 2], "Iran, quoted: 2 articles. ")
    assert [point.articles for point in points_by_outlet(result, "quoted_words")] == [["q0", "q2"]]


def test_names_of_articles_are_text() -> None:
    # No tag of HTML, which would be taken out of the name of an outlet, but one to a browser.
    evil = '"><x onclick=alert(1)>'
    told = [sl.make_article("Iran lied.", source=f"{evil}{n}", article_id=f"{evil}{n}") for n in range(2)]
    page = to_html(sl.Report().corpus_page(sl.analyze(told, method="lexicon")))
    assert "<x" not in page
    assert "&lt;x onclick=alert(1)&gt;0: 1 article." in page


def test_without_a_day_there_is_no_point_in_time() -> None:
    assert points_in_time(sl.analyze([])) == []
    assert points_by_outlet(sl.analyze([])) == []
