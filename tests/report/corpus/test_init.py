"""What the page of several articles says is true of the tables, and leads to the articles."""

from __future__ import annotations

import re

import pytest

import analysis as sl
from analysis.report.corpus.articles import articles
from analysis.report.corpus.checks import checks
from analysis.report.corpus.left_out import left_out
from analysis.report.corpus.opening import lead, title
from analysis.report.corpus.outlets import outlets, parties
from analysis.report.corpus.portraits import portraits
from analysis.report.corpus.stories import stories
from analysis.report.html import to_html
from analysis.report.markdown import to_markdown
from analysis.schema import rows


def text_of(section: sl.Section | None) -> str:
    assert section is not None
    return "\n\n".join(item.markdown for item in section.items if isinstance(item, sl.Block))


def test_the_lead_names_articles_outlets_and_period(corpus: sl.Analysis) -> None:
    assert title(corpus) == "13 articles of Courier, Herald and Small"
    assert lead(corpus)[0].markdown == "13 articles · 3 outlets · 1 March 2025 to 6 March 2025"


def test_the_finding_names_the_difference_that_the_comparison_finds(corpus: sl.Analysis) -> None:
    table = sl.compare(corpus, "source", party="Iran")
    (row,) = rows(table[~table["is_few"]])
    assert row.p_adjusted < 0.05
    low, high = sorted((abs(row.low), abs(row.high)))
    assert (
        f"Courier is more favourable to Iran than Herald (difference {abs(row.difference):.2f}, "
        f"95 % interval {low:.2f} to {high:.2f})." in lead(corpus)[1].markdown
    )


def test_an_outlet_of_few_articles_is_called_too_few(corpus: sl.Analysis) -> None:
    assert "Small has fewer than five articles, too few to judge." in lead(corpus)[1].markdown


def test_outlets_alike_are_said_to_be(corpus: sl.Analysis) -> None:
    alike = sl.where(corpus, source="Herald")
    other = sl.Analysis(
        **{
            name: table.assign(source=["A", "B"] * 3) if name == "articles" else table
            for name, table in alike.tables().items()
        }
    )
    assert "Small" not in lead(other)[1].markdown
    assert "more favourable" not in lead(other)[1].markdown


def test_the_parties_have_the_numbers_of_the_table(corpus: sl.Analysis, links: dict[str, str]) -> None:
    text = text_of(parties(corpus, links))
    for row in rows(sl.party_sentiment(corpus)):
        assert re.search(rf"\| {row.party} \| {row.n_units} \| {row.n} \| {row.verdict} \|", text)


def test_differences_that_hold_are_listed_and_the_others_counted(
    corpus: sl.Analysis, links: dict[str, str]
) -> None:
    text = text_of(outlets(corpus, links))
    table = sl.compare(corpus, "source", party=["Iran"])
    assert len(re.findall("^- ", text, re.MULTILINE)) == (table["p_adjusted"] < 0.05).sum() == 1


def test_one_outlet_needs_no_comparison(corpus: sl.Analysis, links: dict[str, str]) -> None:
    assert outlets(sl.where(corpus, source="Herald"), links) is None


def test_every_article_has_a_row_and_a_link(corpus: sl.Analysis, links: dict[str, str]) -> None:
    text = text_of(articles(corpus, links))
    assert [link for link in links.values() if f"]({link})" not in text] == []


def test_without_pages_nothing_leads_to_them(corpus: sl.Analysis) -> None:
    page = sl.Report().corpus_page(corpus)
    assert "articles/" not in to_markdown(page)
    assert "articles/" not in re.sub(r"<footer>.*", "", to_html(page), flags=re.DOTALL)


def test_what_to_check_leads_to_its_sentence(corpus: sl.Analysis, links: dict[str, str]) -> None:
    targets = re.findall(r"\]\((\S+?)#s(\d+)\)", text_of(checks(corpus, links)))
    assert targets
    for page, sentence in targets:
        (article_id,) = (key for key, link in links.items() if link == page)
        own = corpus.sentences[corpus.sentences["article_id"] == article_id]
        assert int(sentence) in set(own["sentence"])


def test_a_party_in_detail_quotes_its_strongest_sentences(corpus: sl.Analysis, links: dict[str, str]) -> None:
    text = text_of(portraits(corpus, links))
    assert "### Iran" in text
    assert "Most favourable sentences:" in text
    assert "Iran is corrupt." in text


def test_stories_of_several_outlets_stand_together() -> None:
    text = "Iran opened a museum of glass in Shiraz with nine hundred vases. "
    told = [
        sl.make_article(
            text * 2, title=f"Glass {name}", source=name, published="2025-03-01", article_id=name.lower()
        )
        for name in ("Herald", "Courier")
    ]
    other = sl.make_article(
        "Peru caught more anchovies.", title="Fish", source="Herald", published="2025-03-01", article_id="c"
    )
    found = text_of(stories(sl.analyze([*told, other], method="lexicon"), {}))
    assert "- Glass Herald (" in found
    assert "- Glass Courier (" in found
    assert "Fish" not in found


def test_the_chart_of_a_story_leads_to_its_articles() -> None:
    told = [
        sl.make_article("Iran is honest.", source=name, published="2025-03-01", article_id=name.lower())
        for name in ("Herald", "Courier")
    ]
    result = sl.analyze(told, method="lexicon")
    section = stories(result, {"herald": "articles/h/report.html", "courier": "articles/c/report.html"})
    assert section is not None
    (figure,) = (item for item in section.items if isinstance(item, sl.Figure))
    assert re.findall(r'href="(articles/[^"]+)"', figure.inline_svg) == [
        "articles/c/report.html",
        "articles/h/report.html",
    ]


def test_truncated_articles_are_listed() -> None:
    short = sl.make_article("Iran met Oman. [+4748 chars]", article_id="short", title="Cut")
    whole = sl.make_article("Peru met Oman.", article_id="whole", title="Whole")
    text = text_of(left_out(sl.analyze([short, whole], method="lexicon"), {}))
    assert "- Cut" in text
    assert "- Whole" not in text


@pytest.mark.parametrize("method", ["html", "markdown"])
def test_hostile_text_is_text(method: str) -> None:
    evil = "<script>alert(1)</script> | [x](javascript:alert(1))"
    told = [
        sl.make_article(f"Iran is corrupt. {evil}", title=evil, source=evil, article_id=f"{evil}{n}")
        for n in range(2)
    ]
    page = sl.Report().corpus_page(sl.analyze(told, method="lexicon"))
    made = to_html(page) if method == "html" else to_markdown(page)
    assert made.count("<script>") == (1 if method == "html" else 0)
    assert not re.search(r'href="javascript:', made)
    assert method == "html" or not re.search(r"(?<!\\)\]\(javascript:", made)


def test_an_empty_corpus_has_a_page() -> None:
    assert "0 articles" in to_markdown(sl.Report().corpus_page(sl.analyze([])))
