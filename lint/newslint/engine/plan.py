"""Which items to work on next, and the results of those that are finished, in order."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

MAX_DEATHS = 3
"""Workers that an item may take down, the first of them with other items of its chunk."""


class Task(NamedTuple):
    """Consecutive items. Tasks that cost fewer workers come first."""

    deaths: int
    """Workers that died on these items so far."""
    start: int
    """The position of the first item."""
    stop: int
    """The position after the last one."""


class Plan(Generic[T]):
    """The items of a run, handed out in tasks.

    A chunk whose worker dies is tried again item by item, so that an item that kills every worker
    costs `MAX_DEATHS` of them. The more deaths, the later: by then workers have warmed up and work
    on an item for a moment only, in which hardly any is killed by something else.
    """

    def __init__(
        self, items: Sequence[str], lost: Callable[[str], T], chunk: int, ahead: int
    ) -> None:
        """``lost`` gives the result of an item to blame. ``chunk`` is the number of items that are
        handed out at once, ``ahead`` that of the items, counted from the first one without a
        result, that may be handed out at all: later results have to wait in memory."""
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
        """Whether there are items without a result."""
        return self._complete < len(self._items)

    @property
    def waiting(self) -> bool:
        """Whether there is a task to hand out."""
        return bool(self._again) or self._fresh < self._end

    @property
    def _end(self) -> int:
        """Where the items end that may be handed out now."""
        return min(self._complete + self._ahead, len(self._items))

    def take(self) -> Task:
        """The task to work on next; there must be one waiting."""
        if self._fresh >= self._end:
            return heappop(self._again)
        start, self._fresh = self._fresh, min(self._fresh + self._chunk, len(self._items))
        return Task(0, start, self._fresh)

    def items(self, task: Task) -> Sequence[str]:
        """The items of a task."""
        return self._items[task.start : task.stop]

    def put_back(self, task: Task) -> None:
        """Take back a task that was not begun."""
        heappush(self._again, task)

    def finish(self, task: Task, results: Sequence[T]) -> None:
        """Take in the results of a task."""
        self._results[task.start] = results
        while self._complete in self._results:
            results = self._results.pop(self._complete)
            self._due.append(results)
            self._complete += len(results)

    def retry(self, task: Task) -> None:
        """Take back a task whose worker died."""
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
        """The results that can be given in order, each once."""
        due, self._due = self._due, []
        for results in due:
            yield from results
