"""unknown-topic"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Self

from newslint.article import Article
from newslint.finding import Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.fields._listed import unlisted
from newslint.settings import Config
from newslint.suggest import did_you_mean
from newslint.text import quote
from newslint.vocabulary.listed import lists_values


class UnknownTopic(ArticleRule):
    """Find topics that are not in the configured list.

    ## What
    The list is `topics` in the configuration. Without it, the tags of a Docusaurus site are
    compared with the keys of its `tags.yml`, if there is one. Topics are compared exactly,
    including case and spaces.

    ## Why
    Articles are grouped by topic. If one article has `A.I.` where the others have `AI`, it ends up
    alone on a page of its own and is missing from the page that readers visit.
    """

    site_lists: ClassVar[bool] = False
    """Whether the generator of the site lists topics."""

    topics: tuple[str, ...] = ()
    """The allowed topics. Defaults to the top-level `topics` of the configuration."""

    valid = (
        Example({"a.md": "---\ntopics: [Ferries, Ports]\n---\n"}, note="no list is configured"),
        Example(
            {"a.md": "---\ntopics: [Ferries, Ports]\n---\n"},
            options={"topics": ("Ferries", "Ports")},
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntopics:\n  - Ferries\n  - ports\n---\n"},
            options={"topics": ("Ferries", "Ports")},
            at=(("a.md", 4, 5),),
        ),
        Example(
            {"a.md": "---\nrelated:\n  - topics: [Harbours]\n---\n"},
            options={"topics": ("Ferries", "Ports")},
            at=(("a.md", 3, 14),),
        ),
    )

    def bind(self, config: Config) -> Self:
        topics = self.topics or config.topics
        bound = type(self)(**(vars(self) | {"topics": topics}))
        presets = {config.preset, *(one.preset for one in config.overrides)}
        vars(bound)["site_lists"] = any(map(lists_values, filter(None, presets)))
        return bound

    def idle(self) -> str:
        return "" if self.topics or self.site_lists else "no topics are configured"

    def check(self, article: Article) -> Iterable[Finding]:
        if self.topics:
            return self._report(article)
        return self._unlisted(article) if article.listed else ()

    def _unlisted(self, article: Article) -> Iterator[Finding]:
        for pointer, name, listed in unlisted(article, "tags"):
            guess = did_you_mean(name, listed.names)
            message = f"tag {quote(name)} is not in {quote(listed.file)}{guess}"
            yield self.finding(article.path, message, field=pointer)

    def _report(self, article: Article) -> Iterator[Finding]:
        allowed = _as_set(self.topics)
        for field in article.fields("topics"):
            if not isinstance(field.value, list):
                continue
            for i, topic in enumerate(field.value):
                if isinstance(topic, str) and topic not in allowed:
                    message = f"unknown topic {quote(topic)}{did_you_mean(topic, self.topics)}"
                    yield self.finding(article.path, message, field=f"{field.pointer}/{i}")


@lru_cache(maxsize=8)
def _as_set(topics: tuple[str, ...]) -> frozenset[str]:
    return frozenset(topics)
