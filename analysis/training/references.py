"""Training of the network for names, descriptions and what refers to the same entity."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from analysis.network.cases import CAPITALISED, CAPITALS, LETTER, LOWER, MIXED, OTHER
from analysis.network.links import FIRST_PRONOUN, NOMINAL, candidate_pairs
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS, TYPES
from analysis.network.pieces import END, PLACEHOLDER, START
from analysis.network.references import SENTENCE_ENDS
from analysis.network.windows import OVERLAP, WINDOW_PIECES, Pieces, windows
from analysis.training.recipes import ReferenceRecipe
from analysis.training.reference_data import Text, named_at, rewritten
from analysis.training.reference_model import ReferenceModel

_POOL = 32  # batches whose windows are sorted by length together


class Batch(NamedTuple):
    """Windows of texts: pieces and cases (windows, pieces), labels for names or descriptions.

    `places` are (mentions, 3): window, first and last piece. The rest is of pairs of mentions: asking and
    asked (pairs,), features, and the place of each in a table of (mentions, candidates + 1) whose first
    column stands for none; `right` and `open` of that table's shape say what is right and what is a
    candidate.
    """

    ids: Tensor
    cases: Tensor
    labels: Tensor
    is_names: bool
    places: Tensor
    asking: Tensor
    asked: Tensor
    features: Tensor
    columns: Tensor
    right: Tensor
    open: Tensor


class References:
    """The question what is named and what refers to it, with its model, its data and its figures."""

    def __init__(
        self,
        named: Sequence[Text],
        linked: Sequence[Text],
        kept: Sequence[Text],
        recipe: ReferenceRecipe,
    ) -> None:
        torch.manual_seed(0)
        self.model = ReferenceModel(dropout=recipe.dropout)
        self.named, self.linked, self.kept, self.recipe = named, linked, kept, recipe
        self._pool = _name_pool(named)

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], Batch]]:
        """Yield what makes an epoch's batches."""
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
        groups += [[text] for text in rewritten(others, chance)]
        for group in groups:
            cut = [(text, stretch) for text in group for stretch in _stretches(text)]
            yield partial(make_batch, cut, chance=_fork(chance))

    def loss(self, batch: Batch) -> Tensor:
        """Give the loss of a batch."""
        states = self.model.read(batch.ids, batch.cases)
        head = self.model.name_head if batch.is_names else self.model.nominal_head
        # A batch of marks alone has nothing to learn from.
        loss = 0.0 * states.sum()
        if bool((batch.labels >= 0).any()):
            loss = nn.functional.cross_entropy(head(states).flatten(0, 1).float(), batch.labels.flatten())
            loss = loss * self.recipe.label_weight
        if len(batch.asking) and bool(batch.right.any()):
            table = link_table(self.model, states, batch)
            asks = batch.right.any(1)
            all_ = table.masked_fill(~batch.open, -1e4).logsumexp(1)
            right = table.masked_fill(~batch.right, -1e4).logsumexp(1)
            loss = loss + (all_ - right)[asks].mean()
        return loss

    def figures(self) -> dict[str, Any]:
        """F1 of spans with their type, of descriptions, and of pairs, all with gold mentions."""
        counts: Counter[tuple[str, str]] = Counter()
        for text in self.kept:
            batch = make_batch([(text, stretch) for stretch in _stretches(text)])
            states = self.model.read(batch.ids, batch.cases)
            labels, head = (
                (NAME_LABELS, self.model.name_head)
                if batch.is_names
                else (NOMINAL_LABELS, self.model.nominal_head)
            )
            known = batch.labels >= 0
            if bool(known.any()):
                found = _spans(head(states).argmax(-1)[known].tolist(), labels)
                gold = _spans(batch.labels[known].tolist(), labels)
                for kind in {kind for *_, kind in found | gold}:
                    own, theirs = ({s for s in some if s[2] == kind} for some in (found, gold))
                    name = kind or "nominal"
                    counts[name, "right"] += len(own & theirs)
                    counts[name, "all"] += len(own) + len(theirs)
            if len(batch.asking):
                table = link_table(self.model, states, batch).masked_fill(~batch.open, -1e4)
                best = table.argmax(1)
                for row, mention in enumerate(text.mentions):
                    if not text.asks[row] or not bool(batch.open[row].any()):
                        continue
                    sort = (
                        "pronoun"
                        if mention.kind >= FIRST_PRONOUN
                        else "description"
                        if mention.kind == NOMINAL
                        else "name"
                    )
                    sort = ("gap " if len(text.labels) == 0 else "") + sort
                    is_link, ought = int(best[row]) > 0, not bool(batch.right[row, 0])
                    counts[sort, "right"] += is_link and bool(batch.right[row, best[row]])
                    counts[sort, "all"] += is_link + ought
        names = sorted({name for name, _ in counts})
        figures = {name: round(2 * counts[name, "right"] / max(1, counts[name, "all"]), 4) for name in names}
        right, total = (sum(counts[kind, part] for kind in TYPES) for part in ("right", "all"))
        return {"names": round(2 * right / max(1, total), 4), **figures}


def _fork(chance: random.Random) -> random.Random:
    return random.Random(chance.random())  # noqa: S311 - no secret


def link_table(model: Any, states: Tensor, batch: Batch) -> Tensor:
    """Give the logits of candidates (mentions, candidates + 1), those of none being 0."""
    rows = batch.places[:, 0]
    mentions = torch.cat([states[rows, batch.places[:, 1]], states[rows, batch.places[:, 2]]], -1)
    logits = model.links(mentions, batch.asking, batch.asked, batch.features)
    table = torch.zeros(batch.open.shape)
    return table.index_put((batch.asking, batch.columns), logits)


def make_batch(cut: Sequence[tuple[Text, range]], chance: random.Random | None = None) -> Batch:
    """Put stretches of texts into tensors, padded to the longest.

    With `chance`, some are written in another case, and some pieces are hidden. Mentions count where all
    stretches of their text are there.
    """
    width = max(len(stretch) for _, stretch in cut) + 2
    ids = torch.zeros(len(cut), width, dtype=torch.int64)
    cases = torch.zeros(len(cut), width, dtype=torch.int64)
    labels = torch.full((len(cut), width), -100)
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
        if text.labels:
            labels[row, 1 : len(own) - 1] = torch.tensor(text.labels[stretch.start : stretch.stop])
        for place in stretch:
            places[id(text), place] = row, place - stretch.start + 1
    texts = list({id(text): text for text, _ in cut}.values())
    return Batch(ids, cases, labels, all(text.is_named for text in texts), *_linked(texts, places))


def _linked(texts: Sequence[Text], places: dict[tuple[int, int], tuple[int, int]]) -> tuple[Tensor, ...]:
    where: list[tuple[int, int, int]] = []
    asking: list[Tensor] = []
    asked: list[Tensor] = []
    features: list[Tensor] = []
    columns: list[int] = []
    right: list[list[int]] = []
    offset = 0
    for text in texts:
        if not text.mentions:
            continue
        pairs = candidate_pairs(text.mentions)
        for mention in text.mentions:
            row, first = places[id(text), mention.first]
            last_row, last = places[id(text), mention.last]
            where.append((row, first, last if last_row == row else first))
        asking.append(torch.from_numpy(pairs.asking) + offset)
        asked.append(torch.from_numpy(pairs.asked) + offset)
        features.append(torch.from_numpy(pairs.features))
        seen: Counter[int] = Counter()
        found: list[list[int]] = [[] for _ in text.mentions]
        wrong: list[set[int]] = [set() for _ in text.mentions]
        for one, other in zip(pairs.asking.tolist(), pairs.asked.tolist(), strict=True):
            seen[one] += 1
            columns.append(seen[one])
            chain = text.chains[one]
            if chain >= 0 and text.chains[other] == chain:
                found[one].append(seen[one])
            if text.chains[other] == -2:
                wrong[one].add(seen[one])
        for number, places_right in enumerate(found):
            if not text.asks[number]:
                right.append([])
            elif text.chains[number] == -3:
                # Only whom it does not mean is known.
                right.append([0, *(n for n in range(1, seen[number] + 1) if n not in wrong[number])])
            else:
                right.append(places_right or [0])
        offset += len(text.mentions)
    most = max(columns, default=0) + 1
    open_ = torch.zeros(offset, most, dtype=torch.bool)
    is_right = torch.zeros(offset, most, dtype=torch.bool)
    open_[:, 0] = True
    all_asking = torch.cat(asking) if asking else torch.zeros(0, dtype=torch.int64)
    all_columns = torch.tensor(columns, dtype=torch.int64)
    open_[all_asking, all_columns] = True
    for number, own in enumerate(right):
        is_right[number, own] = True
    return (
        torch.tensor(where, dtype=torch.int64).reshape(-1, 3),
        all_asking,
        torch.cat(asked) if asked else all_asking,
        torch.cat(features) if features else torch.zeros(0, 1, dtype=torch.int64),
        all_columns,
        is_right,
        open_,
    )


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
    return Text(text.text, Pieces(ids, [(0, 0)] * len(ids)), cases, labels, is_named=True)


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
