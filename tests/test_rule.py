"""What all rules have in common: settings, severities, and what their results depend on."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newslint import ArticleRule, Config, RuleError, Severity
from newslint.catalogue.selection import made
from newslint.rule import Rule


class Plain(ArticleRule):
    """Find nothing."""

    max: int = 5
    words: frozenset[str] = frozenset("abcdefg")

    def check(self, article: Any) -> Any:
        return ()


@dataclass(frozen=True)
class Frozen(Plain):
    """Find nothing."""

    max: int = 5


@dataclass(frozen=True, slots=True)
class Slotted(Plain):
    """Find nothing."""

    max: int = 5


RULES = [Plain, Frozen, Slotted]


@pytest.mark.parametrize("rule", RULES)
class TestAnInstance:
    def test_has_its_options_and_a_severity(self, rule: type[Any]) -> None:
        instance: Any = made(rule, {"max": 3, "severity": "note"}, Config())
        assert (instance.max, instance.severity) == (3, Severity.NOTE)
        instance = made(rule, {}, Config())
        assert (instance.max, instance.severity) == (5, Severity.WARNING)

    def test_does_not_change(self, rule: type[Any]) -> None:
        with pytest.raises(AttributeError):
            made(rule, {}, Config()).max = 3

    def test_is_known_by_all_that_decides_its_findings(self, rule: type[Any]) -> None:
        note = {"severity": "note"}
        options: list[dict[str, Any]] = [{}, {"max": 3}, note, {"severity": "error"}]
        options.append({"max": 3, **note})
        identities = {made(rule, one, Config()).identity() for one in options}
        assert len(identities) == len(options)

    def test_is_known_by_the_same_in_each_process(self, rule: type[Any]) -> None:
        code = f"from tests.test_rule import {rule.__name__} as R; print(R().identity())"
        said = {
            subprocess.run(
                [sys.executable, "-c", code],
                cwd=Path(__file__).parents[1],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(said) == 1


@pytest.mark.parametrize("severity", ["error", "warning", "note", *Severity])
def test_a_severity_of_a_class(severity: Any) -> None:
    rule: type[Rule] = type("Sample", (ArticleRule,), {"default_severity": severity})
    assert isinstance(rule.default_severity, Severity)
    assert str(rule.default_severity) == str(severity)
    assert rule().severity is rule.default_severity


@pytest.mark.parametrize("severity", ["eror", "Error", "", 5, None, b"error", True])
def test_a_wrong_severity_of_a_class(severity: Any) -> None:
    with pytest.raises(RuleError, match=r"^rule Sample: default_severity: .* is not a severity"):
        type("Sample", (ArticleRule,), {"default_severity": severity})


def test_a_rule_that_cannot_be_made() -> None:
    class Broken(Plain):
        """Find nothing."""

        def __init__(self, **options: Any) -> None:
            raise KeyError("words")

    with pytest.raises(RuleError, match=r"^rule broken cannot be made: KeyError at .*rule.py"):
        made(Broken, {}, Config())


@pytest.mark.parametrize("name", ["error", "warning", "note"])
def test_the_names_of_severities(name: str) -> None:
    assert str(Severity.parse(name)) == name
    assert Severity.parse(Severity.parse(name)) is Severity.parse(name)
