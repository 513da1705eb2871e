"""Work that takes its process down; sent to processes that are started and not forked, too."""

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newslint import Article, ArticleRule, Finding


@dataclass(frozen=True)
class Deadly:
    """Gives every item in capital letters, from processes that leave a file each in ``folder``."""

    folder: Path
    always: frozenset[str] = frozenset()
    """Items that kill every process that works on them."""
    once: frozenset[str] = frozenset()
    """Items that kill the first process that works on them."""

    def __call__(self, items: Sequence[str]) -> list[str]:
        return list(map(self._shouted, items))

    def _shouted(self, item: str) -> str:
        (self.folder / f"process {os.getpid()}").touch()
        if item in self.always:
            os._exit(1)
        if item in self.once:
            try:
                (self.folder / f"met {item}").touch(exist_ok=False)
            except FileExistsError:
                return item.upper()
            os.kill(os.getpid(), signal.SIGKILL)
        return item.upper()

    @property
    def processes(self) -> int:
        """How many processes have worked."""
        return len(list(self.folder.glob("process *")))


class Unsendable(Exception):
    """An error that cannot be pickled."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")
        self.reason = lambda: first


@dataclass(frozen=True)
class Raising:
    """Raises an error on one item."""

    error: BaseException

    def __call__(self, items: Sequence[str]) -> Sequence[str]:
        if "item 30" in items:
            raise self.error
        return items


def giving_what_cannot_be_sent(items: Sequence[str]) -> list[object]:
    """Results that cannot be pickled."""
    return [lambda: items] * len(items)


class Titles(ArticleRule):
    """Says the title of every article, with what it was given."""

    name = "titles"
    word: str = ""

    def check(self, article: Article) -> Iterator[Finding]:
        yield self.finding(article.path, f"{self.word}: {article.title}", field="/title")


def _too_heavy() -> None:
    raise ValueError("too heavy to carry")


class Heavy:
    """Work that can be sent and not be loaded."""

    def __call__(self, items: Sequence[str]) -> Sequence[str]:
        return items

    def __reduce__(self) -> tuple[object, ...]:
        return _too_heavy, ()
