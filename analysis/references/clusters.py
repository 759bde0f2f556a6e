"""Names put together into one entity, never two that have to stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# Where several fit, one of them has to be in that many times as many articles as the next.
_FAR_MORE = 20


class Clusters:
    """Names by their numbers, each at first on its own.

    Attributes
    ----------
    reasons
        Why a name was joined to others.
    rivals
        Of a name that was left alone because several fit, the first two of these.
    """

    def __init__(self, articles: Sequence[int], apart: Mapping[int, set[int]]) -> None:
        self.reasons: dict[int, str] = {}
        self.rivals: dict[int, list[int]] = {}
        self._apart = apart
        self._owners: dict[int, str] = {}
        self._articles = list(articles)
        self._roots = list(range(len(articles)))
        self._members = [[number] for number in range(len(articles))]

    def root(self, name: int) -> int:
        """Return the name that stands for all those joined to it."""
        return self._roots[name]

    def members(self, name: int) -> list[int]:
        """Return all names that are joined to one, itself included."""
        return self._members[self._roots[name]]

    def articles(self, name: int) -> int:
        """Return the articles of a name and those joined to it."""
        return self._articles[self._roots[name]]

    def own(self, name: int, owner: str) -> None:
        """Say whose name it is; names of two owners are never joined."""
        self._owners.setdefault(self._roots[name], owner)

    def owner(self, name: int) -> str | None:
        """Return whose name it is, if anybody's."""
        return self._owners.get(self._roots[name])

    def may_join(self, name: int, other: int) -> bool:
        """Tell whether nothing keeps apart two names, nor any that are joined to them."""
        some, more = self._roots[name], self._roots[other]
        owners = {self._owners[root] for root in (some, more) if root in self._owners}
        return len(owners) < 2 and not any(
            self._roots[far] == more for member in self._members[some] for far in self._apart.get(member, ())
        )

    def join(self, name: int, other: int, reason: str) -> None:
        """Join a name and those joined to it to another, which stands for all of them from now on."""
        root, gone = self._roots[other], self._roots[name]
        if root == gone:
            return
        self.reasons[name] = reason
        self._articles[root] += self._articles[gone]
        if gone in self._owners:
            self._owners[root] = self._owners[gone]
        for member in self._members[gone]:
            self._roots[member] = root
        self._members[root] += self._members[gone]

    def choose(self, name: int, candidates: Iterable[int], *, is_strict: bool = False) -> int | None:
        """Return the one that a name stands for, or None.

        Of several it is the one in 20 times as many articles as the next; `is_strict` allows only one.
        """
        roots = {self._roots[other] for other in candidates} - {self._roots[name]}
        free = sorted(
            (root for root in roots if self.may_join(name, root)),
            key=lambda root: (-self._articles[root], root),
        )
        if not free:
            return None
        if len(free) > 1 and (is_strict or self._articles[free[0]] < _FAR_MORE * self._articles[free[1]]):
            self.rivals[name] = free[:2]
            return None
        return free[0]
