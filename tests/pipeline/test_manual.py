"""The page of a rule is read off the rule."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from newslint.article import Article
from newslint.catalogue import describe, registry
from newslint.cli import main
from newslint.finding import Finding
from newslint.pipeline import manual
from newslint.rule import ArticleRule, Example
from newslint.text import printable


class LongTitle(ArticleRule):
    """Find titles that are cut in a card.

    ## What
    Counts characters.

    ## Why
    Nobody reads half a | title.
    """

    name = "long-title"
    family = "style"

    max: int = 110
    """Characters
    that fit."""
    words: tuple[str, ...] = ("a", 'b"')
    """Words | signs that do not count."""
    unit: Literal["characters", "words"] = "characters"
    """What is counted."""
    _private = 3

    valid = (Example({"a.md": "---\ntitle: Short\n---\n"}),)
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry \u200breturns\n---\n"},
            at=(("a.md", 2, 8),),
            options={"max": 5},
            note="too long",
        ),
    )

    def check(self, article: Article) -> Iterator[Finding]:
        if len(article.title) > self.max:
            yield self.finding(article.path, f"more than {self.max}", field="/title")


PAGE = """\
# long-title

Find titles that are cut in a card.

- Severity: warning
- Family: style
- Fix: no
- Runs: always

## What

Counts characters.

## Why

Nobody reads half a | title.

## Options

| option | value | default | |
| --- | --- | --- | --- |
| `max` | integer | `110` | Characters that fit. |
| `words` | list of text | `["a", "b\\""]` | Words \\| signs that do not count. |
| `unit` | 'characters' or 'words' | `"characters"` | What is counted. |

Set in `newslint.toml` under `[rules.long-title]`.

## Findings

Too long:

```toml
[rules.long-title]
max = 5
```

```
---
title: Ferry \\u200breturns
---
```

```
a.md:2:8: warning long-title more than 5
```

## No findings

```
---
title: Short
---
```
"""


def test_a_page() -> None:
    assert manual.page(LongTitle) == PAGE


@pytest.mark.parametrize("name", registry.shipped())
def test_pages_of_shipped_rules(name: str) -> None:
    rule = registry.load(name)
    page = manual.page(rule)
    assert page.startswith(f"# {name}\n")
    assert all(line == printable(line) for line in page.splitlines())
    for option in describe.options(rule):
        assert option.doc
    assert page.count(f" {name} ") >= len(rule.invalid)  # what the examples yield
    assert ("After the fix:" in page) is rule.fixes


@pytest.fixture
def _isolated(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.mark.usefixtures("_isolated")
class TestCommands:
    def test_rules_lists_them_all(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].split() == ["family", "rule", "severity", "runs", "fix"]
        listed = [line.split()[1] for line in lines[2:-3] if line]
        assert sorted(listed) == sorted(registry.shipped())
        row = next(line for line in lines if " untidy-text " in line)
        assert row.split()[:5] == ["text", "untidy-text", "warning", "always", "fix"]
        runs = {line.split()[1]: line.split()[3] for line in lines[2:-3] if line}
        assert (runs["dead-url"], runs["unknown-topic"]) == ("online", "configured")

    def test_rules_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        import json

        assert main(["rules", "-f", "json"]) == 0
        found = {rule["name"]: rule for rule in json.loads(capsys.readouterr().out)}
        assert set(found) == set(registry.shipped())
        future = found["future-date"]
        assert (future["family"], future["severity"], future["fix"]) == ("dates", "warning", False)
        assert [option["name"] for option in future["options"]] == ["days", "now"]
        assert found["dead-url"]["network"] is True

    def test_rule_shows_a_page(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "untidy-text"]) == 0
        assert capsys.readouterr().out == manual.page(registry.load("untidy-text"))

    def test_a_mistyped_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "untidy-txt\x1b[0m"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "did you mean 'untidy-text'?" in told.err
        assert "\x1b" not in told.err


DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_the_pages_are_up_to_date() -> None:
    pages = manual.pages()
    how = "run: python -m newslint.pipeline.manual docs/rules"
    assert sorted(path.name for path in DOCS.iterdir()) == sorted(pages), how
    for name, text in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, how
