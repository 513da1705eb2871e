"""Work on this machine, in as many processes as it is worth."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

WORTH_PROCESSES = 600
"""Items below which starting processes costs more than it brings."""
_CHUNK = 128
_AHEAD = 4  # chunks under way per process: enough to keep it busy, few enough to stay small

_work: Callable[[str], Any] | None = None  # of this worker process


def cpus() -> int:
    """How many CPUs this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def results(
    items: Sequence[str], work: Callable[[str], T], lost: Callable[[str], T], jobs: int
) -> Iterator[T]:
    """``work(item)`` for each item, in their order, from up to ``jobs`` processes.

    ``work`` must be fit to be sent to a process that is started and not forked. ``lost`` gives
    the result of an item that takes down the process that works on it.
    """
    if jobs > 1 and len(items) >= WORTH_PROCESSES:
        yield from _in_processes(items, work, lost, jobs)
    else:
        yield from map(work, items)


def _in_processes(
    items: Sequence[str], work: Callable[[str], T], lost: Callable[[str], T], jobs: int
) -> Iterator[T]:
    from concurrent.futures.process import BrokenProcessPool

    chunks = [items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK)]
    done = 0
    try:
        with _pool(jobs, work) as pool:
            window: list[Future[list[T]]] = []
            for chunk in chunks:
                window.append(pool.submit(_work_on, chunk))
                if len(window) >= jobs * _AHEAD:
                    yield from window.pop(0).result()
                    done += 1
            while window:
                yield from window.pop(0).result()
                done += 1
    except BrokenProcessPool:
        for chunk in chunks[done:]:
            for item in chunk:
                yield _alone(item, work, lost)


def _alone(item: str, work: Callable[[str], T], lost: Callable[[str], T]) -> T:
    """The result of one item in a process of its own, after some item took a worker down."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(1, work) as pool:
            result: T = pool.submit(_work_on, [item]).result()[0]
    except BrokenProcessPool:
        return lost(item)
    return result


def _pool(processes: int, work: Callable[[str], Any]) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked workers start with all modules loaded; nothing of ours runs threads before.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(processes, context, _start_worker, (work,))


def _start_worker(work: Callable[[str], Any]) -> None:
    import signal
    import threading

    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = work


def _end_with_parent() -> None:
    """End when the parent does: one that is killed leaves its workers waiting for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_on(items: Sequence[str]) -> list[Any]:
    assert _work is not None
    return [_work(item) for item in items]
