"""Training of the network that reads windows: names, descriptions, who is meant, and who says what."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from analysis.network.cases import CAPITALISED, CAPITALS, LETTER, LOWER, MIXED, OTHER
from analysis.network.links import FIRST_PRONOUN, NOMINAL, Mention, Pairs, candidate_pairs, tie_pairs
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS, TYPES
from analysis.network.pieces import END, PLACEHOLDER, START
from analysis.network.references import SENTENCE_ENDS
from analysis.network.windows import OVERLAP, WINDOW_PIECES, Pieces, windows
from analysis.training.attributions import WindowBatch, window_counts, window_jobs, window_loss
from analysis.training.data import Attributed
from analysis.training.recipes import WindowRecipe
from analysis.training.reference_data import (
    NOBODY_LISTED,
    NOT_MEANT,
    NOT_THESE,
    UNKNOWN,
    UNTIED,
    Text,
    named_at,
    rewritten,
)
from analysis.training.window_model import WindowModel

_POOL = 32  # batches whose windows are sorted by length together


class Weighed(NamedTuple):
    """Pairs of mentions: asking and asked (pairs,), and their features.

    `columns` is the place of each in a table of (mentions, candidates + 1) whose first column stands for
    none; `open` of that table's shape says what is a candidate. `right` (known, candidates + 1) says what is
    right of the mentions `rows` (known,): one that means several entities has a row for each, and `parts`
    (known,) is 1 over their number.
    """

    asking: Tensor
    asked: Tensor
    features: Tensor
    columns: Tensor
    open: Tensor
    rows: Tensor
    right: Tensor
    parts: Tensor


class Batch(NamedTuple):
    """Windows of texts: pieces and cases, labels for names and for descriptions (windows, pieces).

    `places` are (mentions, 3): window, first and last piece.
    """

    ids: Tensor
    cases: Tensor
    labels: Tensor
    nominals: Tensor
    places: Tensor
    links: Weighed
    ties: Weighed


class Windows:
    """The question what is named, what refers to it and who says what, with its model, data and figures.

    Names are learned from `named`, links and ties from `linked` and from `articles`, whose names nobody
    labelled, and attributions from `said`; figures are of `kept` and `kept_said`.
    """

    def __init__(
        self,
        named: Sequence[Text],
        linked: Sequence[Text],
        said: Sequence[Attributed],
        recipe: WindowRecipe,
        *,
        articles: Sequence[Text] = (),
        kept: Sequence[Text] = (),
        kept_said: Sequence[Attributed] = (),
    ) -> None:
        torch.manual_seed(0)
        self.model = WindowModel(dropout=recipe.dropout)
        self.named, self.linked, self.said, self.recipe = named, linked, said, recipe
        self.articles, self.kept, self.kept_said = articles, kept, kept_said
        self._pool = _name_pool(named)

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], Batch | WindowBatch]]:
        """Yield what makes an epoch's batches."""
        yield from window_jobs(self.said, chance)
        recipe = self.recipe
        is_plain = [chance.random() >= recipe.rewritten for _ in self.named]
        named = [
            _renamed(text, self._pool, recipe.swapped, chance)
            for text, plain in zip(self.named, is_plain, strict=True)
            if plain
        ]
        stretches = [
            (text, window)
            for text in named
            for window in _stretches(text, chance.randrange(WINDOW_PIECES - OVERLAP))
        ]
        # Users paste single sentences, too.
        stretches += [(text, _short(text, chance)) for text in named for _ in range(recipe.sentences)]
        chance.shuffle(stretches)
        for first in range(0, len(stretches), recipe.batch * _POOL):
            pool = sorted(stretches[first : first + recipe.batch * _POOL], key=lambda item: len(item[1]))
            for place in range(0, len(pool), recipe.batch):
                yield partial(make_batch, pool[place : place + recipe.batch], chance=_fork(chance))
        short = [text for text in self.linked if len(text.pieces.ids) <= WINDOW_PIECES - 2]
        long = [text for text in self.linked if len(text.pieces.ids) > WINDOW_PIECES - 2]
        chance.shuffle(short)
        groups = [short[n : n + 2 * recipe.batch] for n in range(0, len(short), 2 * recipe.batch)]
        groups += [[text] for text in long]
        others = [text for text, plain in zip(self.named, is_plain, strict=True) if not plain]
        others += chance.sample(self.articles, round(recipe.unlabelled * len(self.articles)))
        made = rewritten(others, chance)
        groups += [made[n : n + 2] for n in range(0, len(made), 2)]
        for group in groups:
            cut = [(text, stretch) for text in group for stretch in _stretches(text)]
            yield partial(make_batch, cut, chance=_fork(chance))

    def loss(self, batch: Batch | WindowBatch) -> Tensor:
        """Give the loss of a batch."""
        if isinstance(batch, WindowBatch):
            return self.recipe.said_weight * window_loss(self.model, batch)
        states = self.model.read(batch.ids, batch.cases)
        # A batch of marks alone has nothing to learn from.
        loss = 0.0 * states.sum()
        for head, labels in (
            (self.model.name_head, batch.labels),
            (self.model.nominal_head, batch.nominals),
        ):
            if bool((labels >= 0).any()):
                own = nn.functional.cross_entropy(head(states).flatten(0, 1).float(), labels.flatten())
                loss = loss + self.recipe.label_weight * own
        for head, pairs in ((self.model.links, batch.links), (self.model.ties, batch.ties)):
            if len(pairs.asking) and len(pairs.rows):
                table = pair_table(head, states, batch.places, pairs)
                all_ = table.masked_fill(~pairs.open, -1e4).logsumexp(1)
                right = table[pairs.rows].masked_fill(~pairs.right, -1e4).logsumexp(1)
                loss = loss + ((all_[pairs.rows] - right) * pairs.parts).sum() / pairs.parts.sum()
        return loss

    def figures(self) -> dict[str, Any]:
        """F1 of spans with their type, of descriptions, of pairs with gold mentions, and of pieces said."""
        counts: Counter[tuple[str, str]] = Counter()
        for text in self.kept:
            batch = make_batch([(text, stretch) for stretch in _stretches(text)])
            states = self.model.read(batch.ids, batch.cases)
            for all_labels, names, head in (
                (batch.labels, NAME_LABELS, self.model.name_head),
                (batch.nominals, NOMINAL_LABELS, self.model.nominal_head),
            ):
                known = all_labels >= 0
                if not bool(known.any()):
                    continue
                found = _spans(head(states).argmax(-1)[known].tolist(), names)
                gold = _spans(all_labels[known].tolist(), names)
                for kind in {kind for *_, kind in found | gold}:
                    own, theirs = ({s for s in some if s[2] == kind} for some in (found, gold))
                    name = kind or "nominal"
                    counts[name, "right"] += len(own & theirs)
                    counts[name, "all"] += len(own) + len(theirs)
            for row, right, all_ in _outcomes(self.model.links, states, batch.places, batch.links):
                sort = _sort(text, text.mentions[row].kind)
                counts[sort, "right"] += right
                counts[sort, "all"] += all_
            for _, right, all_ in _outcomes(self.model.ties, states, batch.places, batch.ties):
                counts["tie", "right"] += right
                counts["tie", "all"] += all_
        counts.update(window_counts(self.model, self.kept_said))
        sorts = sorted({name for name, _ in counts})
        figures = {name: round(2 * counts[name, "right"] / max(1, counts[name, "all"]), 4) for name in sorts}
        right, total = (sum(counts[kind, part] for kind in TYPES) for part in ("right", "all"))
        return {"names": round(2 * right / max(1, total), 4), **figures}


def _outcomes(head: Any, states: Tensor, places: Tensor, pairs: Weighed) -> Iterator[tuple[int, int, int]]:
    """Yield mentions that something is known of, whether the right one is found, and how many pairs count.

    A pair counts where one is found and where there is one; F1 is twice the first over the second.
    """
    if not len(pairs.asking):
        return
    best = pair_table(head, states, places, pairs).masked_fill(~pairs.open, -1e4).argmax(1)
    # One that means several entities is right where one of them is found.
    right = torch.zeros(pairs.open.shape, dtype=torch.int64).index_add(0, pairs.rows, pairs.right.long()) > 0
    for row in (right.any(1) & pairs.open[:, 1:].any(1)).nonzero()[:, 0].tolist():
        ought = not bool(right[row, 0])
        is_right = bool(right[row, best[row]])
        is_found = int(best[row]) > 0 and (ought or not is_right)
        yield row, int(is_right and ought), is_found + ought


def _sort(text: Text, kind: int) -> str:
    if kind < FIRST_PRONOUN:
        return "description" if kind == NOMINAL else "name"
    return "pronoun" if text.labels or text.nominals else "gap pronoun"


def _fork(chance: random.Random) -> random.Random:
    return random.Random(chance.random())  # noqa: S311 - no secret


def pair_table(head: Any, states: Tensor, places: Tensor, pairs: Weighed) -> Tensor:
    """Give the logits of candidates (mentions, candidates + 1), those of none being 0."""
    rows = places[:, 0]
    mentions = torch.cat([states[rows, places[:, 1]], states[rows, places[:, 2]]], -1)
    logits = head(mentions, pairs.asking, pairs.asked, pairs.features)
    table = torch.zeros(pairs.open.shape)
    return table.index_put((pairs.asking, pairs.columns), logits)


def make_batch(cut: Sequence[tuple[Text, range]], chance: random.Random | None = None) -> Batch:
    """Put stretches of texts into tensors, padded to the longest.

    With `chance`, some are written in another case, and some pieces are hidden. Mentions count where all
    stretches of their text are there.
    """
    width = max(len(stretch) for _, stretch in cut) + 2
    ids = torch.zeros(len(cut), width, dtype=torch.int64)
    cases = torch.zeros(len(cut), width, dtype=torch.int64)
    labels, nominals = (torch.full((len(cut), width), -100) for _ in range(2))
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (text, stretch) in enumerate(cut):
        own = [START, *text.pieces.ids[stretch.start : stretch.stop], END]
        how = [OTHER, *text.cases[stretch.start : stretch.stop], OTHER]
        ids[row, : len(own)] = torch.tensor(own)
        if chance is not None:
            how = _rewritten(how, chance)
            hidden = torch.rand(len(own), generator=None) < 0.04
            hidden &= ids[row, : len(own)] != END
            ids[row, : len(own)][hidden] = PLACEHOLDER
            ids[row, 0] = START
        cases[row, : len(how)] = torch.tensor(how)
        for table, known in ((labels, text.labels), (nominals, text.nominals)):
            if known:
                table[row, 1 : len(own) - 1] = torch.tensor(known[stretch.start : stretch.stop])
        for place in stretch:
            places[id(text), place] = row, place - stretch.start + 1
    texts = list({id(text): text for text, _ in cut}.values())
    where = [
        (row, first, last if last_row == row else first)
        for text in texts
        for mention in text.mentions
        for (row, first), (last_row, last) in [
            (places[id(text), mention.first], places[id(text), mention.last])
        ]
    ]
    return Batch(
        ids,
        cases,
        labels,
        nominals,
        torch.tensor(where, dtype=torch.int64).reshape(-1, 3),
        _weighed(texts, candidate_pairs, _right_links),
        _weighed(texts, tie_pairs, _right_ties),
    )


def _weighed(
    texts: Sequence[Text],
    pair: Callable[[Sequence[Mention]], Pairs],
    rights: Callable[[Text, int, Sequence[int]], list[list[int]]],
) -> Weighed:
    """Put the pairs of texts together.

    `rights` gives the right columns of a mention, by the number of each of its candidates, for each entity
    that it means; none where nothing is known.
    """
    all_pairs = [pair(text.mentions) for text in texts]
    offsets = np.cumsum([0, *(len(text.mentions) for text in texts)])
    asking, asked = (
        torch.from_numpy(
            np.concatenate([own[part] + offset for own, offset in zip(all_pairs, offsets, strict=False)])
        )
        for part in (0, 1)
    )
    features = torch.from_numpy(np.concatenate([own.features for own in all_pairs]))
    columns: list[int] = []
    right: list[list[list[int]]] = []
    for text, own in zip(texts, all_pairs, strict=True):
        candidates: list[list[int]] = [[] for _ in text.mentions]
        for one, other in zip(own.asking.tolist(), own.asked.tolist(), strict=True):
            candidates[one].append(other)
            columns.append(len(candidates[one]))
        right += [rights(text, number, theirs) for number, theirs in enumerate(candidates)]
    most = max(columns, default=0) + 1
    open_ = torch.zeros(len(right), most, dtype=torch.bool)
    open_[:, 0] = True
    all_columns = torch.tensor(columns, dtype=torch.int64)
    open_[asking, all_columns] = True
    known = [(number, 1 / len(parts), part) for number, parts in enumerate(right) for part in parts]
    is_right = torch.zeros(len(known), most, dtype=torch.bool)
    for row, (_, _, part) in enumerate(known):
        is_right[row, part] = True
    rows = torch.tensor([number for number, *_ in known], dtype=torch.int64)
    return Weighed(
        asking,
        asked,
        features,
        all_columns,
        open_,
        rows,
        is_right,
        torch.tensor([share for _, share, _ in known], dtype=torch.float32),
    )


def _right_links(text: Text, number: int, candidates: Sequence[int]) -> list[list[int]]:
    chain = text.chains[number]
    theirs = [text.chains[other] for other in candidates]
    if not text.asks[number]:
        return []
    if chain == NOT_THESE:
        # Only whom it does not mean is known.
        return [[0, *(n for n, other in enumerate(theirs, 1) if other != NOT_MEANT)]]
    if chain == NOBODY_LISTED:
        return [[0, *(n for n, other in enumerate(theirs, 1) if other == NOBODY_LISTED)]]
    if chain in text.members:
        members = [
            [n for n, other in enumerate(theirs, 1) if other in (chain, member)]
            for member in text.members[chain]
        ]
        # Nothing can be learned where one of them is too far away.
        return members if all(members) else []
    return [[n for n, other in enumerate(theirs, 1) if chain >= 0 and other == chain] or [0]]


def _right_ties(text: Text, number: int, candidates: Sequence[int]) -> list[list[int]]:
    tie = text.ties[number]
    if tie == UNKNOWN or not candidates:
        return []
    if tie == UNTIED:
        return [[0]]
    right = [n for n, other in enumerate(candidates, 1) if text.chains[other] == tie]
    # As above.
    return [right] if right else []


def _name_pool(texts: Sequence[Text]) -> dict[int, list[tuple[list[int], list[int], list[int]]]]:
    """Give the pieces, cases and labels of all names, by the label of the first piece."""
    pool: dict[int, list[tuple[list[int], list[int], list[int]]]] = {}
    for text in texts:
        for first, end, label in named_at(text.labels):
            own = slice(first, end)
            if END not in text.pieces.ids[own]:
                pool.setdefault(label, []).append((text.pieces.ids[own], text.cases[own], text.labels[own]))
    return pool


def _renamed(
    text: Text,
    pool: dict[int, list[tuple[list[int], list[int], list[int]]]],
    share: float,
    chance: random.Random,
) -> Text:
    """Put other names of their type for some names of a text, so that what is around them is read."""
    ids: list[int] = []
    cases: list[int] = []
    labels: list[int] = []
    done = 0
    for first, end, label in named_at(text.labels):
        if chance.random() >= share or END in text.pieces.ids[first:end]:
            continue
        other = chance.choice(pool[label])
        for own, whole, new in zip(
            (ids, cases, labels), (text.pieces.ids, text.cases, text.labels), other, strict=True
        ):
            own += [*whole[done:first], *new]
        done = end
    ids += text.pieces.ids[done:]
    cases += text.cases[done:]
    labels += text.labels[done:]
    # Only the pieces themselves are read; where they stood is not.
    return Text(text.text, Pieces(ids, [(0, 0)] * len(ids)), cases, labels, [])


def _short(text: Text, chance: random.Random) -> range:
    """Choose a sentence or two of a text."""
    starts = [0, *(place + 1 for place, piece in enumerate(text.pieces.ids[:-1]) if piece in SENTENCE_ENDS)]
    number = chance.randrange(len(starts))
    last = min(number + chance.choice((1, 2, 3)), len(starts) - 1)
    end = starts[last] if last > number else len(text.pieces.ids)
    return range(starts[number], min(end, starts[number] + WINDOW_PIECES - 2))


def _stretches(text: Text, shift: int = 0) -> Iterator[range]:
    for window in windows(text.pieces, shift=shift):
        yield range(window.first, window.first + len(window.ids) - 2)


def _rewritten(cases: list[int], chance: random.Random) -> list[int]:
    """Write one window in twenty as a headline, in capitals or without any, as far as cases tell."""
    kind = chance.random()
    if kind > 0.06:
        return cases
    to = CAPITALISED if kind > 0.03 else CAPITALS if kind > 0.01 else LOWER
    step = LETTER + 1
    return [
        case - case % step + to if case % step in (LOWER, CAPITALISED, CAPITALS, MIXED) else case
        for case in cases
    ]


def _spans(labels: Sequence[int], names: Sequence[str]) -> set[tuple[int, int, str]]:
    """Give the spans of a row of labels: first, end, type."""
    found: set[tuple[int, int, str]] = set()
    start, kind = -1, ""
    for place, label in enumerate([*labels, 0]):
        own, _, part = names[label].rpartition(" ")
        if start >= 0 and (label == 0 or part != "inside" or own != kind):
            found.add((start, place, kind))
            start = -1
        if label > 0 and start < 0:
            start, kind = place, own
    return found
