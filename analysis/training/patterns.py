"""Sentences of our own by pattern: many of a kind, with the label that each party has in all of them.

`patterns.tsv` holds the patterns and says how they are written. A fifth of each kind is held out, to measure
whether a kind was learned and not its words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from analysis.records import LabelsError
from analysis.training.data import LABELS, PAIR_NAMES, Labelled, marked_sentence

KINDS = ("exoneration", "contrast", "roles", "events", "manner", "rhetoric")
PARTS = ("train", "held")
# All begin with a consonant, so that "a" may stand before each. None of them exists.
_STATES = {
    "Brevania": "Brevanian", "Cordania": "Cordanian", "Galdovia": "Galdovian", "Halvonia": "Halvonian",
    "Jorvania": "Jorvanian", "Kordovia": "Kordovian", "Lumaria": "Lumarian", "Maldoria": "Maldorian",
    "Morvenia": "Morvenian", "Peldonia": "Peldonian", "Salvoria": "Salvorian", "Tarvania": "Tarvanian",
    "Vostria": "Vostrian", "Zorvania": "Zorvanian",
}  # fmt: skip
_FIRMS = (
    "Varnholt Mining", "Norwick Bank", "Pendrake Airlines", "Dravel Pharma", "Grenfold Steel",
    "Quillon Software", "Castlemore Foods", "Lindvik Motors",
)  # fmt: skip
_BODIES = (*_FIRMS, "Larkmoor Council", "Harmsworth University", "Belcastle Hospital", "Calder Press")
_CLUBS = ("Tolbury United", "Real Dorvana", "Sporting Calderas", "Pretorius Rovers", "Kanto Dragons")
_MEN = ("Teodor Hale", "Piet Rundgren", "Joss Kettering", "Rashid Belwani", "Kwame Tordzo", "Bram Hollister")
_WOMEN = ("Mirela Tann", "Della Quill", "Wanjiru Kesto", "Lucia Ferrandez", "Nadia Korbel", "Petra Lonsing")
_MOST = 3  # parties of one type in a sentence
_SLOT = re.compile(r"\[([^|\]]*)\|(\w*)\]")
_CHOICE = re.compile(r"\{([^{}]*)\}")


class Pattern(NamedTuple):
    """A sentence with slots.

    In `sentence` a choice stands as `{one/other}` and a party or pronoun as `[slot|label]`; `opinion` is one
    of `PAIR_NAMES`, about the first two, or empty.
    """

    kind: str
    name: str
    is_held: bool
    sentence: str
    opinion: str


def read_patterns(path: Path = Path(__file__).parent / "patterns.tsv") -> list[Pattern]:
    """Read a file of patterns.

    Returns
    -------
    list of Pattern
        In the order of the file, with lists of words put where they are named.

    Raises
    ------
    LabelsError
        A line is not well formed, or two patterns have one name; the message names file and line.
    """
    words: dict[str, str] = {}
    found: dict[str, Pattern] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        name, is_list, options = line.partition(" = ")
        if is_list and "\t" not in name:
            words[name] = "/".join(option.strip() for option in options.split("/"))
            continue
        pattern = _pattern(line.split("\t"), words, f"{path}: line {number}")
        if pattern.name in found:
            raise LabelsError(
                f"{path}: line {number}: {pattern.name!r} is there before; give it a name of its own"
            )
        found[pattern.name] = pattern
    return list(found.values())


def sample_sentences(patterns: Iterable[Pattern], per_pattern: int, seed: int) -> list[Labelled]:
    """Return sentences of each pattern, as `data.own_sentences` has them.

    Parameters
    ----------
    patterns
        From `read_patterns`; those to train on are the ones that are not held.
    per_pattern
        How many to draw of each; one that is drawn twice is given once.
    seed
        Another for each epoch gives other sentences, the same gives the same.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [
        marked_sentence(line)
        for pattern in patterns
        for line in dict.fromkeys(draw(pattern, chance) for _ in range(per_pattern))
    ]


def draw(pattern: Pattern, chance: random.Random) -> str:
    """Return one sentence of a pattern, marked as in `own_sentences.tsv`."""
    chosen = _CHOICE.sub(lambda choice: chance.choice(choice[1].split("/")), pattern.sentence)
    names = _party_names(chance)

    def filled(slot: re.Match[str]) -> str:
        name = names.get(slot[1].lower(), slot[1])
        return f"[{name.upper() if slot[1].isupper() else name}|{slot[2]}]"

    line = re.sub(r"^\W*\w", lambda start: start[0].upper(), _SLOT.sub(filled, chosen))
    return f"{line}\t{pattern.opinion}" if pattern.opinion else line


def _party_names(chance: random.Random) -> dict[str, str]:
    """Choose names by slot: `state`, `state2`, ...; those of one number and type are the same party."""
    pools = (list(_STATES), _BODIES, _FIRMS, _CLUBS, _MEN, _WOMEN)
    states, bodies, firms, clubs, men, women = (chance.sample(pool, _MOST) for pool in pools)
    names: dict[str, str] = {}
    for number in range(_MOST):
        person = chance.choice((men, women))[number]
        slots = {
            "state": states[number],
            "demonym": _STATES[states[number]],
            "body": bodies[number],
            "firm": firms[number],
            "club": clubs[number],
            "man": men[number],
            "woman": women[number],
            "person": person,
            "any": chance.choice((states[number], bodies[number], person)),
        }
        names.update({slot + (str(number + 1) if number else ""): name for slot, name in slots.items()})
    return names


def _pattern(fields: list[str], words: dict[str, str], where: str) -> Pattern:
    if len(fields) not in (4, 5) or fields[0] not in KINDS or fields[1] not in PARTS:
        raise LabelsError(
            f"{where} is not kind, part, name, sentence and perhaps an opinion between tabs; kinds are "
            f"{', '.join(KINDS)}, parts {', '.join(PARTS)}"
        )
    kind, part, name, sentence, opinion = [*fields, ""][:5]
    for choice in _CHOICE.findall(sentence):
        if "/" not in choice and choice not in words:
            raise LabelsError(f"{where} names the list {choice!r}; expected one that a line above gives")
    labels = [label for _, label in _SLOT.findall(sentence)]
    for label in labels:
        if label not in LABELS:
            raise LabelsError(f"{where} has the label {label!r}; expected one of: {', '.join(LABELS)}")
    if not labels:
        raise LabelsError(f"{where} has no party; write one as [state|neutral]")
    if opinion and (opinion not in PAIR_NAMES or len(labels) < 2):
        raise LabelsError(
            f"{where} has the opinion {opinion!r}; expected two parties and one of: {', '.join(PAIR_NAMES)}"
        )
    sentence = _CHOICE.sub(lambda choice: "{" + words.get(choice[1], choice[1]) + "}", sentence)
    return Pattern(kind, name, part == "held", sentence, opinion)
