"""Examining files on this machine, in as many processes as it is worth."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newslint.config import Config
from newslint.examine import Examiner, FileResult
from newslint.finding import FILE_START, INTERNAL_ERROR, Finding, Severity

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTH_PROCESSES = 600
"""Files below which starting processes costs more than it brings."""
_CHUNK = 128
_AHEAD = 4  # chunks under way per process: enough to keep it busy, few enough to stay small

_Setting = tuple[Config, bool, bool]  # of an examiner that a worker builds for itself

_examiner: Examiner | None = None  # of this worker process


def cpus() -> int:
    """How many CPUs this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def examine(paths: Sequence[str], examiner: Examiner, jobs: int) -> Iterator[FileResult]:
    """The result of each path, in the order of ``paths``, from up to ``jobs`` processes."""
    if jobs > 1 and len(paths) >= WORTH_PROCESSES:
        setting = (examiner.config, examiner.collect_only, examiner.identify)
        yield from _in_processes(paths, jobs, setting)
    else:
        yield from map(examiner, paths)


def _in_processes(paths: Sequence[str], jobs: int, setting: _Setting) -> Iterator[FileResult]:
    from concurrent.futures.process import BrokenProcessPool

    chunks = [paths[i : i + _CHUNK] for i in range(0, len(paths), _CHUNK)]
    done = 0
    try:
        with _pool(jobs, setting) as pool:
            window: list[Future[list[FileResult]]] = []
            for chunk in chunks:
                window.append(pool.submit(_examine_chunk, chunk))
                if len(window) >= jobs * _AHEAD:
                    yield from window.pop(0).result()
                    done += 1
            while window:
                yield from window.pop(0).result()
                done += 1
    except BrokenProcessPool:
        for chunk in chunks[done:]:
            for path in chunk:
                yield _alone(path, setting)


def _alone(path: str, setting: _Setting) -> FileResult:
    """One file in a process of its own, after some file took a worker down."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(1, setting) as pool:
            return pool.submit(_examine_chunk, [path]).result()[0]
    except BrokenProcessPool:
        message = "the process that examined the file died, by lack of memory perhaps"
        finding = Finding(path, INTERNAL_ERROR, Severity.ERROR, message, span=FILE_START)
        return FileResult(path, (finding,), {}, ())


def _pool(processes: int, setting: _Setting) -> "ProcessPoolExecutor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked workers start with all modules loaded; nothing of ours runs threads before.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(processes, context, _start_worker, setting)


def _start_worker(config: Config, collect_only: bool, identify: bool) -> None:
    import signal
    import threading

    global _examiner
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _examiner = Examiner(config, collect_only=collect_only, identify=identify)


def _end_with_parent() -> None:
    """End when the parent does: one that is killed leaves its workers waiting for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _examine_chunk(paths: Sequence[str]) -> list[FileResult]:
    assert _examiner is not None
    return [_examiner(path) for path in paths]
