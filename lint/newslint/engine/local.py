"""Run work on this machine, in as many processes as pay off."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from newslint.engine.plan import Plan
    from newslint.engine.worker import Worker

T = TypeVar("T")

WORTH_PROCESSES = 600
"""Minimum items for starting processes; for fewer they cost more than they save."""
_CHUNK = 128  # items per task
_AHEAD = 4  # chunks per process whose results may wait for earlier ones
_CHANCES = 3  # processes in a row that may die before they are ready


def cpus() -> int:
    """Return the number of CPUs that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def results(
    items: Sequence[str],
    work: Callable[[Sequence[str]], Iterable[T]],
    lost: Callable[[str], T],
    jobs: int,
    alone: Callable[[str], None] = lambda reason: None,
) -> Iterator[T]:
    """Yield the result of each item, in order, using up to ``jobs`` processes.

    ``work`` yields the results of some items, in order; it must be picklable if processes are not
    forked. ``lost`` returns the result of an item that kills the processes that work on it. If no
    process can be started, ``alone`` is called with the reason, and this process does the work.
    Raise what ``work`` raises.
    """
    if jobs > 1 and len(items) >= WORTH_PROCESSES:
        yield from _in_processes(items, work, lost, jobs, alone)
    else:
        yield from work(items)


def _in_processes(
    items: Sequence[str],
    work: Callable[[Sequence[str]], Iterable[T]],
    lost: Callable[[str], T],
    jobs: int,
    alone: Callable[[str], None],
) -> Iterator[T]:
    from newslint.engine.plan import Plan

    plan = Plan(items, lost, _CHUNK, jobs * _AHEAD * _CHUNK)
    with _Pool(work, min(jobs, -(-len(items) // _CHUNK))) as pool:
        pool.give(plan)
        while plan.unfinished and pool.workers:
            pool.receive(plan)
            pool.give(plan)
            yield from plan.due()
    if plan.unfinished:
        alone(pool.reason)
    while plan.unfinished:
        task = plan.take()
        if task.deaths:  # it might also kill this process
            plan.give_up(task)
        else:
            plan.finish(task, list(work(plan.items(task))))
        yield from plan.due()


class _Pool:
    """The worker processes of a run. A worker that dies is replaced if possible."""

    def __init__(self, work: Callable[[Sequence[str]], Iterable[Any]], size: int) -> None:
        self.workers: list[Worker] = []
        self.reason = ""
        """Why the last process that was started could not work."""
        self._work = work
        self._size = size
        self._chances = _CHANCES

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.stop()

    def give(self, plan: "Plan[Any]") -> None:
        """Give every worker a task, and start missing workers."""
        for worker in self.workers:
            if worker.idle and plan.waiting:
                task = plan.take()
                if not worker.give(task, plan.items(task)):
                    plan.put_back(task)
        while len(self.workers) < self._size and plan.waiting:
            self._start()

    def receive(self, plan: "Plan[Any]") -> None:
        """Wait until a worker sends something or dies, and handle all that did."""
        from multiprocessing.connection import wait

        from newslint.engine.worker import Dead

        workers = {id(worker.connection): worker for worker in self.workers}
        for connection in wait([worker.connection for worker in self.workers]):
            worker = workers[id(connection)]
            try:
                finished = worker.receive()
            except Dead as death:
                self._bury(worker, str(death), plan)
                continue
            if finished is None:
                self._chances = _CHANCES
            else:
                plan.finish(*finished)

    def _start(self) -> None:
        from newslint.engine.worker import Worker, cause

        try:
            self.workers.append(Worker(self._work, self.workers))
        except Exception as error:  # from the system, or from pickling the work
            self._shrink(cause(error))

    def _bury(self, worker: "Worker", reason: str, plan: "Plan[Any]") -> None:
        """Remove a dead worker; its task is tried again."""
        self.workers.remove(worker)
        worker.stop()
        if worker.task is not None:
            plan.retry(worker.task)
        elif not worker.ready:
            self._chances -= 1
            if self._chances <= 0:
                self._shrink(reason)

    def _shrink(self, reason: str) -> None:
        """Continue with the existing workers."""
        self._size = len(self.workers)
        self.reason = reason
