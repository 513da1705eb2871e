"""Check many URLs at once, within rate limits: the loop that drives inquiries through a client.

Every host has its own queue, with a limit on concurrent requests and a delay between them. All
hosts share a global limit. A host that has not answered yet gets one request at a time, and one
that keeps silent does not count against the global limit, so that others need not wait for it.
After a few failures, such a host is given up.
"""

import heapq
import queue
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, NamedTuple

from newslint.web.ask import Answer, Ask, Client, Route, Trouble
from newslint.web.guard import Target, is_allowed, public_address
from newslint.web.inquiry import Inquiry
from newslint.web.verdict import Kind, Verdict

Resolver = Callable[[str], list[str]]
"""Returns the IP addresses of a host name. Raises socket.gaierror."""

_MAX_FAILURES = 3
"""Consecutive connection failures after which a host that never answered is given up."""
_MAX_OVERRUNS = 3
"""Consecutive 429 answers after which the whole host gets no requests for a while."""
_MAX_PAUSES = 3
"""Such pauses without another answer after which a host is given up."""
_SOCKET_PAUSE = 0.2
_MAX_SOCKET_WAITS = 50
"""Seconds between attempts to open a socket where none is free, and maximum attempts."""


class Limits(NamedTuple):
    """Rate limits. Times are in seconds."""

    concurrency: int = 128
    """Concurrent requests, without those to hosts that keep silent."""
    sockets: int = 1024
    """Concurrent requests, with those to hosts that keep silent."""
    per_host: int = 4
    """Concurrent requests to one host and port."""
    spacing: float = 0.0
    """Time between the starts of two requests to one host and port."""
    lookup: float = 10.0
    """Timeout for resolving one name."""
    patience: float = 2.0
    """Time after which a host that has not answered counts as silent."""


class _Job:
    """An inquiry and its pending request."""

    __slots__ = ("ask", "began", "inquiry", "key", "socket_waits")

    def __init__(self, key: str, inquiry: Inquiry) -> None:
        self.key = key
        self.inquiry = inquiry
        self.ask: Ask = next(inquiry)
        self.began = 0.0
        self.socket_waits = 0


class _Host:
    """The queue and state of one host and port."""

    def __init__(self, name: str, private: bool, proxy: str) -> None:
        self.name = name
        self.private = private
        self.proxy = proxy
        self.jobs: deque[_Job] = deque()
        self.active = 0
        self.free_at = 0.0
        self.listed = False
        """Whether it is in the queue of ready hosts, or waits for a timer."""
        self.route: Route | None = None
        """How to reach it; None until its name is resolved."""
        self.trouble: Trouble | None = None
        """Why it gets no more requests."""
        self.answered = False
        self.failures = 0
        self.overruns = 0
        self.pauses = 0


class Prober:
    """Drives inquiries until they return verdicts."""

    def __init__(
        self,
        client: Client,
        limits: Limits,
        allow_private: Collection[str] = (),
        resolver: Resolver | None = None,
        proxies: Mapping[str, str] | None = None,
        bypass: Callable[[str], bool] = lambda host: False,
    ) -> None:
        """``proxies`` are proxy URLs by scheme; ``bypass`` tells whether a host bypasses them."""
        self._client = client
        self._limits = limits
        self._allow_private = allow_private
        self._lookups = _Lookups(resolver or system_resolver, client.wake)
        self._proxies = proxies or {}
        self._bypass = bypass
        self._hosts: dict[str, _Host] = {}
        self._ready: deque[_Host] = deque()
        self._timers: list[tuple[float, int, _Host, _Job | None]] = []
        self._unresolved: dict[str, list[_Host]] = {}
        self._under_way: dict[int, tuple[_Host, _Job]] = {}
        self._counted: dict[int, float] = {}  # when each request began, those that count
        self._sockets = limits.sockets
        self._number = 0
        self._left = 0
        self._done: list[tuple[str, Verdict]] = []
        self.interrupted = False

    def run(
        self, inquiries: Iterable[tuple[str, Inquiry]], idle: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[str, Verdict]]:
        """Yield the key and verdict of each inquiry as it finishes. ``idle`` is called while none
        does, every half second or more often.

        A first Ctrl-C or SIGTERM ends the run early: unfinished inquiries have no verdict.
        """
        with _interruptible(self._interrupt):
            for key, inquiry in inquiries:
                self._left += 1
                self._queue(_Job(key, inquiry))
            try:
                while self._left and not self.interrupted:
                    self._step()
                    if not self._done:
                        idle()
                    yield from self._done
                    self._done.clear()
            finally:
                self._lookups.close()
                self._client.close()

    def awaited_hosts(self) -> list[str]:
        """Return the hosts that hold up the run: those that keep a request or the look-up of their
        name waiting, the slowest first, and those that asked for a pause."""
        now = time.monotonic()
        latest = now - self._limits.patience
        silent = takewhile(lambda item: item[1].began < latest, self._under_way.values())
        paused = (host for due, _, host, _ in self._timers if due > now + self._limits.patience)
        return list(
            dict.fromkeys(
                [
                    *(host.name for host, _ in silent),
                    *self._lookups.begun_before(latest),
                    *(host.name for host in paused),
                ]
            )
        )

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
        pause = 0.5  # in case a signal reached another thread and did not end the wait
        if self._timers:
            pause = min(pause, max(self._timers[0][0] - now, 0.0))
        for number, answer in self._client.wait(pause):
            self._answered(number, answer)

    # Queues

    def _queue(self, job: _Job, *, first: bool = False) -> None:
        """Add a job to the queue of the host of its next request."""
        target = job.ask.target
        key = f"{target.scheme}:{target.host_port}"
        host = self._hosts.get(key)
        if host is None:
            host = self._hosts[key] = self._add_host(target)
        if host.trouble is not None:
            self._send(job, Answer(trouble=host.trouble))
            return
        if job.ask.delay > 0:
            due = time.monotonic() + job.ask.delay
            job.ask = job.ask._replace(delay=0.0)
            self._set_timer(due, host, job)
            return
        if first:  # finish inquiries that have started before new ones
            host.jobs.appendleft(job)
        else:
            host.jobs.append(job)
        self._list(host)

    def _list(self, host: _Host) -> None:
        """Mark a host as ready if it has jobs and its limits allow a request."""
        free = host.jobs and host.active < (self._limits.per_host if host.answered else 1)
        if free and not host.listed and host.route is not None:
            host.listed = True
            if host.free_at > time.monotonic():
                self._set_timer(host.free_at, host, None)
            else:
                self._ready.append(host)

    def _set_timer(self, due: float, host: _Host, job: _Job | None) -> None:
        heapq.heappush(self._timers, (due, self._next_number(), host, job))

    def _next_number(self) -> int:
        """Return a number for a request, or for the order of simultaneous timers."""
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

    def _has_room(self, now: float) -> bool:
        """Return whether another request may start."""
        silent = []
        for number, began in self._counted.items():  # the oldest first
            if began > now - self._limits.patience:
                break
            if not self._under_way[number][0].answered:
                silent.append(number)
        for number in silent:
            del self._counted[number]
        is_free = len(self._counted) < self._limits.concurrency
        return is_free and len(self._under_way) < self._sockets

    def _start_ready(self, now: float) -> None:
        while self._ready and self._has_room(now):
            host = self._ready.popleft()
            host.listed = False
            if not host.jobs or host.route is None:
                continue
            job = host.jobs.popleft()
            number = self._next_number()
            self._under_way[number] = host, job
            self._counted[number] = job.began = now
            host.active += 1
            host.free_at = max(host.free_at, now + self._limits.spacing)
            self._list(host)
            try:
                self._client.start(number, job.ask, host.route)
            except Exception:  # a request that cannot be sent must not stop the others
                self._answered(number, Answer(trouble=Trouble.ODD))

    # Answers

    def _answered(self, number: int, answer: Answer) -> None:
        host, job = self._under_way.pop(number)
        self._counted.pop(number, None)
        host.active -= 1
        if answer.trouble is Trouble.NO_SOCKET and job.socket_waits < _MAX_SOCKET_WAITS:
            job.socket_waits += 1
            self._sockets = max(len(self._under_way), 1)
            self._set_timer(time.monotonic() + _SOCKET_PAUSE, host, job)
            self._list(host)
            return
        if answer.status:
            host.answered = True
            host.failures = 0
            host.overruns = host.overruns + 1 if answer.status == 429 else 0
            host.pauses = host.pauses if answer.status == 429 else 0
        elif answer.trouble is not None and answer.trouble.concerns_host and not host.answered:
            host.failures += 1
        delay = self._send(job, answer)
        if host.overruns >= _MAX_OVERRUNS:
            host.overruns = 0
            host.pauses += 1
            host.free_at = max(host.free_at, time.monotonic() + delay)
        if host.pauses >= _MAX_PAUSES:
            self._give_up(host, Trouble.BUSY)
        if host.failures >= _MAX_FAILURES and answer.trouble is not None:
            self._give_up(host, answer.trouble)
        self._list(host)

    def _give_up(self, host: _Host, trouble: Trouble) -> None:
        """Send no more requests to a host: all its pending jobs get the same answer."""
        if host.trouble is not None:
            return
        host.trouble = trouble
        jobs = list(host.jobs)
        host.jobs.clear()
        for job in jobs:
            self._send(job, Answer(trouble=trouble))

    def _send(self, job: _Job, answer: Answer) -> float:
        """Send an inquiry its answer; return the delay in seconds before its next request."""
        try:
            job.ask = job.inquiry.send(answer)
        except StopIteration as stop:
            self._finish(job, stop.value)
        except Exception as error:  # an error with one URL must not stop the others
            reason = f"internal error: {type(error).__name__}"
            self._finish(job, Verdict(Kind.UNVERIFIED, reason))
        else:
            delay = job.ask.delay
            self._queue(job, first=True)
            return delay
        return 0.0

    def _finish(self, job: _Job, verdict: Verdict) -> None:
        self._left -= 1
        self._done.append((job.key, verdict))

    # Hosts

    def _add_host(self, target: Target) -> _Host:
        """Add a host before its first request. Starts to resolve its name if necessary."""
        private = is_allowed(target, self._allow_private)
        proxy = "" if self._bypass(target.host) else self._proxies.get(target.scheme, "")
        host = _Host(target.host, private, proxy)
        if target.address is not None:
            host.route = Route((target.host,), private, proxy)
            return host
        hosts = self._unresolved.setdefault(target.host, [])
        if not hosts:
            self._lookups.start(target.host)
        hosts.append(host)
        return host

    def _take_lookups(self) -> None:
        for name, resolved in self._lookups.done(self._limits.lookup):
            for host in self._unresolved.pop(name, ()):
                self._resolved(host, resolved)

    def _resolved(self, host: _Host, resolved: list[str] | Trouble) -> None:
        """Set the route to a host whose name was resolved.

        Many machines behind a proxy cannot resolve names: the proxy then resolves them, and must
        block private addresses.
        """
        if isinstance(resolved, Trouble):
            if host.proxy:
                resolved = []
            else:
                self._give_up(host, resolved)
                return
        addresses = tuple(a for a in resolved if host.private or public_address(a))
        # A proxy may connect to any of the addresses, so all of them must be public.
        if resolved and len(addresses) < (len(resolved) if host.proxy else 1):
            self._give_up(host, Trouble.CLOSED)
            return
        host.route = Route(() if host.proxy else addresses, host.private, host.proxy)
        self._list(host)


def system_resolver(name: str) -> list[str]:
    """Return the addresses of a name from the system's resolver. Raises socket.gaierror."""
    entries = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


class _Lookups:
    """Resolves names in threads, because the system's resolver blocks and has no timeout."""

    THREADS = 32

    def __init__(self, resolver: Resolver, wake: Callable[[], None]) -> None:
        self._resolver = resolver
        self._wake = wake
        self._names: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[str, list[str] | Trouble]] = queue.SimpleQueue()
        self._started: dict[str, float] = {}
        self._threads = 0
        self._requested = 0

    def start(self, name: str) -> None:
        """Start to resolve a name. `done` returns the result."""
        self._requested += 1
        self._names.put(name)
        if self._threads < min(self.THREADS, self._requested):
            self._add_thread()

    def begun_before(self, moment: float) -> list[str]:
        """Return the names that have been looked up since before ``moment``."""
        begun = list(self._started.items())  # a copy, because threads change it
        return [name for name, began in begun if began < moment]

    def _add_thread(self) -> None:
        self._threads += 1
        # A daemon, so that a thread that hangs in the resolver does not keep the process alive.
        threading.Thread(target=self._work, name="newslint-lookup", daemon=True).start()

    def _work(self) -> None:
        while (name := self._names.get()) is not None:
            self._started[name] = time.monotonic()
            result = self._look_up(name)
            if self._started.pop(name, None) is None:
                return  # timed out: another thread has replaced this one
            self._results.put((name, result))
            self._wake()

    def _look_up(self, name: str) -> list[str] | Trouble:
        try:
            return self._resolver(name) or Trouble.NO_LOOKUP
        except socket.gaierror as error:
            return Trouble.NO_NAME if error.errno == socket.EAI_NONAME else Trouble.NO_LOOKUP
        except Exception:  # some names make the resolver raise other errors
            return Trouble.NO_LOOKUP

    def done(self, limit: float) -> Iterator[tuple[str, list[str] | Trouble]]:
        """Yield new results, and names that have taken more than ``limit`` seconds."""
        while not self._results.empty():
            yield self._results.get()
        overdue = time.monotonic() - limit
        for name, started in list(self._started.items()):
            if started < overdue and self._started.pop(name, None) is not None:
                self._threads -= 1
                self._add_thread()
                yield name, Trouble.NO_LOOKUP

    def close(self) -> None:
        """End the threads that wait for names."""
        for _ in range(self._threads):
            self._names.put(None)


class _interruptible:  # noqa: N801 - reads like a function in a with statement
    """A context in which the first Ctrl-C or SIGTERM calls a function and the second one has its
    usual effect.

    A signal that is ignored, as SIGINT is under nohup, stays ignored.
    """

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self.SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._interrupt)

    def _interrupt(self, number: int, frame: object) -> None:
        self._restore()
        self._call()

    def __exit__(self, *_: object) -> None:
        self._restore()

    def _restore(self) -> None:
        while self._before:
            signal.signal(*self._before.popitem())
