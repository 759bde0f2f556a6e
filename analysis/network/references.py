"""Names, descriptions and pronouns of whole texts, and which of them go together, by the network.

`resources/links.onnx` and `resources/ties.onnx` weigh pairs of what was found; `resources/references.md` says
how they were made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.cases import LETTER
from analysis.network.links import NOMINAL, PRONOUNS, RECIPROCAL, Mention, Pairs, candidate_pairs, tie_pairs
from analysis.network.pieces import END, Span
from analysis.network.session import load_network
from analysis.network.windows import Pieces
from analysis.tokens.document import Document

# Letters are ASCII: without, "ıt" and "ſhe" would be found, too.
PRONOUN = re.compile(rf"\b(?ai:{'|'.join(PRONOUNS)})\b")
_RECIPROCAL = re.compile(rf"\b(?ai:{'|'.join(sorted(RECIPROCAL))})\b")
# The end of a paragraph, and . ? ! as pieces.
SENTENCE_ENDS = frozenset((END, 1012, 1029, 999))
# How probable a description has to be; on GUM's news a lower bound finds more of them and no more right ones.
_NOMINAL = 0.5
# Links that are less probable are left out.
_LEAST = 0.01

# Pairs weighed at a time: those of 20,000 pronouns at once need 8 GB.
_PAIRS = 4096

Array = NDArray[Any]


class Found(NamedTuple):
    """A stretch of a text that may refer to somebody: its `links.KINDS`, and how probable that is, 0 to 1."""

    start: int
    end: int
    kind: int
    probability: float


class Reading(NamedTuple):
    """What was found in a text, in order, and for each the candidates that it may go on with.

    `links` are (number, probability) of each candidate, the most probable first; what is missing to 1 is the
    probability that it goes on with none of them. `ties` are the same of what the words around it say that
    somebody belongs to.
    """

    mentions: list[Found]
    links: list[list[tuple[int, float]]]
    ties: list[list[tuple[int, float]]]


class Read(NamedTuple):
    """A text as the network read it: of each word piece how it is written, and what is known of it.

    `names` and `nominals` are probabilities (pieces, labels) of `names.NAME_LABELS` and of
    `names.NOMINAL_LABELS`, `states` the vectors (pieces, width).
    """

    pieces: Pieces
    cases: list[int]
    names: Array
    nominals: Array
    states: Array


def references_in(document: Document, read: Read) -> Reading:
    """Find what refers to somebody in a text that was read; one without words has no mentions."""
    found = sorted(_found(document.text, read))
    items = [((one.start, one.end), one.kind) for one in found]
    numbers, mentions = place_mentions(document, read.pieces, items)
    found = [found[number] for number in numbers]
    links = _weighed("links.onnx", read.states, mentions, candidate_pairs(mentions))
    return Reading(found, links, _weighed("ties.onnx", read.states, mentions, tie_pairs(mentions)))


def place_mentions(
    document: Document, pieces: Pieces, items: Sequence[tuple[Span, int]]
) -> tuple[list[int], list[Mention]]:
    """Give stretches of a text, with their kinds, as mentions; and which of them hold pieces.

    Parameters
    ----------
    document, pieces
        A text and its word pieces.
    items
        Spans with their numbers in `links.KINDS`, in order.
    """
    sentences = list(accumulate(piece in SENTENCE_ENDS for piece in pieces.ids))
    numbers, mentions = [], []
    for number, (span, kind) in enumerate(items):
        own = pieces.within(*span)
        if not own:
            continue
        place = document.quoted_at(span[0])
        quotation = place if place >= 0 and span[1] <= document.quoted[place][1] else -1
        numbers.append(number)
        surface = document.text[slice(*span)]
        mentions.append(Mention(surface, own[0], own[-1], kind, quotation, sentences[own[0]]))
    return numbers, mentions


def _weighed(
    network: str, states: Array, mentions: Sequence[Mention], pairs: Pairs
) -> list[list[tuple[int, float]]]:
    """Give the candidates of each mention with how probable each is, where that is more than nothing."""
    logits = np.concatenate([np.zeros(0), *_logits(network, states, mentions, pairs)])
    # 0 is the logit of no candidate.
    weights = np.exp(np.clip(logits, -50, 50))
    total = 1 + np.bincount(pairs.asking, weights, minlength=len(mentions))
    shares = weights / total[pairs.asking]
    found: list[list[tuple[int, float]]] = [[] for _ in mentions]
    for place in np.flatnonzero(shares > _LEAST).tolist():
        found[int(pairs.asking[place])].append((int(pairs.asked[place]), float(shares[place])))
    for own in found:
        own.sort(key=lambda link: -link[1])
    return found


def _logits(network: str, states: Array, mentions: Sequence[Mention], pairs: Pairs) -> Iterator[Array]:
    """Yield the logits of some pairs after others."""
    ends = np.array([(one.first, one.last) for one in mentions], dtype="int64").reshape(-1, 2)
    for start in range(0, len(pairs.asking), _PAIRS):
        asking, asked, features = (column[start : start + _PAIRS] for column in pairs)
        # Candidates are near, so that few mentions are in these pairs.
        first = min(asking.min(), asked.min())
        own = ends[first : max(asking.max(), asked.max()) + 1]
        feed = {
            "mentions": states[own].reshape(len(own), -1),
            "asking": asking - first,
            "asked": asked - first,
            "features": features,
        }
        (logits,) = load_network(network).run(["logits"], feed)
        yield logits[:, 0].astype("float64")


def _found(text: str, read: Read) -> Iterator[Found]:
    is_word = np.array([case <= LETTER for case in read.cases], dtype="bool") & (
        np.array(read.pieces.ids, dtype="int64") != END
    )
    places = np.flatnonzero(is_word)
    ends = _word_ends(read, places)
    names = read.names[places]
    parts = np.stack([names[:, 0], names[:, 1::2].sum(1), names[:, 2::2].sum(1)], axis=1)
    types = names[:, 1::2] + names[:, 2::2]
    taken: list[Span] = []
    for first, last in _stretches(parts.argmax(1), places, read.pieces.ids):
        if _is_possessive(text, read.pieces.spans[places[first]][0]):
            first += 1
        if first == last:
            continue
        shares = types[first:last].mean(0)
        span = read.pieces.spans[places[first]][0], ends[last - 1]
        taken.append(span)
        yield Found(*span, int(shares.argmax()), float(shares.max()))
    starts = [start for start, _ in taken]

    def is_free(start: int, end: int) -> bool:
        """Tell whether a stretch is no part of a name; one may be part of it: ``Turkey’s president``."""
        number = bisect_right(starts, start) - 1
        is_apart = (
            number < 0 or taken[number][1] <= start or (starts[number] == start < taken[number][1] < end)
        )
        following = number + 1
        return is_apart and (
            following == len(taken) or starts[following] >= end or taken[following][1] <= end
        )

    nominals = read.nominals[places]
    labels = np.where(nominals[:, 0] > 1 - _NOMINAL, 0, nominals[:, 1:].argmax(1) + 1)
    for first, last in _stretches(labels, places, read.pieces.ids):
        while first < last and _is_no_opening(text, read.pieces.spans[places[first]][0]):
            first += 1
        if first == last:
            continue
        span = read.pieces.spans[places[first]][0], ends[last - 1]
        if is_free(*span) and text[slice(*span)].casefold() not in PRONOUNS:
            yield Found(*span, NOMINAL, float(1 - nominals[first:last, 0].mean()))
    for match in PRONOUN.finditer(text):
        if is_free(*match.span()):
            yield Found(*match.span(), PRONOUNS[match.group().casefold()], 1.0)
    for match in _RECIPROCAL.finditer(text):
        if is_free(*match.span()):
            yield Found(*match.span(), PRONOUNS["they"], 1.0)


def _is_possessive(text: str, start: int) -> bool:
    """Tell whether the ``s`` of a possessive stands at a place."""
    return text[max(0, start - 1) : start + 2] in ("'s ", "’s ")


def _is_no_opening(text: str, start: int) -> bool:
    """Tell whether no description begins at a word: a mark, or the end of an owner (``'s director``)."""
    return not text[start].isalnum() or _is_possessive(text, start)


def _word_ends(read: Read, places: Array) -> list[int]:
    """Give where the words end that begin at some pieces."""
    ends = []
    for place in places.tolist():
        last = place
        while last + 1 < len(read.cases) and read.cases[last + 1] > LETTER:
            last += 1
        ends.append(read.pieces.spans[last][1])
    return ends


def _stretches(labels: Array, places: Array, ids: Sequence[int]) -> Iterator[Span]:
    """Give the stretches of words that are first (1) of something and inside it (2), within paragraphs."""
    start = -1
    for word, label in enumerate([*labels.tolist(), 0]):
        is_cut = word and word < len(places) and END in ids[places[word - 1] + 1 : places[word]]
        if start >= 0 and (label != 2 or is_cut):
            yield start, word
            start = -1
        if label and start < 0:
            start = word
