"""Fields that a site generator adds to articles."""

from pathlib import Path

import pytest

from newslint import lint
from newslint.vocabulary.inherited import Inherited


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(file: str, text: str) -> None:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


JEKYLL = """\
defaults:
  - scope: {path: ""}
    values: {lang: en, layout: page}
  - scope: {path: "", type: posts}
    values: {layout: post}
  - scope: {path: _posts/de}
    values: {lang: de}
  - scope: {path: "projects/*"}
    values: {published: false}
"""


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("about.md", {"lang": "en", "layout": "page"}),
        ("_posts/2024-05-01-a.md", {"lang": "en", "layout": "post"}),
        ("_posts/de/2024-05-01-a.md", {"lang": "de", "layout": "post"}),
        ("projects/a/b.md", {"lang": "en", "layout": "page", "published": False}),
    ],
)
def test_defaults_of_jekyll(path: str, fields: dict[str, object]) -> None:
    write("_config.yml", JEKYLL)
    assert Inherited().of(path) == fields


def test_cascade_of_hugo() -> None:
    write("hugo.toml", "[[cascade]]\ntype = 'post'\n[cascade.target]\npath = '/blog/**'\n")
    write("content/_index.md", "---\ncascade:\n  params: {author: Desk}\n---\n")
    write("content/blog/_index.md", "+++\n[cascade]\ndraft = true\n+++\n")
    inherited = Inherited()
    assert inherited.of("content/blog/a.md") == {
        "type": "post",
        "params": {"author": "Desk"},
        "draft": True,
    }
    assert inherited.of("content/about.md") == {"params": {"author": "Desk"}}


@pytest.mark.parametrize(
    ("glob", "pages"),
    [
        ("/blog/**", ["blog/a", "blog/b/c"]),
        ("{/blog/**}", ["blog/a", "blog/b/c"]),
        ("{/news/**,/blog/a}", ["blog/a", "news/d"]),
        ("/{blog,news}/**", ["blog/a", "blog/b/c", "news/d"]),
        ("/**", ["blog/a", "blog/b/c", "news/d"]),
        ("/other/**", []),
    ],
)
def test_the_paths_of_a_cascade(glob: str, pages: list[str]) -> None:
    write("hugo.toml", f"[[cascade]]\ndraft = true\n[cascade.target]\npath = '{glob}'\n")
    inherited = Inherited()
    articles = ["blog/a", "blog/b/c", "news/d"]
    assert [page for page in articles if inherited.of(f"content/{page}.md")] == pages


BROKEN_GLOBS = ["../**", "[a*", "{a*", "*\\a", "!*a", "C:/*", "*" * 5_000, "{a,b}" * 20 + "*"]


@pytest.mark.parametrize("glob", BROKEN_GLOBS, ids=lambda glob: glob[:5])
def test_a_glob_of_a_site_that_cannot_match_is_no_error(glob: str) -> None:
    write("_config.yml", f"defaults: [{{scope: {{path: '{glob}'}}, values: {{draft: true}}}}]\n")
    write("_posts/a.md", "---\ntitle: Ferry returns\n---\n")
    assert Inherited().of("_posts/a.md") == {}
    assert lint("_posts", {"online": False}).files == ("_posts/a.md",)
    write("site/hugo.toml", f"[[cascade]]\ndraft = true\n[cascade.target]\npath = '{glob}'\n")
    assert Inherited().of("site/content/a.md") == {}


def test_data_of_eleventy() -> None:
    write(".eleventy.js", "throw new Error('is never run')")
    write("posts/posts.json", '{"layout": "post", "author": "Desk"}')
    write("posts/2024/2024.11tydata.json", '{"author": "Night desk"}')
    write("posts/2024/a.json", '{"tags": ["one"]}')
    assert Inherited().of("posts/2024/a.md") == {
        "layout": "post",
        "author": "Night desk",
        "tags": ["one"],
    }


@pytest.mark.parametrize("text", ["defaults: [", "defaults: 5", "defaults: [1, {scope: 2}]", ""])
def test_what_cannot_be_read_adds_nothing(text: str) -> None:
    write("_config.yml", text)
    assert Inherited().of("_posts/a.md") == {}


def test_a_field_that_the_generator_adds_is_not_missing() -> None:
    write("_config.yml", "defaults:\n- scope: {path: ''}\n  values: {author: Desk}\n")
    write("asks.json", '{"required": ["author", "title"]}')
    write("_posts/2024-05-01-a.md", "---\nlayout: post\n---\nText.\n")
    config = {"preset": "jekyll", "schemas": {"**": "asks.json"}, "select": ["fields"]}
    findings = lint(["_posts"], {"online": False, **config}).findings
    assert [finding.message for finding in findings] == ["missing field: title"]


@pytest.mark.parametrize("glob", ["[*", "!*", "../*", "{*", "", "..", "{/books,/films}/**"])
def test_a_glob_that_cannot_be_read_adds_nothing(glob: str) -> None:
    write("hugo.toml", f"[[cascade]]\nauthor = 'Desk'\n[cascade.target]\npath = '{glob}'\n")
    expected = {"author": "Desk"} if "books" in glob else {}
    assert Inherited().of("content/books/a.md") == expected
