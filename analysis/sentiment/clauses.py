"""Parts a sentence into clauses, so that a judgement counts only for the parties it is said of."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.resources import cue_verbs

# Opens a subordinate clause anywhere, or only after a comma.
_SUBORDINATORS = frozenset(
    "while although though whereas because unless until since despite if when after before".split()
)
_AFTER_COMMA = frozenset("which where with".split())
_SENTENCE_BREAKS = frozenset(";:")
_DASHES = frozenset(("—", "–", "―", "--", "-"))
_CLOSING_QUOTES = frozenset(("”", '"', "''", "»"))
_QUOTE_END = frozenset((",", "?", "!"))
_ENDS = frozenset((".", ",", "!", "?", "”", '"', ";", ")"))
# A tail such as ", the Turkish foreign minister said" is no longer than this.
_LONGEST_TAIL = 10


def clause_ids(norms: Sequence[str], protected: Sequence[bool] | None = None) -> list[int]:
    """Number the clauses of one sentence.

    Parameters
    ----------
    norms
        The sentence's tokens in lower case, with straight apostrophes.
    protected
        For each token whether it belongs to a name and so opens nothing ("United States").

    Returns
    -------
    list of int
        For each token the number of its clause, from 0. A main clause that goes on after an inserted one
        (``Kyiv, while …, said``) has one number. A clause ends at a semicolon, colon, dash or bracket; before
        *but* and words such as *while* and *because*; before *, which*; after a verb of saying, whose content
        is a clause of its own; and between a quotation and who said it.
    """
    cues = cue_verbs()
    guarded = protected if protected is not None else [False] * len(norms)
    ids: list[int] = []
    main = current = last = 0
    closes_at_comma = closes_at_dash = False
    for index, norm in enumerate(norms):
        previous = norms[index - 1] if index else ""
        following = norms[index + 1] if index + 1 < len(norms) else ""
        if guarded[index]:
            ids.append(current)
        elif norm in _SENTENCE_BREAKS or norm == "but" or norm == "according":
            last += 1
            main = current = last
            closes_at_comma = closes_at_dash = False
            ids.append(current)
        elif norm == "(" or (norm in _DASHES and not closes_at_dash):
            last += 1
            current = last
            closes_at_dash = norm != "("
            ids.append(current)
        elif norm == ")" or norm in _DASHES:
            ids.append(current)
            current = main
            closes_at_dash = False
        elif norm in _SUBORDINATORS or (norm in _AFTER_COMMA and previous == ","):
            last += 1
            current = last
            closes_at_comma = previous in (",", "", "“", '"')
            ids.append(current)
        elif norm == "," and closes_at_comma:
            ids.append(current)
            if index and current != main:
                current = main
            closes_at_comma = False
        elif norm in _CLOSING_QUOTES and previous in _QUOTE_END and following:
            ids.append(current)
            last += 1
            main = current = last
        elif norm in cues and following and following not in _ENDS:
            ids.append(current)
            last += 1
            main = current = last
            closes_at_comma = False
        elif norm in cues:
            ids.append(current)
            last = _cut_tail(ids, norms, index, last)
            current = main = ids[-1]
        else:
            ids.append(current)
    return ids


def _cut_tail(ids: list[int], norms: Sequence[str], index: int, last: int) -> int:
    """Give ``…, Kuleba said`` a number of its own, from the comma on; returns the last number used."""
    for back in range(index - 1, max(-1, index - _LONGEST_TAIL), -1):
        if norms[back] in _CLOSING_QUOTES or ids[back] != ids[index]:
            return last
        if norms[back] == ",":
            for place in range(back + 1, index + 1):
                ids[place] = last + 1
            return last + 1
    return last
