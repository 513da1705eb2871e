"""Decide which of the files that a search finds are articles."""

import os
from collections.abc import Iterable
from typing import Any

from newslint import front_matter
from newslint.files import discover
from newslint.files.discover import Discovery
from newslint.files.names import is_configuration, is_project_file, suffix_of
from newslint.front_matter.decode import decode
from newslint.front_matter.split import DATA_FILES, is_template, split
from newslint.pattern import pattern
from newslint.settings import Config, globs
from newslint.vocabulary.choose import NEWS, Vocabularies
from newslint.vocabulary.presets import preset

# Reasons in `Discovery.left_out`, besides those of `discover`.
ASSET = "asset"
"""A file that the generator makes no page of."""
BROKEN_DATA_FILE = "broken data file"
CONFIGURATION = "configuration file"
DATA_FILE = "data file"
PAGE = "page without front matter"
PROJECT_FILE = "project file"
REPORT = "newslint report"
SCHEMA = "schema"
TEMPLATE = "template"

_LARGE = 1_000_000
"""Characters of a data file that is too large for an article."""
_HEAD = 8 * 1024
"""Maximum characters to examine to recognise a file that newslint wrote."""
_JSON_SCHEMA = pattern(r"""["']?\$schema["']?\s*:\s*["']?https?://json-schema\.org/""")
_FINDING = pattern(r": (?:error|warning|note)[: ]|: nothing wrong")
_LIST = pattern(r"\ufeff?\s*(?:\[|- )")
"""The beginning of a data file that holds a list."""


def articles(paths: Iterable[str], config: Config) -> Discovery:
    """Return the result of `discover` without files that are not articles.

    Named files are kept. Other files are judged by name and, only for data files, text files and
    pages, by contents. Raise UsageError for a path that does not exist.
    """
    discovery = discover.discover(paths, config)
    others = [path for path in discovery.files if path not in discovery.named]
    if not others:
        return discovery
    judge = _Judge(config)
    reasons = ((path, judge.reason_against(path, discovery.places[path])) for path in others)
    left_out = {path: reason for path, reason in reasons if reason is not None}
    return discovery._replace(
        files=[path for path in discovery.files if path not in left_out],
        places={path: real for path, real in discovery.places.items() if path not in left_out},
        left_out=discovery.left_out | left_out,
    )


class _Judge:
    """Decides whether a file in a folder is left out, and why."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._schemas = {os.path.realpath(path) for path in config.schema_files()}
        self._roots = [os.path.join(os.path.realpath(p), "") for p in config.paths(config.roots)]
        self._include = globs(config.include) if config.include else None
        self._bound = globs(named) if (named := _bound_to_schemas(config)) else None
        self._suffixes = frozenset(preset(config.preset or NEWS).suffixes)
        self._generator_files = {
            os.path.join(os.path.realpath(config.site or config.root), name)
            for name in preset(config.preset or NEWS).files
        }
        self._vocabularies = Vocabularies(config)

    def reason_against(self, path: str, real: str) -> str | None:
        """Return the reason for leaving out a file that was not named; None for an article."""
        suffix = suffix_of(path)
        name = os.path.basename(path)
        is_data = suffix in DATA_FILES
        is_project = is_project_file(name)
        is_asset = self._suffixes and suffix not in self._suffixes
        if not (is_data or is_project or is_asset or suffix in (".html", ".txt")):
            return None
        if is_data and real in self._generator_files:
            return CONFIGURATION
        if real in self._schemas:
            return SCHEMA
        if self._is_included(path):
            return None
        if is_asset and not is_data:
            return ASSET
        rooted = self._is_rooted(real)
        try:
            text = decode(discover.read(path, self._config.max_file_size))[0]
        except discover.TooLarge:
            return None if rooted or not is_data else DATA_FILE
        except discover.Unreadable:
            return None
        if reason := _written(text, suffix):
            return reason
        if is_data:
            return self._against_data(path, text, rooted=rooted, is_asset=bool(is_asset))
        if rooted or not (is_project or suffix == ".html"):
            return None
        block, fault = split(text, suffix, self._vocabularies.header_names(path))
        if block.syntax != "none" or fault is not None:
            return None
        return PROJECT_FILE if is_project else PAGE

    def _against_data(self, path: str, text: str, *, rooted: bool, is_asset: bool) -> str | None:
        """Return the reason for leaving out a data file.

        Below the roots all data files count, except those that are named like settings or of which
        the generator makes no page, and which do not carry an article either.
        """
        is_settings = is_configuration(os.path.basename(path))
        if rooted and not is_asset and not is_settings:
            return None
        nothing = CONFIGURATION if is_settings else ASSET if is_asset else DATA_FILE
        if len(text) > _LARGE or not text.strip() or _LIST.match(text):
            return nothing
        block, _ = split(text, suffix_of(path))
        fields = front_matter.parse(block.syntax, text[block.start : block.end]).data
        if fields is None:
            return CONFIGURATION if is_settings else None if rooted else BROKEN_DATA_FILE
        return None if self._carries_article(path, fields) else nothing

    def _carries_article(self, path: str, fields: dict[str, Any]) -> bool:
        from newslint.vocabulary.presence import carries_article

        if self._bound is not None and self._bound.match(self._config.within(path)):
            return True
        if str(fields.get("type")) in self._config.schemas_by_type:
            return True
        return carries_article(fields, self._vocabularies.of(path, fields))

    def _is_rooted(self, real: str) -> bool:
        return any(real.startswith(root) or real == root[:-1] for root in self._roots)

    def _is_included(self, path: str) -> bool:
        return self._include is not None and self._include.match(self._config.within(path))


def _bound_to_schemas(config: Config) -> tuple[str, ...]:
    """Return the globs of ``[schemas]`` that select some files, which are then meant to be
    articles."""
    return tuple(glob for glob in config.schemas if glob not in ("**", "*", "**/*"))


def _written(text: str, suffix: str) -> str | None:
    """Return the reason for leaving out a file that newslint or a generator's template wrote, by
    its first lines."""
    head = text[:_HEAD]
    if suffix in DATA_FILES and _JSON_SCHEMA.search(head):
        return SCHEMA
    if suffix == ".json" and is_template(head):
        return TEMPLATE
    if (suffix == ".json" and '"newslint"' in head) or (suffix == ".txt" and _FINDING.search(head)):
        from newslint.report import own

        return REPORT if own.is_ours(head) else None
    return None
