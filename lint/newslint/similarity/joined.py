"""Groups of things that are joined in pairs."""

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T", int, str)


class Joined(Generic[T]):
    """Disjoint sets with path halving (Tarjan and van Leeuwen, "Worst-case analysis of set union
    algorithms", 1984)."""

    def __init__(self, pairs: Iterable[tuple[T, T]] = ()) -> None:
        self._above: dict[T, T] = {}
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: T, other: T) -> None:
        """Merge the groups of two things."""
        first, second = self.first(one), self.first(other)
        if second < first:
            first, second = second, first
        self._above[first] = self._above[second] = first

    def first(self, thing: T) -> T:
        """Return the smallest thing in the group of ``thing``; itself if it is alone."""
        above = self._above
        while (parent := above.get(thing, thing)) != thing:
            above[thing] = thing = above[parent]
        return thing

    def groups(self) -> list[list[T]]:
        """Return the groups of two or more, each sorted."""
        groups: dict[T, list[T]] = {}
        for thing in sorted(self._above):
            groups.setdefault(self.first(thing), []).append(thing)
        return [group for group in groups.values() if len(group) > 1]
