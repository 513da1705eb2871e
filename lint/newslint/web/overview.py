"""What is known of URLs, as text and as JSON."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newslint.text import as_json, printable
from newslint.web.remembered import DAY, Remembered
from newslint.web.verdict import Kind, Verdict

_SHOWN = 20
"""Entries per list in text; JSON has all."""
_ARTICLES = 3
"""Articles per URL in text."""


class Known(NamedTuple):
    """What is known of a URL."""

    verdict: Verdict
    history: Remembered | None = None
    articles: tuple[str, ...] | None = None
    """The paths of the articles that name it; None if no articles were read."""


def json_view(urls: Mapping[str, Known]) -> str:
    """Return everything known of ``urls``."""
    entries = [{"url": url, **_plain(known)} for url, known in urls.items()]
    return as_json({"version": 1, "urls": entries}, indent=2)


def _plain(known: Known) -> dict[str, Any]:
    verdict, history = known.verdict, known.history
    return {
        "verdict": str(verdict.kind),
        "reason": verdict.reason or None,
        "location": verdict.location or None,
        "asked": _moment(history and history.asked),
        "alive": _moment(history and history.alive_at),
        "failing_since": _moment(history and history.failing_since),
        "failing_runs": history.failing_runs if history else 0,
        "articles": known.articles,
    }


def _moment(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def text_view(urls: Mapping[str, Known]) -> Iterator[str]:
    """Yield the lines of a summary: counts, hosts, what is not alive, what was checked long ago."""
    kinds = Counter(known.verdict.kind for known in urls.values())
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    yield f"{len(urls)} URL{'s' * (len(urls) != 1)}: {counts}"
    yield from _hosts(urls)
    for kind in Kind:
        if kind is not Kind.ALIVE:
            yield from _list(kind, urls)
    yield from _oldest(urls)


class _Host(NamedTuple):
    name: str
    urls: int
    dead: int
    unverified: int


def _hosts(urls: Mapping[str, Known]) -> Iterator[str]:
    by_name: dict[str, Counter[Kind]] = {}
    for url, known in urls.items():
        name = url.partition("://")[2].partition("/")[0] or url
        by_name.setdefault(name, Counter())[known.verdict.kind] += 1
    ranked = sorted(
        (
            _Host(printable(name), kinds.total(), kinds[Kind.DEAD], kinds[Kind.UNVERIFIED])
            for name, kinds in by_name.items()
        ),
        key=lambda host: (-host.dead, -host.unverified, -host.urls, host.name),
    )
    yield ""
    width = max(20, *(len(host.name) for host in ranked[:_SHOWN]))
    yield f"{f'hosts ({len(ranked)})':<{width + 2}}  URLs  dead  unverified"
    for host in ranked[:_SHOWN]:
        yield f"  {host.name:<{width}} {host.urls:>5} {host.dead:>5} {host.unverified:>11}"
    yield from _more(len(ranked))


def _list(kind: Kind, urls: Mapping[str, Known]) -> Iterator[str]:
    """Yield the URLs of a kind, those that have failed for longest first."""
    those = [(url, known) for url, known in urls.items() if known.verdict.kind is kind]
    if not those:
        return
    yield ""
    yield f"{kind} ({len(those)})"
    for url, known in sorted(those, key=lambda item: (_failing_since(item[1]), item[0]))[:_SHOWN]:
        yield f"  {printable(url)}"
        yield f"    {printable(_explained(known))}"
        if known.articles:
            yield f"    in {_places(known.articles)}"
    yield from _more(len(those))


def _failing_since(known: Known) -> float:
    return (known.history and known.history.failing_since) or 0.0


def _explained(known: Known) -> str:
    verdict, history = known.verdict, known.history
    if verdict.kind is Kind.MOVED:
        return f"to {verdict.location}"
    if history is None or history.failing_since is None:
        return verdict.reason
    runs = f"{history.failing_runs} run{'s' * (history.failing_runs != 1)}"
    day = time.strftime("%Y-%m-%d", time.gmtime(history.failing_since))
    return f"{verdict.reason}; {runs} since {day}"


def _places(articles: Sequence[str]) -> str:
    left = len(articles) - _ARTICLES
    more = f" and {left} more" if left > 0 else ""
    return f"{', '.join(map(printable, articles[:_ARTICLES]))}{more}"


def _oldest(urls: Mapping[str, Known]) -> Iterator[str]:
    now = time.time()
    checked = sorted((known.history.asked, url) for url, known in urls.items() if known.history)
    if checked:
        yield ""
        yield "least recently checked"
    for asked, url in checked[:5]:
        yield f"  {(now - asked) / DAY:>6.1f} days  {printable(url)}"


def _more(number: int) -> tuple[str, ...]:
    return (f"  … and {number - _SHOWN} more",) if number > _SHOWN else ()
