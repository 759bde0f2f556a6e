"""What a page of a report is made of: a lead, and sections of text and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.display import Block, Figure
from analysis.records import ReportError

Item = Block | Figure
Place = Literal["open", "beside", "folded"]
# Where the page of each article is, by its id, seen from the page of the corpus; without pages it is empty.
Links = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading.

    Attributes
    ----------
    name
        Lower-case letters, digits and hyphens, unlike those of the page's other sections: links lead to it
        as ``#name``.
    heading
        Plain text.
    items
        `Block`s and `Figure`s, in order.
    place
        ``open``; ``beside`` the next section with this place, where there is room; or ``folded`` away until
        a reader opens it.
    """

    name: str
    heading: str
    items: Sequence[Item]
    place: Place = "open"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,60}", self.name):
            raise ReportError(f"section name {self.name!r}: expected lower-case letters, digits and hyphens")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title in plain text, what stands above the sections, and the sections."""

    title: str
    lead: Sequence[Item]
    sections: Sequence[Section]

    def __post_init__(self) -> None:
        for what, names in (
            ("sections", [section.name for section in self.sections]),
            ("figures", [figure.name for figure in self.figures()]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ReportError(f"the report has two {what} named {twice!r}; give one another name")

    def items(self) -> Iterator[Item]:
        """Yield every block and figure, in order."""
        yield from self.lead
        for section in self.sections:
            yield from section.items

    def figures(self) -> list[Figure]:
        """List the figures, in order."""
        return [item for item in self.items() if isinstance(item, Figure)]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from analysis.report.markdown import to_markdown

        markdown = to_markdown(self, figures="")
        return {"text/plain": markdown, "text/markdown": markdown}
