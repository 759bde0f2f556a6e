"""Sentiment by word list and rules: VADER's, applied to clauses, with an overlay for political news.

VADER (Hutto & Gilbert, ICWSM 2014) sums the valences of a whole text's words, adjusted for negation and
degree. Here the words of the clause that a mention stands in are summed, with these differences:

- Topic words (war, peace, security) carry no weight; words that VADER lacks (annex, deadlock) do. Both
  stand in `resources/political_lexicon.csv`.
- An act speaks of who does it, not of who suffers it ("Moscow annexed Crimea"); a judgement that is passed
  (condemned, praised) speaks of whom it is passed on. Order of words and passive voice tell which.
- Parts of names do not count: "United States" praises nobody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, normalize

from analysis.resources import political_lexicon
from analysis.sentiment.clauses import clause_ids
from analysis.sentiment.labels import label_of

# An owner stands at most so many words before what it owns: "Russia’s long and bloody invasion".
_OWNER_REACH = 3
_JOINTS = frozenset("and , or both the".split())
# What follows one of these after a judgement is what it is passed for.
_GROUNDS = frozenset("of for over as".split())
_BE = frozenset("am is are was were be been being get gets got 're".split())


class Word(NamedTuple):
    """A token of a sentence: as written, in lower case, and whether it is a word at all."""

    surface: str
    norm: str
    is_word: bool


class Target(NamedTuple):
    """A mention in a sentence: first and last token, whether it acts, and whether it owns what follows."""

    first: int
    last: int
    is_actor: bool
    is_attribute: bool


class Scores(NamedTuple):
    """What a mention's evidence comes to; the first three add up to 1."""

    negative: float
    neutral: float
    positive: float
    label: str


class Contribution(NamedTuple):
    """One word that counts for one mention: their places in the sentence, and the weight."""

    target: int
    word: int
    weight: float


class _Words(NamedTuple):
    """What VADER's rules read of a text."""

    words_and_emoticons: list[str]
    is_cap_diff: bool


class _Vader(SentimentIntensityAnalyzer):  # type: ignore[misc]  # untyped base class
    """VADER's rules with the overlay, without its list of colloquial phrases ("the bomb" is +3 there)."""

    def __init__(self) -> None:
        super().__init__()
        for word, weight in political_lexicon().items():
            if weight.value:
                self.lexicon[word] = weight.value
            else:
                self.lexicon.pop(word, None)

    def _special_idioms_check(self, valence: float, _words: list[str], _index: int) -> float:
        return valence

    def valence(self, words: list[str], index: int) -> float:
        """Valence of one word after negation and degree, which reach three words back."""
        first = max(0, index - 3)
        window = _Words(words[first : index + 2], is_cap_diff=False)
        scores: list[float] = self.sentiment_valence(0.0, window, words[index], index - first, [])
        return scores[0]


@cache
def _vader() -> _Vader:
    return _Vader()


def contributions(words: Sequence[Word], targets: Sequence[Target]) -> list[Contribution]:
    """Find which words of a sentence count for which mentions in it.

    Returns
    -------
    list of Contribution
        In the order of the words; empty where nothing counts.
    """
    is_name = [False] * len(words)
    for target in targets:
        is_name[target.first : target.last + 1] = [True] * (target.last + 1 - target.first)
    norms = [word.norm for word in words]
    clauses = clause_ids(norms, is_name)
    skipped = [a or b for a, b in zip(is_name, _inside_names(words), strict=True)]
    firsts = {target.first for target in targets}
    by_clause: dict[int, list[int]] = {}
    for index, clause in enumerate(clauses):
        # Of a name only the first word, so that rules that reach some words back pass names of any length.
        if words[index].is_word and not (is_name[index] and index not in firsts):
            by_clause.setdefault(clause, []).append(index)
    targets_of: dict[int, list[int]] = {}
    for number, target in enumerate(targets):
        targets_of.setdefault(clauses[target.first], []).append(number)

    found: list[Contribution] = []
    for clause, members in targets_of.items():
        actors = [number for number in members if targets[number].is_actor]
        places = by_clause.get(clause, [])
        texts = ["" if skipped[place] else norms[place] for place in places]
        found += _in_clause(places, texts, norms, targets, actors)
    return sorted(found, key=lambda item: (item.word, item.target))


def _in_clause(
    places: Sequence[int],
    texts: list[str],
    norms: Sequence[str],
    targets: Sequence[Target],
    actors: Sequence[int],
) -> Iterator[Contribution]:
    """Yield what the words of one clause say of the mentions in it that act."""
    vader, overlay = _vader(), political_lexicon()
    judged: tuple[int, list[int]] | None = None
    for position, place in enumerate(places):
        weight = vader.valence(texts, position) if texts[position] in vader.lexicon else 0.0
        if not weight:
            continue
        toward = overlay[norms[place]].toward if norms[place] in overlay else "any"
        if judged and toward != "patient" and not _GROUNDS.isdisjoint(norms[judged[0] : place]):
            # "accused Russia of lies", "praised Norway for a brave rescue"
            meant = judged[1]
        else:
            meant = list(_meant(toward, place, norms, targets, actors))
        if toward == "patient" and meant:
            judged = place, meant
        yield from (Contribution(number, place, weight) for number in meant)


def scores(weights: Sequence[float]) -> Scores:
    """Sum a mention's weights to scores, as VADER does: s / sqrt(s² + 15), neutral within ±0.05.

    `positive` is that number where above 0, `negative` its size where below, and `neutral` the rest. They are
    shares, not calibrated probabilities. Without weights all are NA (nan) and the label is empty.
    """
    if not weights:
        return Scores(math.nan, math.nan, math.nan, "")
    score = normalize(math.fsum(weights))
    return Scores(max(-score, 0.0), 1.0 - abs(score), max(score, 0.0), label_of(score))


def _meant(
    toward: str, place: int, norms: Sequence[str], targets: Sequence[Target], actors: Sequence[int]
) -> Iterator[int]:
    """Yield which of a clause's mentions a word speaks of."""
    if toward == "any":
        yield from actors
        return
    before = [number for number in actors if targets[number].last < place]
    after = [number for number in actors if targets[number].first > place]
    passive = _is_passive(norms, place)
    if (toward == "agent") == passive:
        # The doer after "by", or whom a judgement is passed on.
        if after and (not passive or "by" in norms[place + 1 : targets[after[0]].first]):
            yield after[0]
    elif toward == "patient":
        yield from before[-1:]
    elif before:
        nearest = targets[before[-1]]
        owns = nearest.is_attribute and place - nearest.last <= _OWNER_REACH
        yield from _together(before, before[-1] if owns else before[0], norms, targets)


def _together(
    mentions: Sequence[int], chosen: int, norms: Sequence[str], targets: Sequence[Target]
) -> Iterator[int]:
    """Yield the mentions that "and" or a comma joins to the chosen one (``Spain, France and Italy``)."""
    group: list[int] = []
    for number in mentions:
        between = norms[targets[group[-1]].last + 1 : targets[number].first] if group else []
        if not between or not set(between) <= _JOINTS:
            if chosen in group:
                break
            group = []
        group.append(number)
    yield from group if chosen in group else ()


def _is_passive(norms: Sequence[str], place: int) -> bool:
    following = norms[place + 1] if place + 1 < len(norms) else ""
    if norms[place].endswith("ing"):
        return False
    return following == "by" or any(norm in _BE for norm in norms[max(0, place - 3) : place])


def _inside_names(words: Sequence[Word]) -> list[bool]:
    """For each token whether its capital makes it part of a name; in a headline's capitals none is."""
    alphabetic = [word for word in words if word.surface[:1].isalpha()]
    capitals = sum(word.surface[0].isupper() for word in alphabetic)
    if not alphabetic or capitals > 0.6 * len(alphabetic):
        return [False] * len(words)
    found: list[bool] = []
    starts = True
    for index, word in enumerate(words):
        following = words[index + 1].surface[:1] if index + 1 < len(words) else ""
        is_capital = word.surface[:1].isupper()
        found.append(is_capital and (not starts or following.isupper()))
        starts = not word.is_word
    return found
