"""The example articles show what their names say."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from newslint import Config, Finding, Severity, lint
from newslint.catalogue.registry import shipped
from newslint.web.inquiry import askable
from newslint.web.verdict import Kind, Verdict

ROOT = Path(__file__).parents[1]
FAULTY = sorted(path.name for path in (ROOT / "seeds" / "faulty").iterdir())
PLAIN = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
WELL_FORMED = sorted(path.name for path in (ROOT / "seeds").glob("*.md"))


@cache
def findings() -> dict[str, list[Finding]]:
    """What is found in the seeds, by path relative to them."""
    seeds = os.path.relpath(ROOT / "seeds")
    found: dict[str, list[Finding]] = {}
    for finding in lint([seeds], Config(online=False)).findings:
        found.setdefault(os.path.relpath(finding.path, seeds), []).append(finding)
    return found


def expected(name: str) -> set[str]:
    """The rule that ``faulty/NAME`` is an example of: ``[DATE-]RULE[.DETAIL].md``."""
    stem, _, detail = name.removesuffix(".md").partition(".")
    return set() if detail == "original" else {stem.lstrip("-0123456789")}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_article_has_the_fault_that_its_name_says_and_no_other(name: str) -> None:
    assert expected(name) <= shipped().keys()
    assert {finding.rule for finding in findings().get(f"faulty/{name}", [])} == expected(name)


@pytest.mark.parametrize("name", WELL_FORMED)
def test_a_well_formed_article_has_no_finding(name: str) -> None:
    assert findings().get(name, []) == []


@pytest.mark.parametrize("name", WELL_FORMED)
def test_urls_of_examples_are_not_requested(name: str) -> None:
    text = (ROOT / "seeds" / name).read_text(encoding="utf-8")
    urls = re.findall(r"https?://[^\s\"']+", text)
    assert urls
    for url in urls:
        verdict = askable(url, ())
        assert isinstance(verdict, Verdict), url
        assert verdict.kind is Kind.UNCHECKED


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_story_lacks_front_matter(name: str) -> None:
    errors = [f.rule for f in findings()[name] if f.severity is Severity.ERROR]
    assert errors == ["no-front-matter"]


def test_the_plain_stories_are_recognised_as_one_event() -> None:
    stories = [f for name in PLAIN for f in findings()[name] if f.rule == "same-story"]
    first, *others = PLAIN
    assert [os.path.basename(finding.path) for finding in stories] == others
    for finding in stories:
        named = {os.path.basename(other.path) for other in finding.related}
        assert first in named
