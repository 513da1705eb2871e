"""What needs the articles of findings again: places for corpus rules, which see facts and not
files, and edits."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from newslint.article import Article
from newslint.files import discover
from newslint.finding import Finding, Severity, Span
from newslint.settings import Config
from newslint.vocabulary.choose import Vocabularies


class Articles:
    """Articles that are read again on demand, each once.

    ``sources`` are the bytes of articles that are not on disk, by path.
    """

    def __init__(self, config: Config, sources: Mapping[str, bytes]) -> None:
        self._config = config
        self._sources = sources
        self._vocabularies = Vocabularies(config)
        self._known: dict[str, Article | None] = {}

    def __call__(self, path: str) -> Article | None:
        """Return the article at ``path``; None if it can no longer be read."""
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def once(self, path: str) -> Article | None:
        """Return the same, but do not keep it in memory."""
        return self._known[path] if path in self._known else self._read(path)

    def _read(self, path: str) -> Article | None:
        source = self.source(path)
        if source is None:
            return None
        limit = self._config.max_front_matter
        return Article.parse(path, source, limit, vocabularies=self._vocabularies)

    def source(self, path: str) -> bytes | None:
        """Return the bytes of the file ``path``; None if it can no longer be read."""
        if path in self._sources:
            return self._sources[path]
        try:
            return discover.read(path, self._config.max_file_size)
        except discover.Unreadable:
            return None


def locate(findings: Iterable[Finding], articles: Articles) -> list[Finding]:
    """Return the findings of corpus rules with their places. Only the files that they name are
    read."""
    located = []
    for finding in findings:
        owner = articles(finding.path)
        if owner is not None:
            finding = owner.located(finding)
        related = []
        for other in finding.related:
            holder = articles(other.path) if other.span is None else None
            if holder is not None:
                other = other._replace(span=_place(holder, other.field))
            related.append(other)
        located.append(finding._replace(related=tuple(related)))
    return located


def proved(findings: Iterable[Finding], articles: Articles) -> Iterator[Finding]:
    """Yield the findings, sorted by path, with their changes as edits.

    Only the articles of findings with changes are read. What is gone or cannot be changed has no
    edits.
    """
    for path, group in groupby(findings, lambda finding: finding.path):
        of_file = list(group)
        article = articles.once(path) if any(finding.changes for finding in of_file) else None
        for finding in of_file:
            if not finding.changes:
                yield finding
            elif article is not None:
                yield article.proved(finding)
            else:
                yield finding._replace(edits=(), changes=())


def _place(article: Article, field: str | None) -> Span | None:
    probe = Finding(article.path, "", Severity.NOTE, "", field)
    return article.located(probe).span
