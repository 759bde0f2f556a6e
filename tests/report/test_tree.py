"""Pages as trees: what PDF and DOCX are made from."""

from __future__ import annotations

import pytest

from analysis.display import Block
from analysis.report.pages import Page, Section
from analysis.report.tree import (
    Anchor,
    Heading,
    List,
    Node,
    Paragraph,
    Quote,
    Run,
    Table,
    to_tree,
    writable,
)


def lead(markdown: str) -> list[Node]:
    return list(to_tree(Page("T", [Block(markdown)], [])).lead)


def section(markdown: str) -> list[Node]:
    page = Page("T", [], [Section("one", "One", [Block(markdown)])])
    return list(to_tree(page).parts[0].nodes)


def test_styles_of_runs_nest() -> None:
    assert lead("a **b *c*** `d`") == [
        Paragraph(
            [
                Run("a "),
                Run("b ", bold=True),
                Run("c", bold=True, italic=True),
                Run(" "),
                Run("d", code=True),
            ]
        )
    ]


def test_section_begins_with_its_place_and_heading() -> None:
    assert section("a") == [Heading(1, [Anchor("one"), Run("One")]), Paragraph([Run("a")])]


def test_section_without_heading_can_be_linked_to() -> None:
    page = Page("T", [], [Section("one", " ", [])])
    assert list(to_tree(page).parts[0].nodes) == [Paragraph([Anchor("one")])]


def test_no_level_of_headings_is_skipped() -> None:
    headings = [node for node in section("##### a\n\n##### b\n\n# c") if isinstance(node, Heading)]
    assert [heading.level for heading in headings] == [1, 2, 3, 1]


def test_heading_without_text_is_none() -> None:
    assert lead("## ") == [Paragraph([])]


def test_list_keeps_its_first_number_and_its_lists() -> None:
    inner = List(None, [[Paragraph([Run("b")])]])
    assert lead("3. a\n   - b") == [List(3, [[Paragraph([Run("a")]), inner]])]


def test_table_knows_which_columns_are_set_to_the_right() -> None:
    assert lead("| a | b |\n|---|--:|\n| c | 1 |") == [
        Table([[Run("a")], [Run("b")]], [[[Run("c")], [Run("1")]]], [False, True])
    ]


def test_quotation_and_code_keep_their_lines() -> None:
    assert lead("> a\n\n    b\n    c") == [
        Quote([Paragraph([Run("a")])]),
        Paragraph([Run("b", code=True), Run("\n"), Run("c", code=True)]),
    ]


def test_anchor_is_a_place_once() -> None:
    assert lead('<a id="s5"></a>[5] a\n\n<a id="s5"></a>b') == [
        Paragraph([Anchor("s5"), Run("[5] a")]),
        Paragraph([Run("b")]),
    ]


def test_escaped_anchor_and_other_tags_are_text() -> None:
    assert lead('\\<a id="s5">') == [Paragraph([Run('<a id="s5">')])]
    assert lead("a <b>c") == [Paragraph([Run("a "), Run("<b>"), Run("c")])]
    assert lead("<script>") == [Paragraph([Run("<script>")])]


def test_image_is_its_text() -> None:
    assert lead("![a](/etc/passwd)") == [Paragraph([Run("a")])]


@pytest.mark.parametrize(
    "to",
    ["#s1", "https://example.org/a?b=c#d", "mailto:a@b.example", "articles/a-1/report.html", "../a.html"],
)
def test_link_that_leads_somewhere_stays(to: str) -> None:
    assert lead(f'<a id="s1"></a>[a]({to})') == [Paragraph([Anchor("s1"), Run("a", to=to)])]


@pytest.mark.parametrize(
    "to", ["#s2", "//server/share", "/etc/passwd", "ftp://a", "tel:1", "http://[x", "?q"]
)
def test_link_that_leads_nowhere_or_out_of_bounds_is_text(to: str) -> None:
    assert lead(f"[a]({to})") == [Paragraph([Run("a")])]


def test_link_leads_to_a_place_that_comes_later() -> None:
    page = Page("T", [Block("[a](#one)")], [Section("one", "One", [])])
    assert to_tree(page).lead == [Paragraph([Run("a", to="#one")])]


def test_title_is_one_line_and_never_empty() -> None:
    assert to_tree(Page("a\n b\x00", [], [])).title == "a b\ufffd"
    assert to_tree(Page(" ", [], [])).title == "Report"


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert writable("a\x07\ud800\ufffe\U0001f600\tb") == "a\ufffd\ufffd\ufffd\U0001f600\tb"
