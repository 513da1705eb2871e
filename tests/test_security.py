"""docs/security.md: each promise names tests, and they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", PAGE)))
PROMISES = re.findall(r"^- \*\*.*?(?=^- |^#|\Z)", PAGE.partition("## Limits")[0], re.M | re.S)


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_holds_a_promise_is_there(name: str) -> None:
    file, *steps = name.split("::")
    assert (ROOT / file).exists()
    node: ast.AST = ast.parse((ROOT / file).read_text(encoding="utf-8") if steps else "")
    for step in steps:
        defined = {getattr(inner, "name", ""): inner for inner in ast.iter_child_nodes(node)}
        assert step in defined, name
        node = defined[step]


@pytest.mark.parametrize("promise", PROMISES, ids=range(len(PROMISES)))
def test_each_promise_names_a_test(promise: str) -> None:
    assert "`tests/" in promise


def test_the_page_is_found() -> None:
    assert len(PROMISES) > 10
    for page in ("README.md", "SECURITY.md", "docs/urls.md", "docs/configuration.md"):
        assert "security.md" in (ROOT / page).read_text(encoding="utf-8"), page
