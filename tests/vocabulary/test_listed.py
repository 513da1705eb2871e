"""Authors and tags that Docusaurus lists in files."""

from pathlib import Path

import pytest

from newslint import lint
from newslint.cli import main

POST = "---\ntitle: A ferry\nauthors: {}\ntags: {}\n---\nIt sails.\n"


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("docusaurus.config.js", "throw new Error('is never run')")
    write("blog/authors.yml", "ada:\n  name: Ada\nGrace H:\n  name: Grace\n")
    write("blog/tags.yml", "ferries:\n  label: Ferries\nports: {label: Ports}\n")


def write(file: str, text: str) -> None:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def said(authors: str = "ada", tags: str = "[ports]", file: str = "blog/2024/05/a.md") -> list[str]:
    write(file, POST.format(authors, tags))
    config = {"preset": "docusaurus", "online": False, "select": ["fields"]}
    return [f"{one.rule} {one.field}: {one.message}" for one in lint(file, config).findings]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("ada", []),
        ("[ada, Grace H]", []),
        ("[{key: ada, title: Captain}, {name: Guest}]", []),
        ("adda", ["/authors: author 'adda' is not in 'blog/authors.yml', did you mean 'ada'?"]),
        (
            "[ada, Ada]",
            ["/authors/1: author 'Ada' is not in 'blog/authors.yml', did you mean 'ada'?"],
        ),
    ],
)
def test_authors(authors: str, expected: list[str]) -> None:
    assert said(authors) == [f"invalid-field {one}" for one in expected]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("[ferries, ports]", []),
        ("[{label: Boats, permalink: /boats}]", []),
        ("[]", []),
        ("[boats]", ["/tags/0: tag 'boats' is not in 'blog/tags.yml'"]),
        (
            "[Ferries]",
            ["/tags/0: tag 'Ferries' is not in 'blog/tags.yml', did you mean 'ferries'?"],
        ),
    ],
)
def test_tags(tags: str, expected: list[str]) -> None:
    assert said(tags=tags) == [f"unknown-topic {one}" for one in expected]


def test_the_nearest_file_counts() -> None:
    write("blog/2024/tags.yml", "boats:\n")
    assert said(tags="[boats]") == []
    assert said(tags="[boats]", file="blog/b.md") != []


def test_without_a_file_every_value_is_fine() -> None:
    assert said("anyone", "[anything]", file="docs/a.md") == []
    Path("blog/tags.yml").write_text("")
    assert said(tags="[anything]") == []


def test_a_list_that_changes_is_seen_with_a_warm_cache(capsys: pytest.CaptureFixture[str]) -> None:
    write("newslint.toml", 'preset = "docusaurus"\nroots = ["blog"]\ncache-dir = "cache"\n')
    for number in range(40):
        write(f"blog/{number}.md", POST.format("ada", "[ports]").replace("A ferry", f"No {number}"))
    argv = ["check", "--offline", "--select", "fields", "-f", "concise"]
    assert main(argv) == main(argv) == 0
    Path("blog/authors.yml").write_text("adaline:\n  name: Ada\n")
    assert main(argv) == 1
    assert "author 'ada' is not in 'blog/authors.yml'" in capsys.readouterr().out
