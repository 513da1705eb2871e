"""From the facts of a collection to a verdict on every URL: the work behind the rules that ask.

`judge` is handed to `Corpus.shared`, so that it runs once however many rules want to know.
"""

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping

from newslint.rule import Corpus, Notes
from newslint.settings import Config
from newslint.web import record
from newslint.web.environment import trusted_certificates
from newslint.web.guard import Target, is_allowed
from newslint.web.history import History
from newslint.web.inquiry import Inquiry, Question, Shared, askable, inquire, spelled
from newslint.web.memory import FILE_NAME, Memory, Remembered
from newslint.web.mentions import IMAGE, Facts, Mention
from newslint.web.setup import Chosen, World, manners_of, prober_for
from newslint.web.verdict import Kind, UrlCounts, Verdict

_PAGE, _IMAGE, _SIZE = 1, 2, 4

_NO_IMAGES = {"html": "a web page", "text": "text", "PDF": "a PDF file"}
"""What an image cannot be, by the media of a verdict."""

NOT_ASKED = Verdict(Kind.UNCHECKED, "it was not asked")


class Verdicts:
    """What is held of every URL of the reported articles."""

    def __init__(
        self, keys: Mapping[str, str], verdicts: Mapping[str, Verdict], archived: Mapping[str, str]
    ) -> None:
        self._keys = keys
        self._verdicts = verdicts
        self._archived = archived

    def of(self, mention: Mention) -> Verdict:
        """The verdict on a URL where it is mentioned: an image must be one."""
        verdict = self._verdicts.get(self._keys.get(mention.url, ""), NOT_ASKED)
        return _as_image(verdict) if mention.kind == IMAGE else verdict

    def archived(self, mention: Mention) -> str:
        """The address of an archived copy, or an empty string."""
        return self._archived.get(self._keys.get(mention.url, ""), "")


def _as_image(verdict: Verdict) -> Verdict:
    """The verdict on a URL that should be an image: one that is surely something else is dead."""
    if verdict.lives and verdict.media in _NO_IMAGES:
        return Verdict(Kind.DEAD, f"it is {_NO_IMAGES[verdict.media]}, not an image")
    return verdict


def judge(corpus: Corpus[Facts]) -> Verdicts:
    """Ask, remember or look up every URL that the reported articles mention.

    Raises ConfigError when a recorded file cannot be followed.
    """
    return judge_in(World(), corpus)


def judge_in(world: World, corpus: Corpus[Facts]) -> Verdicts:
    """`judge`, in a world of choice."""
    work = _Work(corpus.config, corpus.notes, world)
    for path in sorted(corpus.reported):
        for fact in corpus.facts.get(path, ()):
            work.add(Mention(*fact))
    if corpus.config.urls_from is not None:
        work.look_up(record.load(corpus.config.urls_from))
    elif corpus.config.online:
        work.ask()
    work.count()
    return Verdicts(work.keys, work.verdicts, work.archived)


def named(corpus: Corpus[Facts]) -> set[str]:
    """The URLs that the reported articles name, spelled as the memory has them."""
    work = _Work(corpus.config, Notes(), World())
    for path in corpus.reported:
        for fact in corpus.facts.get(path, ()):
            work.add(Mention(*fact))
    return set(work.targets)


class _Work:
    """The URLs of a run on their way to verdicts."""

    def __init__(self, config: Config, notes: Notes, world: World) -> None:
        self.config = config
        self.urls = config.urls
        self.notes = notes
        self.world = world
        self.keys: dict[str, str] = {}
        """What stands for a URL as it is written: the same for all spellings of one request."""
        self.targets: dict[str, Target] = {}
        self.checks: dict[str, int] = {}
        self.images: set[str] = set()
        self.verdicts: dict[str, Verdict] = {}
        self.archived: dict[str, str] = {}
        self._chosen = Chosen(config.urls)

    def add(self, mention: Mention) -> None:
        """Take in one mention of a URL."""
        key = self.keys.get(mention.url)
        if key is None:
            key = self.keys[mention.url] = self._key(mention.url)
        check = _IMAGE if mention.kind == IMAGE else _PAGE
        size = _SIZE if mention.size else 0
        self.checks[key] = self.checks.get(key, 0) | check | size
        if check == _IMAGE:
            self.images.add(key)

    def _key(self, url: str) -> str:
        whole = f"https:{url}" if url.lstrip().startswith("//") else url
        found = askable(whole, self.urls.allow_private)
        if isinstance(found, Verdict):
            self.verdicts[url] = found
            return url
        key = spelled(found)
        if not self._chosen(key, found.host):
            self.verdicts[key] = Verdict(Kind.UNCHECKED, "the configuration leaves it out")
        elif key not in self.verdicts:
            self.targets[key] = found
        return key

    def look_up(self, recorded: Mapping[str, Verdict]) -> None:
        """Judge by a recorded file alone."""
        by_key = {_recorded_key(url): verdict for url, verdict in recorded.items()}
        for key in self.targets:
            self.verdicts[key] = by_key.get(key, NOT_ASKED)

    def count(self) -> None:
        """Tell the report how many URLs there are of each kind."""
        kinds = dict.fromkeys(Kind, 0)
        for key in self.checks:
            verdict = self.verdicts.get(key, NOT_ASKED)
            kinds[(_as_image(verdict) if key in self.images else verdict).kind] += 1
        self.notes.summary["urls"] = UrlCounts(
            distinct=len(self.checks),
            alive=kinds[Kind.ALIVE],
            dead=kinds[Kind.DEAD],
            moved=kinds[Kind.MOVED],
            unsure=kinds[Kind.UNVERIFIED],
            unchecked=kinds[Kind.UNCHECKED] + kinds[Kind.UNSAFE],
        )

    # Asking

    def ask(self) -> None:
        """Ask for what the memory does not know freshly."""
        if not self.targets:
            return
        memory = Memory(memory_file(self.config), self._say) if self.config.use_cache else None
        try:
            self._ask(memory)
        finally:
            if memory:
                memory.close()
        if self.urls.archive:
            self._look_into_archive()

    def _say(self, notice: str) -> None:
        if notice not in self.notes.notices:
            self.notes.notices.append(notice)

    def _ask(self, memory: Memory | None) -> None:
        before = memory.known(self.targets) if memory else {}
        now = time.time()
        for key, known in before.items():
            if known.verdict.lives and now < known.fresh_until and not self._unseen(key, known):
                self.verdicts[key] = known.verdict
        stale = [key for key in self.targets if key not in self.verdicts]
        if not stale:
            return
        prober = prober_for(self.urls, self.world)
        history = History(self.urls, before, memory, self.world.resolver)
        self.notes.progress.begin("asking for URLs", len(stale))
        begun, dead = time.monotonic(), 0
        for done, (key, verdict) in enumerate(prober.run(self._inquiries(stale, before)), 1):
            private = is_allowed(self.targets[key], self.urls.allow_private)
            found = history.add(key, verdict, self.checks[key], private=private)
            self.verdicts[key] = found
            dead += found.kind is Kind.DEAD
            rate = done / max(time.monotonic() - begun, 0.001)
            self.notes.progress.advance(1, f"{rate:.0f}/s, {dead} dead")
        for key in history.close():
            self.verdicts[key] = NOT_ASKED
        self.notes.interrupted |= prober.interrupted
        self._explain(stale, interrupted=prober.interrupted)

    def _inquiries(
        self, keys: Iterable[str], before: Mapping[str, Remembered]
    ) -> Iterator[tuple[str, Inquiry]]:
        manners = manners_of(self.urls)._replace(chosen=self._chosen)
        shared: Shared = {}
        for key in keys:
            checks, known = self.checks[key], before.get(key)
            question = Question(
                key,
                page=bool(checks & _PAGE),
                image=not checks & _PAGE,
                size=bool(checks & _SIZE),
                trusted=known is not None and known.verdict.lives and not self._unseen(key, known),
            )
            yield key, inquire(question, self.targets[key], manners, shared)

    def _unseen(self, key: str, known: Remembered) -> int:
        """What of this run's checks an earlier run did not look at."""
        return self.checks[key] & ~known.checks

    def _explain(self, keys: Collection[str], *, interrupted: bool) -> None:
        left = [key for key in keys if self.verdicts.get(key, NOT_ASKED) is NOT_ASKED]
        if not left:
            return
        hosts = len({self.targets[key].host for key in left})
        what = f"{_many(len(left), 'URL')} on {_many(hosts, 'host')}"
        were = "was" if len(left) == 1 else "were"
        why = "interrupted" if interrupted else "the network cannot be reached"
        self._say(f"{why}: {what} {were} not checked")

    def _look_into_archive(self) -> None:
        from newslint.web.archive import Archive

        dead = [key for key, v in self.verdicts.items() if v.kind is Kind.DEAD]
        pages = [key for key in dead if self.checks.get(key, 0) & _PAGE]
        with Archive(
            self.urls, self.world.resolver, self.world.ca_file or trusted_certificates()
        ) as archive:
            self.archived = archive.copies(pages)
        if archive.trouble:
            self._say(f"the archive cannot be asked: {archive.trouble}")


def _recorded_key(url: str) -> str:
    found = askable(url, ())
    return url if isinstance(found, Verdict) else spelled(found)


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def memory_file(config: Config) -> str:
    """Where the memory of URLs lies, be it there or not."""
    from newslint.cache.folder import cache_folder

    return os.path.join(cache_folder(config), FILE_NAME)
