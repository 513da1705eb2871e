"""The verdict on every URL of a collection: what all rules that use the network share.

`judge` is passed to `Corpus.shared`, so that it runs once for all rules.
"""

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from newslint.rule import Corpus, Notes
from newslint.settings import Config
from newslint.text import counted, cut
from newslint.web import record
from newslint.web.environment import trusted_certificates
from newslint.web.guard import Target, is_allowed
from newslint.web.history import History
from newslint.web.inquiry import Inquiry, Question, Shared, askable, inquire, spelled
from newslint.web.memory import FILE_NAME, Memory
from newslint.web.mentions import IMAGE, Facts, Mention
from newslint.web.remembered import Remembered
from newslint.web.setup import UrlFilter, World, manners_of, prober_for
from newslint.web.verdict import Kind, UrlCounts, Verdict

_PAGE, _IMAGE, _SIZE = 1, 2, 4
_NAMED = 5
"""How many URLs a notice names."""
_AWAITED = 2
"""How many hosts the progress bar names."""

_NOT_AN_IMAGE = {"html": "a web page", "text": "text", "PDF": "a PDF file"}
"""Content that is certainly not an image, by the media of a verdict."""

NOT_CHECKED = Verdict(Kind.UNCHECKED, "it was not checked")


class Verdicts:
    """The verdicts on the URLs of the reported articles."""

    def __init__(
        self, keys: Mapping[str, str], verdicts: Mapping[str, Verdict], archived: Mapping[str, str]
    ) -> None:
        self._keys = keys
        self._verdicts = verdicts
        self._archived = archived

    def of(self, mention: Mention) -> Verdict:
        """Return the verdict on a URL for one mention: a page is not alive as an image."""
        verdict = self._verdicts.get(self._keys.get(mention.url, ""), NOT_CHECKED)
        return _as_image(verdict) if mention.kind == IMAGE else verdict

    def archived(self, mention: Mention) -> str:
        """Return the URL of an archived copy, or an empty string."""
        return self._archived.get(self._keys.get(mention.url, ""), "")


def _as_image(verdict: Verdict) -> Verdict:
    """Return the verdict on a URL that should be an image: dead if it is certainly not one."""
    if verdict.lives and verdict.media in _NOT_AN_IMAGE:
        return Verdict(Kind.DEAD, f"it is {_NOT_AN_IMAGE[verdict.media]}, not an image")
    return verdict


def judge(corpus: Corpus[Facts]) -> Verdicts:
    """Check every URL that the reported articles mention: from a record, the cache or the network.

    Raises ConfigError for an invalid recorded file.
    """
    return judge_in(World(), corpus)


def judge_in(world: World, corpus: Corpus[Facts]) -> Verdicts:
    """Do what `judge` does, with a given resolver, client and CA file."""
    work = _Work(corpus.config, corpus.notes, world)
    work.add_all(corpus)
    if corpus.config.urls_from is not None:
        work.look_up(record.load(corpus.config.urls_from))
        work.explain_unknown(corpus.config.urls_from)
    elif corpus.config.online:
        work.check()
    work.count()
    return Verdicts(work.keys, work.verdicts, work.archived)


class Named(NamedTuple):
    """A URL that articles name."""

    verdict: Verdict
    """The verdict as a run counts it: a page is dead if it should be an image."""
    articles: tuple[str, ...]
    """The paths of the articles, sorted."""


def named_in(corpus: Corpus[Facts], known: Mapping[str, Verdict]) -> dict[str, Named]:
    """Return the URLs that the reported articles name, as spelled in the URL cache and sorted, with
    the verdicts that are ``known``."""
    work = _Work(corpus.config, Notes(), World())
    articles = work.add_all(corpus)
    work.look_up(known)
    return {key: Named(work.counted(key), tuple(articles[key])) for key in sorted(articles)}


def as_checked(verdict: Verdict, checks: int) -> Verdict:
    """Return the verdict on a URL as the runs counted it that made these ``checks``."""
    return _as_image(verdict) if checks & _IMAGE else verdict


class _Work:
    """The URLs of a run and their verdicts."""

    def __init__(self, config: Config, notes: Notes, world: World) -> None:
        self.config = config
        self.urls = config.urls
        self.notes = notes
        self.world = world
        self.keys: dict[str, str] = {}
        """The key of each URL as written: equal for all spellings of one request."""
        self.targets: dict[str, Target] = {}
        self.checks: dict[str, int] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.archived: dict[str, str] = {}
        self._included = UrlFilter(config.urls)

    def add_all(self, corpus: Corpus[Facts]) -> dict[str, list[str]]:
        """Add what the reported articles mention; return the articles that name each key."""
        articles: dict[str, list[str]] = {}
        for path in sorted(corpus.reported):
            for fact in corpus.facts.get(path, ()):
                mention = Mention(*fact)
                self.add(mention)
                paths = articles.setdefault(self.keys[mention.url], [])
                if path not in paths[-1:]:
                    paths.append(path)
        return articles

    def add(self, mention: Mention) -> None:
        """Add a mention of a URL."""
        key = self.keys.get(mention.url)
        if key is None:
            key = self.keys[mention.url] = self._key(mention.url)
        check = _IMAGE if mention.kind == IMAGE else _PAGE
        size = _SIZE if mention.size else 0
        self.checks[key] = self.checks.get(key, 0) | check | size

    def _key(self, url: str) -> str:
        whole = f"https:{url}" if url.lstrip().startswith("//") else url
        target = askable(whole, self.urls.allow_private)
        if isinstance(target, Verdict):
            self.verdicts[url] = target
            return url
        key = spelled(target)
        if not self._included(key, target.host):
            self.verdicts[key] = Verdict(Kind.UNCHECKED, "the configuration excludes it")
        elif key not in self.verdicts:
            self.targets[key] = target
        return key

    def look_up(self, known: Mapping[str, Verdict]) -> None:
        """Take all verdicts from those that are known."""
        by_key = {_known_key(url): verdict for url, verdict in known.items()}
        for key in self.targets:
            self.verdicts[key] = by_key.get(key, NOT_CHECKED)

    def explain_unknown(self, file: str) -> None:
        """Name the URLs that the recorded ``file`` does not have."""
        unknown = sorted(key for key in self.targets if self.verdicts[key] is NOT_CHECKED)
        if not unknown:
            return
        were = "is not in" if len(unknown) == 1 else "are not in"
        left = len(unknown) - _NAMED
        more = f" and {left} more; newslint urls --urls-from lists them" if left > 0 else ""
        self._notify(
            f"{counted(len(unknown), 'URL')} {were} {file}, so not checked: "
            f"{', '.join(map(cut, unknown[:_NAMED]))}{more}"
        )

    def counted(self, key: str) -> Verdict:
        """Return the verdict on a URL as the summary counts it."""
        return as_checked(self.verdicts.get(key, NOT_CHECKED), self.checks[key])

    def count(self) -> None:
        """Add the number of URLs by verdict to the summary of the report."""
        kinds = dict.fromkeys(Kind, 0)
        for key in self.checks:
            kinds[self.counted(key).kind] += 1
        self.notes.summary["urls"] = UrlCounts(
            distinct=len(self.checks),
            alive=kinds[Kind.ALIVE],
            dead=kinds[Kind.DEAD],
            moved=kinds[Kind.MOVED],
            unverified=kinds[Kind.UNVERIFIED],
            unchecked=kinds[Kind.UNCHECKED] + kinds[Kind.UNSAFE],
        )

    # Requests

    def check(self) -> None:
        """Check the URLs, by request where the cache has no fresh verdict."""
        if not self.targets:
            return
        memory = Memory(memory_file(self.config), self._notify) if self.config.use_cache else None
        try:
            self._check(memory)
        finally:
            if memory:
                memory.close()
        if self.urls.archive:
            self._find_archived()

    def _notify(self, notice: str) -> None:
        if notice not in self.notes.notices:
            self.notes.notices.append(notice)

    def _check(self, memory: Memory | None) -> None:
        before = memory.recall(self.targets) if memory else {}
        now = time.time()
        for key, entry in before.items():
            if entry.is_fresh(self.urls.remember, now) and not self._new_checks(key, entry):
                self.verdicts[key] = entry.verdict
        stale = [key for key in self.targets if key not in self.verdicts]
        if not stale:
            return
        prober = prober_for(self.urls, self.world)
        history = History(self.urls, before, memory, self.world.resolver)
        hosts = len({self.targets[key].host for key in stale})
        urls = f"{counted(len(stale), 'URL')} on {counted(hosts, 'host')}"
        progress, dead = self.notes.progress, 0
        progress.say(f"checking {urls}; --offline makes no requests")
        progress.begin("checking URLs", len(stale), lambda: _status(dead, prober.awaited_hosts()))
        for key, verdict in prober.run(self._inquiries(stale), lambda: progress.advance(0)):
            private = is_allowed(self.targets[key], self.urls.allow_private)
            verdict = history.add(key, verdict, self.checks[key], private=private)
            self.verdicts[key] = verdict
            dead += verdict.kind is Kind.DEAD
            progress.advance()
        lost = history.close()
        for key in (*lost.unreachable, *lost.untrusted):
            self.verdicts[key] = NOT_CHECKED
        if lost.untrusted:
            self._explain_untrusted(lost.untrusted)
        self.notes.interrupted |= prober.interrupted
        self._explain(stale, lost.untrusted, interrupted=prober.interrupted)

    def _inquiries(self, keys: Iterable[str]) -> Iterator[tuple[str, Inquiry]]:
        manners = manners_of(self.urls)._replace(included=self._included)
        shared: Shared = {}
        for key in keys:
            checks = self.checks[key]
            question = Question(
                key,
                page=bool(checks & _PAGE),
                image=not checks & _PAGE,
                size=bool(checks & _SIZE),
            )
            yield key, inquire(question, self.targets[key], manners, shared)

    def _new_checks(self, key: str, entry: Remembered) -> int:
        """Return the checks of this run that an earlier run did not make."""
        return self.checks[key] & ~entry.checks

    def _explain_untrusted(self, keys: Collection[str]) -> None:
        hosts = len({self.targets[key].host for key in keys})
        self._notify(
            f"{counted(hosts, 'host')} have certificates of an unknown issuer, and no other https "
            f"host answered; does your network inspect TLS? {counted(len(keys), 'URL')} were not "
            "checked: set SSL_CERT_FILE or, in a trusted configuration, urls.ca"
        )

    def _explain(
        self, keys: Collection[str], explained: Collection[str], *, interrupted: bool
    ) -> None:
        unchecked = [
            key
            for key in keys
            if key not in explained and self.verdicts.get(key, NOT_CHECKED) is NOT_CHECKED
        ]
        if not unchecked:
            return
        hosts = len({self.targets[key].host for key in unchecked})
        urls = f"{counted(len(unchecked), 'URL')} on {counted(hosts, 'host')}"
        were = "was" if len(unchecked) == 1 else "were"
        reason = "interrupted" if interrupted else "the network is unreachable"
        self._notify(f"{reason}: {urls} {were} not checked")

    def _find_archived(self) -> None:
        from newslint.web.archive import Archive

        dead = [key for key, v in self.verdicts.items() if v.kind is Kind.DEAD]
        pages = [key for key in dead if self.checks.get(key, 0) & _PAGE]
        with Archive(
            self.urls, self.world.resolver, self.world.ca_file or trusted_certificates(self.urls.ca)
        ) as archive:
            self.archived = archive.copies(pages)
        if archive.trouble:
            self._notify(f"the archive could not be queried: {archive.trouble}")


def _status(dead: int, awaited: list[str]) -> str:
    """Return a remark for the progress bar: what was found, and what takes long."""
    if not awaited:
        return f"{dead} dead"
    left = len(awaited) - _AWAITED
    more = f" and {left} more" if left > 0 else ""
    return f"{dead} dead, waiting for {', '.join(awaited[:_AWAITED])}{more}"


def _known_key(url: str) -> str:
    target = askable(url, ())
    return url if isinstance(target, Verdict) else spelled(target)


def memory_file(config: Config) -> str:
    """Return the path of the URL cache, whether it exists or not."""
    from newslint.cache.folder import cache_folder

    return os.path.join(cache_folder(config), FILE_NAME)
