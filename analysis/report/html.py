"""A page as one HTML file that needs nothing beside it and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.metadata import version
from typing import Any

from analysis.display import Figure
from analysis.report.markdown import parser
from analysis.report.pages import Item, Page, Section
from analysis.resources import read_text


def to_html(page: Page, *, kind: str = "article") -> str:
    """Write a page as HTML.

    Parameters
    ----------
    page
        What to write.
    kind
        The class of the body, by which the style tells pages apart: ``article`` or ``corpus``.

    Returns
    -------
    str
        A whole document. Its content security policy allows no request, and of scripts only the one that
        ships, by its hash; without it the page can be read all the same.
    """
    return str(
        _template().render(
            title=page.title,
            version=version("sidelight"),
            kind=kind,
            style=_Safe(read_text("report.css")),
            script=_Safe(_script()),
            script_hash=base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode(),
            contents=[section for section in page.sections if section.heading],
            lead=_Safe("\n".join(map(_item, page.lead))),
            body=_Safe("\n".join(_sections(page))),
        )
    )


def _sections(page: Page) -> list[str]:
    parts: list[str] = []
    pair: list[str] = []
    for number, section in enumerate(page.sections):
        html = _section(section)
        if section.place == "beside":
            pair.append(html)
            following = page.sections[number + 1 : number + 2]
            if following and following[0].place == "beside":
                continue
            parts.append(f'<div class="pair">{"".join(pair)}</div>')
            pair = []
        else:
            parts.append(html)
    return parts


def _section(section: Section) -> str:
    heading, items = escape(section.heading), "\n".join(map(_item, section.items))
    if section.place == "folded":
        return (
            f'<details id="{section.name}"><summary><h2>{heading}</h2></summary>\n'
            f'<div class="inside">{items}</div></details>'
        )
    return f'<section id="{section.name}" aria-label="{heading}"><h2>{heading}</h2>\n{items}</section>'


def _item(item: Item) -> str:
    if isinstance(item, Figure):
        return f"<figure>{item.inline_svg}</figure>"
    return item.html if item.html is not None else str(parser().render(item.markdown))


@cache
def _template() -> Any:
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        read_text("report.html.j2")
    )


@cache
def _script() -> str:
    return read_text("report.js").strip()


class _Safe(str):
    """HTML that the template takes as it is: blocks and figures have escaped what is not theirs."""

    __slots__ = ()

    def __html__(self) -> str:
        return self
