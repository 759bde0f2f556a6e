"""Exports that databases give as DOCX and RTF, made in their layout; every story is invented."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.corpus import read_articles
from analysis.records import Article, SidelightError

FIXTURES = Path(__file__).parents[2] / "fixtures" / "databases"

# An article as Nexis Uni lays it out, a paragraph each.
NEXIS_FIRST = (
    "Freedonia reopens its border after talks",
    "The Harbour Gazette (London)",
    "March 7, 2024 Thursday",
    "First Edition",
    "Copyright 2024 Harbour Gazette Limited All Rights Reserved",
    "Section: WORLD NEWS; Pg. 12",
    "Length: 64 words",
    "Byline: By Ada Example",
    "Highlight: Lorries roll again",
    "Dateline: FREEDONIA CITY",
    "Body",
    "Freedonia reopened its border with Sylvania on Thursday.",
    "Body parts of a lorry were found: nobody was hurt.",
    "“We are glad,” said the minister of trade.",
    "Correction",
    "An earlier version named the wrong gate.",
    "Graphic",
    "A lorry at the northern gate",
    "Classification",
    "Language: ENGLISH",
    "Publication-Type: Newspaper",
    "Subject: BORDER CONTROL (90%); TRADE (78%)",
    "Geographic: FREEDONIA (79%); SYLVANIA (92%)",
    "Load-Date: March 8, 2024",
    "End of Document",
)
NEXIS_SECOND = (
    "Two sides to meet",
    "Wire Example",
    "March 9, 2024 Saturday 6:04 AM GMT",
    "Copyright 2024 Wire Example All Rights Reserved",
    "Length: 7 words",
    "Body",
    "The two sides will meet in April.",
    "Load-Date: March 9, 2024",
    "End of Document",
)


FACTIVA = (
    "HD\tFreedonia reopens its border",
    "BY\tBy Ada Example",
    "WC\t64 words",
    "PD\t7 March 2024",
    "SN\tWire Example News",
    "SC\tWIREEX",
    "LA\tEnglish",
    "CY\t(c) 2024 Wire Example Limited",
    "LP\tFreedonia reopened its border with Sylvania on Thursday.",
    "TD\t“We are glad,” said the minister of trade.\n\nIN Sylvania, nobody commented.",
    "CO\texmpl : Example Freight Plc",
    "NS\tebor : Border Control",
    "AN\tDocument WIREEX0020240307ek3700abc",
    "HD\tTwo sides to meet",
    "WC\t7 words",
    "PD\t9 March 2024",
    "SN\tWire Example News",
    "LP\tThe two sides will meet in April.",
    "AN\tDocument WIREEX0020240309ek3900abd",
)


def read(path: Path) -> tuple[list[Article], list[str]]:
    """Read a file; return its articles, and errors without the name of the file."""
    errors: list[SidelightError] = []
    articles = read_articles(path, on_error=errors.append, language="en")
    return articles, [str(error).removeprefix(f"{path}: ") for error in errors]


def nexis_cover(titles: Sequence[str], stated: int | None = None) -> list[str]:
    """Return the paragraphs of the cover page that lists some articles."""
    listed = [
        line
        for number, title in enumerate(titles, 1)
        for line in (
            f"{number}. {title}",
            "Client/Matter: -None-",
            "Search Terms: border and (freedonia OR sylvania)",
            "Search Type: Terms and Connectors",
            "Narrowed by: Content Type News; Timeline: Mar 01, 2024 to Mar 31, 2024",
        )
    ]
    return [
        "User Name: Ada Example",
        "Date and Time: Tuesday, March 12, 2024 5:19:00 PM",
        "Job Number: 112281225",
        f"Documents ({stated or len(titles)})",
        *listed,
        "About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2024 LexisNexis",
    ]


def nexis(stated: int | None = None) -> list[str]:
    """Return the paragraphs of an export of two articles with its cover page."""
    titles = (NEXIS_FIRST[0], NEXIS_SECOND[0])
    return [*nexis_cover(titles, stated), *NEXIS_FIRST, *NEXIS_SECOND]


def docx(paragraphs: Iterable[str]) -> bytes:
    """Return a DOCX of some paragraphs, headlines in the style of one, with page headers."""
    import docx as python_docx

    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "Page 1 of 5 Freedonia reopens its border"
    last = "End of Document"
    for text in paragraphs:
        is_title = last == "End of Document" or text in (NEXIS_FIRST[0], NEXIS_SECOND[0])
        document.add_paragraph(text, style="Heading 1" if is_title else None)
        last = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(paragraphs: Iterable[str]) -> bytes:
    """Return an RTF of some paragraphs; a tab in one parts the cells of a row of a table."""
    body = "".join(_rtf_paragraph(text) for text in paragraphs)
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
        r"{\f1\fswiss\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s0 Normal;}}{\header\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}} of 5\par}"
        r"{\pict\pngblip 89504e470d0a1a0a0000000d49484452}"
    )
    return (head + body + "}").encode("ascii")


def _rtf_paragraph(text: str) -> str:
    cells = [_rtf_text(cell) for cell in text.split("\t")]
    if len(cells) > 1:
        return r"\trowd\cellx1000\cellx9000 " + "".join(rf"\intbl {cell}\cell " for cell in cells) + "\\row\n"
    return rf"\pard\plain\f0\fs20 {cells[0]}\par" + "\n"


def _rtf_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("{", r"\{").replace("}", r"\}").replace("\n", r"\par ")
    return "".join(char if ord(char) < 128 else rf"\u{ord(char)}?" for char in escaped)
