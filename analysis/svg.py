"""A drawing by matplotlib made ready for a web page: accessible, and in the page's colours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from analysis.records import ReportError

INK, SOFT, LINE, CARD = "#1c1c1c", "#5a5a5a", "#d9d9d6", "#ffffff"
NEGATIVE, NEUTRAL, POSITIVE = "#b5480d", "#6f6f6f", "#0b5f95"
# Colours that a page may set, for a dark ground above all, with the names of its CSS variables.
_VARIABLES = {
    "#000000": "ink",
    INK: "ink",
    SOFT: "soft",
    LINE: "line",
    CARD: "card",
    NEGATIVE: "neg",
    NEUTRAL: "mid",
    POSITIVE: "pos",
}
_FONTS = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
# A place in the page, a file beside it, or a place in that file; no scheme, and nothing from the root.
_TARGET = re.compile(r"(?:[A-Za-z0-9._~%-]+(?:/[A-Za-z0-9._~%-]+)*)?(?:#[A-Za-z0-9._~%-]+)?")
# How matplotlib before 3.11 wrote it.
_FONT = re.compile(r"(?:(italic|oblique) )?(?:(bold|\d{3}) )?([\d.]+px)")
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_DECIMALS = re.compile(r"\d+\.\d{3,}")
_SHAPES, _MARKS = ("d", "x", "y", "transform", "points"), ("use", "path")


def parse(svg: bytes, *, name: str, titles: Mapping[str, Sequence[str]]) -> ET.Element:
    """Parse what matplotlib saved, and rewrite it.

    Parameters
    ----------
    svg
        What matplotlib saved.
    name
        What every id begins with, so that several drawings can stand in one page.
    titles
        For the id of a group, the title of each of its marks; a single one is that of the group.

    Returns
    -------
    Element
        The drawing: styles as attributes, no size but the `viewBox`, no metadata, ids only where something
        refers to them. A link has its title as its name.

    Raises
    ------
    ReportError
        A link leads out of the report.
    """
    root = ET.fromstring(svg)  # noqa: S314 - matplotlib wrote it a moment ago
    for element in root.iter():
        _rename(element)
    _drop(root)
    for element in root.iter():
        _style(element)
    for group in list(root.iter("g")):
        if own := titles.get(group.get("id", "")):
            _add_titles(group, own)
    _prefix_ids(root, name)
    box = root.get("viewBox", "")
    root.attrib.clear()
    # The rest that matplotlib says of lines in a style sheet is what SVG does anyway.
    root.attrib.update({"viewBox": box, "font-family": _FONTS, "fill": INK, "stroke-linejoin": "round"})
    return root


def inline(root: ET.Element, alt: str) -> str:
    """Write a drawing to stand in an HTML page: as wide as there is room, up to the size it was drawn for.

    Its colours are CSS variables (`--ink`, `--soft`, `--line`, `--card`, `--neg`, `--mid`, `--pos`) with
    those it was drawn in as fallbacks. One with links is a group, since the parts of an image cannot be
    reached by keyboard.
    """
    page = ET.fromstring(ET.tostring(root))  # noqa: S314 - as above
    for element in page.iter():
        for key in ("fill", "stroke"):
            variable = _VARIABLES.get(element.get(key, ""))
            if variable:
                element.set(key, f"var(--{variable},{element.get(key)})")
    width = float(page.get("viewBox", "0 0 0 0").split()[2]) * 4 / 3
    role = "img" if page.find(".//a") is None else "group"
    page.attrib.update({"role": role, "aria-label": clean(alt), "width": "100%"})
    page.set("style", f"max-width:{width:.0f}px;height:auto")
    return ET.tostring(page, encoding="unicode")


def standalone(root: ET.Element, alt: str) -> str:
    """Write a drawing as a file of its own, on white."""
    file = ET.fromstring(ET.tostring(root))  # noqa: S314 - as above
    _, _, width, height = file.get("viewBox", "0 0 0 0").split()
    file.attrib.update(
        {"xmlns": "http://www.w3.org/2000/svg", "width": f"{width}pt", "height": f"{height}pt"}
    )
    file.attrib.update({"role": "img"})
    ground = ET.Element("rect", {"width": width, "height": height, "fill": CARD})
    file[:0] = [_title(alt), ground]
    return ET.tostring(file, encoding="unicode") + "\n"


def clean(text: str) -> str:
    """Make one line of a text, without what XML cannot hold."""
    line = " ".join(text.split())
    return "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")


def _rename(element: ET.Element) -> None:
    """Leave out namespaces, and the white space between elements."""
    element.tag = element.tag.rpartition("}")[2]
    for key in [key for key in element.attrib if "}" in key]:
        element.set(key.rpartition("}")[2], element.attrib.pop(key))
    element.tail = None
    if element.tag != "text":
        element.text = None
    for key in _SHAPES:
        if key in element.attrib:
            exact = " ".join(element.get(key, "").split())
            element.set(key, _DECIMALS.sub(lambda number: f"{float(number.group()):.2f}", exact))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if element.tag == "a":
        element.attrib.pop("target", None)
        if not _TARGET.fullmatch(element.get("href", "")):
            raise ReportError(f"link {element.get('href')!r} of a figure: expected one within the report")


def _drop(root: ET.Element) -> None:
    """Remove metadata, style sheets and shapes that are not seen."""
    for parent in list(root.iter()):
        for child in list(parent):
            is_unseen = child.get("style", "") in (
                "fill: none",
                "fill: none; opacity: 0",
                "fill: #ffffff; opacity: 0",
            )
            if child.tag in ("metadata", "style") or (child.tag == "path" and is_unseen):
                parent.remove(child)
    for parent in reversed(list(root.iter())):
        for child in list(parent):
            if child.tag in ("g", "defs") and not len(child):
                parent.remove(child)


def _style(element: ET.Element) -> None:
    """Turn a style into attributes; the typeface is that of the page."""
    for part in filter(None, element.attrib.pop("style", "").split(";")):
        key, _, value = (word.strip() for word in part.partition(":"))
        if key == "font" and (found := _FONT.match(value)):
            parts = zip(("font-style", "font-weight", "font-size"), found.groups(), strict=True)
            element.attrib.update({name: one for name, one in parts if one})
        elif key != "font-family":
            element.set(key, value)


def _add_titles(group: ET.Element, titles: Sequence[str]) -> None:
    if len(titles) == 1:
        group.insert(0, _title(titles[0]))
        for link in group.iter("a"):
            link.set("aria-label", clean(titles[0]))
        return
    for mark, title in zip(_marks(group), titles, strict=True):
        mark.insert(0, _title(title))
        if mark.tag == "a":
            # Dozens of marks are no stations for the tab key: their sentences stand in the text.
            mark.attrib.update({"aria-label": clean(title), "tabindex": "-1"})


def _marks(group: ET.Element) -> Iterator[ET.Element]:
    """Yield the marks of a group in order, those with a link as the link."""
    for child in group:
        if child.tag == "a" or child.tag in _MARKS:
            yield child
        elif child.tag == "g":
            yield from _marks(child)


def _title(text: str) -> ET.Element:
    title = ET.Element("title")
    title.text = clean(text)
    return title


def _prefix_ids(root: ET.Element, name: str) -> None:
    used: set[str] = set()
    for element in root.iter():
        if element.tag == "use":
            used.add(element.get("href", "")[1:])
            element.set("href", f"#{name}-{element.get('href', '')[1:]}")
        for key, value in element.attrib.items():
            if key in ("clip-path", "fill") and (found := _REFERENCE.fullmatch(value)):
                used.add(found.group(1))
                element.set(key, f"url(#{name}-{found.group(1)})")
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{name}-{own}")
