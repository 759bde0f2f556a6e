"""Drawings for pages: what is left of matplotlib's SVG, ids, titles, links and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes

from analysis.display import Figure
from analysis.records import ReportError
from analysis.svg import NEGATIVE, clean


@pytest.fixture
def ax() -> Iterator[Axes]:
    mpl.use("Agg")
    yield plt.figure(figsize=(4.8, 2)).subplots()
    plt.close("all")


def parsed(figure: Figure) -> ET.Element:
    return ET.fromstring(figure.inline_svg)  # noqa: S314 - our own


def marked(ax: Axes, *titles: str, hrefs: list[str | None]) -> Axes:
    dots = ax.scatter(range(len(titles)), range(len(titles)))
    dots.set_gid("dots")
    dots.set_label("\n".join(titles))
    dots.set_urls(hrefs)
    return ax


def test_text_is_text_in_the_typeface_of_the_page(ax: Axes) -> None:
    ax.set_title("Tea <b> & milk")
    drawn = Figure(ax, name="tea", alt="Tea.").inline_svg
    assert ">Tea &lt;b&gt; &amp; milk</text>" in drawn
    assert re.findall(r'font-family="([^"]*)"', drawn)[0].startswith("system-ui, ")
    assert "DejaVu" not in drawn


def test_an_inline_drawing_has_no_size_declaration_or_metadata(ax: Axes) -> None:
    drawn = Figure(ax, name="tea", alt="Tea.").inline_svg
    assert drawn.startswith('<svg viewBox="0 0 345.6 144" ')
    assert not re.search(r"<\?xml|<!DOCTYPE|<metadata|<style|\d+pt|<svg[^>]* height=", drawn)
    assert 'width="100%"' in drawn
    assert "max-width:461px" in drawn


def test_a_drawing_without_links_is_an_image_with_its_text(ax: Axes) -> None:
    root = parsed(Figure(ax, name="tea", alt='A "tea" <b>\n& \x01milk'))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'A "tea" <b> & milk')


def test_a_drawing_with_links_is_a_group_that_can_be_entered(ax: Axes) -> None:
    root = parsed(Figure(marked(ax, "one", hrefs=["#s1"]), name="tea", alt="Tea."))
    assert (root.get("role"), root.get("aria-label")) == ("group", "Tea.")


def test_every_mark_has_its_title_and_link(ax: Axes) -> None:
    root = parsed(
        Figure(marked(ax, "<one>", "two", "three", hrefs=["#s1", None, "a/b.html#s3"]), name="t", alt="T.")
    )
    assert [title.text for title in root.iter("title")] == ["<one>", "two", "three"]
    assert [(link.get("href"), link.get("aria-label")) for link in root.iter("a")] == [
        ("#s1", "<one>"),
        ("a/b.html#s3", "three"),
    ]


def test_one_bar_has_its_title_and_link(ax: Axes) -> None:
    (bar,) = ax.barh([1], [2])
    bar.set_gid("bar")
    bar.set_label("two")
    bar.set_url("#s2")
    root = parsed(Figure(ax, name="t", alt="T."))
    assert [title.text for title in root.iter("title")] == ["two"]
    assert [(link.get("href"), link.get("tabindex")) for link in root.iter("a")] == [("#s2", None)]


@pytest.mark.parametrize(
    "href",
    ["https://a.org", "javascript:alert(1)", "//a.org", "/etc", "a b", 'a"b', "data:x", "a\\b", "#s1\n"],
)
def test_a_link_out_of_the_report_is_an_error(href: str, ax: Axes) -> None:
    with pytest.raises(ReportError, match=r"of a figure: expected one within the report$"):
        Figure(marked(ax, "one", "two", hrefs=[href, None]), name="tea", alt="Tea.")


@pytest.mark.parametrize("href", ["#s12", "articles/x/report.html", "../index.html#p-1", "a%20b.html"])
def test_links_within_the_report_are_allowed(href: str, ax: Axes) -> None:
    assert f'href="{href}"' in Figure(marked(ax, "one", hrefs=[href]), name="tea", alt="Tea.").inline_svg


def test_ids_begin_with_the_name_and_are_referred_to(ax: Axes) -> None:
    ax.plot([1, 2], [1, 2], marker="o")
    drawn = Figure(ax, name="tea", alt="Tea.").inline_svg
    ids = set(re.findall(r' id="([^"]*)"', drawn))
    referred = set(re.findall(r'<use[^>]* href="#([^"]*)"|url\(#([^)]*)\)', drawn))
    assert ids
    assert all(one.startswith("tea-") for one in ids)
    assert {one or other for one, other in referred} == ids


def test_colours_are_variables_in_a_page_and_plain_in_a_file(ax: Axes) -> None:
    ax.barh([1], [2], color=NEGATIVE)
    figure = Figure(ax, name="tea", alt="Tea.")
    assert f'fill="var(--neg,{NEGATIVE})"' in figure.inline_svg
    assert f'fill="{NEGATIVE}"' in figure.svg
    assert "var(" not in figure.svg


def test_a_file_has_a_size_a_ground_and_a_title(ax: Axes) -> None:
    root = ET.fromstring(Figure(ax, name="tea", alt="Tea & milk.").svg)  # noqa: S314 - our own
    assert (root.get("width"), root.get("height")) == ("345.6pt", "144pt")
    title, ground = root[0], root[1]
    assert title.text == "Tea & milk."
    assert ground.get("fill") == "#ffffff"


def test_letters_that_matplotlib_lacks_are_written(ax: Axes) -> None:
    ax.set_title("港湾 الميناء")
    assert "港湾 الميناء" in Figure(ax, name="tea", alt="Tea.").inline_svg


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("a\n b", "a b"), ("a\x00b\ud800c\uffff", "abc"), ("ZWJ\u200dx", "ZWJ\u200dx"), ("", "")],
)
def test_clean_leaves_what_xml_can_hold(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
