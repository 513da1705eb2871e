"""What is an article: of a folder, below the roots, and when it is named."""

import json
from pathlib import Path

import pytest

from newslint.cli import main
from newslint.config import read
from newslint.pipeline import candidates
from newslint.settings import Config

POST = "---\ntitle: A ferry\ndate: 2024-05-01\n---\nThe ferry sails.\n"
NEWS = {
    "title": "A ferry",
    "publishedDateTime": "2024-05-01T10:00:00Z",
    "webUrl": "https://a.example",
}
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "t"}
TEMPLATE = "---\nlayout: null\n---\n{ {{ site.title }} }\n"

# name: contents and, for a file in a folder, the reason against it; empty for an article
IN_A_FOLDER: dict[str, tuple[str, str]] = {
    "a.md": (POST, ""),
    "plain.md": ("No front matter.\n", ""),
    "A.MD": (POST, ""),
    "notes.txt": ("A story.\n", ""),
    "story.json": (json.dumps(NEWS), ""),
    "no-date.json": (json.dumps({"excerpt": "x", "quality": 4}), ""),
    "dated.yml": ("headline: A ferry\ndatePublished: 2024-05-01\n", ""),
    "package.json": ('{"name": "site", "version": "1.0.0", "description": "A site"}', "data file"),
    "site.yml": ("title: The Harbour\ndescription: News\nauthor: Ada\n", "data file"),
    "undated.json": ('{"title": "A ferry", "date": "soon"}', "data file"),
    "list.json": ('[{"title": "A ferry", "date": "2024-05-01"}]', "data file"),
    "list.yaml": ("- title: A ferry\n", "data file"),
    "empty.json": ("", "data file"),
    "large.json": ('{"a": [' + "1, " * 400_000 + "1]}", "data file"),
    "broken.json": ('{"title": "A ferry', "broken data file"),
    "broken.yml": ("title: [\n", "broken data file"),
    "tsconfig.json": ('{ // comment\n "compilerOptions": {} }', "configuration file"),
    "cspell.yaml": ("words: []\n", "configuration file"),
    "mkdocs.yml": ("site_name: x\n", "configuration file"),
    "jest.config.json": ("not JSON", "configuration file"),
    "now.json": (json.dumps(NEWS), ""),
    "my.schema.json": (json.dumps(SCHEMA), "schema"),
    "schema.yaml": ('$schema: "https://json-schema.org/draft/2020-12/schema"\n', "schema"),
    "feed.json": (TEMPLATE, "template"),
    "urls.json": ('{"newslint": "urls", "version": 1}\n', "newslint report"),
    "page.html": ("<h1>About</h1>", "page without front matter"),
    "post.html": ("---\ntitle: A ferry\n---\n<p>It sails.</p>", ""),
    "README.md": ("# The site\n", "project file"),
    "readme.de.md": ("# Die Seite\n", "project file"),
    "CHANGELOG.markdown": ("# 1.0\n", "project file"),
    "LICENSE.txt": ("MIT\n", "project file"),
    "LICENSE-APACHE.txt": ("Apache\n", "project file"),
    "requirements.txt": ("requests\n", "project file"),
    "requirements-dev.txt": ("pytest\n", "project file"),
    "robots.txt": ("User-agent: *\n", "project file"),
    "history-of-ferries.md": ("No front matter.\n", ""),
    "docs/README.md": (POST, ""),
    "docs/guide.rst": ("Guide\n=====\n", "unsupported file"),
    "docs/guide.adoc": ("= Guide\n", "unsupported file"),
    "docs/README.org": ("* Guide\n", "nothing said"),
    "node_modules/x/a.md": (POST, "site file"),
}  # fmt: skip
BELOW_ROOTS = {
    "tsconfig.json": "configuration file",
    "cspell.yaml": "configuration file",
    "mkdocs.yml": "configuration file",
    "jest.config.json": "configuration file",
    "my.schema.json": "schema",
    "schema.yaml": "schema",
    "feed.json": "template",
    "urls.json": "newslint report",
    "docs/guide.rst": "unsupported file",
    "docs/guide.adoc": "unsupported file",
    "docs/README.org": "nothing said",
    "node_modules/x/a.md": "site file",
}
"""Reasons against a file below the roots; all others count there."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def reason(name: str, path: str = ".", config: Config | None = None) -> str:
    """The reason against the only file in ``path``; empty if it is an article."""
    discovery = candidates.articles([path], config or read.load())
    if name in discovery.files:
        assert not discovery.left_out
        return ""
    (given,) = discovery.left_out.values() or [""]
    return given or "nothing said"


@pytest.mark.parametrize("name", IN_A_FOLDER)
def test_in_a_folder(name: str) -> None:
    text, expected = IN_A_FOLDER[name]
    write(name, text)
    assert reason(name) == expected


@pytest.mark.parametrize("name", IN_A_FOLDER)
def test_below_the_roots(name: str) -> None:
    write(f"news/{name}", IN_A_FOLDER[name][0])
    write("newslint.toml", 'roots = ["news"]')
    assert reason(f"news/{name}") == BELOW_ROOTS.get(name, "")


@pytest.mark.parametrize("name", IN_A_FOLDER)
def test_named_everything_counts(name: str) -> None:
    write(name, IN_A_FOLDER[name][0])
    assert reason(name, name) == ""


@pytest.mark.parametrize("name", [*IN_A_FOLDER, ".config.yaml", ".hidden/a.md"])
def test_named_with_only_articles_it_is_as_in_its_folder(name: str) -> None:
    text, expected = IN_A_FOLDER.get(name, (POST, "hidden file"))
    write(name, text)
    if expected == "nothing said":
        expected = "unsupported file"
    assert reason(name, name, read.load()._replace(only_articles=True)) == expected


@pytest.mark.parametrize("glob", ["data/**", "data/*.{json,text}", "package.json", "*.text"])
def test_what_include_matches_counts_whatever_its_fields_and_suffix(glob: str) -> None:
    name = write("data/story.text" if glob == "*.text" else "data/package.json", "{}")
    write("newslint.toml", f'include = ["{glob}"]')
    assert reason(name) == ""


def test_include_does_not_bring_back_what_is_excluded() -> None:
    write("data/a.json", "{}")
    write("newslint.toml", 'include = ["data/**"]\nexclude = ["data"]')
    assert reason("data/a.json") == "nothing said"


class TestSchemas:
    """Data files that the configuration binds to a schema."""

    def test_a_glob_that_selects_some_files_makes_them_articles(self) -> None:
        write("own.json", '{"required": ["name"]}')
        write("newslint.toml", '[schemas]\n"data/**" = "own.json"\n')
        write("data/a.json", "{}")
        discovery = candidates.articles(["."], read.load())
        assert (discovery.files, discovery.left_out) == (["data/a.json"], {"own.json": "schema"})

    def test_one_for_all_files_does_not(self) -> None:
        write("own.json", '{"required": ["name"]}')
        write("newslint.toml", '[schemas]\n"**" = "own.json"\n')
        write("package.json", "{}")
        left_out = candidates.articles(["."], read.load()).left_out
        assert left_out == {"own.json": "schema", "package.json": "data file"}

    def test_a_type_with_a_schema_does(self) -> None:
        write("newslint.toml", '[schemas-by-type]\nrecap = "article"\n')
        assert reason(write("a.json", '{"type": "recap"}')) == ""

    def test_a_schema_in_use_is_none_even_below_the_roots(self) -> None:
        write("newslint.toml", 'roots = ["."]\n[schemas]\n"*.md" = "own.json"\n')
        assert reason(write("own.json", "{}")) == "schema"


class TestPresets:
    """What the generator makes no article of."""

    @pytest.mark.parametrize(
        ("preset", "name", "expected"),
        [
            ("hugo", "content/_index.md", "site file"),
            ("hugo", "layouts/page.html", "site file"),
            ("hugo", "content/data/a.md", ""),
            ("hugo", "content/a/photo.txt", "asset"),
            ("zola", "content/a/timing.html", "asset"),
            ("zola", "content/a/data.json", "asset"),
            ("hugo", "hugo.json", "configuration file"),
            ("jekyll", "_config.yml", "configuration file"),
            ("jekyll", "_posts/2024-05-01-a.md", ""),
            ("jekyll", "_layouts/post.html", "site file"),
            ("docusaurus", "blog/authors.yml", "asset"),
            ("eleventy", "posts/posts.json", "asset"),
            ("astro", "src/content/blog/a.json", ""),
            ("pelican", "output/a.html", "site file"),
        ],
    )
    def test_below_the_roots(self, preset: str, name: str, expected: str) -> None:
        text = json.dumps({"layout": "x"}) if name.endswith(("json", "yml")) else POST
        write(name, text)
        folder = name.partition("/")[0]
        roots = "" if "/" not in name or expected == "site file" else f'roots = ["{folder}"]\n'
        write("newslint.toml", f'preset = "{preset}"\n{roots}')
        assert reason(name) == expected

    def test_of_a_site_in_a_folder(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Globs of a detected preset start at the top of its site."""
        write("site/hugo.toml", "")
        write("site/layouts/a.html", POST)
        write("site/content/layouts/a.md", POST)
        write("layouts/b.md", POST)
        assert main(["check", "--show-files", "-q", "site", "layouts"]) == 0
        assert capsys.readouterr().out == "layouts/b.md\nsite/content/layouts/a.md\n"

    def test_an_article_counts_even_so(self) -> None:
        write("newslint.toml", 'preset = "zola"')
        assert reason(write("stories/a.json", json.dumps(NEWS))) == ""


def test_show_files_lists_both(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", POST)
    write("package.json", "{}")
    assert main(["check", "--show-files", "."]) == 0
    assert capsys.readouterr().out == "a.md\npackage.json: left out (data file)\n"
    assert main(["check", "--show-files", "-q", "."]) == 0
    assert capsys.readouterr().out == "a.md\n"


def test_the_summary_counts_by_reason(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", POST)
    for name in ("package.json", "bower.json", "data.json", "README.md", "a.html"):
        write(name, "")
    main(["check", "--offline", "--select", "dates", "."])
    assert capsys.readouterr().out == (
        "1 file: nothing wrong; left out: 1 configuration file, 2 data files,"
        " 1 page without front matter, 1 project file\n"
    )
    main(["check", "--offline", "-f", "json", "."])
    assert json.loads(capsys.readouterr().out)["summary"]["left_out"] == {
        "configuration file": 1,
        "data file": 2,
        "page without front matter": 1,
        "project file": 1,
    }


def test_nothing_but_files_that_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write("package.json", "{}")
    assert main(["check", "--offline", "."]) == 2
    said = "no article found in '.'; 1 file is left out: see --show-files"
    assert capsys.readouterr().err == f"newslint: error: {said}\n"


def test_unsupported_formats_are_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.md", "b.rst", "c.rst", "sub/d.org"):
        write(name, POST)
    main(["check", "--offline", "--select", "dates", "."])
    said = "3 files are not linted: newslint does not support .org, .rst"
    assert capsys.readouterr().err == f"newslint: {said}\n"


def test_a_template_that_is_named_is_called_one(capsys: pytest.CaptureFixture[str]) -> None:
    write("feed.json", TEMPLATE)
    assert main(["check", "--offline", "-f", "concise", "feed.json"]) == 1
    assert capsys.readouterr().out == (
        "feed.json:1:1: error broken-front-matter this is a template, not JSON: it begins with"
        " front matter for a site generator\n"
    )


class TestSuggestion:
    """The line that points to `newslint init`."""

    LINE = "`newslint init` writes a configuration for the fields that they have"

    def said(self, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
        main(["check", "--offline", "-f", "concise", *argv])
        return capsys.readouterr().err

    def test_most_articles_lack_the_same_fields(self, capsys: pytest.CaptureFixture[str]) -> None:
        for number in range(3):
            write(f"{number}.md", POST)
        assert self.LINE in self.said(capsys, ".")
        assert self.LINE not in self.said(capsys, "--isolated", ".")
        assert self.LINE not in self.said(capsys, "0.md", "1.md"), "too few"
        write("_config.yml", "")
        assert self.LINE not in self.said(capsys, "."), "a preset fits"

    def test_not_with_a_configuration(self, capsys: pytest.CaptureFixture[str]) -> None:
        for number in range(3):
            write(f"{number}.md", POST)
        write("schema.json", '{"required": ["a", "b"]}')
        assert self.LINE not in self.said(capsys, "--schema", "schema.json", ".")
        write("newslint.toml", 'preset = "article"')
        assert self.LINE not in self.said(capsys, ".")
