"""Tests of `analysis.annotate`."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import analysis as sl
from analysis import annotate
from analysis.display import Block
from analysis.records import Article
from analysis.schema import Analysis
from tests.voices import Quote, articles, quoting

HOSTILE = (
    "<script>f('Spain')</script> & <img src=x onerror=\"Spain\"> [Spain](javascript:1) **Spain** `corrupt`"
)
MADRID = (
    '<mark class="negative" data-parties="Spain" title="Spain: read as negative">Madrid'
    "<small>Spain −0.54</small></mark>"
)
# CommonMark with HTML, for the anchors; any other tag in the rendering would come of the article's text.
MARKDOWN = MarkdownIt("commonmark", {"html": True})
TAGS = re.compile(r'</?(?:p|em|strong|a id="s\d+"|a)>')
PIECES = [
    "Spain",
    "French ",
    " corrupt",
    " attacked ",
    "U.S.",
    "-",
    "’s ",
    ". ",
    "\n\n",
    "<b>",
    "*",
    "_",
    "“",
    "”",
    " ",
]
# Cleaning takes control characters out; where marks of a letter follow "U.S.", it is no mention.
CHARACTERS = st.characters(exclude_categories=("C", "M"))
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(CHARACTERS, max_size=4)), max_size=25).map(
    "".join
)


def shown(text: str) -> Block:
    return annotate.text(sl.analyze([Article("a", text)], method="lexicon", evidence=True))


def test_a_name_that_runs_over_the_end_of_its_sentence_is_marked() -> None:
    block = shown("Russian Foreign Minister Sergey LavrovMr. Smith arrived.")
    assert ">Sergey LavrovMr.<small>Russia" in (block.html or "")
    assert "**Sergey LavrovMr\\.**" in block.markdown or "**Sergey LavrovMr.**" in block.markdown


def inner_html(block: Block) -> str:
    """Give what stands inside the outermost element, behind the style."""
    found = re.fullmatch(r"(?:<style>[^<]*</style>)?<div[^<>]*>(.*)</div>", block.html or "", re.DOTALL)
    assert found is not None
    return found.group(1)


def page(text: str) -> str:
    return inner_html(shown(text))


def plain(text: str) -> str:
    return " ".join(text.split()).replace("\0", "\ufffd")


@pytest.mark.parametrize(
    ("text", "label", "surface", "caption"),
    [
        ("Spain is corrupt.", "negative", "Spain", "−0.54"),
        ("Spanish ships were honest.", "positive", "Spanish", "Spain +0.51"),
        ("Madrid is corrupt.", "negative", "Madrid", "Spain −0.54"),
        ("Madrid met nobody.", "unscored", "Madrid", "Spain"),
        ("Spain met nobody.", "unscored", "Spain", ""),
        ("Ships came in Madrid.", "place", "Madrid", "Spain, place"),
        ("Ships came in Spain.", "place", "Spain", "place"),
    ],
)
def test_a_mention_says_its_score_and_what_it_stands_for(
    text: str, label: str, surface: str, caption: str
) -> None:
    marks = re.findall('<mark class="(.*?)" .*?>(.*?)<small>(.*?)</small></mark>', page(text))
    assert marks == [(label, surface, caption)]


def test_words_that_counted_are_underlined() -> None:
    found = page("Spain is corrupt. The honest town met nobody. France was not honest.")
    assert re.findall("<u>(.*?)</u>", found) == ["corrupt", "honest"]
    assert "The honest town" in found


def test_a_word_that_counts_twice_is_underlined_once() -> None:
    assert page("Spain and France are corrupt.").count("<u>corrupt</u>") == 1


def test_sentences_are_numbered_from_0() -> None:
    found = page("Ships came. Nobody left.\n\nSpain met France.")
    assert re.findall(r'<span id="(s\d+)"><sup>(\d+)</sup>', found) == [("s0", "0"), ("s1", "1"), ("s2", "2")]


def test_paragraphs_are_kept() -> None:
    block = shown("Ships came. Nobody left.\n\nSpain met France.")
    assert page("Ships came. Nobody left.\n\nSpain met France.").count("<p>") == 2
    assert block.markdown.count("\n\n") == 1


def test_html_of_one_sentence() -> None:
    assert page("Madrid was corrupt & absent.") == (
        f'<p><span id="s0"><sup>0</sup>{MADRID} was <u>corrupt</u> &amp; absent.</span></p>'
    )


def test_markdown_of_one_sentence() -> None:
    markdown = shown("Madrid was corrupt & absent.").markdown
    assert markdown == r'<a id="s0"></a>[0] **Madrid** was *corrupt* \& absent.'


def test_markdown_has_an_anchor_for_every_sentence() -> None:
    found = shown("Ships came. Nobody left.\n\nSpain met France.").markdown
    assert re.findall(r'<a id="(s\d+)"></a>\[(\d+)\]', found) == [("s0", "0"), ("s1", "1"), ("s2", "2")]


def test_hostile_text_is_escaped_in_html() -> None:
    found = page(HOSTILE)
    assert set(re.findall(r"<(/?[a-z]+)", found)) <= {
        opening + name for opening in ("", "/") for name in ("p", "span", "sup", "mark", "small", "u")
    }
    assert "&lt;script&gt;f(&#x27;" in found


def test_a_partys_name_is_escaped() -> None:
    registry = sl.Registry((sl.Party("<b>Pact</b>", aliases=("Pact",)),))
    found = inner_html(
        annotate.text(sl.analyze([Article("a", "Pact met.")], registry=registry, method="lexicon"))
    )
    assert "<small>&lt;b&gt;Pact&lt;/b&gt;</small>" in found


@pytest.mark.parametrize(
    "text", [HOSTILE, "Spain-based firms", "the U.S.-Spain talks; U.S.’s", "“Spain” corrupt—lost"]
)
def test_markdown_shows_the_text(text: str) -> None:
    check_markdown(text)


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_markdown_shows_any_text(text: str) -> None:
    check_markdown(text)


def check_markdown(text: str) -> None:
    rendered = MARKDOWN.render(shown(text).markdown)
    bare = re.sub(r'<a id="s(\d+)"></a>\[\1\] ', "", rendered)
    body = TAGS.sub("", bare)
    assert "<" not in body
    assert "".join(html.unescape(body).split()) == "".join(plain(text).split())


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_html_shows_any_text(text: str) -> None:
    bare = re.sub(r"<sup>\d+</sup>|<small>[^<]*</small>|</?(?:p|span|mark|u)(?: [^>]*)?>", "", page(text))
    assert "<" not in bare
    assert "".join(html.unescape(bare).split()) == "".join(text.split())


def quoted(text: str, *quotes: Quote) -> str:
    return inner_html(annotate.text(quoting(articles(text), quotes)))


@pytest.mark.parametrize(
    ("speaker", "party", "name"),
    [
        ("Ann Bee", "Spain", "Ann Bee (Spain)"),
        ("Ann Bee", None, "Ann Bee"),
        ("Spain", "Spain", "Spain"),
        (None, None, "speaker not found"),
        ("<b>&amp;</b>", None, "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
    ],
)
def test_a_quotation_ends_with_its_speaker(speaker: str | None, party: str | None, name: str) -> None:
    assert quoted("She said it rained & snowed.", Quote(speaker, party, ("it rained & snowed",))) == (
        '<p><span id="s0"><sup>0</sup>She said '
        f'<span class="quote" title="{name}">it rained &amp; snowed<small>{name}</small></span>.</span></p>'
    )


def test_a_quotation_in_pieces_names_its_speaker_once() -> None:
    found = quoted(
        "“It rained,” she said. “It snowed.”", Quote("Bee", None, ("“It rained,”", "“It snowed.”"))
    )
    assert re.findall('<span class="quote" title="Bee">(.*?)</span>', found) == [
        "“It rained,”",
        "“It snowed.”<small>Bee</small>",
    ]


def test_a_quotation_over_two_sentences_is_marked_in_both() -> None:
    found = quoted(
        "She said: “It rained. It snowed.” Nobody left.", Quote("Bee", None, ("“It rained. It snowed.”",))
    )
    assert re.findall('<span class="quote" title="Bee">(.*?)</span>', found) == [
        "“It rained.",
        "It snowed.”<small>Bee</small>",
    ]


def test_of_quotations_inside_one_another_the_innermost_is_marked() -> None:
    text = "She said that he said it rained and it snowed."
    found = quoted(
        text,
        Quote("Bee", None, ("that he said it rained and it snowed",)),
        Quote("Cox", None, ("it rained",)),
    )
    assert re.findall('<span class="quote" title="(.*?)">(.*?)</span>', found) == [
        ("Bee", "that he said "),
        ("Cox", "it rained<small>Cox</small>"),
        ("Bee", " and it snowed<small>Bee</small>"),
    ]


def test_mentions_stay_whole_in_quotations() -> None:
    found = quoted("She said Madrid is corrupt.", Quote("Bee", None, ("Madrid is corrupt",)))
    assert MADRID in found
    # A quotation that begins inside a mention begins after it.
    cut = quoted("She said Madrid is corrupt.", Quote("Bee", None, ("drid is corrupt",)))
    assert '</mark><span class="quote" title="Bee"> is corrupt' in cut


SPOKEN = "Spain is corrupt. “Madrid lies,” he said: <b> no.\n\nFrance & Spain met; nobody won."


@given(st.lists(st.tuples(st.integers(0, len(SPOKEN) - 2), st.integers(1, len(SPOKEN))), max_size=5))
@settings(max_examples=60, deadline=None)
def test_html_shows_the_text_with_any_quotations(spans: list[tuple[int, int]]) -> None:
    contents = [SPOKEN[start : start + length] for start, length in spans]
    found = quoted(SPOKEN, *(Quote("Bee", None, (content,)) for content in contents))
    bare = re.sub(r"<sup>\d+</sup>|<small>[^<]*</small>|</?(?:p|span|mark|u)(?: [^>]*)?>", "", found)
    assert "".join(html.unescape(bare).split()) == "".join(SPOKEN.split())


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_article_without_sentences_is_empty(text: str) -> None:
    assert (shown(text).markdown, page(text)) == ("", "")


def test_no_article_is_empty() -> None:
    block = annotate.text(Analysis.stack([]))
    assert (block.markdown, inner_html(block)) == ("", "")


def test_a_mention_of_two_parties_names_both() -> None:
    result = sl.analyze([Article("a", "Spain and France held talks. The two countries signed a treaty.")])
    found = inner_html(annotate.text(result))
    assert re.search('data-parties="(?:France|Spain)[|](?:France|Spain)"', found)


def test_scores_are_shown_at_once_where_asked_for() -> None:
    result = sl.analyze([Article("a", "Spain is corrupt.")], method="lexicon", evidence=True)
    assert 'class="sidelight-text scores ' in (annotate.text(result, scores=True).html or "")
    assert 'class="sidelight-text scores ' not in (annotate.text(result).html or "")
