"""Plan which items to work on next, and return finished results in order."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

MAX_DEATHS = 3
"""Workers that an item may kill; the first of them had other items of its chunk as well."""


class Task(NamedTuple):
    """Consecutive items. Tasks that killed fewer workers come first."""

    deaths: int
    """Workers that died on these items so far."""
    start: int
    """The position of the first item."""
    stop: int
    """The position after the last one."""


class Plan(Generic[T]):
    """The items of a run, handed out in tasks.

    A chunk whose worker dies is tried again item by item, so an item that kills every worker kills
    `MAX_DEATHS` of them. Items with more deaths come later: by then workers have warmed up and work
    on an item only for a moment, so another cause is unlikely.
    """

    def __init__(
        self, items: Sequence[str], lost: Callable[[str], T], chunk: int, ahead: int
    ) -> None:
        """``lost`` returns the result of an item to blame. ``chunk`` is the number of items per
        task. ``ahead`` is the maximum number of items, counted from the first one without a result,
        that may be handed out: later results have to wait in memory."""
        self._items = items
        self._lost = lost
        self._chunk = chunk
        self._ahead = ahead
        self._fresh = 0  # the first item that was never handed out
        self._again: list[Task] = []  # a heap
        self._results: dict[int, Sequence[T]] = {}  # by the start of the task
        self._complete = 0  # the first item without a result
        self._due: list[Sequence[T]] = []

    @property
    def unfinished(self) -> bool:
        """Return whether there are items without a result."""
        return self._complete < len(self._items)

    @property
    def waiting(self) -> bool:
        """Return whether there is a task to hand out."""
        return bool(self._again) or self._fresh < self._end

    @property
    def _end(self) -> int:
        """Return the end of the items that may be handed out now."""
        return min(self._complete + self._ahead, len(self._items))

    def take(self) -> Task:
        """Return the next task. There must be one waiting."""
        if self._fresh >= self._end:
            return heappop(self._again)
        start, self._fresh = self._fresh, min(self._fresh + self._chunk, len(self._items))
        return Task(0, start, self._fresh)

    def items(self, task: Task) -> Sequence[str]:
        """Return the items of a task."""
        return self._items[task.start : task.stop]

    def put_back(self, task: Task) -> None:
        """Return a task that was not started."""
        heappush(self._again, task)

    def finish(self, task: Task, results: Sequence[T]) -> None:
        """Store the results of a task."""
        self._results[task.start] = results
        while self._complete in self._results:
            results = self._results.pop(self._complete)
            self._due.append(results)
            self._complete += len(results)

    def retry(self, task: Task) -> None:
        """Return a task whose worker died."""
        deaths = task.deaths + 1
        if deaths >= MAX_DEATHS:
            self.give_up(task)
            return
        for position in range(task.start, task.stop):
            heappush(self._again, Task(deaths, position, position + 1))

    def give_up(self, task: Task) -> None:
        """Count the items of a task as lost."""
        self.finish(task, [self._lost(item) for item in self.items(task)])

    def due(self) -> Iterator[T]:
        """Yield the results that are available in order, each once."""
        due, self._due = self._due, []
        for results in due:
            yield from results
