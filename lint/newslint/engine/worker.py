"""A worker process, for its parent and for itself.

Each worker has a pipe to its parent and shares nothing else. If it is killed, its parent knows what
it was working on, and no lock stays held. Pipes also need no semaphores and no threads, which are
not available everywhere.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from newslint.engine.plan import Task

Work = Callable[[Sequence[str]], Iterable[Any]]

_PATIENCE = 1.0  # seconds for an idle process to end


class Dead(Exception):
    """A worker has died. The message says why, as far as known."""


class Raised:
    """Sent in place of results: the exception of the work."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def cause(error: BaseException) -> str:
    """Return an error in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__


def start_method() -> str | None:
    """Return how worker processes start; None for the default of the platform.

    Forked workers start at once, with all modules loaded.
    """
    import multiprocessing

    return "fork" if "fork" in multiprocessing.get_all_start_methods() else None


class Worker:
    """A process that runs ``work``."""

    def __init__(self, work: Work, others: Sequence["Worker"]) -> None:
        """Start the process. ``others`` are all existing workers.

        Raise what the system or multiprocessing raises for a new process, or pickling for ``work``.
        """
        import multiprocessing

        context: Any = multiprocessing.get_context(start_method())
        self.connection, theirs = context.Pipe()
        self.ready = False
        """Whether it has reported that it is ready."""
        self.task: Task | None = None
        """The task that it is working on."""
        with theirs:
            try:
                if context.get_start_method() == "fork":
                    # While a fork holds these, no other worker notices that the parent is gone.
                    inherited = [self.connection, *(one.connection for one in others)]
                    arguments: tuple[Any, ...] = (theirs, work, inherited)
                else:
                    arguments = (theirs, dumps(work), ())
                self._process = context.Process(target=_serve, args=arguments, daemon=True)
                self._process.start()
            except BaseException:
                self.connection.close()
                raise

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    def give(self, task: "Task", items: Sequence[str]) -> bool:
        """Send it a task. Return False if it is dead."""
        try:
            self.connection.send(items)
        except OSError:
            return False
        self.task = task
        return True

    def receive(self) -> "tuple[Task, list[Any]] | None":
        """Return a finished task with its results; None if the worker has become ready for one.

        Raise `Dead` if it has died, or the exception of the work.
        """
        import pickle

        try:
            message = pickle.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            raise Dead("they end as soon as they start") from None
        if isinstance(message, Raised):
            if self.ready:
                raise message.error
            raise Dead(cause(message.error))
        task, self.task = self.task, None
        if task is None:
            self.ready = True
            return None
        return task, message

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        if self.task is not None:
            self._process.kill()
        self._process.join(_PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self._process.close()


def dumps(value: object) -> bytes:
    """Return ``value`` as it is sent to another process. Raise what pickling raises."""
    from multiprocessing.reduction import ForkingPickler

    return bytes(ForkingPickler.dumps(value))


# In the worker process


def _serve(connection: "Connection", work: Work | bytes, inherited: Sequence["Connection"]) -> None:
    """Run work until the other end of the pipe is closed."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    for each in inherited:
        each.close()
    with suppress(RuntimeError):  # without this thread it ends after its task
        threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError, MemoryError):  # too little memory even to report it: dead
        try:
            loaded = _loaded(work)
        except Exception as error:
            connection.send_bytes(_raised(error))
            return
        connection.send(None)
        while True:
            connection.send_bytes(_outcome(loaded, connection.recv()))


def _loaded(work: Work | bytes) -> Work:
    import pickle

    return pickle.loads(work) if isinstance(work, bytes) else work


def _end_with_parent() -> None:
    """End when the parent ends: a killed parent cannot end its workers."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _outcome(work: Work, items: Sequence[str]) -> bytes:
    """Return the pickled results of ``items``, or of the first exception."""
    try:
        return dumps(list(work(items)))
    except BaseException as error:
        return _raised(error)


def _raised(error: BaseException) -> bytes:
    """Return ``error``, pickled, with its traceback as a note; a RuntimeError if it cannot be
    sent."""
    import pickle
    import traceback

    try:
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
        data = dumps(Raised(error))
        pickle.loads(data)
    except Exception:
        return dumps(Raised(RuntimeError(f"{type(error).__name__}: {error}")))
    return data
