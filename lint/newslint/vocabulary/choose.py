"""Select the vocabulary of an article: the configured one, or that of news articles."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newslint.settings import Config
from newslint.vocabulary.presets import Preset, preset
from newslint.vocabulary.roles import DEFAULT, Vocabulary

if TYPE_CHECKING:
    from newslint.vocabulary.inherited import Inherited
    from newslint.vocabulary.listed import Listed

NEWS = "article"
"""The preset of news articles, the default."""
_MARK = "publishedDateTime"
_COMPANIONS = ("webUrl", "originalUrl", "provider", "quality")


def vocabulary_of(
    chosen: Preset, roles: Mapping[str, tuple[str, ...]] | None = None, default_provider: str = ""
) -> Vocabulary:
    """Return the vocabulary of a preset, with the sources of ``roles`` overridden.

    ``:default`` among these stands for the sources of the preset.
    """
    sources = dict(chosen.roles)
    for role, own in (roles or {}).items():
        before = chosen.roles.get(role, ())
        sources[role] = tuple(
            name for source in own for name in (before if source == DEFAULT else (source,))
        )
    return Vocabulary(
        chosen.name,
        sources,
        schema=chosen.schema,
        ignore_case=chosen.ignore_case,
        default_provider=default_provider,
        hides_future=chosen.hides_future,
        planned_names=chosen.planned_names,
        zone=chosen.zone,
    )


ARTICLE = vocabulary_of(preset(NEWS))
"""The vocabulary of news articles."""


def speaks_news(fields: Mapping[str, Any]) -> bool:
    """Return whether an article has the fields of news articles, whatever builds the site."""
    return _MARK in fields and any(name in fields for name in _COMPANIONS)


class Vocabularies:
    """The vocabularies of a run, selected by path and content."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._plain = not (
            config.preset
            or config.roles
            or config.default_provider
            or any(one.preset or one.roles for one in config.overrides)
        )
        self._by_settings: dict[object, Vocabulary] = {}

    def __repr__(self) -> str:
        """Represent all vocabularies of the configuration (a cache key)."""
        config = self._config
        names = {config.preset or NEWS, NEWS, *(one.preset or NEWS for one in config.overrides)}
        overrides = [
            (one.files, one.preset, one.roles)
            for one in config.overrides
            if one.preset or one.roles
        ]
        return repr(
            ([*map(preset, sorted(names))], config.roles, overrides, config.default_provider)
        )

    def header_names(self, path: str) -> frozenset[str]:
        """Return the names that mark header lines of the file at ``path`` as front matter."""
        if self._plain:
            return frozenset()
        return frozenset(preset(self._preset(path)).header_names)

    def _preset(self, path: str) -> str:
        name = self._config.preset or NEWS
        for override in self._config.overrides_for(path):
            name = override.preset or name
        return name

    def inherited(self, path: str) -> Mapping[str, Any]:
        """Return the fields that the site generator adds to the article at ``path``."""
        return {} if self._plain else self._generator.of(path)

    def listed(self, path: str) -> "Mapping[str, Listed]":
        """Return the values that the site generator lists for the article at ``path``, by field."""
        return {} if self._plain else self._generator.listed(path)

    @cached_property
    def _generator(self) -> "Inherited":
        from newslint.vocabulary.inherited import Inherited

        return Inherited()

    def of(self, path: str, fields: Mapping[str, Any]) -> Vocabulary:
        """Return the vocabulary of the article at ``path`` with these fields."""
        if self._plain:
            return ARTICLE
        name = self._preset(path)
        roles: dict[str, tuple[str, ...]] = dict(self._config.roles)
        for override in self._config.overrides_for(path):
            roles |= override.roles
        if name != NEWS and speaks_news(fields):
            name = NEWS
        settings = name, tuple(roles.items())
        if settings not in self._by_settings:
            provider = self._config.default_provider
            self._by_settings[settings] = vocabulary_of(preset(name), roles, provider)
        return self._by_settings[settings]
