"""How hard a text is to read, and how varied its words are."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.keywords.counts import WORDS
from analysis.keywords.terms import Codes, code_words
from analysis.schema import Analysis, Batches, in_parts, joined

# Shorter texts have values that say more of their length than of their words.
FEWEST_WORDS = 100
FEWEST_SENTENCES = 30
_FACTOR = 0.72
_GROUP = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l|ll|rl)e$|[^aeiouytd]ed$|(?:[^aeiouycgszx]|(?<![sc])h)es$")
_TWO = re.compile(r"i[ao](?!us|n|l)|io(?!n|us)|(?<![qg])u[ao]|eo(?!u|ple)|[^aeiou]ism|[aeiouy]ing|iu")
_SILENT_INSIDE = re.compile(r"[^aeiouyl]e(?:ment|ly|ness|ful|less)s?$")


def readability(result: Analysis | Batches) -> pd.DataFrame:
    """Measure how hard each article is to read.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; headlines and what has no letter are left out. Of a run a
        part is in memory at a time, and the rows that are returned, 0.2 GB for a million articles.

    Returns
    -------
    DataFrame
        `article_id`, `words`, `sentences`, `syllables`, `polysyllables` (words of three syllables or more),
        and with W, S, Y and P for these:

        - `flesch`: 206.835 - 1.015 W / S - 84.6 Y / W, about 0 (very hard) to 100 (very easy), without bounds
          (Flesch 1948, "A new readability yardstick").
        - `flesch_kincaid`: 0.39 W / S + 11.8 Y / W - 15.59, a school year of the United States (Kincaid et
        al.
          1975).
        - `smog`: 1.0430 √(30 P / S) + 3.1291, a school year too (McLaughlin 1969, "SMOG grading"); NA below
        30
          sentences, for which it was not made.

        Syllables are counted by rules on spelling: groups of vowels, without a silent e at the end, see
        `syllables`; the three agree only among texts that are counted in one way. Below 100 words `flesch`
        and `flesch_kincaid` mean nothing and are NA. They know of words and sentences, not of what is said,
        and were made for English. Empty input gives an empty table.
    """
    reads = joined(WORDS, {"sentences": ("article_id", "sentence", "is_title")})
    return in_parts(result, reads, _readability)


def _readability(result: Analysis) -> pd.DataFrame:
    words = result.tokens[list(WORDS["tokens"])]
    tokens = words.merge(result.sentences[["article_id", "sentence", "is_title"]], how="left")
    text = tokens[tokens["is_word"] & (tokens["norm"] != "n't") & ~tokens["is_title"]]
    codes, distinct = pd.factorize(text["norm"])
    counts = np.fromiter((syllables(word) for word in distinct), np.int64, len(distinct))[codes]
    text = text.assign(syllables=counts)
    text = text[text["syllables"] > 0]
    by_article = text.groupby("article_id", sort=False)
    table = pd.DataFrame(
        {
            "words": by_article.size(),
            "sentences": by_article["sentence"].nunique(),
            "syllables": by_article["syllables"].sum(),
            "polysyllables": (text["syllables"] >= 3).groupby(text["article_id"], sort=False).sum(),
        }
    )
    table = table.reindex(result.articles["article_id"], fill_value=0).rename_axis("article_id").reset_index()
    length = table["words"] / table["sentences"].where(table["sentences"] > 0)
    weight = table["syllables"] / table["words"].where(table["words"] > 0)
    enough = table["words"] >= FEWEST_WORDS
    dense = 30 * table["polysyllables"] / table["sentences"].where(table["sentences"] >= FEWEST_SENTENCES)
    return table.astype(dict.fromkeys(["words", "sentences", "syllables", "polysyllables"], "int64")).assign(
        flesch=(206.835 - 1.015 * length - 84.6 * weight).where(enough),
        flesch_kincaid=(0.39 * length + 11.8 * weight - 15.59).where(enough),
        smog=1.0430 * np.sqrt(dense) + 3.1291,
    )


def syllables(word: str) -> int:
    """Count the syllables of an English word in lower case by its spelling; 0 without a letter.

    Each group of vowels is one; a silent ``e``, ``ed`` or ``es`` at the end is none, and vowels that are
    spoken apart (``ia``, ``ua``, ``eo``) are two. The parts of a hyphenated word count by themselves.
    Against CMU's pronouncing dictionary it is right for 92.5 % of the 23,908 distinct words that our list of
    news English holds twice or more and the dictionary knows, and for 97.6 % of their occurrences.
    """
    return sum(_syllables(part) for part in re.findall(r"[^\W\d_]+", word.replace("'", "")))


def diversity(result: Analysis | Batches, *, window: int = 50) -> pd.DataFrame:
    """Measure how varied the words of each article are.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; all words count, function words too, in lower case. Of a run
        is kept what `readability` keeps.
    window
        Words in a window of `mattr`.

    Returns
    -------
    DataFrame
        `article_id`, `words`, `types` (distinct words), and:

        - `ttr`: types / words, 0 to 1. It falls with length: compare only texts of one length.
        - `mattr`: mean of types / words over all windows of `window` words, 0 to 1 (Covington & McFall 2010,
          "Cutting the Gordian knot"); NA for a text shorter than a window. Compare under one window only.
        - `mtld`: mean number of words after which types / words falls below 0.72, mean of reading forwards
        and
          backwards, with the rest as a part of a factor (McCarthy & Jarvis 2010, "MTLD, vocd-D, and HD-D");
          half of the articles of PolNeAR are between 84 and 116; NA below 100 words, where few factors are
          complete.

        Higher is more varied. Empty input gives an empty table.
    """
    return in_parts(result, WORDS, lambda part: _diversities(part, window))


def _diversities(result: Analysis, window: int) -> pd.DataFrame:
    words = code_words(result, "article_id")
    place = words.groups.get_indexer(pd.Index(result.articles["article_id"]))
    keep = words.is_word
    norm_codes, _ = pd.factorize(pd.Series(words.norms[words.last[keep]], dtype="str"))
    group = words.group[keep]
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(len(words.groups) + 1))
    codes = norm_codes[order]
    rows = [_diversity(codes[bounds[group] : bounds[group + 1]], window) for group in place]
    table = pd.DataFrame(rows, columns=["words", "types", "ttr", "mattr", "mtld"])
    table = table.astype(
        {"words": "int64", "types": "int64", "ttr": "float64", "mattr": "float64", "mtld": "float64"}
    )
    table.insert(0, "article_id", result.articles["article_id"].array)
    return table


def mtld(codes: Codes) -> float:
    """Give the measure of textual lexical diversity of a sequence of words, however short; NaN for none."""
    if not len(codes):
        return np.nan
    factors = [_factors(sequence) for sequence in (codes, codes[::-1])]
    return float(np.mean([len(codes) / count if count else np.inf for count in factors]))


def mattr(codes: Codes, window: int) -> float:
    """Give the moving-average type-token ratio of a sequence of words; NaN where it is shorter."""
    size = len(codes) - window + 1
    if size < 1 or window < 1:
        return np.nan
    before = _before(codes)
    # A word is new to the windows that begin after its last occurrence and reach it.
    place = np.arange(len(codes))
    low = np.maximum(before + 1, place - window + 1)
    steps = np.zeros(len(codes) + 1, dtype=np.int64)
    np.add.at(steps, low, 1)
    np.add.at(steps, place + 1, -1)
    types = np.cumsum(steps)[:size]
    return float(types.mean() / window)


def _diversity(codes: Codes, window: int) -> tuple[int, int, float, float, float]:
    words, types = len(codes), len(np.unique(codes))
    long = words >= FEWEST_WORDS
    return (
        words,
        types,
        types / words if words else np.nan,
        mattr(codes, window),
        mtld(codes) if long else np.nan,
    )


def _before(codes: Codes) -> Codes:
    """Where each word stood last before, or -1."""
    order = np.argsort(codes, kind="stable")
    before = np.full(len(codes), -1, dtype=np.intp)
    same = codes[order[1:]] == codes[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    return before


def _factors(codes: Codes) -> float:
    """Count the factors of MTLD, a step a factor and not a word."""
    before = _before(codes)
    start, factors, reach = 0, 0.0, 256
    while start < len(codes):
        part = before[start : start + reach]
        ratio = np.cumsum(part < start) / np.arange(1, len(part) + 1)
        ends = np.flatnonzero(ratio < _FACTOR)
        if len(ends):
            factors += 1
            start += int(ends[0]) + 1
        elif start + reach < len(codes):
            reach *= 2
        else:
            factors += float((1 - ratio[-1]) / (1 - _FACTOR))
            break
    return factors


def _syllables(part: str) -> int:
    count = len(_GROUP.findall(part)) + len(_TWO.findall(part))
    silent = bool(_SILENT.search(part)) + bool(_SILENT_INSIDE.search(part))
    return max(count - silent, 1)
