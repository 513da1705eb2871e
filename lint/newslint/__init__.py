"""newslint checks collections of news articles.

The Python interface is what this module exports; everything is imported when first used. With
``python -m newslint`` this file runs while the working directory, which may be a stranger's, is
still the first place to import from: it imports nothing by itself.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newslint.api import lint
    from newslint.article import Article
    from newslint.finding import Finding, Severity
    from newslint.report import Report
    from newslint.rule import ArticleRule, CorpusRule, Example, Rule
    from newslint.settings import Config

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ArticleRule",
    "Config",
    "CorpusRule",
    "Example",
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "lint",
]

_HOMES = {
    "Article": "article",
    "ArticleRule": "rule",
    "Config": "settings",
    "CorpusRule": "rule",
    "Example": "rule",
    "Finding": "finding",
    "Report": "report",
    "Rule": "rule",
    "Severity": "finding",
    "lint": "api",
}


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module 'newslint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"newslint.{_HOMES[name]}"), name)
