"""Parts a sentence into clauses, so that a judgement counts only for the parties it is said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.resources import cue_verbs

# Opens a subordinate clause anywhere, or only after a comma.
_SUBORDINATORS = frozenset(
    "while although though whereas because unless until since despite if when after before according".split()
)
_AFTER_COMMA = frozenset("which where with".split())
_COORDINATORS = frozenset("and but or so yet".split())
_SENTENCE_BREAKS = frozenset(";:")
# What opens and closes an insertion; one dash closes what another opened.
_BRACKETS = {"(": "bracket", ")": "bracket", **dict.fromkeys(("—", "–", "―", "--", "-"), "dash")}
_OPENING_QUOTES = frozenset(("“", '"', "``", "«"))
_CLOSING_QUOTES = frozenset(("”", '"', "''", "»"))
_QUOTE_END = frozenset((",", "?", "!"))
_ENDS = frozenset((".", ",", "!", "?", "”", '"', ";", ")"))
# A tail such as ", the Turkish foreign minister said" is no longer than this, and goes on no further than
# ", France said on Monday."
_LONGEST_TAIL = 10
_LONGEST_ADJUNCT = 4
_ADJUNCTS = frozenset(
    "on in at during late early earlier later today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)


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
    clauses = _Clauses()
    for index, norm in enumerate(norms):
        previous = norms[index - 1] if index else ""
        following = norms[index + 1] if index + 1 < len(norms) else ""
        if protected is not None and protected[index]:
            clauses.add()
        elif norm in _SENTENCE_BREAKS or norm == "but":
            clauses.open_main()
            clauses.add()
        elif (kind := _BRACKETS.get(norm)) and (norm == "(" or not clauses.is_inside(kind)) and norm != ")":
            clauses.open_bracket(kind)
            clauses.add()
        elif kind:
            clauses.add()
            clauses.close_bracket(kind)
        elif norm in _SUBORDINATORS or (norm in _AFTER_COMMA and previous == ","):
            clauses.open_subordinate(ends_at_comma=previous in (",", "", "“", '"'))
            clauses.add()
        elif norm in _OPENING_QUOTES and previous == "," and clauses.ends_in_cue:
            clauses.open_main()
            clauses.add()
        elif norm in _CLOSING_QUOTES and previous in _QUOTE_END and following:
            clauses.add()
            clauses.open_main()
        elif norm == ",":
            clauses.comma(following)
        elif norm in cues and following and following not in _ENDS and not _is_tail(norms, index):
            clauses.add()
            clauses.open_main()
        elif norm in cues:
            clauses.add()
            clauses.cut_tail(norms, index)
        else:
            clauses.add()
    return clauses.ids


class _Clauses:
    """The clauses of a sentence while it is read: which is being written, and which goes on after it."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.ends_in_cue = False
        self._last = 0
        self._current = 0
        self._main = 0
        self._insertions: list[tuple[str, int]] = []  # kind of bracket, and the clause that it interrupts
        self._open = Counter[str]()  # how many of each kind are open
        self._ends_at_comma = False

    def add(self) -> None:
        """Give the next token to the current clause."""
        self.ids.append(self._current)

    def open_main(self) -> None:
        """Begin a clause that goes on after whatever is inserted."""
        self._last += 1
        self._main = self._current = self._last
        self._ends_at_comma = self.ends_in_cue = False

    def open_subordinate(self, *, ends_at_comma: bool) -> None:
        """Begin a clause after which the main one may go on."""
        self._last += 1
        self._current = self._last
        self._ends_at_comma = ends_at_comma

    def is_inside(self, kind: str) -> bool:
        """Tell whether an insertion of this kind is open."""
        return self._open[kind] > 0

    def open_bracket(self, kind: str) -> None:
        """Begin an insertion between brackets or dashes."""
        self._insertions.append((kind, self._main))
        self._open[kind] += 1
        self.open_subordinate(ends_at_comma=False)
        self._main = self._current

    def close_bracket(self, kind: str) -> None:
        """Go on with what the insertion interrupted; a bracket that was not opened closes nothing."""
        while self.is_inside(kind):
            opened, self._main = self._insertions.pop()
            self._open[opened] -= 1
            self._current = self._main
            if opened == kind:
                break

    def comma(self, following: str) -> None:
        """End an inserted clause, or one that says who speaks: ``…, France said, …``."""
        self.add()
        if self._ends_at_comma:
            self._current = self._main
            self._ends_at_comma = False
        elif self.ends_in_cue and following in _COORDINATORS:
            self.open_main()
        elif self.ends_in_cue and following not in _OPENING_QUOTES:
            self._current = self._main
            self.ends_in_cue = False

    def cut_tail(self, norms: Sequence[str], index: int) -> None:
        """Give ``…, Kuleba said`` a number of its own, from the comma on."""
        self.ends_in_cue = True
        for back in range(index - 1, max(-1, index - _LONGEST_TAIL), -1):
            if norms[back] in _CLOSING_QUOTES or self.ids[back] != self._current:
                return
            if norms[back] == ",":
                self._last += 1
                self.ids[back + 1 :] = [self._last] * (index - back)
                self._current = self._last
                return


def _is_tail(norms: Sequence[str], index: int) -> bool:
    """Tell whether only a day or place follows a verb of saying, as in ``…, France said on Monday.``."""
    if len(norms) - index - 1 > _LONGEST_ADJUNCT or norms[index + 1] not in _ADJUNCTS:
        return False
    return "," in norms[max(0, index - _LONGEST_TAIL) : index]
