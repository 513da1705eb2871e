"""Messages show values as they are written, and say what they were read as."""

import pytest

from newslint.article import Article
from newslint.schema.choose import Schemas
from newslint.settings import Config

QUOTE = "not text; put it in quotes"
WRITTEN = {
    "title: 12:30": f"title is 12:30, which YAML reads as the number 750, {QUOTE}",
    "title: 01234": f"title is 01234, which YAML reads as the number 668, {QUOTE}",
    "title: 0x1F": f"title is 0x1F, which YAML reads as the number 31, {QUOTE}",
    "title: 1.10": f"title is 1.10, which YAML reads as the number 1.1, {QUOTE}",
    "title: 1_000": f"title is 1_000, which YAML reads as the number 1000, {QUOTE}",
    "title: off": f"title is off, which YAML reads as false, {QUOTE}",
    "title: NO": f"title is NO, which YAML reads as false, {QUOTE}",
    "title: 12": f"title is 12, {QUOTE}",
    "title: true": f"title is true, {QUOTE}",
    "quality: 089": "quality is 089, which YAML reads as text, not an integer",
    "quality: 1e2": "quality is 1e2, which YAML reads as text, not an integer",
    "quality: '80'": "quality is '80' in quotes, not an integer",
    "quality: high": "quality is 'high', not an integer",
    "quality: 0xFFF": "quality is 0xFFF, which YAML reads as the number 4095, more than 1000",
    "topics: [2024_03_30]": (
        f"topics[0] is 2024_03_30, which YAML reads as the number 20240330, {QUOTE}"
    ),
}


def told(line: str, opening: str = "---") -> list[str]:
    name = line.partition(":")[0].partition(" =")[0]
    article = Article.parse("a.md", f"{opening}\n{line}\n{opening}\n".encode())
    problems = Schemas(Config()).problems(article)
    return [p.message for p in problems if p.rule == "invalid-field" and p.path[0] == name]


@pytest.mark.parametrize("line", WRITTEN)
def test_yaml(line: str) -> None:
    assert told(line) == [WRITTEN[line]]


def test_toml() -> None:
    assert told("quality = 1_984", "+++") == ["quality is 1_984, more than 1000"]
    assert told("title = 1.50", "+++") == [f"title is 1.50, {QUOTE}"]


def test_words_that_the_schema_lists() -> None:
    from newslint.schema.sentences import Written, sentence
    from newslint.schema.violation import Violation

    violation = Violation(("c",), "enum", {"enum": ["yes", "no"]}, True)
    assert sentence(violation, written=Written("yes", "YAML")) == (
        "c is yes, which YAML reads as true; put it in quotes"
    )
