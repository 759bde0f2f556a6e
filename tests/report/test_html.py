"""A page as HTML: whole, closed to the network, and with nothing of an article that could run."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

import analysis as sl
from analysis.records import ReportError
from analysis.report.html import to_html
from analysis.report.markdown import to_markdown
from analysis.report.pages import Page


def page(*sections: sl.Section, title: str = "A title") -> Page:
    return Page(title, [sl.Block("The *lead*.")], sections)


def section(name: str, text: str = "Some text.", place: str = "open") -> sl.Section:
    return sl.Section(name, name.capitalize(), [sl.Block(text)], place=place)  # type: ignore[arg-type]


def test_a_page_has_its_parts_in_order() -> None:
    html = to_html(page(section("one", "First."), section("two", "Second.")))
    assert re.search(r"<h1>A title</h1>.*The <em>lead</em>.*First\..*Second\.", html, re.DOTALL)


def test_the_contents_lead_to_every_section() -> None:
    html = to_html(page(section("one"), section("two", place="folded")))
    for name in ("one", "two"):
        assert f'<a href="#{name}">' in html
        assert f'id="{name}"' in html


def test_a_folded_section_can_be_opened() -> None:
    assert "<details id=" in to_html(page(section("one", place="folded")))


def test_sections_beside_one_another_share_a_row() -> None:
    html = to_html(page(section("one", place="beside"), section("two", place="beside"), section("three")))
    (pair,) = re.findall(r'<div class="pair">(.*?)</div>', html, re.DOTALL)
    assert 'id="one"' in pair
    assert 'id="two"' in pair
    assert 'id="three"' not in pair


def test_only_the_script_that_ships_may_run() -> None:
    html = to_html(page())
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'" in html
    )


def test_titles_headings_and_markdown_are_text() -> None:
    hostile = "<script>alert(1)</script>"
    html = to_html(page(sl.Section("one", hostile, [sl.Block(hostile)]), title=hostile))
    assert html.count("<script>") == 1
    assert html.count("&lt;script&gt;") >= 3


def test_markdown_has_the_same_parts() -> None:
    made = to_markdown(page(section("one", "First."), section("two", "Second.", place="folded")))
    assert made == "# A title\n\nThe *lead*.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"


def test_two_sections_of_one_name_are_an_error() -> None:
    with pytest.raises(
        ReportError, match=r"^the report has two sections named 'one'; give one another name$"
    ):
        page(section("one"), section("one"))


def test_a_name_that_no_link_can_hold_is_an_error() -> None:
    with pytest.raises(
        ReportError, match=r"^section name 'No name': expected lower-case letters, digits and hyphens$"
    ):
        section("No name")
