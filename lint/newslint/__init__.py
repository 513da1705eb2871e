"""newslint checks collections of news articles.

The Python interface is what this module exports; everything is imported when first used. With
``python -m newslint`` this file runs while the working directory, which may be a stranger's, is
still the first place to import from: it imports nothing by itself.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newslint.api import lint
    from newslint.article import Article, Story
    from newslint.errors import ConfigError, NewslintError, PluginError, RuleError, UsageError
    from newslint.finding import Change, Edit, Finding, Related, Severity, Span
    from newslint.report import Report
    from newslint.rule import ArticleRule, Between, Corpus, CorpusRule, Example, Rule
    from newslint.settings import Config, Override, Urls
    from newslint.text import quote

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ArticleRule",
    "Between",
    "Change",
    "Config",
    "ConfigError",
    "Corpus",
    "CorpusRule",
    "Edit",
    "Example",
    "Finding",
    "NewslintError",
    "Override",
    "PluginError",
    "Related",
    "Report",
    "Rule",
    "RuleError",
    "Severity",
    "Span",
    "Story",
    "Urls",
    "UsageError",
    "lint",
    "quote",
]

_HOMES = {
    "api": ("lint",),
    "article": ("Article", "Story"),
    "errors": ("ConfigError", "NewslintError", "PluginError", "RuleError", "UsageError"),
    "finding": ("Change", "Edit", "Finding", "Related", "Severity", "Span"),
    "report": ("Report",),
    "rule": ("ArticleRule", "Between", "Corpus", "CorpusRule", "Example", "Rule"),
    "settings": ("Config", "Override", "Urls"),
    "text": ("quote",),
}
"""The names that each module defines for all."""


def __getattr__(name: str) -> "Any":
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value = globals()[name] = getattr(import_module(f"newslint.{module}"), name)
            return value
    raise AttributeError(f"module 'newslint' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
