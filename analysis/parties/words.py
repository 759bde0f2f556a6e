"""Whole words of a list in a text, in one pass (Aho-Corasick), which is faster than a regular expression."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import ahocorasick_rs


class WordFinder:
    """Finds words in texts, by case; words that belong to a longer one ("the" in "other") are passed over."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = sorted(words)
        self._matcher = ahocorasick_rs.AhoCorasick(self._words, store_patterns=False)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and word, in order."""
        words = self._words
        for index, start, end in self._matcher.find_matches_as_indexes(text, overlapping=True):
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield start, end, words[index]


def capitalised(words: Collection[str]) -> set[str]:
    """Give words in lower case and with a capital, as at the start of a sentence."""
    return {*words, *(word.capitalize() for word in words)}
