"""Lines of PDF pages to paragraphs: without running heads and page numbers, hyphens at line ends mended."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.readers.pdf_lines import Line

_EDGE = 3  # lines at the top and the bottom of a page that can be running heads, or a page number
_REPEATED = 5  # pages on which a running head stands at least, or on half of a short file's
_NUMBER = re.compile(
    r"(?:page|p\.)?[\s|–-]{0,3}(\d{1,4})(?:\s?(?:/|of)\s?\d{1,4})?[\s|–-]{0,3}", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[\w-]+")
_LAST_WORD = re.compile(r"[\w-]+$")
_LONGEST = 50  # letters of a word
HYPHENS = "-\u2010"
HYPHEN = re.compile(rf"(?<=\w)[{HYPHENS}]$")
_KEEP_HYPHEN = frozenset(("anti", "half", "self", "vice", "well"))
_CLOSED = tuple(".!?…:\"'”’»)")
# In shares of the height of a line's type.
_INDENTED, _COLUMN, _SAME_SIZE = 0.6, 10.0, 0.08
_FURTHER = 1.3  # times the usual distance between lines, where a new paragraph begins
_LARGER = 1.15  # times the type of the story, where a headline begins
_NEAR = 4  # lines around a line that show how wide its column is


class Block(NamedTuple):
    """A paragraph, the height of its type, and whether it stands on the first page."""

    text: str
    size: float
    is_first_page: bool


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the paragraphs of pages; a sentence that goes on on the next page is one."""
    kept = _without_running_heads(pages)
    lines = [line for page in kept for line in page]
    n_first = len(kept[0]) if kept else 0
    words = words_in(lines)
    layout = Layout(lines)
    return [
        Block(_joined(lines[start:end], words), lines[start].size, start < n_first)
        for start, end in layout.paragraphs()
    ]


def words_in(lines: Iterable[Line]) -> frozenset[str]:
    """Return all words in lines."""
    return frozenset(word for line in lines for word in _WORD.findall(line.text))


def headline(blocks: list[Block], known: str) -> tuple[str, list[str]]:
    """Part the headline from the other paragraphs.

    It is the title in the file's properties where that stands on the first page, or else what stands there
    in the largest type, if that is larger than the story's.
    """
    texts = [block.text for block in blocks]
    first = [number for number, block in enumerate(blocks) if block.is_first_page]
    plain = _plain(known)
    found = next((number for number in first if plain and _plain(texts[number]) == plain), None)
    if found is None and first:
        largest = max(first, key=lambda number: blocks[number].size)
        found = largest if blocks[largest].size >= _LARGER * _story_size(blocks) else None
    if found is None or len(texts) == 1:
        return "", texts
    return texts[found], texts[:found] + texts[found + 1 :]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _story_size(blocks: Iterable[Block] | Iterable[Line]) -> float:
    """Return the height of type that most characters have."""
    lengths: Counter[float] = Counter()
    for block in blocks:
        lengths[round(block.size, 1)] += len(block.text)
    return lengths.most_common(1)[0][0]


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    edges = [edge(page) for page in pages]
    n_pages: Counter[tuple[str, int, int]] = Counter()
    numbers: Counter[int] = Counter()
    for page, places in enumerate(edges):
        lines = [pages[page][place] for place in places]
        n_pages.update({_head(line) for line in lines})
        numbers.update({number - page for line in lines if (number := _number(line)) is not None})
    enough = max(2, min(_REPEATED, len(pages) // 2))
    kept = []
    for page, places in enumerate(edges):
        dropped = set()
        for place in places:
            number = _number(pages[page][place])
            # A number that counts the pages; a year alone on a line stays.
            is_number = number is not None and (number == page + 1 or numbers[number - page] > 1)
            if is_number or n_pages[_head(pages[page][place])] >= enough:
                dropped.add(place)
        kept.append([line for place, line in enumerate(pages[page]) if place not in dropped])
    return kept


def edge(page: Sequence[Line]) -> list[int]:
    """Return the places of the lines at the bottom and the top of a page, from the bottom."""
    order = sorted(range(len(page)), key=lambda place: page[place].bottom)
    return order if len(order) <= 2 * _EDGE else order[:_EDGE] + order[-_EDGE:]


def _head(line: Line) -> tuple[str, int, int]:
    return _DIGITS.sub("0", line.text), round(line.bottom), round(line.size)


def _number(line: Line) -> int | None:
    match = _NUMBER.fullmatch(line.text.strip("-–| "))
    return int(match.group(1)) if match else None


class Layout:
    """Tells which lines begin a paragraph."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._story_size = _story_size(lines) if lines else 0.0
        self._distances = self._usual_distances()

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the first line of each paragraph, and the one after its last."""
        start = 0
        for at in range(1, len(self._lines) + 1):
            if at == len(self._lines) or self._begins(at):
                yield start, at
                start = at

    def _usual_distances(self) -> Mapping[int, float]:
        """Return the usual distance between lines by the height of type, where there are some."""
        found: dict[int, list[float]] = {}
        for before, line in pairwise(self._lines):
            if _is_same_size(before, line) and 0 < before.bottom - line.bottom < 4 * line.size:
                found.setdefault(round(line.size), []).append(before.bottom - line.bottom)
        # Paragraphs of few lines make the larger distances more than half of all.
        return {size: statistics.quantiles(some, n=4)[0] for size, some in found.items() if len(some) > 3}

    def _begins(self, at: int) -> bool:
        """Tell whether a line begins a paragraph."""
        before, line = self._lines[at - 1], self._lines[at]
        if before.is_hyphenated:
            return False
        if not _is_same_size(before, line):
            return True
        distance = before.bottom - line.bottom
        usual = self._distances.get(round(line.size), line.size * 1.2)
        if 0 <= distance < 20 * line.size:
            if distance > _FURTHER * usual:
                return True
            if self._is_indented(at):
                return True
        elif line.text[:1].islower() or not before.text.endswith(_CLOSED):
            return False  # the sentence goes on in the next column or on the next page
        is_story = line.size < _LARGER * self._story_size
        return is_story and self._ends_early(at - 1) and not line.text[:1].islower()

    def _is_indented(self, at: int) -> bool:
        """Tell whether a line begins to the right of the one before, and the one after does not."""
        line, before = self._lines[at], self._lines[at - 1]
        least = _INDENTED * line.size
        after = self._lines[at + 1] if at + 1 < len(self._lines) else before
        return least < line.left - before.left < _COLUMN * line.size and line.left - after.left > least

    def _ends_early(self, at: int) -> bool:
        """Tell whether the first word of the next line had room in a line."""
        line = self._lines[at]
        near = self._lines[max(at - _NEAR, 0) : at + _NEAR + 1]
        column = [one.right for one in near if one.left < line.right and one.right > line.left]
        word = self._lines[at + 1].text.partition(" ")[0]
        width = (line.right - line.left) / max(len(line.text), 1)
        return max(column) - line.right > width * (len(word) + 2)


def _is_same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _joined(lines: Sequence[Line], words: Collection[str]) -> str:
    parts: list[str] = []
    for line, after in pairwise(lines):
        if line.is_hyphenated or HYPHEN.search(line.text):
            stem = line.text.rstrip(HYPHENS)
            parts += stem, hyphen(stem, after.text, words)
        else:
            parts += line.text, " "
    return "".join((*parts, lines[-1].text))


def hyphen(stem: str, after: str, words: Collection[str]) -> str:
    """Return the hyphen between the halves of a word, or nothing where it only ended the line."""
    first, second = _LAST_WORD.search(stem[-_LONGEST:]), _WORD.match(after)
    if first is None or second is None or not second.group()[0].islower() or first.group()[-1].isdecimal():
        return "-"
    one, other = first.group(), second.group()
    is_compound = f"{one}-{other}" in words or one.casefold() in _KEEP_HYPHEN
    return "-" if is_compound and one + other not in words else ""
