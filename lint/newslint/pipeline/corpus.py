"""Collect the facts of a collection, for commands that do not lint."""

from collections.abc import Iterable
from typing import Any

from newslint.catalogue.ruleset import Ruleset
from newslint.pipeline import candidates
from newslint.pipeline.locate import Articles
from newslint.pipeline.reading import Reader
from newslint.rule import Corpus
from newslint.settings import Config


def corpus_for(rule: str, paths: Iterable[str], config: Config) -> Corpus[Any]:
    """Return the articles at ``paths`` as the corpus rule ``rule`` sees them, all of them reported.

    Raise UsageError for a path that does not exist, ConfigError for an invalid configuration.
    """
    rules = Ruleset.build(config._replace(select=(rule,), ignore=()))
    collector = rules.collector_name(rules.corpus_rules[0])
    files = candidates.articles(paths, config).files
    facts = {
        result.path: result.facts[collector]
        for result in Reader(config, rules).compared(files)
        if result.facts.get(collector) is not None
    }
    return Corpus(facts, frozenset(facts), config, article=Articles(config, {}))
