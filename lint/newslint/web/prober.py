"""Asking many URLs at once, politely: the loop that drives inquiries through a client.

Every host has its own queue, a few requests at a time and a pause between two; all hosts
together share one limit. A host that cannot be reached is not tried again and again.
"""

import heapq
import queue
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from newslint.web.ask import Answer, Ask, Client, Route, Trouble
from newslint.web.guard import Target, is_allowed, public_address
from newslint.web.inquiry import Inquiry
from newslint.web.verdict import Kind, Verdict

Resolver = Callable[[str], list[str]]
"""Host name to addresses. Raises socket.gaierror."""

_HOPELESS = 3
"""Failed connections in a row after which a host that never answered is given up."""
_OVERRUN = 3
"""Answers 429 in a row after which the whole host is left alone for a while."""


class Limits(NamedTuple):
    """How much at once. Times are in seconds."""

    concurrency: int = 128
    """Requests under way."""
    per_host: int = 4
    """Requests under way at one host and port."""
    spacing: float = 0.0
    """Between the beginnings of two requests to one host and port."""
    lookup: float = 10.0
    """For looking up one name."""


class _Job:
    """An inquiry and the request it waits for."""

    __slots__ = ("ask", "inquiry", "key")

    def __init__(self, key: str, inquiry: Inquiry) -> None:
        self.key = key
        self.inquiry = inquiry
        self.ask: Ask = next(inquiry)


class _Host:
    """One host and port: its queue and how it has behaved."""

    def __init__(self, private: bool, proxy: str) -> None:
        self.private = private
        self.proxy = proxy
        self.jobs: deque[_Job] = deque()
        self.active = 0
        self.free_at = 0.0
        self.listed = False
        """Whether it stands in the line of hosts that may be asked, or waits for a timer."""
        self.route: Route | None = None
        """How to reach it; None while its name is looked up."""
        self.trouble: Trouble | None = None
        """Why nothing more is asked of it."""
        self.answered = False
        self.failures = 0
        self.overruns = 0


class Prober:
    """Drives inquiries to their verdicts."""

    def __init__(
        self,
        client: Client,
        limits: Limits,
        allow_private: Collection[str] = (),
        resolver: Resolver | None = None,
        proxies: Mapping[str, str] | None = None,
        bypass: Callable[[str], bool] = lambda host: False,
    ) -> None:
        """``proxies`` are proxy URLs by scheme, ``bypass`` tells the hosts asked without them."""
        self._client = client
        self._limits = limits
        self._allow_private = allow_private
        self._lookups = _Lookups(resolver or system_resolver, client.wake)
        self._proxies = proxies or {}
        self._bypass = bypass
        self._hosts: dict[str, _Host] = {}
        self._ready: deque[_Host] = deque()
        self._timers: list[tuple[float, int, _Host, _Job | None]] = []
        self._waiting: dict[str, list[_Host]] = {}
        self._under_way: dict[int, tuple[_Host, _Job]] = {}
        self._number = 0
        self._left = 0
        self._done: list[tuple[str, Verdict]] = []
        self.interrupted = False

    def run(self, inquiries: Iterable[tuple[str, Inquiry]]) -> Iterator[tuple[str, Verdict]]:
        """The verdict of each inquiry, by its key, as they come.

        A first Ctrl-C ends the run early: what has no verdict yet gets none.
        """
        with _interruptible(self._interrupt):
            for key, inquiry in inquiries:
                self._left += 1
                self._queue(_Job(key, inquiry))
            try:
                while self._left and not self.interrupted:
                    self._step()
                    yield from self._done
                    self._done.clear()
            finally:
                self._lookups.close()
                self._client.close()

    def _interrupt(self) -> None:
        self.interrupted = True
        self._client.wake()

    def _step(self) -> None:
        now = time.monotonic()
        self._ring_timers(now)
        self._take_lookups()
        self._start_ready(now)
        if self._done:
            return
        pause = 0.5  # a signal may have reached another thread, which does not end the wait
        if self._timers:
            pause = min(pause, max(self._timers[0][0] - now, 0.0))
        for number, answer in self._client.wait(pause):
            self._answered(number, answer)

    # Queues

    def _queue(self, job: _Job, *, first: bool = False) -> None:
        """Put a job in the queue of the host that it asks now."""
        target = job.ask.target
        key = f"{target.scheme}:{target.host_port}"
        host = self._hosts.get(key)
        if host is None:
            host = self._hosts[key] = self._meet(target)
        if host.trouble is not None:
            self._send(job, Answer(trouble=host.trouble))
            return
        if job.ask.delay > 0:
            due = time.monotonic() + job.ask.delay
            job.ask = job.ask._replace(delay=0.0)
            self._set_timer(due, host, job)
            return
        if first:  # what was begun is finished first
            host.jobs.appendleft(job)
        else:
            host.jobs.append(job)
        self._list(host)

    def _list(self, host: _Host) -> None:
        """Let a host stand in line if it has something to ask and may."""
        free = host.jobs and host.active < self._limits.per_host
        if free and not host.listed and host.route is not None:
            host.listed = True
            if host.free_at > time.monotonic():
                self._set_timer(host.free_at, host, None)
            else:
                self._ready.append(host)

    def _set_timer(self, due: float, host: _Host, job: _Job | None) -> None:
        heapq.heappush(self._timers, (due, self._next_number(), host, job))

    def _next_number(self) -> int:
        """A number for a request, or to keep timers of one time in order."""
        self._number += 1
        return self._number

    def _ring_timers(self, now: float) -> None:
        while self._timers and self._timers[0][0] <= now:
            _, _, host, job = heapq.heappop(self._timers)
            if job is not None:
                self._queue(job, first=True)
            else:
                host.listed = False
                self._list(host)

    def _start_ready(self, now: float) -> None:
        while self._ready and len(self._under_way) < self._limits.concurrency:
            host = self._ready.popleft()
            host.listed = False
            if not host.jobs or host.route is None:
                continue
            job = host.jobs.popleft()
            number = self._next_number()
            self._under_way[number] = host, job
            host.active += 1
            host.free_at = max(host.free_at, now + self._limits.spacing)
            self._list(host)
            try:
                self._client.start(number, job.ask, host.route)
            except Exception:  # what cannot be sent must not take the others down
                self._answered(number, Answer(trouble=Trouble.ODD))

    # Answers

    def _answered(self, number: int, answer: Answer) -> None:
        host, job = self._under_way.pop(number)
        host.active -= 1
        if answer.status:
            host.answered = True
            host.failures = 0
            host.overruns = host.overruns + 1 if answer.status == 429 else 0
        elif answer.trouble is not None and answer.trouble.concerns_host and not host.answered:
            host.failures += 1
        delay = self._send(job, answer)
        if host.overruns >= _OVERRUN:
            host.overruns = 0
            host.free_at = max(host.free_at, time.monotonic() + delay)
        if host.failures >= _HOPELESS and answer.trouble is not None:
            self._give_up(host, answer.trouble)
        self._list(host)

    def _give_up(self, host: _Host, trouble: Trouble) -> None:
        """Ask a host nothing more: all that waits for it gets the same answer."""
        if host.trouble is not None:
            return
        host.trouble = trouble
        jobs = list(host.jobs)
        host.jobs.clear()
        for job in jobs:
            self._send(job, Answer(trouble=trouble))

    def _send(self, job: _Job, answer: Answer) -> float:
        """Give an inquiry its answer; returns the seconds it wants to wait before it goes on."""
        try:
            job.ask = job.inquiry.send(answer)
        except StopIteration as stop:
            self._finish(job, stop.value)
        except Exception as error:  # one URL that we stumble on must not take the others down
            reason = f"newslint stumbled on it: {type(error).__name__}"
            self._finish(job, Verdict(Kind.UNVERIFIED, reason))
        else:
            delay = job.ask.delay
            self._queue(job, first=True)
            return delay
        return 0.0

    def _finish(self, job: _Job, verdict: Verdict) -> None:
        self._left -= 1
        self._done.append((job.key, verdict))

    # Ways to hosts

    def _meet(self, target: Target) -> _Host:
        """A host that is asked for the first time. Its name may have to be looked up."""
        private = is_allowed(target, self._allow_private)
        proxy = "" if self._bypass(target.host) else self._proxies.get(target.scheme, "")
        host = _Host(private, proxy)
        if target.address is not None:
            host.route = Route((target.host,), private, proxy)
            return host
        waiting = self._waiting.setdefault(target.host, [])
        if not waiting:
            self._lookups.start(target.host)
        waiting.append(host)
        return host

    def _take_lookups(self) -> None:
        for name, found in self._lookups.done(self._limits.lookup):
            for host in self._waiting.pop(name, ()):
                self._found(host, found)

    def _found(self, host: _Host, found: list[str] | Trouble) -> None:
        """The name of a host was looked up.

        Behind a proxy many machines cannot look up names: the proxy then finds out, and is what
        keeps private addresses closed.
        """
        if isinstance(found, Trouble):
            if host.proxy:
                found = []
            else:
                self._give_up(host, found)
                return
        addresses = tuple(a for a in found if host.private or public_address(a))
        # Which of several addresses a proxy takes is not ours to say.
        if found and len(addresses) < (len(found) if host.proxy else 1):
            self._give_up(host, Trouble.CLOSED)
            return
        host.route = Route(() if host.proxy else addresses, host.private, host.proxy)
        self._list(host)


def system_resolver(name: str) -> list[str]:
    """The addresses of a name, as the system finds them. Raises socket.gaierror."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Lookups:
    """Looks names up in threads, since the system's resolver waits and cannot be hurried."""

    THREADS = 32

    def __init__(self, resolver: Resolver, wake: Callable[[], None]) -> None:
        self._resolver = resolver
        self._wake = wake
        self._names: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._found: queue.SimpleQueue[tuple[str, list[str] | Trouble]] = queue.SimpleQueue()
        self._begun: dict[str, float] = {}
        self._threads = 0
        self._asked = 0

    def start(self, name: str) -> None:
        """Look up a name; `done` will tell."""
        self._asked += 1
        self._names.put(name)
        if self._threads < min(self.THREADS, self._asked):
            self._add_thread()

    def _add_thread(self) -> None:
        self._threads += 1
        # A daemon: one that hangs in the resolver must not keep the process alive.
        threading.Thread(target=self._work, name="newslint-lookup", daemon=True).start()

    def _work(self) -> None:
        while (name := self._names.get()) is not None:
            self._begun[name] = time.monotonic()
            found = self._look_up(name)
            if self._begun.pop(name, None) is None:
                return  # took too long: another thread has the place of this one
            self._found.put((name, found))
            self._wake()

    def _look_up(self, name: str) -> list[str] | Trouble:
        try:
            return self._resolver(name) or Trouble.NO_LOOKUP
        except socket.gaierror as error:
            return Trouble.NO_NAME if error.errno == socket.EAI_NONAME else Trouble.NO_LOOKUP
        except Exception:  # a name that the resolver stumbles on
            return Trouble.NO_LOOKUP

    def done(self, limit: float) -> Iterator[tuple[str, list[str] | Trouble]]:
        """What was found since the last time, and the names that take more than ``limit``."""
        while not self._found.empty():
            yield self._found.get()
        late = time.monotonic() - limit
        for name, begun in list(self._begun.items()):
            if begun < late and self._begun.pop(name, None) is not None:
                self._threads -= 1
                self._add_thread()
                yield name, Trouble.NO_LOOKUP

    def close(self) -> None:
        """End the threads that wait for names."""
        for _ in range(self._threads):
            self._names.put(None)


class _interruptible:  # noqa: N801 - reads as the statement that it is
    """While it lasts, a first Ctrl-C calls a function; a second one interrupts as always.

    Where Ctrl-C is ignored, as below nohup, it stays so.
    """

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._before: object = None

    def __enter__(self) -> None:
        ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        if threading.current_thread() is threading.main_thread() and not ignored:
            self._before = signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, number: int, frame: object) -> None:
        self._restore()
        self._call()

    def __exit__(self, *_: object) -> None:
        self._restore()

    def _restore(self) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]
            self._before = None
